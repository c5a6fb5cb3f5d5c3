import { type Database, type Db } from "@kinerja/common/postgres";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type EvidenceKeep, type WaitingFile } from "../../app/keep-evidence.ts";
import { type Version } from "../../domain/version.ts";
import { int2Array, uuidArray } from "./binary.ts";
import { type EntryKey } from "./versions.ts";

/** How field 19 (evidence_file_ids) begins, with the 64 digits of a hash: few entries have one, the others are not decoded again. */
const fileField = Buffer.from([0x9a, 0x01, 0x40]);

function filesIn(body: Buffer): readonly string[] {
  return body.includes(fileField) ? Entry.decode(body).evidenceFileIds : [];
}

type Item = EntryKey & { readonly value: Pick<Version, "body" | "agencyId"> };

/** Notes the files that entries name, in the transaction that stores them. */
export async function noteEvidence(db: Db, items: readonly Item[]): Promise<void> {
  const named = items.flatMap((item) => filesIn(item.value.body).map((fileId) => ({ ...item, fileId })));
  if (named.length === 0) return;
  await db.query(
    `insert into evidence_file (file_id, bucket, person_id, entry_id, agency_id)
     select * from unnest($1::text[], $2::int2[], $3::uuid[], $4::uuid[], $5::uuid[]) on conflict do nothing`,
    [
      named.map(({ fileId }) => fileId),
      int2Array(named.map(({ bucket }) => bucket)),
      uuidArray(named.map(({ personId }) => personId)),
      uuidArray(named.map(({ id }) => id)),
      uuidArray(named.map(({ value }) => value.agencyId)),
    ],
  );
}

/** A device may send the file days after the entry; what has not come by then never will. */
const waitDays = 100;

export const postgresEvidenceKeep = (db: Database): EvidenceKeep => ({
  waiting: (limit) =>
    db.query<WaitingFile>(
      `select file_id as "fileId", person_id as "personId", exists (select from evidence_file k
           where k.bucket = f.bucket and k.person_id = f.person_id and k.file_id = f.file_id and k.kept_at is not null) as "isOwn"
       from (select file_id, person_id, bucket, min(tried_at) as tried_at from evidence_file
         where kept_at is null and noted_at > now() - interval '${waitDays} days' group by file_id, person_id, bucket) f
       order by tried_at nulls first limit $1`,
      [limit],
    ),
  async kept({ fileId, personId }) {
    await db.query(
      "update evidence_file set kept_at = now() where file_id = $1 and person_id = $2 and kept_at is null",
      [fileId, personId],
    );
  },
  async missed({ fileId, personId }) {
    await db.query(
      "update evidence_file set tried_at = now() where file_id = $1 and person_id = $2 and kept_at is null",
      [fileId, personId],
    );
  },
});

/** Whether the file was kept as evidence of this person: who wrote the entry had uploaded it. */
export async function isKeptFor(db: Db, bucket: number, personId: string, fileId: string): Promise<boolean> {
  const kept = await db.query(
    "select from evidence_file where bucket = $1 and person_id = $2 and file_id = $3 and kept_at is not null limit 1",
    [bucket, personId, fileId],
  );
  return kept.length > 0;
}
