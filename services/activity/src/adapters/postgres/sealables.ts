import { type Day, firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { flagBit } from "../../domain/flags.ts";
import { type Derived, type Schedule } from "../../domain/schedule.ts";
import { type AttendanceFact, type Held, type Sealable, type SealableVersion } from "../../domain/seal.ts";
import { heldColumns, type HeldRow, readHeld } from "./held.ts";
import { measured } from "./schedule-store.ts";
import { int2Array, uuidArray } from "./binary.ts";
import { stateOf, zoneOf } from "./versions.ts";

type Month = { readonly agencyId: string; readonly period: Period };

/** Everybody who belongs into an agency's month: by employment, by entries or by attendance. By id, a slice at a time. */
export async function peopleOf(db: Db, { agencyId, period }: Month, after: string, limit: number): Promise<string[]> {
  const rows = await db.query<{ person_id: string }>(
    `select person_id from (
       select person_id from employment_copy
         where agency_id = $1 and valid_from <= $3 and (valid_to is null or valid_to >= $2)
       union select person_id from day where agency_id = $1 and work_date between $2 and $3
       union select person_id from attendance_held where agency_id = $1 and work_date between $2 and $3) p
     where person_id > $4 order by person_id limit $5`,
    [agencyId, firstDay(period), lastDay(period), after, limit],
  );
  return rows.map(({ person_id }) => person_id);
}

type VersionRow = {
  readonly person_id: string;
  readonly id: string;
  readonly version: number;
  readonly agency_id: string;
  readonly employment_id: string;
  readonly work_date: Day;
  readonly starts: number | null;
  readonly ends: number | null;
  readonly minutes: number;
  readonly plan_item_id: string | null;
  readonly task_id: string | null;
  readonly text_hash: number | null;
  readonly zone: number;
  readonly accepted_at: Date;
  readonly flags: number;
};
type EntryRow = VersionRow & {
  readonly state: number;
  readonly approved_version: number;
  readonly returned_version: number | null;
};

const versionOf = (row: VersionRow, cancelled: boolean): SealableVersion => ({
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
  zone: zoneOf(row.zone),
  acceptedAt: row.accepted_at.getTime(),
  late: (row.flags & flagBit.LATE) !== 0,
});

const versionColumns =
  "person_id id version agency_id employment_id work_date starts ends minutes plan_item_id task_id text_hash zone accepted_at flags"
    .split(" ")
    .map((name) => `e.${name}`)
    .join(", ");

const within = `from unnest($1::int2[], $2::uuid[], $3::uuid[], $4::uuid[]) as k (b, p, low, high)`;
const bounded = `e.bucket = k.b and e.person_id = k.p and e.id between k.low and k.high and e.id between $5 and $6`;

const none: ReadonlySet<number> = new Set();

/** Late versions that count, by entry. There are few. */
async function admittedOf(db: Db, personIds: readonly string[], period: Period): Promise<Map<string, Set<number>>> {
  const rows = await db.query<{ key: string; versions: number[] }>(
    `select person_id || '/' || id as key, array_agg(version) as versions from admission
     where person_id = any ($1::uuid[]) and period = $2 group by 1`,
    [uuidArray(personIds), period],
  );
  return new Map(rows.map(({ key, versions }) => [key, new Set(versions)]));
}

/** A person, and between which ids that one's entries are looked for. */
export type Bounds = {
  readonly personId: string;
  readonly bucket: number;
  readonly low: string;
  readonly high: string;
};

/** All entries of some people that were ever on a day of the month, with all their versions; by the bounds that the days know. */
export async function sealablesOf(
  db: Db,
  period: Period,
  personIds: readonly string[],
  partitions: number,
): Promise<Map<string, Sealable[]>> {
  const bounds = await db.query<{ personId: string; low: string; high: string }>(
    `select person_id as "personId", (array_agg(first_id order by first_id))[1] as low, (array_agg(last_id order by last_id desc))[1] as high
     from day where person_id = any ($1::uuid[]) and work_date between $2 and $3 group by person_id`,
    [personIds, firstDay(period), lastDay(period)],
  );
  const people = bounds.map((one) => ({ ...one, bucket: partitionFor(one.personId, partitions) }));
  return sealablesWithin(db, period, people);
}

/** The same by given bounds. What has one version only, on a day of another month, is left out. */
export async function sealablesWithin(
  db: Db,
  period: Period,
  bounds: readonly Bounds[],
): Promise<Map<string, Sealable[]>> {
  if (bounds.length === 0) return new Map();
  const personIds = bounds.map(({ personId }) => personId);
  const params = [
    int2Array(bounds.map(({ bucket }) => bucket)),
    uuidArray(personIds),
    uuidArray(bounds.map(({ low }) => low)),
    uuidArray(bounds.map(({ high }) => high)),
    bounds.map(({ low }) => low).sort()[0],
    bounds
      .map(({ high }) => high)
      .sort()
      .at(-1),
  ];
  const rows = await db.query<EntryRow>(
    `select ${versionColumns}, e.state, e.approved_version, e.returned_version ${within} join entry e on ${bounded}
     where e.version > 1 or e.work_date between $7 and $8`,
    [...params, firstDay(period), lastDay(period)],
  );
  const others = await db.query<VersionRow & { cancelled: boolean }>(
    `select ${versionColumns}, e.cancelled ${within} join entry_version e on ${bounded}`,
    params,
  );
  const admitted = await admittedOf(db, personIds, period);
  const othersOf = Map.groupBy(others, ({ person_id, id }) => `${person_id}/${id}`);
  const sealables = rows.map((row): Sealable => {
    const state = stateOf(row.state);
    const replaced = othersOf.get(`${row.person_id}/${row.id}`) ?? [];
    return {
      personId: row.person_id,
      id: row.id,
      versions: [versionOf(row, state === "cancelled"), ...replaced.map((other) => versionOf(other, other.cancelled))],
      state,
      approvedVersion: row.approved_version,
      returnedVersion: row.returned_version ?? 0,
      flags: row.flags,
      admitted: admitted.get(`${row.person_id}/${row.id}`) ?? none,
    };
  });
  return Map.groupBy(sealables, ({ personId }) => personId);
}

/** Employments in the agency by person. */
export async function employmentsOf(
  db: Db,
  { agencyId, period }: Month,
  personIds: readonly string[],
): Promise<Map<string, Held[]>> {
  const rows = await db.query<{ id: string; person_id: string; valid_from: Day; valid_to: Day | null; main: boolean }>(
    `select id, person_id, valid_from, valid_to, main from employment_copy
     where agency_id = $1 and person_id = any ($2::uuid[]) and valid_from <= $4 and (valid_to is null or valid_to >= $3)`,
    [agencyId, personIds, firstDay(period), lastDay(period)],
  );
  const known = rows.map(({ id, person_id, valid_from, valid_to, main }) => ({
    personId: person_id,
    id,
    validFrom: valid_from,
    validTo: valid_to ?? undefined,
    isMain: main,
  }));
  return Map.groupBy(known, ({ personId }) => personId);
}

/** Facts by which the days of a month count; those with checks are measured by the hours that hold. */
export async function attendanceOf(
  db: Db,
  { agencyId, period }: Month,
  personIds: readonly string[],
  schedules: readonly Schedule[],
): Promise<Map<string, (AttendanceFact & { personId: string })[]>> {
  type Row = Omit<AttendanceFact, "work" | "byHand" | keyof Derived> & { personId: string } & HeldRow;
  const rows = await db.query<Row>(
    `select person_id as "personId", work_date as date, status, late_minutes as "lateMinutes", early_minutes as "earlyMinutes",
       missed_checks as "missedChecks", coalesce(check_in, '') as "checkIn", coalesce(check_out, '') as "checkOut", ${heldColumns("a")}
     from attendance_held a where agency_id = $1 and person_id = any ($2::uuid[]) and work_date between $3 and $4 order by work_date`,
    [agencyId, personIds, firstDay(period), lastDay(period)],
  );
  const facts = await measured(db, agencyId, schedules, rows.map(readHeld));
  return Map.groupBy(facts, ({ personId }) => personId);
}
