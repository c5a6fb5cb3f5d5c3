import { setTimeout as sleep } from "node:timers/promises";

import { type JWK } from "jose";

const pollMs = 50;
/**
 * Anybody can name a key that doesn't exist: so few different ones are waited for at a time, and none again soon. All calls that name the same one
 * share its wait: when a key has just been changed, everybody comes with the new one at once.
 */
const waitingLimit = 16;
const missingLimit = 1_000;
const missingMs = 10_000;
const kidLimit = 64;

type KeyWaitOptions = { readonly keys: () => readonly JWK[]; readonly keyWaitMs?: number };

/** Waits for a key that nobody has told us yet, within bounds, until it is known or isn't going to be soon. Undefined: there is no sense in waiting. */
export function keyWait({
  keys,
  keyWaitMs = 0,
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
