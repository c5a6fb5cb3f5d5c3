import { accessMs, diaryMs } from "./session.ts";

/** When a key signs, and until when its tokens may live. Instants are milliseconds of Unix time. */
export type KeyTimes = {
  readonly kid: string;
  readonly useFrom: number;
  readonly signUntil: number;
  readonly validUntil: number;
};

const signMs = 30 * 86_400_000;
const successorBeforeMs = 3 * 86_400_000;
/** Everybody who verifies knows a key this long before it signs. */
const publishedBeforeMs = 3_600_000;

const startingAt = (useFrom: number): Omit<KeyTimes, "kid"> => ({
  useFrom,
  signUntil: useFrom + signMs,
  validUntil: useFrom + signMs + Math.max(accessMs, diaryMs) + 3_600_000,
});

/** The newest key that signs now. */
export const signingKeyAt = <K extends KeyTimes>(keys: readonly K[], now: number): K | undefined =>
  keys
    .filter(({ useFrom, signUntil }) => useFrom <= now && now < signUntil)
    .reduce<K | undefined>((newest, key) => (newest && newest.useFrom >= key.useFrom ? newest : key), undefined);

/** The key to make now, if any: at once when none signs, else ahead of time. */
export function keyToMake(keys: readonly KeyTimes[], now: number): Omit<KeyTimes, "kid"> | undefined {
  const current = signingKeyAt(keys, now);
  if (current === undefined) return startingAt(now);
  const hasSuccessor = keys.some(
    ({ useFrom, signUntil }) => useFrom > current.useFrom && signUntil > current.signUntil,
  );
  return !hasSuccessor && current.signUntil - now <= successorBeforeMs
    ? startingAt(now + publishedBeforeMs)
    : undefined;
}
