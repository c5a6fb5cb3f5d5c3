import { startRounds, type Stoppable } from "@kinerja/common/lifecycle";
import { forgetRedriven, type ForgetOptions, type LeaderLock } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";

export type ForgettingOptions = ForgetOptions & {
  readonly db: Database;
  readonly lock: LeaderLock;
  readonly everyMs: number;
  readonly onTrouble: (error: unknown) => void;
};

/** At once and then every so often one of all replicas deletes parked records that were dealt with long ago, batch by batch. */
export function startForgetting({ db, lock, everyMs, onTrouble, ...options }: ForgettingOptions): Stoppable {
  const round = async (ending: AbortSignal): Promise<void> => {
    const lead = await lock.acquire();
    if (lead === undefined) return;
    try {
      while (!ending.aborted && (await forgetRedriven(db, options)) > 0);
    } finally {
      await lead.release();
    }
  };
  return startRounds({ pollMs: everyMs, round, onTrouble });
}
