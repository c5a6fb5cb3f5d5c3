/** Wrong attempts on one NIP, whether anybody has that NIP or not. */
export type Attempts = { readonly failures: number; readonly blockedUntil: number; readonly lastAt: number };

const freeAttempts = 3;
const longestMs = 60_000;
const forgetAfterMs = 24 * 3_600_000;

/** Doubles from 2 s on and stays short enough that nobody can lock somebody else out. */
const delayAfter = (failures: number): number =>
  failures < freeAttempts ? 0 : Math.min(longestMs, 1_000 * 2 ** Math.min(failures - freeAttempts + 1, 16));

/** Counts the attempt as a failure before anything is checked, so that attempts at once count, too; success clears the count. */
export function attempt(
  before: Attempts | undefined,
  now: number,
): { readonly waitMs: number; readonly next: Attempts } {
  const known = before !== undefined && now - before.lastAt < forgetAfterMs ? before : undefined;
  if (known !== undefined && now < known.blockedUntil) return { waitMs: known.blockedUntil - now, next: known };
  const failures = (known?.failures ?? 0) + 1;
  return { waitMs: 0, next: { failures, blockedUntil: now + delayAfter(failures), lastAt: now } };
}
