import { type Params, type Violation } from "@kinerja/common/errors";
import { type Day, isDay, isUuid } from "@kinerja/common/kernel";

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

export type AttendanceRow = {
  readonly line: number;
  readonly personId: string;
  readonly date: Day;
  readonly status: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
};

const columns = ["person_id", "date", "status", "late_minutes", "early_minutes", "missed_checks"] as const;
const mostRows = 500_000;
const mostViolations = 100;

const cellsOf = (line: string, separator: string): string[] =>
  line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));

const wholeNumber = (text: string, max: number): number | undefined => {
  if (text === "") return 0;
  const value = Number(text);
  return /^\d{1,4}$/.test(text) && value <= max ? value : undefined;
};

type Read = { readonly row: AttendanceRow | undefined; readonly violations: readonly Violation[] };

type Column = (typeof columns)[number];

const inRange = (min: number, max: number) => ({ code: "NUMBER_OUT_OF_RANGE", params: { min, max } });
const choices = attendanceStatuses.join(", ");

/** What each column must hold, and what to say when it does not. */
const rules: Readonly<Record<Column, { test: (text: string) => boolean; code: string; params?: Params }>> = {
  person_id: { test: isUuid, code: "UUID_FORM" },
  date: { test: isDay, code: "DATE_FORM" },
  status: {
    test: (text) => attendanceStatuses.some((known) => known === text),
    code: "CHOICE_UNKNOWN",
    params: { choices },
  },
  late_minutes: { test: (text) => wholeNumber(text, 1440) !== undefined, ...inRange(0, 1440) },
  early_minutes: { test: (text) => wholeNumber(text, 1440) !== undefined, ...inRange(0, 1440) },
  missed_checks: { test: (text) => wholeNumber(text, 2) !== undefined, ...inRange(0, 2) },
};

/** One line by column; what is wrong becomes violations that name the line and the column. */
function readLine(cells: readonly string[], order: readonly number[], line: number): Read {
  const text = Object.fromEntries(columns.map((name, at) => [name, cells[order[at] ?? -1] ?? ""])) as Record<
    Column,
    string
  >;
  const violations = columns.flatMap((name): Violation[] => {
    const { test, code, params = {} } = rules[name];
    return test(text[name]) ? [] : [{ pointer: `/lines/${line}/${name}`, code, params }];
  });
  if (violations.length > 0) return { row: undefined, violations };
  const row = {
    line,
    personId: text.person_id,
    date: text.date as Day,
    status: text.status,
    lateMinutes: Number(text.late_minutes),
    earlyMinutes: Number(text.early_minutes),
    missedChecks: Number(text.missed_checks),
  };
  return { row, violations };
}

/**
 * Reads a CSV of attendance facts (UTF-8 with or without BOM, comma or semicolon, any order of columns, a header). Times and statuses only:
 * what they cost is for the pay policy.
 */
export function parseAttendance(text: string): { rows: AttendanceRow[]; violations: Violation[] } {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const header = lines[0] ?? "";
  const separator = header.includes(";") ? ";" : ",";
  const names = cellsOf(header.toLowerCase(), separator);
  const order = columns.map((column) => names.indexOf(column));
  const missing = columns.slice(0, 3).filter((_, index) => (order[index] ?? -1) < 0);
  if (missing.length > 0)
    return {
      rows: [],
      violations: missing.map((column) => ({ pointer: `/lines/1/${column}`, code: "COLUMN_MISSING" })),
    };
  if (lines.length > mostRows + 1)
    return {
      rows: [],
      violations: [{ pointer: "/lines", code: "LIST_TOO_LONG", params: { max: mostRows, length: lines.length } }],
    };
  return readLines(lines, separator, order);
}

function readLines(lines: readonly string[], separator: string, order: readonly number[]) {
  const rows: AttendanceRow[] = [];
  const violations: Violation[] = [];
  const seen = new Set<string>();
  for (const [index, text] of lines.entries()) {
    if (index === 0 || text.trim() === "" || violations.length >= mostViolations) continue;
    const read = readLine(cellsOf(text, separator), order, index + 1);
    violations.push(...read.violations);
    if (read.row === undefined) continue;
    const key = `${read.row.personId}/${read.row.date}`;
    if (seen.has(key)) violations.push({ pointer: `/lines/${index + 1}/date`, code: "LINE_TWICE" });
    seen.add(key);
    rows.push(read.row);
  }
  return { rows, violations: violations.slice(0, mostViolations) };
}
