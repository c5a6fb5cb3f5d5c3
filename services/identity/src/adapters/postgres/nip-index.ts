import { type PersonId } from "@kinerja/common/kernel";
import { type Database, type Db, noScope } from "@kinerja/common/postgres";

import { type KeyVersions, type NipVault } from "../crypto/nip-vault.ts";
import { checkKey } from "./key-check.ts";

/** The first one was there before there were versions. */
const markOf = (version: number): string => (version === 1 ? "NIP_INDEX_KEY" : `NIP_INDEX_KEY/${version}`);

/** Refuses keys other than those by which numbers are indexed, and to do without the newest of them: it would find nobody. */
export async function checkIndexKeys(db: Db, keys: KeyVersions): Promise<void> {
  const newest = Math.max(...keys.keys());
  const [later] = await db.query<{ version: number }>(
    "select nip_index_version as version from person where nip_index_version > $1 limit 1",
    [newest],
  );
  if (later) throw new Error(`NIP_INDEX_KEY lacks version ${later.version}, by which some numbers are indexed`);
  for (const [version, key] of keys) await checkKey(db, markOf(version), key);
}

type Row = {
  readonly person_id: PersonId;
  readonly nip_encrypted: Buffer;
  readonly nip_key_version: number;
  readonly nip_index: Buffer;
};

const tables = [
  { table: "person", id: "id" },
  { table: "person_identifier", id: "person_id" },
] as const;
const batchLimit = 1_000;

/** One batch of one table; how many numbers it had. */
function indexBatch(db: Database, vault: NipVault, { table, id }: (typeof tables)[number]): Promise<number> {
  return db.transaction(noScope, async (tx) => {
    const rows = await tx.query<Row>(
      `select ${id} as person_id, nip_encrypted, nip_key_version, nip_index from ${table} where nip_index_version < $1
       order by nip_index_version, ${id} limit $2 for update skip locked`,
      [vault.indexVersion, batchLimit],
    );
    const changes = rows.map(({ person_id, nip_encrypted, nip_key_version, nip_index }) => ({
      personId: person_id,
      before: nip_index.toString("hex"),
      after: vault.indexOf(vault.open({ encrypted: nip_encrypted, keyVersion: nip_key_version }, person_id)),
    }));
    await tx.query(
      `update ${table} as t set nip_index = decode(r.after, 'hex'), nip_index_version = $2
       from jsonb_to_recordset($1::jsonb) as r ("personId" uuid, before text, after text)
       where t.${id} = r."personId" and t.nip_index = decode(r.before, 'hex')`,
      [JSON.stringify(changes), vault.indexVersion],
    );
    return rows.length;
  });
}

/** Indexes all numbers by the newest key; how many there were. Those of an older key go on being found meanwhile. */
export async function indexAnew(db: Database, vault: NipVault): Promise<number> {
  let all = 0;
  for (const table of tables)
    for (let count = batchLimit; count === batchLimit; all += count) count = await indexBatch(db, vault, table);
  return all;
}
