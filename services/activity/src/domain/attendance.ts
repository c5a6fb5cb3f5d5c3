import { type Params, type Violation } from "@kinerja/common/errors";
import { type Day, isDay, type Period, periodOf } from "@kinerja/common/kernel";

import {
  type About,
  type Cells,
  createLineFile,
  type LineFile,
  type Named,
  namedByOf,
  nameOf,
  type OfPerson,
  type Read,
} from "./person-lines.ts";

const attendanceStatuses = [
  "HADIR",
  "TERLAMBAT",
  "PULANG_CEPAT",
  "ALPA",
  "IZIN",
  "LIBUR",
  "GANGGUAN",
  "DINAS_LUAR",
  "DIKLAT",
  "TUGAS_BELAJAR",
  "CUTI_TAHUNAN",
  "CUTI_SAKIT",
  "CUTI_BESAR",
  "CUTI_MELAHIRKAN",
  "CUTI_ALASAN_PENTING",
  "CLTN",
] as const;

type Fact = About & {
  readonly status: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
  /** When the person came and went, "07:28" at the place of work. */
  readonly checkIn: string | undefined;
  readonly checkOut: string | undefined;
  /** Whether it was a day of work of this person; undefined where the calendar says so. */
  readonly work: boolean | undefined;
};
export type AttendanceRow = OfPerson<Fact>;
export type ReadRow = Named<Fact>;
export type AttendanceFile = LineFile<ReadRow>;

const columns = [
  "date",
  "status",
  "late_minutes",
  "early_minutes",
  "missed_checks",
  "check_in",
  "check_out",
  "work",
] as const;
const wholeNumber = (text: string, max: number): number | undefined => {
  if (text === "") return 0;
  const value = Number(text);
  return /^\d{1,4}$/.test(text) && value <= max ? value : undefined;
};

type Column = (typeof columns)[number];

const inRange = (min: number, max: number) => ({ code: "NUMBER_OUT_OF_RANGE", params: { min, max } });
const choices = attendanceStatuses.join(", ");
const isTimeOrEmpty = (text: string): boolean => /^(([01]\d|2[0-3]):[0-5]\d)?$/.test(text);

/** What each column must hold, and what to say when it does not. */
const rules: Readonly<Record<Column, { test: (text: string) => boolean; code: string; params?: Params }>> = {
  date: { test: isDay, code: "DATE_FORM" },
  status: {
    test: (text) => attendanceStatuses.some((known) => known === text),
    code: "CHOICE_UNKNOWN",
    params: { choices },
  },
  late_minutes: { test: (text) => wholeNumber(text, 1440) !== undefined, ...inRange(0, 1440) },
  early_minutes: { test: (text) => wholeNumber(text, 1440) !== undefined, ...inRange(0, 1440) },
  missed_checks: { test: (text) => wholeNumber(text, 2) !== undefined, ...inRange(0, 2) },
  check_in: { test: isTimeOrEmpty, code: "TIME_FORM" },
  check_out: { test: isTimeOrEmpty, code: "TIME_FORM" },
  work: { test: (text) => /^(ya|tidak)?$/i.test(text), code: "CHOICE_UNKNOWN", params: { choices: "ya, tidak" } },
};

/** A check out before the check in; what is no time is told by its own rule. */
export const isBackwards = (came: string, left: string): boolean =>
  came !== "" && left !== "" && isTimeOrEmpty(came) && isTimeOrEmpty(left) && left < came;

/** Checks that cannot be, by line and column: nobody knows what they would be worth. Where some work through the night their order is looked at later. */
function impossibleIn(
  { status = "", check_in: came = "", check_out: left = "" }: Cells,
  line: number,
  nights: boolean,
): Violation[] {
  if (status === "" && came + left !== "")
    return [{ pointer: `/lines/${line}/status`, code: "TAP_WITHOUT_STATUS", params: {} }];
  return !nights && isBackwards(came, left)
    ? [{ pointer: `/lines/${line}/check_out`, code: "TAP_ORDER", params: {} }]
    : [];
}

/** What the file says of the day; a day off is none of work, also where no column says so. */
function workOf({ work = "", status }: Cells): boolean | undefined {
  if (work !== "") return work.toLowerCase() === "ya";
  return status === "LIBUR" ? false : undefined;
}

/** The cell in which a line says so. */
export const workCell = (work: boolean | undefined): string => (work === undefined ? "" : work ? "ya" : "tidak");

/** One line by column; what is wrong becomes violations that name the line and the column. */
export function readLine(cells: Cells, line: number, nights: boolean): Read<ReadRow> {
  const namedBy = namedByOf(cells);
  const name = nameOf(cells, namedBy, line);
  const impossible = impossibleIn(cells, line, nights);
  const told = new Set(impossible.map(({ pointer }) => pointer));
  const ruled = columns.flatMap((column): Violation[] => {
    const { test, code, params = {} } = rules[column];
    return test(cells[column] ?? "") ? [] : [{ pointer: `/lines/${line}/${column}`, code, params }];
  });
  const wrong = [...impossible, ...ruled.filter(({ pointer }) => !told.has(pointer))];
  if (typeof name !== "string") return { row: undefined, violations: [name, ...wrong] };
  if (wrong.length > 0) return { row: undefined, violations: wrong };
  const minutes = (column: Column): number => Number(cells[column] ?? "");
  const row = {
    ...{ line, namedBy, name },
    date: cells["date"] as Day,
    status: cells["status"] ?? "",
    lateMinutes: minutes("late_minutes"),
    earlyMinutes: minutes("early_minutes"),
    missedChecks: minutes("missed_checks"),
    checkIn: cells["check_in"] || undefined,
    checkOut: cells["check_out"] || undefined,
    work: workOf(cells),
  } satisfies ReadRow;
  return { row, violations: [] };
}

/**
 * Takes the lines of a file of attendance facts. Times and statuses only: what they cost is for the pay policy. `nights`: the agency has hours past
 * midnight, and a check out may read earlier than the check in.
 */
export const createAttendanceFile = (nights = false) =>
  createLineFile(columns.slice(0, 2), (cells, line) => readLine(cells, line, nights));

/** What of a file is taken in as usual, and what came too late for its month. */
export function splitBySealed(
  rows: readonly AttendanceRow[],
  isSealed: (period: Period) => boolean,
): { inTime: AttendanceRow[]; late: AttendanceRow[] } {
  const { late = [], inTime = [] } = Object.groupBy(rows, ({ date }) => (isSealed(periodOf(date)) ? "late" : "inTime"));
  return { inTime, late };
}
