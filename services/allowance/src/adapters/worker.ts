import { setTimeout as sleep } from "node:timers/promises";

import { startRounds, type Stoppable } from "@kinerja/common/lifecycle";
import { type LeaderLock } from "@kinerja/common/messaging";

import { type QueuedRun, type Store } from "../app/ports.ts";

export type WorkerOptions = {
  readonly store: Store;
  readonly workRun: (run: QueuedRun) => Promise<void>;
  /** One worker among all replicas for each run. */
  readonly lock: (name: string) => LeaderLock;
  readonly pollMs: number;
  /** How long the caller of a start waits for the end. */
  readonly patienceMs: number;
  readonly onTrouble: (error: unknown) => void;
};

export type Worker = Stoppable & { work(runId: string): Promise<void> };

const runsAtOnce = 20;

/** Takes queued runs one after another to their end. What a crash has left in the queue is found at the next start, by whoever comes first. */
export function startWorker({ store, workRun, lock, pollMs, patienceMs, onTrouble }: WorkerOptions): Worker {
  const waiting = new Map<string, Set<() => void>>();

  const workOn = async (run: QueuedRun): Promise<void> => {
    const lead = await lock(`allowance-run/${run.runId}`).acquire();
    if (lead === undefined) return;
    try {
      await workRun(run);
    } finally {
      await lead.release();
      waiting.get(run.runId)?.forEach((tell) => tell());
    }
  };
  const round = async (ending: AbortSignal): Promise<void> => {
    const queued = await store.transaction({ agencies: [] }, ({ runs }) => runs.queued(runsAtOnce));
    for (const run of queued) {
      if (ending.aborted) return;
      await workOn(run).catch(onTrouble);
    }
  };
  const rounds = startRounds({ pollMs, round, onTrouble });
  return {
    async work(runId) {
      const tellers = waiting.get(runId) ?? new Set();
      waiting.set(runId, tellers);
      let tell: () => void = () => undefined;
      const told = new Promise<void>((resolve) => (tell = resolve));
      tellers.add(tell);
      rounds.wake();
      const patience = new AbortController();
      await Promise.race([told, sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
      patience.abort();
      tellers.delete(tell);
      if (tellers.size === 0) waiting.delete(runId);
    },
    stop: () => rounds.stop(),
  };
}
