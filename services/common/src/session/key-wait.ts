import { setTimeout as sleep } from "node:timers/promises";

import { type JWK } from "jose";

const pollMs = 50;
/** Anybody can name a key that doesn't exist: so few calls wait for one at a time, and nobody again for the same one soon. */
const waitingLimit = 64;
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
  let waiting = 0;

  const isKnown = (kid: string): boolean => keys().some((key) => key.kid === kid);
  const isWorthIt = (kid: string): boolean =>
    kid.length <= kidLimit && waiting < waitingLimit && performance.now() >= (missing.get(kid) ?? 0);

  function remember(kid: string): void {
    missing.delete(kid);
    if (missing.size >= missingLimit) missing.delete(missing.keys().next().value ?? "");
    missing.set(kid, performance.now() + missingMs);
  }

  async function wait(kid: string): Promise<void> {
    waiting++;
    try {
      for (let waitedMs = 0; waitedMs < keyWaitMs; waitedMs += pollMs) {
        await sleep(pollMs);
        if (isKnown(kid)) return;
      }
    } finally {
      waiting--;
    }
    remember(kid);
  }

  return (kid) => (kid === undefined || keyWaitMs <= 0 || isKnown(kid) || !isWorthIt(kid) ? undefined : wait(kid));
}
