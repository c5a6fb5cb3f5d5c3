import { type Params, Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, isDay, isUuid, parseNip, type Period, periodOf } from "@kinerja/common/kernel";

const attendanceStatuses = [
  "HADIR",
  "TERLAMBAT",
  "PULANG_CEPAT",
  "ALPA",
  "CUTI_TAHUNAN",
  "CUTI_SAKIT",
  "DINAS_LUAR",
  "GANGGUAN",
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
};
export type AttendanceRow = Fact & { readonly personId: string };
/** As the file has it: `name` is an id or a NIP, which lives no longer than the command that reads it. */
export type ReadRow = Fact & { readonly name: string };

const columns = ["date", "status", "late_minutes", "early_minutes", "missed_checks", "check_in", "check_out"] as const;
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
};

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

/** One line by column; what is wrong becomes violations that name the line and the column. */
function readLine(cells: Cells, line: number): Read {
  const namedBy = "nip" in cells && (cells["person_id"] ?? "") === "" ? "nip" : "person_id";
  const name = nameOf(cells, namedBy, line);
  const wrong = columns.flatMap((column): Violation[] => {
    const { test, code, params = {} } = rules[column];
    return test(cells[column] ?? "") ? [] : [{ pointer: `/lines/${line}/${column}`, code, params }];
  });
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
 * the pay policy.
 */
export function createAttendanceFile() {
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
        const read = readLine(Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? "").trim()])), line);
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

/** What of a file is taken in as usual, and what came too late for its month. */
export function splitBySealed(
  rows: readonly AttendanceRow[],
  isSealed: (period: Period) => boolean,
): { inTime: AttendanceRow[]; late: AttendanceRow[] } {
  const { late = [], inTime = [] } = Object.groupBy(rows, ({ date }) => (isSealed(periodOf(date)) ? "late" : "inTime"));
  return { inTime, late };
}
