import { appendAudit } from "@kinerja/common/audit";
import { type Db, lockKey } from "@kinerja/common/postgres";

import { type ImportCommand, type MonthCorrections } from "../../app/attendance.ts";
import { type Caller, type Grant } from "../../app/authorise.ts";
import { type MonthKey } from "../../app/close.ts";
import { type AttendanceRow } from "../../domain/attendance.ts";
import { dateArray, int4Array, uuidArray } from "./binary.ts";

export const factColumns =
  "person_id, work_date, status, late_minutes, early_minutes, missed_checks, check_in, check_out, work";

/** Facts as parameters, one array for each of the columns. */
export const factArrays = (rows: readonly AttendanceRow[]): unknown[] => [
  uuidArray(rows.map(({ personId }) => personId)),
  dateArray(rows.map(({ date }) => date)),
  rows.map(({ status }) => status),
  int4Array(rows.map(({ lateMinutes }) => lateMinutes)),
  int4Array(rows.map(({ earlyMinutes }) => earlyMinutes)),
  int4Array(rows.map(({ missedChecks }) => missedChecks)),
  rows.map(({ checkIn }) => checkIn ?? null),
  rows.map(({ checkOut }) => checkOut ?? null),
  rows.map(({ work }) => work ?? null),
];

/** The rows that `factArrays` from parameter 4 on make. */
export const factRows =
  "unnest($4::uuid[], $5::date[], $6::text[], $7::int4[], $8::int4[], $9::int4[], $10::text[], $11::text[], $12::bool[])";

const saysOf = (row: string): string =>
  `(${row}.status, ${row}.late_minutes, ${row}.early_minutes, ${row}.missed_checks, ${row}.check_in, ${row}.check_out, ${row}.work)`;

const pastColumns = `agency_id, ${factColumns}, file_id, imported_at, imported_by`;

/** What rows `t` are about to replace in the facts of agency $1 is kept as what was known before; `now` is a parameter. */
export const keepPast = (
  rows: string,
  now: string,
): string => `insert into attendance_past (${pastColumns}, replaced_at)
  select ${pastColumns.replace(/\w+/g, "a.$&")}, ${now} from ${rows}
  join attendance a on a.agency_id = $1 and a.person_id = t.person_id and a.work_date = t.work_date
  where ${saysOf("a")} is distinct from ${saysOf("t")}`;

/** Written where a fact is new or says something else than the one that is there; `a` is the table. */
export const onFactConflict = `on conflict (agency_id, person_id, work_date) do update set status = excluded.status,
    late_minutes = excluded.late_minutes, early_minutes = excluded.early_minutes, missed_checks = excluded.missed_checks,
    check_in = excluded.check_in, check_out = excluded.check_out, work = excluded.work, file_id = excluded.file_id,
    imported_at = excluded.imported_at, imported_by = excluded.imported_by
  where ${saysOf("a")} is distinct from ${saysOf("excluded")}`;

// A correction says something else than the newest one that waits, or than the fact where none does.
const keepSql = `with kept as (
  insert into attendance_correction (agency_id, period, ${factColumns}, file_id, came_at, came_by)
  select $1, to_char(c.work_date, 'YYYY-MM'), c.person_id, c.work_date, c.status, c.late_minutes, c.early_minutes, c.missed_checks,
    c.check_in, c.check_out, c.work, $2, $3, $13
  from ${factRows} with ordinality as c (${factColumns}, nr)
  left join lateral (
    select w.* from attendance_correction w where w.agency_id = $1 and w.period = to_char(c.work_date, 'YYYY-MM')
      and w.person_id = c.person_id and w.work_date = c.work_date and w.taken_at is null
    order by w.position desc limit 1) w on true
  left join attendance a on a.agency_id = $1 and a.person_id = c.person_id and a.work_date = c.work_date
  where case when w.position is null then ${saysOf("a")} is distinct from ${saysOf("c")}
    else ${saysOf("w")} is distinct from ${saysOf("c")} end
  order by c.nr returning period)
select period, count(*)::int as facts from kept group by period order by period`;

/** Keeps what came after its month was sealed; the caller holds the months. Says how many facts of each month that is. */
export async function keepCorrections(
  db: Db,
  caller: Caller,
  now: number,
  { agencyId, fileId }: ImportCommand,
  rows: readonly AttendanceRow[],
): Promise<MonthCorrections[]> {
  if (rows.length === 0) return [];
  // Files that come at once are compared one after the other.
  await lockKey(db, `attendance-correction/${agencyId}`);
  return db.query<MonthCorrections>(keepSql, [
    ...[agencyId, fileId, new Date(now)],
    ...factArrays(rows),
    caller.personId,
  ]);
}

export async function countCorrections(db: Db, { agencyId, period }: MonthKey): Promise<bigint> {
  const [row] = await db.query<{ waiting: bigint }>(
    "select count(*) as waiting from attendance_correction where agency_id = $1 and period = $2 and taken_at is null",
    [agencyId, period],
  );
  return row?.waiting ?? 0n;
}

// Who recorded an own one, as could be done before, is not told of a fact.
const takeSql = `with taken as (
  update attendance_correction set taken_at = $3 where agency_id = $1 and period = $2 and taken_at is null returning *),
newest as (
  select distinct on (person_id, work_date) * from taken order by person_id, work_date, position desc),
past as (${keepPast("newest t", "$3")}),
written as (
  insert into attendance as a (agency_id, ${factColumns}, file_id, imported_at, imported_by)
  select agency_id, ${factColumns}, file_id, came_at, nullif(came_by, person_id) from newest
  ${onFactConflict}
  returning 1)
select count(*)::int as taken, (select count(*) from written)::int as changed, array_agg(distinct file_id) as files from taken`;

type Taken = { readonly taken: number; readonly changed: number; readonly files: readonly string[] };

/** Takes what waits into the facts of a month that is opened again: of several about one day, the one that came last. */
export async function takeCorrections(
  db: Db,
  { caller, grant, now }: { readonly caller: Caller; readonly grant: Grant; readonly now: number },
  { agencyId, period }: MonthKey,
): Promise<void> {
  const [row] = await db.query<Taken>(takeSql, [agencyId, period, new Date(now)]);
  if (row === undefined || row.taken === 0) return;
  const { taken, changed, files } = row;
  await appendAudit(db, {
    ...{
      at: new Date(now),
      actor: caller.personId,
      role: grant.role,
      action: "take-corrections",
      resource: "attendance",
    },
    ...{ objectId: period, agencyId, requestId: caller.requestId, detail: { taken, changed, files } },
  });
}
