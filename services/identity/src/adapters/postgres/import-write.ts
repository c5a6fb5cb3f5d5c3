import { addDays, type Day } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { type Cause } from "../../app/ports.ts";
import { type Employment } from "../../domain/employment.ts";
import { type ImportPlan, type PersonChange } from "../../domain/import/model.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { type Facts } from "./facts.ts";
import { upsertRelations } from "./relation-store.ts";

export type WriteNeeds = { readonly vault: NipVault; readonly facts: Facts };

const chunkSize = 1_000;

/** A statement for some thousand rows at a time, so that the memory it takes has a bound. */
async function inChunks<T>(items: readonly T[], write: (chunk: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += chunkSize) await write(items.slice(at, at + chunkSize));
}

/** JSON has no undefined: a missing value must be null to become NULL. */
const asJson = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (value === undefined ? null : value));

async function writeReferences(tx: Db, { agencies, positions, units }: ImportPlan): Promise<void> {
  await tx.query(
    `insert into agency (id, siasn_id, name, kind, zone, version)
     select "id", "siasnId", "name", "kind", "zone", "version"
     from jsonb_to_recordset($1::jsonb) as r ("id" uuid, "siasnId" text, "name" text, "kind" text, "zone" text, "version" bigint)`,
    [asJson(agencies)],
  );
  await inChunks(positions, (chunk) =>
    tx.query(
      `insert into position (id, siasn_id, name, kind)
       select "id", "siasnId", "name", "kind" from jsonb_to_recordset($1::jsonb) as r ("id" uuid, "siasnId" text, "name" text, "kind" text)
       on conflict (id) do update set name = excluded.name, kind = excluded.kind
       where (position.name, position.kind) is distinct from (excluded.name, excluded.kind)`,
      [asJson(chunk)],
    ),
  );
  await inChunks(units, (chunk) =>
    tx.query(
      `insert into unit (id, agency_id, siasn_id, parent_id, name, zone, valid_from, valid_to, version)
       select "id", "agencyId", "siasnId", "parentId", "name", "zone", "validFrom", "validTo", "version"
       from jsonb_to_recordset($1::jsonb) as r ("id" uuid, "agencyId" uuid, "siasnId" text, "parentId" uuid, "name" text, "zone" text,
         "validFrom" date, "validTo" date, "version" bigint)
       on conflict (id) do update set parent_id = excluded.parent_id, name = excluded.name, zone = excluded.zone,
         valid_to = excluded.valid_to, version = excluded.version`,
      [asJson(chunk)],
    ),
  );
}

const sealedRow = ({ person, nip }: PersonChange, vault: NipVault): object => {
  const sealed = nip && vault.seal(nip, person.id);
  const { indexVersion } = vault;
  return {
    ...person,
    nipEncrypted: sealed?.encrypted.toString("hex"),
    nipKeyVersion: sealed?.keyVersion,
    indexVersion,
  };
};

const personColumns = `("id" uuid, "siasnId" text, "name" text, "titleBefore" text, "titleAfter" text, "nipEncrypted" text,
  "nipKeyVersion" int, "nipIndex" text, "indexVersion" int, "active" boolean, "version" bigint)`;

/** The number until now is kept as a former one, dated. */
async function replaceNips(tx: Db, changes: readonly PersonChange[], from: Day, vault: NipVault): Promise<void> {
  const renumbered = changes.filter(({ nip, isNew }) => nip !== undefined && !isNew);
  await tx.query(
    `insert into person_identifier (person_id, nip_encrypted, nip_key_version, nip_index, nip_index_version, valid_to)
     select id, nip_encrypted, nip_key_version, nip_index, nip_index_version, $2 from person where id = any($1::uuid[])
     on conflict (person_id, nip_index) do update set valid_to = excluded.valid_to`,
    [renumbered.map(({ person }) => person.id), addDays(from, -1)],
  );
  await tx.query(
    `update person set nip_encrypted = decode("nipEncrypted", 'hex'), nip_key_version = "nipKeyVersion", nip_index = decode("nipIndex", 'hex'),
       nip_index_version = "indexVersion"
     from jsonb_to_recordset($1::jsonb) as r ${personColumns} where person.id = r."id"`,
    [asJson(renumbered.map((change) => sealedRow(change, vault)))],
  );
}

