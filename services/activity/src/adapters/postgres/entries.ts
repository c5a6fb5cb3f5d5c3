import { type Db } from "@kinerja/common/postgres";

import { flagBit } from "../../domain/flags.ts";
import { type StoredEntry, type Version } from "../../domain/version.ts";
import { byteaArray, int2Array, int4Array, nullableInt4Array, uuidArray } from "./binary.ts";
import {
  type EntryKey,
  keyText,
  readVersion,
  stateNumber,
  stateOf,
  versionArrays,
  versionColumns,
  versionParameterCount,
  versionParameters,
  type VersionItem,
  type VersionRow,
} from "./versions.ts";

type EntryRow = VersionRow & {
  readonly state: number;
  readonly approved_version: number;
  readonly returned_version: number | null;
  readonly decision_id: string | null;
};

/** An entry with its place, its stored flags and the decision that made its state. */
export type KeptEntry = EntryKey & {
  readonly entry: StoredEntry;
  readonly flags: number;
  readonly decisionId: string | null;
};

/**
 * By arrays, which lead down the primary key, and not by a join: with a fresh week, where it has no statistics, the planner turns a join round and
 * reads the whole of it for a dozen rows. A decision is about one person, so about one bucket: named as such, seven of eight partitions are left
 * alone. Whoever shares an id with another person comes along; the caller takes what it asked for.
 */
const byKeys = (table: string, columns: string, bucket: string): string => `
  select ${columns} from ${table} v where v.bucket ${bucket} and v.person_id = any ($2::uuid[]) and v.id = any ($3::uuid[])
    and v.id between $4 and $5`;

const selects = (bucket: string) => ({
  entries: `${byKeys("entry", `${versionColumns}, state, approved_version, returned_version, decision_id`, bucket)}
    order by v.bucket, v.person_id, v.id for update of v`,
  versions: byKeys("entry_version", `${versionColumns}, cancelled`, bucket),
  conflicts: `${byKeys("entry_conflict", "bucket, person_id, id, version, agency_id, accepted_at, log_offset, body_sha256, body", bucket)}
    order by v.log_offset`,
});
const [ofBuckets, ofOneBucket] = [selects("= any ($1::int2[])"), selects("= $1::int2")];

function grouped<Row extends { person_id: string; id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.person_id}/${row.id}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** Rows of one of the tables for these keys; nothing is asked when there are none. */
async function readKeys<Row>(db: Db, table: keyof typeof ofBuckets, keys: readonly EntryKey[]): Promise<Row[]> {
  if (keys.length === 0) return [];
  const ids = keys.map(({ id }) => id).sort();
  const [bucket = 0, ...more] = unique(keys.map((key) => key.bucket));
  const people = uuidArray(unique(keys.map(({ personId }) => personId)));
  const params = [people, uuidArray(ids), ids[0], ids.at(-1)];
  return more.length === 0
    ? db.query<Row>(ofOneBucket[table], [bucket, ...params])
    : db.query<Row>(ofBuckets[table], [int2Array([bucket, ...more]), ...params]);
}

const keyOf = ({ bucket, person_id: personId, id }: VersionRow): EntryKey => ({ bucket, personId, id });

type Digest = EntryKey & { readonly value: Pick<Version, "version" | "bodySha256"> };

/** Row by row down the primary key, which the limit keeps the planner from turning round. Who is not there at all differs, too. */
const differing = `
  select k.n::int4 as n from unnest($1::int2[], $2::uuid[], $3::uuid[], $4::int4[], $5::bytea[]) with ordinality as k (b, p, i, v, h, n)
  left join lateral (select version, body_sha256 from entry e where e.bucket = k.b and e.person_id = k.p and e.id = k.i
    and e.id between $6 and $7 limit 1) e on true
  where (e.version, e.body_sha256) is distinct from (k.v, k.h)`;

/**
 * Those that do not stand as they are. What the log brings once more changes nothing and needs no lock, which would be a write for each; nobody changes
 * versions meanwhile but who holds the partition.
 */
export async function differingOf<Item extends Digest>(db: Db, items: readonly Item[]): Promise<Item[]> {
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id).sort();
  const rows = await db.query<{ n: number }>(differing, [
    int2Array(items.map(({ bucket }) => bucket)),
    uuidArray(items.map(({ personId }) => personId)),
    uuidArray(items.map(({ id }) => id)),
    int4Array(items.map(({ value }) => value.version)),
    byteaArray(items.map(({ value }) => value.bodySha256)),
    ids[0],
    ids.at(-1),
  ]);
  return rows.flatMap(({ n }) => items[n - 1] ?? []);
}

