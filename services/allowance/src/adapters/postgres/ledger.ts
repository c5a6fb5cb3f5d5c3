import { type Db } from "@kinerja/common/postgres";

import { type AccountTotal, type LedgerRecords } from "../../app/ports.ts";
import { type Posting } from "../../domain/ledger.ts";
import { insertRows } from "./bulk.ts";

const totalsWhere = (db: Db, where: string, params: readonly unknown[]): Promise<AccountTotal[]> =>
  db.query(
    `select g.account, sum(g.amount)::bigint as amount from posting g join transfer t on t.id = g.transfer_id where ${where}
     group by g.account having sum(g.amount) <> 0 order by g.account`,
    params,
  );

/** Lines of one transfer, in one statement: the balance is checked when it ends. */
export const insertPostings = (
  db: Db,
  { transferId, agencyId }: { readonly transferId: string; readonly agencyId: string },
  postings: readonly Posting[],
): Promise<void> =>
  insertRows(
    db,
    "posting",
    {
      transfer_id: ["uuid", () => transferId],
      agency_id: ["uuid", () => agencyId],
      account: ["text", (line) => line.account],
      amount: ["bigint", (line) => line.amount],
    },
    postings,
  );

export function ledgerRecords(db: Db): LedgerRecords {
  return {
    async insert(run, batch, { id, phase, by, reference, postings }, at) {
      await db.query(
        `insert into transfer (id, run_id, batch, agency_id, period, payout_period, phase, at, by_person, reference)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, run.id, batch, run.agencyId, run.period, run.payoutPeriod, phase, new Date(at), by, reference ?? null],
      );
      await insertPostings(db, { transferId: id, agencyId: run.agencyId }, postings);
    },
    totals: (agencyId, period) => totalsWhere(db, "t.agency_id = $1 and t.period = $2", [agencyId, period]),
    // A correction books beside the batch: its documents stay what they were.
    batchTotals: (runId, batch) =>
      totalsWhere(db, "t.run_id = $1 and t.batch = $2 and t.corrects is null", [runId, batch]),
  };
}