async function writePeople(
  tx: Db,
  changes: readonly PersonChange[],
  from: Day,
  at: number,
  vault: NipVault,
): Promise<void> {
  await inChunks(
    changes.filter(({ isNew }) => isNew),
    (chunk) =>
      tx.query(
        `insert into person (id, siasn_id, name, title_before, title_after, nip_encrypted, nip_key_version, nip_index, nip_index_version,
           active, version, recorded_at)
         select "id", "siasnId", "name", "titleBefore", "titleAfter", decode("nipEncrypted", 'hex'), "nipKeyVersion",
           decode("nipIndex", 'hex'), "indexVersion", "active", "version", $2 from jsonb_to_recordset($1::jsonb) as r ${personColumns}`,
        [asJson(chunk.map((change) => sealedRow(change, vault))), new Date(at)],
      ),
  );
  await inChunks(
    changes.filter(({ isNew }) => !isNew),
    (chunk) =>
      tx.query(
        `update person set siasn_id = r."siasnId", name = r."name", title_before = "titleBefore", title_after = "titleAfter",
           active = r."active", version = r."version", recorded_at = $2
         from jsonb_to_recordset($1::jsonb) as r ${personColumns} where person.id = r."id"`,
        [asJson(chunk.map(({ person }) => person)), new Date(at)],
      ),
  );
  await replaceNips(tx, changes, from, vault);
  const aliases = changes.filter(({ aliasId }) => aliasId !== undefined);
  await tx.query(
    "insert into person_alias (alias_id, person_id) select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing",
    [aliases.map(({ aliasId }) => aliasId), aliases.map(({ person }) => person.id)],
  );
}

const employmentColumns = `("id" uuid, "agencyId" uuid, "personId" uuid, "unitId" uuid, "positionId" uuid, "positionClass" int, "zone" text,
  "main" boolean, "head" boolean, "grade" text, "staffKind" text, "positionSince" date, "positionSinceRaw" text, "validFrom" date,
  "validTo" date, "version" bigint)`;
const sortName = `trim(regexp_replace(lower(p.name), '\\s+', ' ', 'g'))`;

/** What ends is written before what begins: somebody has one open main employment. */
async function writeEmployments(tx: Db, employments: readonly Employment[], at: number): Promise<void> {
  await inChunks(
    employments.filter(({ version }) => version > 1),
    (chunk) =>
      tx.query(
        `update employment set agency_id = r."agencyId", unit_id = r."unitId", position_id = r."positionId", position_class = r."positionClass",
           zone = r."zone", head = r."head", grade = r."grade", staff_kind = r."staffKind", position_since = r."positionSince",
           position_since_raw = r."positionSinceRaw", valid_to = r."validTo", version = r."version", recorded_at = $2
         from jsonb_to_recordset($1::jsonb) as r ${employmentColumns} where employment.id = r."id"`,
        [asJson(chunk), new Date(at)],
      ),
  );
  await inChunks(
    employments.filter(({ version }) => version === 1),
    (chunk) =>
      tx.query(
        `insert into employment (id, agency_id, person_id, unit_id, position_id, position_class, zone, main, head, grade, staff_kind,
           position_since, position_since_raw, sort_name, valid_from, valid_to, version, recorded_at)
         select r."id", "agencyId", "personId", "unitId", "positionId", "positionClass", "zone", "main", "head", "grade", "staffKind",
           "positionSince", "positionSinceRaw", ${sortName}, "validFrom", "validTo", r."version", $2
         from jsonb_to_recordset($1::jsonb) as r ${employmentColumns} join person p on p.id = r."personId"`,
        [asJson(chunk), new Date(at)],
      ),
  );
}

const renameEmployments = (tx: Db, changes: readonly PersonChange[]): Promise<unknown[]> =>
  tx.query(
    `update employment e set sort_name = ${sortName} from person p
     where p.id = e.person_id and e.person_id = any($1::uuid[]) and e.sort_name <> ${sortName}`,
    [changes.filter(({ isNew }) => !isNew).map(({ person }) => person.id)],
  );

/** Compacted topics carry one aggregate each, so a bulk change tells one fact for each of them. */
async function tell(tx: Db, plan: ImportPlan, facts: Facts, cause: Cause): Promise<void> {
  await inChunks(plan.people, (chunk) =>
    enqueue(
      tx,
      chunk.map(({ person }) => facts.person(person, cause)),
    ),
  );
  await inChunks(plan.units, (chunk) =>
    enqueue(
      tx,
      chunk.map((unit) => facts.unit(unit, plan.heads.get(unit.id), cause)),
    ),
  );
  await inChunks(plan.employments, (chunk) =>
    enqueue(
      tx,
      chunk.map((one) => facts.employment(one, cause)),
    ),
  );
  await inChunks(plan.relations, (chunk) =>
    enqueue(
      tx,
      chunk.map((one) => facts.relation(one, cause)),
    ),
  );
}

export async function writePlan(tx: Db, plan: ImportPlan, from: Day, cause: Cause, needs: WriteNeeds): Promise<void> {
  await writeReferences(tx, plan);
  await writePeople(tx, plan.people, from, cause.at, needs.vault);
  await writeEmployments(tx, plan.employments, cause.at);
  await renameEmployments(tx, plan.people);
  await inChunks(plan.relations, (chunk) => upsertRelations(tx, chunk, cause.at));
  await tell(tx, plan, needs.facts, cause);
}
