import { type Db } from "@kinerja/common/postgres";

import { type AccountTotal, type LedgerRecords, type Transfer } from "../../app/ports.ts";
import { insertRows } from "./bulk.ts";

const totalsWhere = (db: Db, where: string, params: readonly unknown[]): Promise<AccountTotal[]> =>
  db.query(
    `select account, sum(amount)::bigint as amount from posting where ${where} group by account order by account`,
    params,
  );

const linesAtOnce = 1_000;

/** The lines of a transfer are never torn apart: the balance is checked statement by statement. */
function* wholeTransfers(lines: readonly Transfer[]): Generator<readonly Transfer[]> {
  for (let start = 0; start < lines.length;) {
    let end = Math.min(start + linesAtOnce, lines.length);
    while (end < lines.length && lines[end]?.transferId === lines[end - 1]?.transferId) end += 1;
    yield lines.slice(start, end);
    start = end;
  }
}

export function ledgerRecords(db: Db): LedgerRecords {
  return {
    async insert(run, batch, payoutPeriod, transfers, at) {
      for (const lines of wholeTransfers(transfers))
        await insertRows(
          db,
          "posting",
          {
            transfer_id: ["uuid", (line) => line.transferId],
            run_id: ["uuid", () => run.id],
            batch: ["smallint", () => batch],
            agency_id: ["uuid", () => run.agencyId],
            person_id: ["uuid", (line) => line.personId],
            period: ["text", () => run.period],
            payout_period: ["text", () => payoutPeriod],
            account: ["text", (line) => line.account],
            amount: ["bigint", (line) => line.amount],
            posted_at: ["timestamptz", () => new Date(at)],
          },
          lines,
        );
    },
    totals: (agencyId, period) => totalsWhere(db, "agency_id = $1 and period = $2", [agencyId, period]),
    batchTotals: (runId, batch) => totalsWhere(db, "run_id = $1 and batch = $2", [runId, batch]),
  };
}
