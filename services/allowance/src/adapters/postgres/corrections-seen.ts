import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type CorrectionRecords, type SeenInputs } from "../../app/corrections/ports.ts";
import { factKinds } from "../../domain/facts/kinds.ts";
import { isOfPayout } from "../../domain/facts/month.ts";

/** A change that another service has told counts from the moment at which it became true there. */
async function isChangedSince(db: Db, { agencyId, personId, unitIds, moment }: SeenInputs): Promise<boolean> {
  const [row] = await db.query<{ changed: boolean }>(
    `select exists (select from fact where agency_id = $1 and state = 'CONFIRMED' and (decided_at >= $4 or superseded_at >= $4)
         and (person_id = $2 or person_id is null and (unit_id is null or unit_id = any($3::uuid[]))))
       or exists (select from correction_trigger where agency_id = $1 and at >= $4 and body->>'personId' = $2::text) as changed`,
    [agencyId, personId, unitIds, new Date(moment)],
  );
  return row?.changed ?? false;
}

async function openRunFrom(db: Db, agencyId: string, personId: string, from: Period): Promise<Period | undefined> {
  const [row] = await db.query<{ period: Period }>(
    `select r.period from run r where r.agency_id = $1 and greatest(r.period, r.payout_period) >= $2 and r.state in ('FREEZING', 'COMPUTING', 'COMPUTED')
       and (not r.dues_only or r.state = 'FREEZING'
         or exists (select from frozen f where f.period = r.period and f.run_id = r.id and f.person_id = $3))
     order by r.period limit 1`,
    [agencyId, from, personId],
  );
  return row?.period;
}

const payoutKinds = factKinds.filter(isOfPayout);

/** Payouts whose month some fact speaks of that was decided, or has ended, after the run was frozen. */
async function staleDeductions(db: Db, agencyId: string, personId: string, from: Period): Promise<Period[]> {
  const rows = await db.query<{ payout_period: Period; facts_moment: Date }>(
    `select r.payout_period, min(r.facts_moment) as facts_moment from run r
     join payout p on p.payout_period = r.payout_period and p.run_id = r.id and p.person_id = $2
     join batch b on b.run_id = r.id and b.batch = p.batch and b.state in ('POSTED', 'SETTLED')
     where r.agency_id = $1 and r.payout_period >= $3 and r.facts_moment is not null group by r.payout_period order by r.payout_period`,
    [agencyId, personId, from],
  );
  const stale: Period[] = [];
  for (const { payout_period: period, facts_moment: moment } of rows) {
    const [row] = await db.query<{ stale: boolean }>(
      `select exists (select from fact where agency_id = $1 and person_id = $2 and kind = any($3::text[]) and state = 'CONFIRMED'
         and (decided_at >= $4 or superseded_at >= $4) and valid_from <= $6 and (valid_to is null or valid_to >= $5)) as stale`,
      [agencyId, personId, payoutKinds, moment, firstDay(period), lastDay(period)],
    );
    if (row?.stale) stale.push(period);
  }
  return stale;
}

type SeenRecords = Pick<CorrectionRecords, "isChangedSince" | "openRunFrom" | "staleDeductions">;

/** What tells whether a preview can be made, and whether it still stands. */
export const seenRecords = (db: Db): SeenRecords => ({
  isChangedSince: (seen) => isChangedSince(db, seen),
  openRunFrom: (agencyId, personId, from) => openRunFrom(db, agencyId, personId, from),
  staleDeductions: (agencyId, personId, from) => staleDeductions(db, agencyId, personId, from),
});
