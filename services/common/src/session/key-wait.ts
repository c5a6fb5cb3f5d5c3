import { setTimeout as sleep } from "node:timers/promises";

import { type JWK } from "jose";

import { Refusal } from "../errors/index.ts";

const pollMs = 50;
/**
 * Anybody can name a key that doesn't exist: so few different ones are waited for at a time, and none again soon. All calls that name the same one
 * share its wait: when a key has just been changed, everybody comes with the new one at once.
 */
const waitingLimit = 16;
const missingLimit = 1_000;
const missingMs = 10_000;
const kidLimit = 64;

export type KeyWaitOptions = {
  /** Public keys known now; a new array when they changed. */
  readonly keys: () => readonly JWK[];
  /** How long to wait for a key that nobody has told us yet: a new one may sign a moment before it reaches us. 0 when missing. */
  readonly keyWaitMs?: number;
  /** Whether all keys that were ever told are known. While that can't be said, an unknown key is no proof of a forgery. */
  readonly isComplete?: () => Promise<boolean>;
};

/**
 * Waits for a key that nobody has told us yet, within bounds, until it is known or isn't going to be soon; refuses when it may have been told without
 * having reached us: a client that is told to sign in again would lose its session for our lag. Undefined: there is no sense in waiting.
 */
export function keyWait({
  keys,
  keyWaitMs = 0,
  isComplete = () => Promise.resolve(true),
}: KeyWaitOptions): (kid: string | undefined) => Promise<void> | undefined {
  /** Keys that were waited for in vain, with the moment until which that counts. */
  const missing = new Map<string, number>();
  const waiting = new Map<string, Promise<void>>();

  const isKnown = (kid: string): boolean => keys().some((key) => key.kid === kid);
  const isWorthIt = (kid: string): boolean =>
    kid.length <= kidLimit && waiting.size < waitingLimit && performance.now() >= (missing.get(kid) ?? 0);

  function remember(kid: string): void {
    missing.delete(kid);
    if (missing.size >= missingLimit) missing.delete(missing.keys().next().value ?? "");
    missing.set(kid, performance.now() + missingMs);
  }

  async function wait(kid: string): Promise<void> {
    for (let waitedMs = 0; waitedMs < keyWaitMs; waitedMs += pollMs) {
      await sleep(pollMs);
      if (isKnown(kid)) return;
    }
    const isForgery = await isComplete();
    if (isKnown(kid)) return;
    if (!isForgery) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 2 });
    remember(kid);
  }

  function join(kid: string): Promise<void> | undefined {
    const joined = waiting.get(kid);
    if (joined !== undefined || !isWorthIt(kid)) return joined;
    const begun = wait(kid).finally(() => waiting.delete(kid));
    waiting.set(kid, begun);
    return begun;
  }

  return (kid) => (kid === undefined || keyWaitMs <= 0 || isKnown(kid) ? undefined : join(kid));
}
