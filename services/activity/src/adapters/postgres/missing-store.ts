import { appendAudit } from "@kinerja/common/audit";
import { type Day } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type MissingStore } from "../../app/missing.ts";
import { isOff } from "./away.ts";
import { dateArray } from "./binary.ts";

// One pass over the agency's days of the month, whatever the page: an agency of 100,000 has two million of them.
const sql = `
with working as (select d from unnest($2::date[]) as d),
logged as (
  select person_id, work_date from day
  where agency_id = $1 and work_date between $3 and $4 and entries > 0
  union select person_id, work_date from attendance_held a
  where agency_id = $1 and work_date between $3 and $4 and ${isOff("a")}),
due as (
  select distinct c.person_id, w.d from employment_copy c join working w
    on c.valid_from <= w.d and (c.valid_to is null or w.d <= c.valid_to)
  where c.agency_id = $1),
missing as (
  select due.person_id, array_agg(due.d order by due.d) as dates, count(*)::int as n
  from due left join logged l on l.person_id = due.person_id and l.work_date = due.d
  where l.person_id is null group by due.person_id)
select person_id, dates from missing
where $5::int is null or n < $5 or (n = $5 and person_id > $6::uuid)
order by n desc, person_id limit $7`;

export const postgresMissingStore = (db: Database, now: () => number): MissingStore => ({
  missing: (caller, grant, { agencyId, days, after, limit }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const [first, last] = [days[0], days.at(-1)];
      if (first === undefined) return [];
      const rows = await tx.query<{ person_id: string; dates: Day[] }>(sql, [
        agencyId,
        dateArray(days),
        first,
        last,
        after?.count ?? null,
        after?.personId ?? null,
        limit,
      ]);
      await appendAudit(tx, {
        at: new Date(now()),
        actor: caller.personId,
        role: grant.role,
        action: "list-missing",
        resource: "month",
        objectId: first.slice(0, 7),
        agencyId,
        requestId: caller.requestId,
      });
      return rows.map(({ person_id: personId, dates }) => ({ personId, dates }));
    }),
});
