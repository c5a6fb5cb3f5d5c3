import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, isUuid, parseNip } from "@kinerja/common/kernel";

/** How a line names its person. */
export type NamedBy = "nip" | "person_id";

/** What a line is about; of a batch, `line` is the place of the row. */
export type About = { readonly line: number; readonly namedBy: NamedBy; readonly date: Day };
/** As the file has it: `name` is an id or a NIP, which lives no longer than the command that reads it. */
export type Named<Fact extends About> = Fact & { readonly name: string };
export type OfPerson<Fact extends About> = Fact & { readonly personId: string };

export type Cells = Readonly<Partial<Record<string, string>>>;
export type Read<Row> = { readonly row: Row | undefined; readonly violations: readonly Violation[] };
export type LineFile<Row> = { readonly rows: readonly Row[]; readonly violations: readonly Violation[] };

const mostRows = 500_000;
/** More are not told of one file. */
export const mostViolations = 100;

const isScientific = (text: string): boolean => /^\d+([.,]\d+)?E\+?\d+$/i.test(text);

export const namedByOf = (cells: Cells): NamedBy =>
  "nip" in cells && (cells["person_id"] ?? "") === "" ? "nip" : "person_id";

/** The id or the NIP of a line; both may stand there, and the id is the one that counts. */
export function nameOf({ person_id: id = "", nip = "" }: Cells, namedBy: NamedBy, line: number): string | Violation {
  const pointer = `/lines/${line}/${namedBy}`;
  if (id !== "") return isUuid(id) ? id : { pointer, code: "UUID_FORM" };
  if (nip === "") return { pointer, code: "FIELD_REQUIRED" };
  if (isScientific(nip)) return { pointer, code: "NIP_SCIENTIFIC" };
  try {
    return parseNip(nip, pointer);
  } catch (error) {
    const [violation] = violationsOf(error);
    if (violation === undefined) throw error;
    return violation;
  }
}

/** What a refusal tells of fields; anything else is thrown again. */
export function violationsOf(error: unknown): readonly Violation[] {
  if (error instanceof Refusal && error.violations.length > 0) return error.violations;
  throw error;
}

/** A file needs its columns, and one of the two that name the person. */
const missingIn = (names: readonly string[], required: readonly string[]): string[] => [
  ...(names.includes("nip") || names.includes("person_id") ? [] : ["nip"]),
  ...required.filter((column) => !names.includes(column)),
];

/** Takes the lines of a file about persons' days, first the header, whose columns stand in any order. */
export function createLineFile<Row>(required: readonly string[], readLine: (cells: Cells, line: number) => Read<Row>) {
  const rows: Row[] = [];
  const violations: Violation[] = [];
  let names: readonly string[] | undefined;
  let lines = 0;
  const takeHeader = (header: readonly string[]): void => {
    names = header.map((name) => name.trim().toLowerCase());
    violations.push(
      ...missingIn(names, required).map((column) => ({ pointer: `/lines/1/${column}`, code: "COLUMN_MISSING", params: {} })),
    ); // prettier-ignore
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
    result(): LineFile<Row> {
      if (names === undefined) takeHeader([]);
      return { rows: violations.length > 0 ? [] : rows, violations: violations.slice(0, mostViolations) };
    },
  };
}

/** Gives each line its person; names nobody knows, and second lines of a person's day, are violations and left out. */
export function withPeople<Fact extends About>(
  read: readonly Named<Fact>[],
  idOf: (nip: string) => string | undefined,
  most = mostViolations,
): { rows: OfPerson<Fact>[]; violations: Violation[] } {
  const rows: OfPerson<Fact>[] = [];
  const violations: Violation[] = [];
  const seen = new Set<string>();
  for (const fact of read) {
    if (violations.length >= most) break;
    const personId = fact.namedBy === "nip" ? idOf(fact.name) : fact.name;
    const key = `${personId ?? ""}/${fact.date}`;
    if (personId === undefined) violations.push({ pointer: `/lines/${fact.line}/nip`, code: "PERSON_UNKNOWN" });
    else if (seen.has(key)) violations.push({ pointer: `/lines/${fact.line}/date`, code: "LINE_TWICE" });
    else rows.push(withoutName(fact, personId));
    seen.add(key);
  }
  return { rows, violations };
}

/** A NIP goes no further than here. */
function withoutName<Fact extends About>(fact: Named<Fact>, personId: string): OfPerson<Fact> {
  const { name: _, ...rest } = fact;
  return { ...rest, personId } as unknown as OfPerson<Fact>;
}

const camelled = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A violation of a line as one of the field of a request that the line was made from. */
export const inRequest = (violation: Violation, list: string): Violation => ({
  ...violation,
  pointer: violation.pointer.replace(/^\/lines\/(\d+)\/(\w+)$/, (_, line: string, column: string) =>
    list === "" ? `/${camelled(column)}` : `/${list}/${line}/${camelled(column)}`,
  ),
});

/** The line that a violation is of. */
export const lineOf = ({ pointer }: Violation): number => Number(pointer.split("/")[2]);
