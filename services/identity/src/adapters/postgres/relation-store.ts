import { type AgencyId, type Day, type PersonId, type Zone } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type RelationFacts, type RelationStore } from "../../app/relations.ts";
import { type Relation, type RelationKind } from "../../domain/relation.ts";
import { writeAudit } from "./audit.ts";
import { type Facts } from "./facts.ts";

/** Held alone by an import, shared by changes of single aggregates. */
export const directoryLock = "identity/directory";
/** Cycles can close only between two changes of relations, so these go one after another. */
const relationsLock = "identity/relations";

export type RelationRow = {
  id: string;
  agency_id: string;
  person_id: string;
  other_person_id: string;
  kind: RelationKind;
  valid_from: Day;
  valid_to: Day | null;
  decree: string;
  zone: Zone;
  version: bigint;
};

export const toRelation = (row: RelationRow): Relation => ({
  id: row.id,
  agencyId: row.agency_id as AgencyId,
  personId: row.person_id as PersonId,
  otherPersonId: row.other_person_id as PersonId,
  kind: row.kind,
  validFrom: row.valid_from,
  validTo: row.valid_to ?? undefined,
  decree: row.decree,
  zone: row.zone,
  version: Number(row.version),
});

/** Whole states as one statement; what is there already is replaced. Rows are written in the order given. */
export async function upsertRelations(tx: Db, relations: readonly Relation[], at: number): Promise<void> {
  const rows = relations.map(({ validTo, ...relation }) => ({ ...relation, validTo: validTo ?? null }));
  await tx.query(
    `insert into relation (id, agency_id, person_id, other_person_id, kind, valid_from, valid_to, decree, zone, version, recorded_at)
     select "id", "agencyId", "personId", "otherPersonId", "kind", "validFrom", "validTo", "decree", "zone", "version", $2
     from jsonb_to_recordset($1::jsonb) as r ("id" uuid, "agencyId" uuid, "personId" uuid, "otherPersonId" uuid, "kind" text,
       "validFrom" date, "validTo" date, "decree" text, "zone" text, "version" bigint)
     on conflict (id) do update set other_person_id = excluded.other_person_id, valid_to = excluded.valid_to,
       decree = excluded.decree, zone = excluded.zone, version = excluded.version, recorded_at = excluded.recorded_at`,
    [JSON.stringify(rows), new Date(at)],
  );
}

type Key = Parameters<RelationStore["change"]>[0];

async function readFacts(tx: Db, chainDb: Db, key: Key): Promise<RelationFacts> {
  const { agencyId, personId, otherPersonId, from } = key;
  const existing = await tx.query<RelationRow>("select * from relation where person_id = $1 and agency_id = $2", [
    personId,
    agencyId,
  ]);
  const [place] = await tx.query<{ zone: Zone }>(
    `select zone from employment where person_id = $1 and agency_id = $2 and $3 between valid_from and coalesce(valid_to, 'infinity')
     order by main desc limit 1`,
    [personId, agencyId, from],
  );
  const other = await tx.query("select from person where id = $1", [otherPersonId]);
  const chain = await chainDb.query<{ personId: PersonId; superiorId: PersonId }>(
    `with recursive above as (
       select person_id, other_person_id from relation
       where person_id = $1 and kind = 'SUPERIOR' and coalesce(valid_to, 'infinity') >= $2
       union select r.person_id, r.other_person_id from relation r join above on r.person_id = above.other_person_id
       where r.kind = 'SUPERIOR' and coalesce(r.valid_to, 'infinity') >= $2)
     select person_id as "personId", other_person_id as "superiorId" from above limit 1000`,
    [otherPersonId, from],
  );
  return { existing: existing.map(toRelation), zone: place?.zone, otherExists: other.length > 0, chain };
}

/** `reader` follows the chain of superiors across agencies. */
export const postgresRelationStore = (db: Database, reader: Database, facts: Facts): RelationStore => ({
  change: (key, decide, cause) =>
    db.transaction({ agencies: [key.agencyId] }, async (tx) => {
      await tx.query("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", [directoryLock]);
      await lockKey(tx, relationsLock);
      const { state, events } = decide(await readFacts(tx, reader, key));
      if (events.length === 0) return state;
      const changed = events.map(({ relation }) => relation);
      await upsertRelations(tx, changed, cause.at);
      await enqueue(
        tx,
        changed.map((relation) => facts.relation(relation, cause)),
      );
      const detail = { kind: state.kind, personId: state.personId, otherPersonId: state.otherPersonId };
      const entry = { action: "set", resource: "relation", objectId: state.id, agencyId: key.agencyId, detail };
      await writeAudit(tx, entry, cause);
      return state;
    }),
});
