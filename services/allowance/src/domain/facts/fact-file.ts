import { Refusal, type Violation } from "@kinerja/common/errors";
import { isUuid, parseNip } from "@kinerja/common/kernel";

import { type FactKind, isShared } from "./kinds.ts";
import { type Cells, columnsOf, readContent } from "./read-content.ts";
import { type FactContent } from "./row.ts";
import { matterOf } from "./standing.ts";

/** How a line names its person; a shared fact may name a unit, or nobody: the whole agency. */
type NamedBy = "nip" | "person_id" | "unit_id";

/** As the file has it: `name` is an id or a NIP, which lives no longer than the command that reads it. */
export type ReadLine = {
  readonly line: number;
  readonly namedBy: NamedBy;
  /** Empty: the whole agency. */
  readonly name: string;
  readonly content: FactContent;
};
export type FactLine = {
  readonly line: number;
  readonly personId: string | undefined;
  readonly unitId: string | undefined;
  readonly content: FactContent;
};
export type FactFile = { readonly lines: readonly ReadLine[]; readonly violations: readonly Violation[] };

export const mostLines = 20_000;
const mostViolations = 100;
/** Officers keep them for themselves; they are not read. */
const notes: ReadonlySet<string> = new Set(["nama", "name", "keterangan", "note", "no"]);

const isScientific = (text: string): boolean => /^\d+([.,]\d+)?E\+?\d+$/i.test(text);

function nipOf(text: string, pointer: string): string | Violation {
  if (isScientific(text)) return { pointer, code: "NIP_SCIENTIFIC" };
  try {
    return parseNip(text, pointer);
  } catch (error) {
    const [violation] = error instanceof Refusal ? error.violations : [];
    if (violation === undefined) throw error;
    return violation;
  }
}

/** The id or the NIP of a line; both may stand there, and the id is the one that counts. */
function nameOf(kind: FactKind, cells: Cells, namedBy: NamedBy, pointer: string): string | Violation {
  const text = cells[namedBy] ?? "";
  if (text === "") return isShared(kind) ? "" : { pointer, code: "FIELD_REQUIRED" };
  if (namedBy === "nip") return nipOf(text, pointer);
  return isUuid(text) ? text : { pointer, code: "UUID_FORM" };
}

function namingOf(kind: FactKind, cells: Cells): NamedBy {
  if (isShared(kind)) return "unit_id";
  return "nip" in cells && (cells["person_id"] ?? "") === "" ? "nip" : "person_id";
}

function readLine(kind: FactKind, cells: Cells, line: number): ReadLine | readonly Violation[] {
  const namedBy = namingOf(kind, cells);
  const name = nameOf(kind, cells, namedBy, `/lines/${line}/${namedBy}`);
  const { content, faults } = readContent(kind, cells);
  const wrong = faults.map(({ column, ...fault }): Violation => ({ pointer: `/lines/${line}/${column}`, ...fault }));
  if (typeof name !== "string") return [name, ...wrong];
  return content === undefined ? wrong : { line, namedBy, name, content };
}

/** Each needed column once, no column that nobody knows: a slip in the name of one that may be missing would else pass. */
function headerViolations(kind: FactKind, names: readonly string[]): Violation[] {
  const { needed, possible } = columnsOf(kind);
  const who: readonly string[] = isShared(kind) ? ["unit_id"] : ["nip", "person_id"];
  const hasWho = isShared(kind) || who.some((column) => names.includes(column));
  const missing = [...(hasWho ? [] : who.slice(0, 1)), ...needed.filter((column) => !names.includes(column))];
  const known = new Set([...who, ...possible]);
  const unknown = names.filter((name) => name !== "" && !known.has(name) && !notes.has(name));
  const repeated = new Set(names.filter((name, at) => known.has(name) && names.indexOf(name) !== at));
  const at = (column: string, code: string): Violation => ({ pointer: `/lines/1/${column}`, code });
  return [
    ...missing.map((column) => at(column, "COLUMN_MISSING")),
    ...unknown.map((column) => at(column, "FIELD_UNKNOWN")),
    ...[...repeated].map((column) => at(column, "PARAMETER_REPEATED")),
  ];
}

/** Takes the lines of a file of facts of one kind, first the header, whose columns stand in any order. */
export function createFactFile(kind: FactKind) {
  const lines: ReadLine[] = [];
  const violations: Violation[] = [];
  let names: readonly string[] | undefined;
  let count = 0;
  const takeHeader = (header: readonly string[]): void => {
    names = header.map((name) => name.trim().toLowerCase());
    violations.push(...headerViolations(kind, names));
  };
  const takeLine = (header: readonly string[], cells: readonly string[], line: number): void => {
    const read = readLine(kind, Object.fromEntries(header.map((name, at) => [name, (cells[at] ?? "").trim()])), line);
    if ("line" in read) lines.push(read);
    else violations.push(...read);
  };
  return {
    /** A line with its number in the file; false when it is of no use to go on. */
    take(cells: readonly string[], line: number): boolean {
      if (names === undefined) takeHeader(cells);
      else if (++count > mostLines)
        violations.splice(0, violations.length, {
          ...{ pointer: "/lines", code: "LIST_TOO_LONG", params: { max: mostLines, length: count } },
        });
      else takeLine(names, cells, line);
      return count <= mostLines && violations.length < (count === 0 ? 1 : mostViolations);
    },
    result(): FactFile {
      if (names === undefined) takeHeader([]);
      return { lines: violations.length > 0 ? [] : lines, violations: violations.slice(0, mostViolations) };
    },
  };
}

/** Gives each line its person; names nobody knows, and second lines about one matter and day, are violations. */
export function withPeople(
  read: readonly ReadLine[],
  idOf: (line: ReadLine) => string | undefined,
): { readonly lines: readonly FactLine[]; readonly violations: readonly Violation[] } {
  const lines: FactLine[] = [];
  const violations: Violation[] = [];
  const seen = new Set<string>();
  for (const one of read) {
    if (violations.length >= mostViolations) break;
    const { line, namedBy, name, content } = one;
    const id = name === "" ? "" : idOf(one);
    if (id === undefined) {
      violations.push({ pointer: `/lines/${line}/${namedBy}`, code: "PERSON_UNKNOWN" });
      continue;
    }
    const key = `${id}/${content.validFrom}/${matterOf(content)}`;
    if (seen.has(key)) violations.push({ pointer: `/lines/${line}`, code: "LINE_TWICE" });
    seen.add(key);
    const own = isShared(content.kind);
    lines.push({ line, content, personId: own ? undefined : id, unitId: own && id !== "" ? id : undefined });
  }
  return { lines, violations };
}
