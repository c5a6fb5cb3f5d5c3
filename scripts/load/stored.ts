import { type Finding, queryOf } from "../invariants/finding.ts";
import { type HistoryLine } from "../invariants/history.ts";
import { checkLog } from "../invariants/log.ts";
import { openStores, untilQuiet } from "../invariants/stores.ts";
import { readAddress } from "../platform/address.ts";

export interface Stored {
  /** What was acknowledged and is not stored with the acknowledged content. */
  readonly missing: Finding;
  /** What is stored and was never sent. */
  readonly invented: Finding;
  /** How long the writer took to store what was still on its way. */
  readonly afterMs: number;
}

/** Compares every acknowledgement with the rows of the activity database, when all that is on its way has arrived. */
export async function compareStored(dir: string, history: Iterable<HistoryLine>): Promise<Stored> {
  const address = readAddress(dir);
  const stores = await openStores(address, "load");
  try {
    const started = performance.now();
    await untilQuiet(stores, address);
    const afterMs = performance.now() - started;
    const { I1, I2 } = await checkLog(queryOf(stores.queries, "activity"), history);
    return { missing: I1, invented: I2, afterMs };
  } finally {
    await stores.close();
  }
}
