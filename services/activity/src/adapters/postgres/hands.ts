import { Refusal } from "@kinerja/common/errors";
import { type Day, periodOf } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Caller } from "../../app/authorise.ts";
import { type MonthKey } from "../../app/close.ts";
import { holdSealed } from "./decision-store.ts";

const samePerson = (period: string, code: string): Refusal =>
  new Refusal("forbidden", "SAME_PERSON", {}, [{ pointer: "/period", code, params: { period } }]);

/**
 * Holds the months of days whose facts the caller is about to bring, and tells which of them are sealed. Refuses with SAME_PERSON where one of them is
 * being closed as the caller asked for. Whoever closes takes the months' locks alone: it sees all hands of before, or we see that closing has begun.
 */
export async function holdForFacts(
  db: Db,
  { personId }: Caller,
  agencyId: string,
  days: readonly Day[],
): Promise<ReadonlySet<string>> {
  const sealed = await holdSealed(db, agencyId, days);
  const periods = [...new Set(days.map(periodOf))];
  const [own] = await db.query<{ period: string }>(
    `select period from period where agency_id = $1 and period = any ($2::text[]) and state = 'closing' and requested_by = $3
     order by period limit 1`,
    [agencyId, periods, personId],
  );
  if (own !== undefined) throw samePerson(own.period, "OWN_CLOSING");
  return sealed;
}

/** Remembers who has brought facts of these months, which the caller holds. */
export async function noteHands(
  db: Db,
  { personId }: Caller,
  agencyId: string,
  periods: readonly string[],
): Promise<void> {
  if (periods.length === 0) return;
  await db.query(
    `insert into attendance_hand (agency_id, period, revision, person_id)
     select $1, m.period, coalesce(p.revision, 0), $3
     from (select distinct unnest($2::text[]) as period) m left join period p on p.agency_id = $1 and p.period = m.period
     order by m.period
     on conflict do nothing`,
    [agencyId, periods, personId],
  );
}

/** Refuses with SAME_PERSON who has brought facts of the month since its last revision; the caller holds the month alone. */
export async function refuseOwnFacts(db: Db, { personId }: Caller, { agencyId, period }: MonthKey): Promise<void> {
  const own = await db.query(
    `select from attendance_hand where agency_id = $1 and period = $2 and person_id = $3
       and revision = coalesce((select revision from period where agency_id = $1 and period = $2), 0)`,
    [agencyId, period, personId],
  );
  if (own.length > 0) throw samePerson(period, "OWN_MONTH_FACTS");
}
