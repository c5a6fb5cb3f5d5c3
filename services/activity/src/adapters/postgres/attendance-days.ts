import { type Day } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type AttendanceOfDay, noAttendance, type Span } from "../../app/read.ts";
import { heldColumns, type HeldRow, readHeld } from "./held.ts";
import { measured, schedulesOf } from "./schedule-store.ts";

const presence = (
  row: string,
): string => `coalesce(${row}.check_in, '') as "checkIn", coalesce(${row}.check_out, '') as "checkOut",
  ${row}.late_minutes as "lateMinutes", ${row}.early_minutes as "earlyMinutes", ${row}.missed_checks as "missedChecks"`;

const factsSql = `select a.agency_id as "agencyId", a.person_id as "personId", a.work_date as date, a.status as attendance, ${presence("a")},
    a.held_at as "attendanceAt", coalesce(a.reason, '') as "attendanceReason", ${heldColumns("a")},
    exists (select from attendance_correction c where c.person_id = a.person_id and c.work_date = a.work_date and c.agency_id = a.agency_id
      and c.taken_at is not null and c.file_id = a.file_id and c.came_at = a.held_at) as "attendanceCorrected"
  from attendance_held a where a.person_id = $1 and a.work_date between $2 and $3`;

/** Of several that wait for one day the one that came last. */
const waitingSql = `select distinct on (c.work_date) c.work_date as day, c.status, ${presence("c")}, c.came_at as "cameAt"
  from attendance_correction c where c.person_id = $1 and c.work_date between $2 and $3 and c.taken_at is null
  order by c.work_date, c.position desc`;

type Fact = Omit<AttendanceOfDay, "correction">;
type FactRow = Omit<Fact, "attendanceByHand"> &
  HeldRow & { readonly agencyId: string; readonly personId: string; readonly date: Day };
type Correction = NonNullable<AttendanceOfDay["correction"]>;

/** As they will be sealed, while nothing changes: those with checks are measured by the hours of the unit. */
async function measuredDays(db: Db, rows: readonly FactRow[], { from, to }: Span): Promise<[Day, Fact][]> {
  const days: [Day, Fact][] = [];
  for (const [agencyId, own] of Map.groupBy(rows, (row) => row.agencyId)) {
    const schedules = await schedulesOf(db, agencyId, from, to);
    const told = own.map((row) => ({ ...readHeld(row), status: row.attendance }));
    for (const row of await measured(db, agencyId, schedules, told)) {
      const { attendance, checkIn, checkOut, lateMinutes, earlyMinutes, missedChecks } = row;
      const { attendanceAt, attendanceCorrected } = row;
      const attendanceReason = [row.attendanceReason, row.shiftReason ?? ""]
        .filter((reason) => reason !== "")
        .join("; ");
      const checks = { checkIn, checkOut, lateMinutes, earlyMinutes, missedChecks };
      const told = { attendanceAt, attendanceCorrected, attendanceReason, attendanceByHand: row.byHand === true };
      days.push([row.date, { attendance, ...checks, ...told }]);
    }
  }
  return days;
}

/** The attendance of a person's days, with what waits for a day. */
export async function readAttendance(db: Db, personId: string, { from, to }: Span): Promise<Map<Day, AttendanceOfDay>> {
  const facts = await measuredDays(db, await db.query<FactRow>(factsSql, [personId, from, to]), { from, to });
  const waiting = await db.query<Correction & { day: Day }>(waitingSql, [personId, from, to]);
  const days = new Map<Day, AttendanceOfDay>();
  for (const [day, fact] of facts) days.set(day, { ...fact, correction: undefined });
  for (const { day, ...correction } of waiting) days.set(day, { ...(days.get(day) ?? noAttendance), correction });
  return days;
}
