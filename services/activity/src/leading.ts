import { setTimeout as sleep } from "node:timers/promises";

import { type Stoppable } from "@kinerja/common/lifecycle";
import { type LeaderLock } from "@kinerja/common/messaging";

export type LeadingOptions = {
  /** Done again and again by the one that leads. */
  readonly look: () => Promise<void>;
  /** Done instead by the others. */
  readonly rest?: () => void;
  readonly lock: LeaderLock;
  readonly pollMs: number;
  readonly onTrouble: (error: unknown) => void;
};

/** A job that one instance does for all: it leads for as long as it holds the lock, and another takes over when it ends. */
export function startLeading({ look, rest, lock, pollMs, onTrouble }: LeadingOptions): Stoppable {
  const ending = new AbortController();
  const run = async (): Promise<void> => {
    let lead: Awaited<ReturnType<LeaderLock["acquire"]>>;
    while (!ending.signal.aborted) {
      try {
        lead ??= await lock.acquire();
        if (lead !== undefined && !(await lead.isHeld())) lead = undefined;
        if (lead === undefined) rest?.();
        else await look();
      } catch (error) {
        onTrouble(error);
      }
      await sleep(pollMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
    await lead?.release();
  };
  const running = run();
  return {
    stop: () => {
      ending.abort();
      return running;
    },
  };
}
