import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type CorrectionRecords, type StoredPayout } from "../../app/corrections/ports.ts";
import { type Shares } from "../../domain/corrections/deductions.ts";
import { type ShiftsByRun } from "../../domain/corrections/shifts.ts";
import { isHeld, isOfPosted } from "./held.ts";
import { paidByOf, shiftsOf } from "./shifts.ts";

type PayoutRow = {
  run_id: string;
  policy_id: string;
  period: Period;
  payout_period: Period;
  packed: Buffer;
  known: string | null;
};

/** A decade, as of the months that are computed anew. */
const mostPayouts = 400;

/** In the order in which they were paid: in a month of payment one run is open at a time, and ids of runs follow the time. */
async function payouts(db: Db, agencyId: string, personId: string, from: Period): Promise<StoredPayout[]> {
  const rows = await db.query<PayoutRow>(
    `select p.run_id, r.policy_id, r.period, p.payout_period, p.packed,
       (select f.payout from frozen f where f.period = r.period and f.run_id = r.id and f.person_id = $2 and f.payout is not null limit 1) as known
     from payout p join run r on r.id = p.run_id
     where p.agency_id = $1 and p.person_id = $2 and p.payout_period >= $3 and ${isOfPosted("p")} and not ${isHeld("p")}
     order by p.payout_period, p.run_id limit ${mostPayouts}`,
    [agencyId, personId, from],
  );
  return rows.map((row) => ({
    ...{ runId: row.run_id, policyId: row.policy_id, period: row.period, payoutPeriod: row.payout_period },
    ...{ packed: row.packed, known: row.known ?? undefined },
  }));
}

const none: ShiftsByRun = new Map();

type SettledRow = { period: Period; contribution: string; amount: Rupiah; employer: Rupiah };

async function settledContributions(db: Db, agencyId: string, personId: string, from: Period) {
  const rows = await db.query<SettledRow>(
    `select period, contribution, sum(amount)::bigint as amount, sum(employer)::bigint as employer from due
     where kind = 'CONTRIBUTION' and agency_id = $1 and person_id = $2 and period >= $3 group by period, contribution`,
    [agencyId, personId, from],
  );
  const found = new Map<Period, Record<string, Shares>>();
  for (const { period, contribution, amount, employer } of rows)
    found.set(period, { ...found.get(period), [contribution]: { own: rupiah(0n - amount), employer } });
  return found;
}

type DeductionRecords = Pick<
  CorrectionRecords,
  "payouts" | "shifts" | "paidBy" | "settledContributions" | "oweContribution"
>;

/** What payouts have deducted, and what corrections have made of it. */
export const deductionRecords = (db: Db): DeductionRecords => ({
  payouts: (agencyId, personId, from) => payouts(db, agencyId, personId, from),
  shifts: async (agencyId, personId) => (await shiftsOf(db, agencyId, [personId])).get(personId) ?? none,
  paidBy: async (personId, runIds) => (await paidByOf(db, [personId], runIds))(personId),
  settledContributions: (agencyId, personId, from) => settledContributions(db, agencyId, personId, from),
  async oweContribution({ agencyId, personId, caseId }, item, { by, at }) {
    await db.query(
      `insert into due (agency_id, person_id, period, component, label, kind, amount, due_period, cause, created_at, created_by, contribution, employer)
       values ($1, $2, $3, 'contribution', $4, 'CONTRIBUTION', $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[agencyId, personId, item.payoutPeriod, item.label, rupiah(0n - item.own), item.duePeriod],
        ...[caseId, new Date(at), by, item.contribution, item.employer],
      ],
    );
  },
});
