/** A person's month day by day: what counts, what files and machines said, what somebody corrected, and the shift. */
import { type DayTotal } from "../../api/types.ts";
import { addDays, periodOf, weekdayOf } from "../../time/dates.ts";
import { lastDay } from "./months.ts";
import { type AttendanceVersion, type DayOff, type RecordedShift } from "./types.ts";

export interface DayView {
  readonly date: string;
  /** Undefined where nothing is known of the day. */
  readonly total: DayTotal | undefined;
  /** Newest knowledge first; withdrawals and what was replaced are among them. */
  readonly versions: readonly AttendanceVersion[];
  /** The correction that the day counts by. */
  readonly correction: AttendanceVersion | undefined;
  /** What files and machines say, the newest of it that has not to wait. */
  readonly raw: AttendanceVersion | undefined;
  /** The shift that holds. */
  readonly shift: RecordedShift | undefined;
  /** Name of the day off; empty on other days. */
  readonly dayOff: string;
}

/** What is asked of a month. */
export interface AttendanceMonth {
  readonly days: readonly DayTotal[];
  readonly versions: readonly AttendanceVersion[];
  readonly shifts: readonly RecordedShift[];
  readonly daysOff: readonly DayOff[];
}

const isRaw = ({ source, waiting }: AttendanceVersion): boolean =>
  (source === "FILE" || source === "BATCH") && !waiting;

export const isHeld = ({ replacedAt }: RecordedShift): boolean => replacedAt === undefined;

function viewOf(date: string, month: AttendanceMonth): DayView {
  const versions = month.versions.filter((version) => version.date === date);
  return {
    ...{ date, versions },
    total: month.days.find(({ workDate }) => workDate === date),
    correction: versions.find(({ source, counts }) => source === "CORRECTION" && counts),
    raw: versions.find(isRaw),
    shift: month.shifts.find((one) => one.day.date === date && isHeld(one) && one.day.kind !== "SCHEDULE"),
    dayOff: month.daysOff.find((day) => day.date === date)?.name ?? "",
  };
}

const says = ({ total, versions, shift }: DayView): boolean =>
  (total !== undefined && (total.attendance !== "" || total.correction !== undefined)) ||
  versions.length > 0 ||
  shift !== undefined;

/** Days from Monday to Friday that have begun, and every other day of which something is known. */
export function daysOf(period: string, today: string, month: AttendanceMonth): DayView[] {
  const days: DayView[] = [];
  for (let date = `${period}-01`; periodOf(date) === period; date = addDays(date, 1)) {
    const view = viewOf(date, month);
    if (says(view) || (date <= today && weekdayOf(date) <= 5)) days.push(view);
  }
  return days;
}

/** An office acts on what it knows, and on days of which nobody knows anything. */
export const isOfOffice = ({ versions }: DayView, agencyId: string): boolean =>
  versions.length === 0 || versions.some((version) => version.agencyId === agencyId);

/** Nothing is known of it, though it is no day off. */
export const isUnknown = (view: DayView): boolean => !says(view) && view.dayOff === "";

/** Shift days by day, each with those before it: the one that holds, or was recorded last, is the first. */
export function shiftsByDay(shifts: readonly RecordedShift[]): (readonly [RecordedShift, ...RecordedShift[]])[] {
  const byDay = new Map<string, readonly [RecordedShift, ...RecordedShift[]]>();
  for (const shift of shifts) {
    const known = byDay.get(shift.day.date);
    byDay.set(shift.day.date, known ? [...known, shift] : [shift]);
  }
  return [...byDay.values()];
}

/** The days of a month as a sheet of a calendar has them: `before` empty places, then each date. */
export function calendarOf(period: string): { readonly before: number; readonly dates: readonly string[] } {
  const first = `${period}-01`;
  const length = Number(lastDay(period).slice(8));
  return {
    before: weekdayOf(first) - 1,
    dates: Array.from({ length }, (_, place) => addDays(first, place)),
  };
}
