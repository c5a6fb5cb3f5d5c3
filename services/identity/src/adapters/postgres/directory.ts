import { type AgencyId, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";
import { type Database, noScope } from "@kinerja/common/postgres";

import { type Directory, type SubordinateView, type Tie } from "../../app/directory.ts";
import { type Actor, type Caller } from "../../app/ports.ts";
import { type Role } from "../../domain/grant.ts";
import { type RelationKind } from "../../domain/relation.ts";
import { type Today } from "../../domain/validity.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { allAgencies } from "./agencies.ts";
import { writeAudit } from "./audit.ts";
import { listPeople, nameColumns, type NameRow, namesOf, toName } from "./people.ts";
import { listUnits } from "./units.ts";
import { employmentColumns, employmentJoins, type EmploymentRow, holds, toEmployment, todayParams } from "./views.ts";
import { calendarParts } from "./work-calendar.ts";

export type DirectoryNeeds = {
  readonly db: Database;
  /** Connected as the role that reads across agencies. */
  readonly reader: Database;
  readonly vault: NipVault;
};

const holdsGrant = `day_in(coalesce(a.zone, 'WIB'), $1, $2, $3) between g.valid_from and coalesce(g.valid_to, 'infinity')`;

/** As the reader, in one round trip: each act of every service begins with this question. */
async function readActor(reader: Database, { personId, sessionId }: Caller, today: Today): Promise<Actor> {
  type Row = { alive: boolean; roles: { role: Role; agencyId: AgencyId | null }[]; own: AgencyId[] };
  const [row] = await reader.query<Row>(
    `select exists (select from session where id = $5 and person_id = $4 and ended_at is null) as alive,
       (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'agencyId', g.agency_id)), '[]')
        from role_grant g left join agency a on a.id = g.agency_id
        where g.person_id = $4 and g.confirmed_by is not null and ${holdsGrant}) as roles,
       (select coalesce(jsonb_agg(distinct e.agency_id), '[]') from employment e where e.person_id = $4 and ${holds("e")}) as own`,
    [...todayParams(today), personId, sessionId],
  );
  if (!row?.alive) throw new Refusal("unauthenticated", "SESSION_ENDED");
  const roles = row.roles.map(({ role, agencyId }) => ({ role, agencyId: agencyId ?? undefined }));
  return { personId, roles, ownAgencies: row.own };
}

/** The first one is the main one. */
const ownEmployments = (columns: string): string =>
  `select ${columns} from employment e ${employmentJoins}
   where e.person_id = $4 and ${holds("e")} order by e.main desc, e.valid_from, e.id`;

async function readSelf({ db, vault }: DirectoryNeeds, personId: PersonId, today: Today) {
  type OwnRow = Omit<NameRow, "position_name" | "unit_name">;
  return db.transaction({ agencies: [], person: personId, byKey: true }, async (tx) => {
    const params = [...todayParams(today), personId];
    const [employments, [relations], [own]] = await Promise.all([
      tx.query<EmploymentRow>(ownEmployments(employmentColumns), params),
      tx.query<{ subordinates: number; superior_id: string | null }>(
        `select (select count(distinct r.person_id)::int from relation r where r.other_person_id = $4 and ${holds("r")}) as subordinates,
           (select r.other_person_id from relation r
            where r.person_id = $4 and r.kind in ('SUPERIOR', 'ACTING') and ${holds("r")}
            order by r.agency_id = (${ownEmployments("e.agency_id")} limit 1) desc nulls last, r.kind limit 1) as superior_id`,
        params,
      ),
      tx.query<OwnRow>(`select ${nameColumns} from person p where p.id = $1`, [personId]),
    ]);
    if (own === undefined) throw new Refusal("not-found", "PERSON_UNKNOWN");
    const { position_name = null, unit_name = null } = employments[0] ?? {};
    return {
      name: toName({ ...own, position_name, unit_name }, vault),
      employments: employments.map(toEmployment),
      subordinates: relations?.subordinates ?? 0,
      superiorId: (relations?.superior_id ?? undefined) as PersonId | undefined,
    };
  });
}

async function readTies(reader: Database, personId: PersonId, others: readonly PersonId[]): Promise<Tie[]> {
  const rows = await reader.query<{ person_id: PersonId; agencies: AgencyId[]; related: boolean }>(
    `select p.id as person_id,
       (select coalesce(jsonb_agg(distinct e.agency_id), '[]') from employment e where e.person_id = p.id) as agencies,
       exists (select from relation r where r.person_id = p.id and r.other_person_id = $1) or
       exists (select from relation r where r.person_id = $1 and r.other_person_id = p.id) as related
     from person p where p.id = any($2::uuid[])`,
    [personId, others],
  );
  return rows.map(({ person_id, agencies, related }) => ({ personId: person_id, agencies, related }));
}

/** Nobody answers for so many; a team that was cut would look whole to whoever assesses it. */
const mostSubordinates = 5_000;

function whole<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > mostSubordinates) throw new Refusal("refused", "TEAM_TOO_LARGE", { max: mostSubordinates });
  return rows;
}

