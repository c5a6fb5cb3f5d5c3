import { type Violation } from "@kinerja/common/errors";
import { addDays, dayAt, startOfDay } from "@kinerja/common/kernel";

import { type AttendanceRow, isBackwards } from "./attendance.ts";
import { type About, mostViolations, type OfPerson } from "./person-lines.ts";
import { checksAt, type Hours, isThroughNight } from "./schedule.ts";

/** Where a person works is not known yet: no place is further ahead than WIT, and what is still to come there is to come everywhere. */
const furthest = "WIT";

/** Days that have begun nowhere yet: nobody knows what they will have been. */
export function daysAhead(rows: readonly About[], now: number, most = mostViolations): Violation[] {
  const today = dayAt(now, furthest);
  return rows
    .filter(({ date }) => date > today)
    .slice(0, most)
    .map(({ line }) => ({ pointer: `/lines/${line}/date`, code: "DATE_AHEAD", params: {} }));
}

/** Nobody records the own attendance. */
export const ownIn = (rows: readonly OfPerson<About>[], personId: string): Violation[] =>
  rows
    .filter((row) => row.personId === personId)
    .map(({ line, namedBy }) => ({ pointer: `/lines/${line}/${namedBy}`, code: "OWN_ATTENDANCE", params: {} }));

/** Of whose checks the hours of the day say whether they can be: a second one that reads earlier, and all of these days. */
export function asksForHours(rows: readonly AttendanceRow[], now: number): AttendanceRow[] {
  const recent = addDays(dayAt(now, furthest), -2);
  return rows.filter(({ date, checkIn = "", checkOut = "" }) =>
    date < recent ? isBackwards(checkIn, checkOut) : checkIn + checkOut !== "",
  );
}

function wrongIn(row: AttendanceRow, hours: Hours | undefined, now: number): Violation[] {
  const { line, date, checkIn = "", checkOut = "" } = row;
  const checks = { checkIn, checkOut };
  if (isBackwards(checkIn, checkOut) && !isThroughNight(hours, checks))
    return [{ pointer: `/lines/${line}/check_out`, code: "TAP_ORDER", params: {} }];
  const { came, left } = checksAt(hours, checks);
  const begin = startOfDay(date, furthest);
  const isAhead = (minute: number | undefined): boolean => minute !== undefined && begin + minute * 60_000 > now;
  return [
    ...(isAhead(came) ? [{ pointer: `/lines/${line}/check_in`, code: "TAP_AHEAD", params: {} }] : []),
    ...(isAhead(left) ? [{ pointer: `/lines/${line}/check_out`, code: "TAP_AHEAD", params: {} }] : []),
  ];
}

/** Checks in the wrong order, or later than now, by the hours of each row's day in the rows' order. */
export const wrongChecks = (
  rows: readonly AttendanceRow[],
  hours: readonly (Hours | undefined)[],
  now: number,
  most = mostViolations,
): Violation[] => rows.flatMap((row, at) => wrongIn(row, hours[at], now)).slice(0, most);
