import { type Day, firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { isAway } from "./away.ts";

export type CheckDaysQuery = {
  readonly agencyId: string;
  readonly period: Period;
  readonly unitId: string | undefined;
};
/** `expected`: two checks for each person who should have been at the place. */
export type CheckDay = { readonly day: Day; readonly missed: number; readonly expected: number };

// Leave and duty elsewhere ask for no checks. Somebody absent may be somebody whom a dead machine has not seen: both checks are missing. Of whom there is one
// check, the other is missing, whatever the file counts; without times the file's own count stands.
const sql = `
select a.work_date as day, sum(case when a.status = 'ALPA' then 2
  when a.check_in is null and a.check_out is null then a.missed_checks
  else (a.check_in is null)::int + (a.check_out is null)::int end)::int as missed, (2 * count(*))::int as expected
from attendance_held a
where a.agency_id = $1 and a.work_date between $2 and $3 and not ${isAway("a")}
  and ($4::uuid is null or exists (
    select from employment_copy c where c.agency_id = a.agency_id and c.person_id = a.person_id and c.unit_id = $4
      and c.valid_from <= a.work_date and coalesce(c.valid_to >= a.work_date, true)))
group by a.work_date order by a.work_date`;

/** The checks of each day of a month of whoever was on duty, of an agency or one of its units, as imported so far. */
export const checkDaysOf =
  (db: Pick<Database, "transaction">) =>
  ({ agencyId, period, unitId }: CheckDaysQuery): Promise<CheckDay[]> =>
    db.transaction({ agencies: [agencyId] }, (tx) =>
      tx.query<CheckDay>(sql, [agencyId, firstDay(period), lastDay(period), unitId ?? null]),
    );
