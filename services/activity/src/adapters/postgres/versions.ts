import { type Db } from "@kinerja/common/postgres";
import { type Day, type Zone } from "@kinerja/common/kernel";

import { flagBit } from "../../domain/flags.ts";
import { type State, type Version } from "../../domain/version.ts";
import {
  byteaArray,
  dateArray,
  int2Array,
  int4Array,
  int8Array,
  nullableInt2Array,
  nullableInt4Array,
  nullableUuidArray,
  timestampArray,
  uuidArray,
} from "./binary.ts";

/** Where an entry is kept: bucket = Kafka partition of its person. */
export type EntryKey = { readonly bucket: number; readonly personId: string; readonly id: string };

export const keyText = ({ personId, id }: Omit<EntryKey, "bucket">): string => `${personId}/${id}`;

const zones: readonly Zone[] = ["WIB", "WITA", "WIT"];
const zoneNumber = (zone: Zone): number => zones.indexOf(zone) + 1;
export const zoneOf = (number: number): Zone => zones[number - 1] ?? "WIB";

const states: readonly State[] = ["open", "approved", "returned", "cancelled"];
export const stateNumber = (state: State): number => states.indexOf(state) + 1;
export const stateOf = (number: number): State => states[number - 1] ?? "open";

/** Columns that entry and entry_version share. */
export type VersionRow = {
  readonly bucket: number;
  readonly person_id: string;
  readonly id: string;
  readonly version: number;
  readonly agency_id: string;
  readonly employment_id: string;
  readonly work_date: Day;
  readonly starts: number | null;
  readonly ends: number | null;
  readonly minutes: number;
  readonly flags: number;
  readonly zone: number;
  readonly accepted_at: Date;
  readonly log_offset: bigint;
  readonly body_sha256: Buffer;
  readonly body: Buffer;
  readonly plan_item_id: string | null;
  readonly task_id: string | null;
  readonly text_hash: number | null;
};

export const versionColumns = `bucket, person_id, id, version, agency_id, employment_id, work_date, starts, ends, minutes, flags, zone,
  accepted_at, log_offset, body_sha256, body, plan_item_id, task_id, text_hash`;

export const readVersion = (row: VersionRow, cancelled: boolean): Version => ({
  version: row.version,
  agencyId: row.agency_id,
  employmentId: row.employment_id,
  workDate: row.work_date,
  starts: row.starts ?? undefined,
  ends: row.ends ?? undefined,
  minutes: row.minutes,
  planItemId: row.plan_item_id ?? undefined,
  taskId: row.task_id ?? undefined,
  textHash: row.text_hash ?? undefined,
  cancelled,
  sessionEnded: (row.flags & flagBit.SESSION_ENDED) !== 0,
  zone: zoneOf(row.zone),
  acceptedAt: row.accepted_at.getTime(),
  offset: row.log_offset,
  late: (row.flags & flagBit.LATE) !== 0,
  bodySha256: row.body_sha256,
  body: row.body,
});

/** One version of one entry on its way into a table. */
export type VersionItem = EntryKey & { readonly value: Version; readonly flags: number };

const keyArrays = (keys: readonly EntryKey[]): Buffer[] => [
  int2Array(keys.map(({ bucket }) => bucket)),
  uuidArray(keys.map(({ personId }) => personId)),
  uuidArray(keys.map(({ id }) => id)),
];

/** Parameters in the order of `versionColumns`. */
export const versionArrays = (items: readonly VersionItem[]): Buffer[] => [
  ...keyArrays(items),
  int4Array(items.map(({ value }) => value.version)),
  uuidArray(items.map(({ value }) => value.agencyId)),
  uuidArray(items.map(({ value }) => value.employmentId)),
  dateArray(items.map(({ value }) => value.workDate)),
  nullableInt2Array(items.map(({ value }) => value.starts)),
  nullableInt2Array(items.map(({ value }) => value.ends)),
  int2Array(items.map(({ value }) => value.minutes)),
  int2Array(items.map(({ flags }) => flags)),
  int2Array(items.map(({ value }) => zoneNumber(value.zone))),
  timestampArray(items.map(({ value }) => value.acceptedAt)),
  int8Array(items.map(({ value }) => value.offset)),
  byteaArray(items.map(({ value }) => value.bodySha256)),
  byteaArray(items.map(({ value }) => value.body)),
  nullableUuidArray(items.map(({ value }) => value.planItemId)),
  nullableUuidArray(items.map(({ value }) => value.taskId)),
  nullableInt4Array(items.map(({ value }) => value.textHash)),
];

const types =
  "int2 uuid uuid int4 uuid uuid date int2 int2 int2 int2 int2 timestamptz int8 bytea bytea uuid uuid int4".split(" ");

/** `$n::int2[], …` for `versionArrays`, beginning with parameter `first`. */
export const versionParameters = (first: number): string =>
  types.map((type, index) => `$${first + index}::${type}[]`).join(", ");

export const versionParameterCount = types.length;

/** Keeps replaced and late versions; the same one again changes nothing. */
export async function keepVersions(db: Db, items: readonly VersionItem[]): Promise<void> {
  if (items.length === 0) return;
  await db.query(
    `insert into entry_version (${versionColumns}, cancelled)
     select * from unnest(${versionParameters(1)}, $${versionParameterCount + 1}::bool[]) on conflict do nothing`,
    [...versionArrays(items), items.map(({ value }) => value.cancelled)],
  );
}

/** Keeps bodies that came with an id and version that were taken. */
export async function keepConflicts(db: Db, items: readonly VersionItem[]): Promise<void> {
  if (items.length === 0) return;
  await db.query(
    `insert into entry_conflict (bucket, person_id, id, version, body_sha256, agency_id, accepted_at, log_offset, body)
     select * from unnest($1::int2[], $2::uuid[], $3::uuid[], $4::int4[], $5::bytea[], $6::uuid[], $7::timestamptz[], $8::int8[], $9::bytea[])
     on conflict do nothing`,
    [
      ...keyArrays(items),
      int4Array(items.map(({ value }) => value.version)),
      byteaArray(items.map(({ value }) => value.bodySha256)),
      uuidArray(items.map(({ value }) => value.agencyId)),
      timestampArray(items.map(({ value }) => value.acceptedAt)),
      int8Array(items.map(({ value }) => value.offset)),
      byteaArray(items.map(({ value }) => value.body)),
    ],
  );
}