async function readSubordinates(
  { db, vault }: DirectoryNeeds,
  personId: PersonId,
  today: Today,
): Promise<SubordinateView[]> {
  type Link = { person_id: string; agency_id: string; kind: RelationKind };
  const found = await db.transaction({ agencies: [], person: personId }, (tx) =>
    tx.query<Link>(
      `select r.person_id, r.agency_id, r.kind from relation r where r.other_person_id = $4 and ${holds("r")}
       limit ${mostSubordinates + 1}`,
      [...todayParams(today), personId],
    ),
  );
  const links = whole(found);
  const agencies = [...new Set(links.map(({ agency_id }) => agency_id))];
  const rows = await db.transaction({ agencies }, (tx) =>
    tx.query<NameRow & EmploymentRow & { kind: RelationKind }>(
      `select ${nameColumns}, ${employmentColumns}, link.kind
       from unnest($4::uuid[], $5::uuid[], $6::text[]) as link (person_id, agency_id, kind)
       join employment e on e.person_id = link.person_id and e.agency_id = link.agency_id and ${holds("e")}
       ${employmentJoins} join person p on p.id = e.person_id
       order by e.sort_name, e.person_id, e.main desc, link.kind, e.id limit ${mostSubordinates + 1}`,
      [
        ...todayParams(today),
        links.map(({ person_id }) => person_id),
        links.map(({ agency_id }) => agency_id),
        links.map(({ kind }) => kind),
      ],
    ),
  );
  return whole(rows).map((row) => ({ person: toName(row, vault), employment: toEmployment(row), kind: row.kind }));
}

export function postgresDirectory(needs: DirectoryNeeds): Directory {
  const { db, reader, vault } = needs;
  return {
    actor: (caller, today) => readActor(reader, caller, today),
    self: (personId, today) => readSelf(needs, personId, today),
    ties: (personId, others) => readTies(reader, personId, others),
    names: (scope, people, today) => db.transaction(scope, (tx) => namesOf(tx, people, today, vault)),
    agencies: () => allAgencies(db),
    people: (scope, query) => db.transaction(scope, (tx) => listPeople(tx, query, vault)),
    units: (scope, agencyId, today) => db.transaction(scope, (tx) => listUnits(tx, agencyId, today)),
    subordinates: (personId, today) => readSubordinates(needs, personId, today),
    async employments(personId, from, to) {
      const rows = await db.transaction({ agencies: [], person: personId }, (tx) =>
        tx.query<EmploymentRow>(
          `select ${employmentColumns} from employment e ${employmentJoins}
           where e.person_id = $1 and e.valid_from <= $3 and coalesce(e.valid_to, 'infinity') >= $2
           order by e.main desc, e.valid_from desc, e.id limit 20`,
          [personId, from, to],
        ),
      );
      return rows.map(toEmployment);
    },
    async membersOf(agencyId, people, today) {
      const rows = await db.transaction({ agencies: [agencyId] }, (tx) =>
        tx.query<{ person_id: PersonId }>(
          `select distinct e.person_id from employment e where e.agency_id = $4 and e.person_id = any($5::uuid[])
             and coalesce(e.valid_to, 'infinity') >= day_in(e.zone, $1, $2, $3)`,
          [...todayParams(today), agencyId, people],
        ),
      );
      return rows.map(({ person_id }) => person_id);
    },
    calendarParts: (agencyId, from, to) =>
      db.transaction({ agencies: [agencyId] }, (tx) => calendarParts(tx, agencyId, from, to)),
    audit: (entry, cause) => db.transaction(noScope, (tx) => writeAudit(tx, entry, cause)),
  };
}
