import { setTimeout as sleep } from "node:timers/promises";
import type * as FixedEnds from "../../../services/activity/src/adapters/postgres/fixed-ends.ts";
import type * as SealStore from "../../../services/activity/src/adapters/postgres/seal-store.ts";
import type * as Seal from "../../../services/activity/src/app/seal.ts";
import { mutant, type Mutant } from "./mutant.ts";

const gapMs = 1_500;

export const closingMutants: Readonly<Record<string, Mutant>> = {
  "nothing-is-behind": mutant<typeof FixedEnds>(
    "adapters/postgres/fixed-ends",
    "a writer that judges by the clock alone what comes after a month's end was fixed",
    () => ({ isBehind: () => false }),
  ),
  "closing-forgets-spool": mutant<typeof Seal>(
    "app/seal",
    "a closing that does not ask the spool",
    ({ createSealing }) => ({
      createSealing: (needs) => createSealing({ ...needs, spooledUpTo: () => Promise.resolve(0n) }),
    }),
  ),
  "ends-without-lock": mutant<typeof SealStore>(
    "adapters/postgres/seal-store",
    "a closing that fixes the end while others store",
    ({ postgresSealStore }) => ({
      postgresSealStore: (options) => {
        const store = postgresSealStore(options);
        const unlocked = postgresSealStore({ ...options, db: withoutLock(options.db) });
        return { ...store, fixEnds: (closings, ends) => unlocked.fixEnds(closings, ends) };
      },
    }),
  ),
};

/** Leaves the lock away, and takes its time between what it has read and what it writes. */
function withoutLock(db: Parameters<typeof SealStore.postgresSealStore>[0]["db"]): typeof db {
  return {
    ...db,
    transaction: (scope, work) =>
      db.transaction(scope, (tx) =>
        work({
          ...tx,
          async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
            if (sql.startsWith("lock table")) return [];
            if (sql.startsWith("update period")) await sleep(gapMs);
            return tx.query<Row>(sql, params);
          },
        }),
      ),
  };
}
