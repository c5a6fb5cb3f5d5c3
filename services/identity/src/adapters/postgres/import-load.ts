import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { type AgencyId, type Day, type PersonId, type Zone } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Loaded, type Touched } from "../../app/imports.ts";
import { type Person, type Unit } from "../../domain/directory.ts";
import { type Employment } from "../../domain/employment.ts";
import { positionIdOf } from "../../domain/import/ids.ts";
import { type Current } from "../../domain/import/model.ts";
import { type StaffKind } from "../../domain/staff-kind.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { openPace } from "../pace.ts";
import { allAgencies } from "./agencies.ts";
import { type RelationRow, toRelation } from "./relation-store.ts";

type PersonRow = {
  id: PersonId;
  siasn_id: string | null;
  name: string;
  title_before: string;
  title_after: string;
  nip_index: Buffer;
  active: boolean;
  version: bigint;
};

const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  siasnId: row.siasn_id ?? undefined,
  name: row.name,
  titleBefore: row.title_before,
  titleAfter: row.title_after,
  nipIndex: row.nip_index.toString("hex"),
  active: row.active,
  version: Number(row.version),
});

/** The driver takes a tenth of a second to write an array of 50,000 texts, which nobody else can use; JSON takes some milliseconds. */
const asList = (texts: Iterable<string>): string => JSON.stringify([...texts]);

async function loadPeople(tx: Db, rows: Touched["rows"]): Promise<Person[]> {
  const nips = new Set(rows.flatMap(({ nipIndex, superiorIndex }) => [nipIndex, superiorIndex ?? nipIndex]));
  const found = await tx.query<PersonRow>(
    `select id, siasn_id, name, title_before, title_after, nip_index, active, version from person
     where siasn_id in (select jsonb_array_elements_text($1::jsonb))
     union select id, siasn_id, name, title_before, title_after, nip_index, active, version from person
     where nip_index in (select decode(nip, 'hex') from jsonb_array_elements_text($2::jsonb) as nip) order by id`,
    [asList(new Set(rows.map(({ pnsId }) => pnsId))), asList(nips)],
  );
  return found.map(toPerson);
}

type UnitRow = {
  id: string;
  agency_id: AgencyId;
  siasn_id: string;
  parent_id: string | null;
  name: string;
  zone: Zone;
  valid_from: Day;
  valid_to: Day | null;
  version: bigint;
};

const toUnit = (row: UnitRow): Unit => ({
  id: row.id,
  agencyId: row.agency_id,
  siasnId: row.siasn_id,
  parentId: row.parent_id ?? undefined,
  name: row.name,
  zone: row.zone,
  validFrom: row.valid_from,
  validTo: row.valid_to ?? undefined,
  version: Number(row.version),
});

type EmploymentRow = {
  id: string;
  agency_id: AgencyId;
  person_id: PersonId;
  unit_id: string;
  position_id: string;
  position_class: number;
  zone: Zone;
  main: boolean;
  head: boolean;
  grade: string;
  staff_kind: StaffKind;
  position_since: Day | null;
  position_since_raw: string;
  valid_from: Day;
  valid_to: Day | null;
  version: bigint;
};

const toEmployment = (row: EmploymentRow): Employment => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  unitId: row.unit_id,
  positionId: row.position_id,
  positionClass: row.position_class,
  zone: row.zone,
  main: row.main,
  head: row.head,
  grade: row.grade,
  staffKind: row.staff_kind,
  positionSince: row.position_since ?? undefined,
  positionSinceRaw: row.position_since_raw,
  validFrom: row.valid_from,
  validTo: row.valid_to ?? undefined,
  version: Number(row.version),
});

async function loadPositionKinds(tx: Db, rows: Touched["rows"]): Promise<Current["positionKinds"]> {
  const found = await tx.query<{ id: string; kind: string }>(
    "select id, kind from position where id in (select jsonb_array_elements_text($1::jsonb)::uuid)",
    [asList(new Set(rows.map(({ position }) => positionIdOf(position))))],
  );
  return new Map(found.map(({ id, kind }) => [id, kind]));
}

type Elsewhere = Pick<Current, "foreignUnits" | "elsewhere">;

/** What an agency's officer does not see but must not run into. */
async function loadElsewhere(reader: Db, { reach, rows }: Touched, people: readonly Person[]): Promise<Elsewhere> {
  if (reach === "site") return { foreignUnits: new Set(), elsewhere: new Set() };
  const units = await reader.query<{ siasn_id: string }>(
    "select siasn_id from unit where siasn_id in (select unnest($1::text[])) and agency_id <> all ($2::uuid[])",
    [[...new Set(rows.flatMap(({ unit }) => [unit.siasnId, unit.parent ?? ""]))], reach],
  );
  const away = await reader.query<{ person_id: PersonId }>(
    `select person_id from employment
     where person_id in (select unnest($1::uuid[])) and main and valid_to is null and agency_id <> all ($2::uuid[])`,
    [people.map(({ id }) => id), reach],
  );
  return {
    foreignUnits: new Set(units.map(({ siasn_id }) => siasn_id)),
    elsewhere: new Set(away.map(({ person_id }) => person_id)),
  };
}

/** Everything comes in the order of its ids. */
async function hashState({ units, people, employments, relations }: Current): Promise<string> {
  const hash = createHash("sha256");
  const pace = openPace();
  for (const [kind, group] of [units, people, employments, relations].entries())
    for (const { id, version } of group) {
      if (pace.isDue()) await pace.rest();
      hash.update(`${kind}/${id}/${version}\n`);
    }
  return hash.digest("hex");
}

/** People are found by their index, so a file waits until all numbers are indexed by the key that indexes the file's. */
async function assertIndexed(tx: Db, indexVersion: number): Promise<void> {
  const [other] = await tx.query("select from person where nip_index_version <> $1 limit 1", [indexVersion]);
  if (other) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 30 });
}

export type LoadNeeds = { readonly reader: Db; readonly vault: Pick<NipVault, "indexVersion"> };

/** Everything of the touched agencies and people that holds on the first day or later. */
export async function loadCurrent(tx: Db, { reader, vault }: LoadNeeds, touched: Touched): Promise<Loaded> {
  const { rows, agencies, from } = touched;
  await assertIndexed(tx, vault.indexVersion);
  const people = await loadPeople(tx, rows);
  const units = await tx.query<UnitRow>("select * from unit where agency_id = any($1::uuid[]) order by id", [agencies]);
  const employments = await tx.query<EmploymentRow>(
    `select * from employment where coalesce(valid_to, 'infinity') >= $3
       and (agency_id = any($1::uuid[]) or person_id in (select jsonb_array_elements_text($2::jsonb)::uuid)) order by id`,
    [agencies, asList(people.map(({ id }) => id)), from],
  );
  const concerned = [...new Set([...agencies, ...employments.map(({ agency_id }) => agency_id)])];
  const relations = await tx.query<RelationRow>(
    "select * from relation where agency_id = any($1::uuid[]) and coalesce(valid_to, 'infinity') >= $2 order by id",
    [concerned, from],
  );
  const current: Current = {
    agencies: await allAgencies(tx),
    units: units.map(toUnit),
    people,
    employments: employments.map(toEmployment),
    relations: relations.map(toRelation),
    positionKinds: await loadPositionKinds(tx, rows),
    ...(await loadElsewhere(reader, touched, people)),
  };
  return { current, stateHash: await hashState(current) };
}