/** Replaced versions, and lower ones that came late, of entries that have any. */
export async function replacedOf(db: Db, keys: readonly EntryKey[]): Promise<Map<string, Version[]>> {
  const rows = await readKeys<VersionRow & { cancelled: boolean }>(db, "versions", keys);
  return new Map([...grouped(rows)].map(([key, of]) => [key, of.map((row) => readVersion(row, row.cancelled))]));
}

/** Locks entries in the order of their key and reads all that was ever accepted for them; unknown ones are left out. */
export async function lockEntries(db: Db, keys: readonly EntryKey[]): Promise<Map<string, KeptEntry>> {
  const kept = new Map<string, KeptEntry>();
  const rows = await readKeys<EntryRow>(db, "entries", keys);
  // Most entries have one version and no twin: nothing is looked for where nothing can be.
  const changed = rows.filter(({ version }) => version > 1).map(keyOf);
  const contested = rows.filter(({ flags }) => (flags & flagBit.CONFLICT) !== 0).map(keyOf);
  const [versions, conflicts] = await Promise.all([
    replacedOf(db, changed),
    readKeys<VersionRow>(db, "conflicts", contested).then(grouped),
  ]);
  for (const row of rows) {
    const key = keyOf(row);
    const current = readVersion(row, stateOf(row.state) === "cancelled");
    const entry: StoredEntry = {
      current,
      others: versions.get(keyText(key)) ?? [],
      conflicts: (conflicts.get(keyText(key)) ?? []).map((twin) => readConflict(twin, current)),
      state: stateOf(row.state),
      approvedVersion: row.approved_version,
      returnedVersion: row.returned_version ?? 0,
    };
    kept.set(keyText(key), { ...key, entry, flags: row.flags, decisionId: row.decision_id });
  }
  return kept;
}

/** Of a twin only its version and bytes matter; what was not kept is taken from the entry. */
const readConflict = (row: VersionRow, current: Version): Version => ({
  ...current,
  version: row.version,
  agencyId: row.agency_id,
  acceptedAt: row.accepted_at.getTime(),
  offset: row.log_offset,
  bodySha256: row.body_sha256,
  body: row.body,
});

const updateParameters = versionParameterCount;
// The arrays of keys lead to the rows also where the planner begins with the entries.
const updateEntries = `update entry e set
    version = n.version, agency_id = n.agency_id, employment_id = n.employment_id, work_date = n.work_date, starts = n.starts,
    ends = n.ends, minutes = n.minutes, flags = n.flags, zone = n.zone, accepted_at = n.accepted_at, log_offset = n.log_offset,
    body_sha256 = n.body_sha256, body = n.body, plan_item_id = n.plan_item_id,
    task_id = n.task_id, text_hash = n.text_hash, state = n.state, approved_version = n.approved_version,
    returned_version = n.returned_version, decision_id = n.decision_id
  from unnest(${versionParameters(1)}, $${updateParameters + 1}::int2[], $${updateParameters + 2}::int4[], $${updateParameters + 3}::int4[],
      $${updateParameters + 4}::uuid[])
    as n (${versionColumns}, state, approved_version, returned_version, decision_id)
  where e.bucket = n.bucket and e.person_id = n.person_id and e.id = n.id and e.bucket = any ($${updateParameters + 5}::int2[])
    and e.person_id = any ($${updateParameters + 6}::uuid[]) and e.id = any ($${updateParameters + 7}::uuid[])
    and e.id between $${updateParameters + 8} and $${updateParameters + 9}`;

/** Writes locked entries back. */
export async function updateKept(db: Db, kept: readonly KeptEntry[]): Promise<void> {
  if (kept.length === 0) return;
  const items = kept.map((one): VersionItem => ({ ...one, value: one.entry.current }));
  const ids = kept.map(({ id }) => id).sort();
  await db.query(updateEntries, [
    ...versionArrays(items),
    int2Array(kept.map(({ entry }) => stateNumber(entry.state))),
    int4Array(kept.map(({ entry }) => entry.approvedVersion)),
    nullableInt4Array(kept.map(({ entry }) => entry.returnedVersion || undefined)),
    kept.map(({ decisionId }) => decisionId),
    int2Array(unique(kept.map(({ bucket }) => bucket))),
    uuidArray(unique(kept.map(({ personId }) => personId))),
    uuidArray(ids),
    ids[0],
    ids.at(-1),
  ]);
}
