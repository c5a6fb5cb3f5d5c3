import { type Params, Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, dayAt, isDay, isUuid, parseNip, type Period, periodOf, startOfDay } from "@kinerja/common/kernel";

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

/** How a line names its person. */
type NamedBy = "nip" | "person_id";

type Fact = {
  readonly line: number;
  readonly namedBy: NamedBy;
  readonly date: Day;
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
export type AttendanceRow = Fact & { readonly personId: string };
/** As the file has it: `name` is an id or a NIP, which lives no longer than the command that reads it. */
export type ReadRow = Fact & { readonly name: string };

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
const mostRows = 500_000;
const mostViolations = 100;

const wholeNumber = (text: string, max: number): number | undefined => {
  if (text === "") return 0;
  const value = Number(text);
  return /^\d{1,4}$/.test(text) && value <= max ? value : undefined;
};

type Read = { readonly row: ReadRow | undefined; readonly violations: readonly Violation[] };

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
const isBackwards = (came: string, left: string): boolean =>
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

const isScientific = (text: string): boolean => /^\d+([.,]\d+)?E\+?\d+$/i.test(text);

/** The id or the NIP of a line; both may stand there, and the id is the one that counts. */
function nameOf({ person_id: id = "", nip = "" }: Cells, namedBy: NamedBy, line: number): string | Violation {
  const pointer = `/lines/${line}/${namedBy}`;
  if (id !== "") return isUuid(id) ? id : { pointer, code: "UUID_FORM" };
  if (nip === "") return { pointer, code: "FIELD_REQUIRED" };
  if (isScientific(nip)) return { pointer, code: "NIP_SCIENTIFIC" };
  try {
    return parseNip(nip, pointer);
  } catch (error) {
    const [violation] = error instanceof Refusal ? error.violations : [];
    if (violation === undefined) throw error;
    return violation;
  }
}

type Cells = Readonly<Partial<Record<string, string>>>;

/** What the file says of the day; a day off is none of work, also where no column says so. */
function workOf({ work = "", status }: Cells): boolean | undefined {
  if (work !== "") return work.toLowerCase() === "ya";
  return status === "LIBUR" ? false : undefined;
}

/** One line by column; what is wrong becomes violations that name the line and the column. */
function readLine(cells: Cells, line: number, nights: boolean): Read {
  const namedBy = "nip" in cells && (cells["person_id"] ?? "") === "" ? "nip" : "person_id";
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

/** A file needs the day, the status, and one of the two columns that name the person. */
const missingIn = (names: readonly string[]): string[] => [
  ...(names.includes("nip") || names.includes("person_id") ? [] : ["nip"]),
  ...columns.slice(0, 2).filter((column) => !names.includes(column)),
];

export type AttendanceFile = { readonly rows: readonly ReadRow[]; readonly violations: readonly Violation[] };

/**
 * Takes the lines of a file of attendance facts, first the header, whose columns stand in any order. Times and statuses only: what they cost is for
 * the pay policy. `nights`: the agency has hours past midnight, and a check out may read earlier than the check in.
 */
export function createAttendanceFile(nights = false) {
  const rows: ReadRow[] = [];
  const violations: Violation[] = [];
  let names: readonly string[] | undefined;
  let lines = 0;
  const takeHeader = (header: readonly string[]): void => {
    names = header.map((name) => name.trim().toLowerCase());
    violations.push(
      ...missingIn(names).map((column) => ({ pointer: `/lines/1/${column}`, code: "COLUMN_MISSING", params: {} })),
    );
  };
  return {
    /** A line with its number in the file; false when it is of no use to go on. */
    take(cells: readonly string[], line: number): boolean {
      if (names === undefined) takeHeader(cells);
      else if (++lines > mostRows)
        violations.splice(0, violations.length, {
          ...{ pointer: "/lines", code: "LIST_TOO_LONG", params: { max: mostRows, length: lines } },
        });
      else {
        const read = readLine(
          Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? "").trim()])),
          line,
          nights,
        );
        violations.push(...read.violations);
        if (read.row !== undefined) rows.push(read.row);
      }
      return lines <= mostRows && violations.length < (lines === 0 ? 1 : mostViolations);
    },
    result(): AttendanceFile {
      if (names === undefined) takeHeader([]);
      return { rows: violations.length > 0 ? [] : rows, violations: violations.slice(0, mostViolations) };
    },
  };
}

/** Gives each line its person; names nobody knows, and second lines of a person's day, are violations. */
export function withPeople(
  read: readonly ReadRow[],
  idOf: (nip: string) => string | undefined,
): { rows: AttendanceRow[]; violations: Violation[] } {
  const rows: AttendanceRow[] = [];
  const violations: Violation[] = [];
  const seen = new Set<string>();
  for (const { name, ...fact } of read) {
    if (violations.length >= mostViolations) break;
    const personId = fact.namedBy === "nip" ? idOf(name) : name;
    if (personId === undefined) {
      violations.push({ pointer: `/lines/${fact.line}/nip`, code: "PERSON_UNKNOWN" });
      continue;
    }
    const key = `${personId}/${fact.date}`;
    if (seen.has(key)) violations.push({ pointer: `/lines/${fact.line}/date`, code: "LINE_TWICE" });
    seen.add(key);
    rows.push({ ...fact, personId });
  }
  return { rows, violations };
}

/** Lines whose check out reads earlier than the check in. */
export const backwardsIn = (rows: readonly AttendanceRow[]): AttendanceRow[] =>
  rows.filter(({ checkIn = "", checkOut = "" }) => isBackwards(checkIn, checkOut));

const clockAt = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/**
 * Checks later than now. Where a person works is not known yet: no place is further ahead than WIT, and a check that is still to come there has been
 * made nowhere.
 */
export function tapsAhead(rows: readonly Fact[], now: number): Violation[] {
  const today = dayAt(now, "WIT");
  const time = clockAt(Math.floor((now - startOfDay(today, "WIT")) / 60_000));
  const isAhead = ({ date }: Fact, check: string | undefined): boolean =>
    check !== undefined && (date > today || (date === today && check > time));
  return rows
    .flatMap((row) => [
      ...(isAhead(row, row.checkIn) ? [{ pointer: `/lines/${row.line}/check_in`, code: "TAP_AHEAD", params: {} }] : []),
      ...(isAhead(row, row.checkOut) ? [{ pointer: `/lines/${row.line}/check_out`, code: "TAP_AHEAD", params: {} }] : []),
    ])
    .slice(0, mostViolations); // prettier-ignore
}

/** What of a file is taken in as usual, and what came too late for its month. */
export function splitBySealed(
  rows: readonly AttendanceRow[],
  isSealed: (period: Period) => boolean,
): { inTime: AttendanceRow[]; late: AttendanceRow[] } {
  const { late = [], inTime = [] } = Object.groupBy(rows, ({ date }) => (isSealed(periodOf(date)) ? "late" : "inTime"));
  return { inTime, late };
}
