import { appendAudit } from "@kinerja/common/audit";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type Span } from "../../app/read.ts";
import { type UnitScope, type UnitWorkStore } from "../../app/unit-work.ts";
import { type Todays } from "../../domain/team-work.ts";
import { type UnitWork } from "../../domain/unit-work.ts";
import { uuidArray } from "./binary.ts";
import { dayOfTask, daysOfZones, todayOf } from "./task-store.ts";

// On each day somebody belongs to the unit of one post in the agency: the main one that holds on it, or else the first by id. Few hold two, so
// only their days are asked about.
const better = (day: string): string => `select from employment_copy m
  where m.agency_id = p.agency_id and m.person_id = p.person_id and m.id <> p.id and m.valid_from <= ${day}
    and coalesce(m.valid_to >= ${day}, true) and (m.main and not p.main or m.main = p.main and m.id < p.id)`;

const sql = `with post as (
  select c.*, greatest(c.valid_from, $2::date) as first_day, least(coalesce(c.valid_to, $3::date), $3::date) as last_day,
    exists (select from employment_copy m where m.agency_id = c.agency_id and m.person_id = c.person_id and m.id <> c.id) as has_other
  from employment_copy c
  where c.agency_id = $1 and c.unit_id = any ($5::uuid[]) and c.valid_from <= $3 and coalesce(c.valid_to >= $2, true)),
member as (
  select distinct p.person_id from post p where not p.has_other
    or exists (select from generate_series(p.first_day, p.last_day, interval '1 day') g where not exists (${better("g::date")}))),
work as (
  select p.person_id, w.* from post p cross join lateral (
    select sum(d.entries) as entries, sum(d.open_entries) as open_entries, sum(d.minutes) as minutes, sum(d.approved_minutes) as approved_minutes
    from day d where d.agency_id = $1 and d.person_id = p.person_id and d.work_date between $2 and $3
      and d.work_date between p.first_day and p.last_day and (not p.has_other or not exists (${better("d.work_date")}))) w),
given as (
  select t.state, t.state = 'ASSIGNED' and t.due < ${todayOf("t")} as late from task t join member m on m.person_id = t.person_id
  where t.agency_id = $1 and t.state <> 'CANCELLED'
    and ${dayOfTask("t")} between $2 and $3)
select (select count(*) from member)::int as people, count(distinct person_id) filter (where entries > 0)::int as logging,
  coalesce(sum(entries), 0)::float8 as entries, coalesce(sum(open_entries), 0)::float8 as "openEntries",
  coalesce(sum(minutes), 0)::float8 as minutes, coalesce(sum(approved_minutes), 0)::float8 as "approvedMinutes",
  (select json_build_object('tasks', count(*), 'done', count(*) filter (where state = 'DONE'),
     'confirmed', count(*) filter (where state = 'CONFIRMED'), 'late', count(*) filter (where late)) from given) as tasks
from work`;

async function sumsOf(db: Db, { agencyId, unitIds }: UnitScope, { from, to }: Span, todays: Todays): Promise<UnitWork> {
  const [row] = await db.query<UnitWork>(sql, [agencyId, from, to, daysOfZones(todays), uuidArray(unitIds)]);
  if (row === undefined) throw new Error("sums have no row");
  return row;
}

export const postgresUnitWorkStore = (db: Database, now: () => number): UnitWorkStore => ({
  sums: (caller, grant, scope, span, todays) =>
    db.transaction({ agencies: grant.agencies }, async (tx) => {
      await appendAudit(tx, {
        ...{ at: new Date(now()), actor: caller.personId, role: grant.role, action: "read", resource: "unit-work" },
        ...{ objectId: scope.unitId, agencyId: scope.agencyId, requestId: caller.requestId, detail: { ...span } },
      });
      return sumsOf(tx, scope, span, todays);
    }),
});
