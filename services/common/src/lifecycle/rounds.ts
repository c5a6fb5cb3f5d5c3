import { setTimeout as sleep } from "node:timers/promises";

import { type Stoppable } from "./stop.ts";

export type RoundsOptions = {
  readonly pollMs: number;
  /** Ends soon when the signal says so. */
  readonly round: (ending: AbortSignal) => Promise<void>;
  /** A round that throws is told, and followed by the next one. */
  readonly onTrouble: (error: unknown) => void;
};

export type Rounds = Stoppable & {
  /** The next round begins at once, or right after the one that is under way. */
  wake(): void;
};

/** Round after round, at once when woken and else every so often. Stopping waits for the round that is under way. */
export function startRounds({ pollMs, round, onTrouble }: RoundsOptions): Rounds {
  const ending = new AbortController();
  let wake = new AbortController();
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      wake = new AbortController();
      await round(ending.signal).catch(onTrouble);
      const either = AbortSignal.any([wake.signal, ending.signal]);
      await sleep(pollMs, undefined, { signal: either }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    wake: () => wake.abort(),
    async stop() {
      ending.abort();
      await running;
    },
  };
}
