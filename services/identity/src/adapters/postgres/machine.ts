import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type EmploymentView, type Machine, type RelationFact } from "../../app/directory.ts";
import { type AnyRelationKind } from "../../domain/relation.ts";
import { rosterPages } from "./roster.ts";
import { employmentColumns, employmentJoins, type EmploymentRow, holds, toEmployment, todayParams } from "./views.ts";
import { calendarParts } from "./work-calendar.ts";

type FactRow = { person_id: PersonId; kind: AnyRelationKind; valid_from: Day; valid_to: Day | null };

/** What is recorded, and who is two steps above. */
const relationsSql = `
  select r.person_id, r.kind, r.valid_from, r.valid_to from relation r
  where r.other_person_id = $4 and r.person_id = any($5::uuid[]) and ${holds("r")}
  union all
  select r.person_id, 'SUPERIOR_OF_SUPERIOR', greatest(r.valid_from, above.valid_from), least(r.valid_to, above.valid_to)
  from relation r join relation above on above.person_id = r.other_person_id and above.kind = 'SUPERIOR'
  where r.kind = 'SUPERIOR' and r.person_id = any($5::uuid[]) and above.other_person_id = $4 and ${holds("r")} and ${holds("above")}`;

/** A role of the whole site holds by Jakarta's day, as everywhere. */
const holdersSql = `
  select g.person_id as "personId", g.role,
    exists (select from import i where i.person_id = g.person_id and i.state = 'APPLIED' and $4 = any (i.agency_ids))
    or exists (select from role_grant d where d.agency_id = $4 and g.person_id::text in (d.proposed_by, d.confirmed_by))
    or exists (select from bank_account b where b.agency_id = $4 and g.person_id in (b.proposed_by, b.decided_by))
    or exists (select from holiday h where h.agency_id = $4 and h.recorded_by = g.person_id::text) as acted
  from (select distinct g.person_id, g.role from role_grant g left join agency a on a.id = g.agency_id
        where (g.agency_id is null or g.agency_id = $4) and g.role = any($5::text[]) and g.confirmed_by is not null
          and day_in(coalesce(a.zone, 'WIB'), $1, $2, $3) between g.valid_from and coalesce(g.valid_to, 'infinity')) g
  order by g.person_id, g.role limit 5000`;

async function spanOf(
  reader: Database,
  where: string,
  params: readonly unknown[],
  order: string,
): Promise<EmploymentView[]> {
  const rows = await reader.query<EmploymentRow>(
    `select ${employmentColumns} from employment e ${employmentJoins}
     where ${where} and e.valid_from <= $3 and coalesce(e.valid_to, 'infinity') >= $2 order by ${order}`,
    params,
  );
  return rows.map(toEmployment);
}

/** Reads across agencies as its own role, for other services. */
export function postgresMachine(reader: Database): Machine {
  return {
    async withSiteRole(people, today) {
      const rows = await reader.query<{ person_id: PersonId }>(
        `select distinct g.person_id from role_grant g where g.agency_id is null and g.confirmed_by is not null
           and g.person_id = any($4::uuid[]) and day_in('WIB', $1, $2, $3) between g.valid_from and coalesce(g.valid_to, 'infinity')`,
        [...todayParams(today), people],
      );
      return rows.map(({ person_id }) => person_id);
    },
    async byNipIndex(agencyId, indexes) {
      const rows = await reader.query<{ index: string; person_id: PersonId }>(
        `with wanted as (select decode(one, 'hex') as index from unnest($2::text[]) as one),
         former as (select i.nip_index, i.person_id, 0 as rank from wanted w join person_identifier i on i.nip_index = w.index),
         present as (select p.nip_index, p.id, 1 from wanted w join person p on p.nip_index = w.index)
         select encode(nip_index, 'hex') as index, person_id from (table former union all table present) as known
         where exists (select from employment e where e.person_id = known.person_id and e.agency_id = $1) order by rank`,
        [agencyId, indexes],
      );
      return new Map(rows.map(({ index, person_id }) => [index, person_id]));
    },
    async relations(personId, others, today) {
      const rows = await reader.query<FactRow>(relationsSql, [...todayParams(today), personId, others]);
      return rows.map(({ person_id, kind, valid_from, valid_to }): RelationFact => ({
        personId: person_id,
        kind,
        validFrom: valid_from,
        validTo: valid_to ?? undefined,
      }));
    },
    async agenciesOf(people, today) {
      const rows = await reader.query<{ person_id: PersonId; agency_ids: AgencyId[] }>(
        `select e.person_id, jsonb_agg(distinct e.agency_id) as agency_ids from employment e
         where e.person_id = any($4::uuid[]) and ${holds("e")} group by e.person_id`,
        [...todayParams(today), people],
      );
      return rows.map(({ person_id, agency_ids }) => ({ personId: person_id, agencyIds: agency_ids }));
    },
    employments: (people, from, to) =>
      spanOf(reader, "e.person_id = any($1::uuid[])", [people, from, to], "e.person_id, e.valid_from, e.id"),
    roleHolders: (agencyId, roles, today) => reader.query(holdersSql, [...todayParams(today), agencyId, roles]),
    roster: (agencyId, from, to, personId) => rosterPages(reader, agencyId, from, to, personId),
    calendarParts: (agencyId, from, to) => calendarParts(reader, agencyId, from, to),
    async isAgency(agencyId) {
      return (await reader.query("select from agency where id = $1", [agencyId])).length > 0;
    },
  };
}
