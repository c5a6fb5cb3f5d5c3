/** The month at a glance: what the calendar expects against what is recorded. */
import { type CalendarDay, type Employment, type Month } from "../api/types.ts";
import { rowMinutes, type Row } from "./rows.ts";

type StripKind = "done" | "missing" | "leave" | "today" | "ahead";

export interface StripDay {
  readonly date: string;
  readonly kind: StripKind;
  readonly minutes: number;
  readonly expected: number;
}

export interface MonthView {
  readonly days: readonly StripDay[];
  readonly missing: readonly string[];
}

/** What the device knows of each day beyond the server's totals. */
function ownMinutes(rows: readonly Row[]): Map<string, number> {
  const more = new Map<string, number>();
  const add = (date: string, minutes: number) => more.set(date, (more.get(date) ?? 0) + minutes);
  for (const row of rows) {
    if (row.own === undefined) continue;
    add(row.entry.workDate, rowMinutes(row));
    if (row.stored !== undefined) add(row.stored.entry.workDate, -row.stored.minutes);
  }
  return more;
}

function kindOf(date: string, today: string, minutes: number, attendance: string): StripKind {
  if (date === today) return "today";
  if (date > today) return "ahead";
  if (minutes > 0) return "done";
  return attendance.startsWith("CUTI") ? "leave" : "missing";
}

const isEmployed = (date: string, employments: readonly Employment[]): boolean =>
  employments.some(({ validFrom, validTo }) => validFrom <= date && (validTo === "" || date <= validTo));

export interface MonthFacts {
  readonly calendar: readonly CalendarDay[];
  readonly month: Month;
  readonly rows: readonly Row[];
  readonly employments: readonly Employment[];
  readonly today: string;
}

export function viewMonth({ calendar, month, rows, employments, today }: MonthFacts): MonthView {
  const totals = new Map(month.days.map((day) => [day.workDate, day]));
  const more = ownMinutes(rows);
  const days = calendar
    .filter(({ date, workingMinutes }) => workingMinutes > 0 && isEmployed(date, employments))
    .map(({ date, workingMinutes }): StripDay => {
      const total = totals.get(date);
      const minutes = Math.max(0, (total?.minutes ?? 0) + (more.get(date) ?? 0));
      return { date, minutes, expected: workingMinutes, kind: kindOf(date, today, minutes, total?.attendance ?? "") };
    });
  return { days, missing: days.filter((day) => day.kind === "missing").map((day) => day.date) };
}
