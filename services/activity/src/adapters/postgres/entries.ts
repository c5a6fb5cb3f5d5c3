import { type Db } from "@kinerja/common/postgres";

import { flagBit } from "../../domain/flags.ts";
import { type StoredEntry, type Version } from "../../domain/version.ts";
import { int2Array, int4Array } from "./binary.ts";
import {
  type EntryKey,
  keyArrays,
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
  readonly decision_id: string | null;
};

/** An entry with its place, its stored flags and the decision that made its state. */
export type KeptEntry = EntryKey & {
  readonly entry: StoredEntry;
  readonly flags: number;
  readonly decisionId: string | null;
};

// The bounds let the planner drop weeks before it begins; the rows are found by the primary key alone. A decision is about one person, so about one
// bucket: named as such, seven of eight partitions are not even planned, which was most of its time.
const byKeys = (table: string, alias: string, isOneBucket: boolean): string => `
  from unnest($1::int2[], $2::uuid[], $3::uuid[]) as k (b, p, i)
  join ${table} ${alias} on ${alias}.bucket = k.b and ${alias}.person_id = k.p and ${alias}.id = k.i
  where ${alias}.id between $4 and $5${isOneBucket ? ` and ${alias}.bucket = $6` : ""}`;

const columnsOf = (alias: string): string => versionColumns.replaceAll(/\w+/g, (name) => `${alias}.${name}`);

const selects = (isOneBucket: boolean) => ({
  entries: `select ${columnsOf("e")}, e.state, e.approved_version, e.decision_id ${byKeys("entry", "e", isOneBucket)}
    order by e.bucket, e.person_id, e.id for update of e`,
  versions: `select ${columnsOf("v")}, v.cancelled ${byKeys("entry_version", "v", isOneBucket)}`,
  conflicts: `select v.person_id, v.id, v.version, v.agency_id, v.accepted_at, v.log_offset, v.body_sha256, v.body
    ${byKeys("entry_conflict", "v", isOneBucket)} order by v.log_offset`,
});
const [ofBuckets, ofOneBucket] = [selects(false), selects(true)];

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

type Bounds = { readonly low: string; readonly high: string; readonly bucket: number | undefined };

function boundsOf(keys: readonly EntryKey[], first: EntryKey): Bounds {
  let [low, high] = [first.id, first.id];
  for (const { id } of keys) {
    if (id < low) low = id;
    if (id > high) high = id;
  }
  return { low, high, bucket: keys.every(({ bucket }) => bucket === first.bucket) ? first.bucket : undefined };
}

/** Rows of one of the tables for these keys; nothing is asked when there are none. */
async function readKeys<Row>(db: Db, table: keyof typeof ofBuckets, keys: readonly EntryKey[]): Promise<Row[]> {
  const [first] = keys;
  if (first === undefined) return [];
  const { low, high, bucket } = boundsOf(keys, first);
  const params = [...keyArrays(keys), low, high];
  return bucket === undefined
    ? db.query<Row>(ofBuckets[table], params)
    : db.query<Row>(ofOneBucket[table], [...params, bucket]);
}

const keyOf = ({ bucket, person_id: personId, id }: VersionRow): EntryKey => ({ bucket, personId, id });

/** Locks entries in the order of their key and reads all that was ever accepted for them; unknown ones are left out. */
export async function lockEntries(db: Db, keys: readonly EntryKey[]): Promise<Map<string, KeptEntry>> {
  const kept = new Map<string, KeptEntry>();
  const rows = await readKeys<EntryRow>(db, "entries", keys);
  // Most entries have one version and no twin: nothing is looked for where nothing can be.
  const changed = rows.filter(({ version }) => version > 1).map(keyOf);
  const contested = rows.filter(({ flags }) => (flags & flagBit.CONFLICT) !== 0).map(keyOf);
  const versions = grouped(await readKeys<VersionRow & { cancelled: boolean }>(db, "versions", changed));
  const conflicts = grouped(await readKeys<VersionRow>(db, "conflicts", contested));
  for (const row of rows) {
    const key = keyOf(row);
    const current = readVersion(row, stateOf(row.state) === "cancelled");
    const entry: StoredEntry = {
      current,
      others: (versions.get(keyText(key)) ?? []).map((other) => readVersion(other, other.cancelled)),
      conflicts: (conflicts.get(keyText(key)) ?? []).map((twin) => readConflict(twin, current)),
      state: stateOf(row.state),
      approvedVersion: row.approved_version,
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
const updateEntries = (isOneBucket: boolean): string => `update entry e set
    version = n.version, agency_id = n.agency_id, employment_id = n.employment_id, work_date = n.work_date, starts = n.starts,
    ends = n.ends, minutes = n.minutes, flags = n.flags, zone = n.zone, accepted_at = n.accepted_at, log_offset = n.log_offset,
    body_sha256 = n.body_sha256, body = n.body, plan_item_id = n.plan_item_id, state = n.state, approved_version = n.approved_version, decision_id = n.decision_id
  from unnest(${versionParameters(1)}, $${updateParameters + 1}::int2[], $${updateParameters + 2}::int4[], $${updateParameters + 3}::uuid[])
    as n (${versionColumns}, state, approved_version, decision_id)
  where e.bucket = n.bucket and e.person_id = n.person_id and e.id = n.id
    and e.id between $${updateParameters + 4} and $${updateParameters + 5}${isOneBucket ? ` and e.bucket = $${updateParameters + 6}` : ""}`;

/** Writes locked entries back. */
export async function updateKept(db: Db, kept: readonly KeptEntry[]): Promise<void> {
  const [first] = kept;
  if (first === undefined) return;
  const isOneBucket = kept.every(({ bucket }) => bucket === first.bucket);
  const items = kept.map((one): VersionItem => ({ ...one, value: one.entry.current }));
  const ids = kept.map(({ id }) => id).sort();
  await db.query(updateEntries(isOneBucket), [
    ...versionArrays(items),
    int2Array(kept.map(({ entry }) => stateNumber(entry.state))),
    int4Array(kept.map(({ entry }) => entry.approvedVersion)),
    kept.map(({ decisionId }) => decisionId),
    ids[0],
    ids.at(-1),
    ...(isOneBucket ? [first.bucket] : []),
  ]);
}
