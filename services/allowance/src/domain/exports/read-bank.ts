import { type Violation } from "@kinerja/common/errors";

import { type BankFileField, type BankRowField, type BankTemplate, type Part } from "./bank-template.ts";
import { textOf, type Totals } from "./file.ts";
import { csvRows, isBlankRow } from "./read-csv.ts";
import { type PaidRow, readAmounts, type ReadFile, readNip, readText, refuseFirst, refuseLong } from "./read-rows.ts";
import { accountFaults, plainText } from "./text.ts";

/** People of a run that are compared at most, and a first and a last line. */
const mostLines = 150_002;

type Line = { readonly cells: readonly string[]; readonly at: string };
type Cells<Field extends string> = {
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  readonly faults: readonly Violation[];
};

/** Fields of a line by the template; its fixed texts must stand where the template has them, or the file is another bank's. */
function cellsBy<Field extends string>(parts: readonly Part<Field>[], { cells, at }: Line): Cells<Field> {
  const fields: Partial<Record<Field, string>> = {};
  const [found, expected] = [cells.length, parts.length];
  if (found !== expected)
    return { fields, faults: [{ pointer: at, code: "FILE_COLUMNS", params: { found, expected } }] };
  const faults: Violation[] = [];
  parts.forEach((part, index) => {
    const cell = (cells[index] ?? "").trim();
    if ("field" in part) fields[part.field] = cell;
    else if (cell !== part.text.trim())
      faults.push({ pointer: `${at}/${index + 1}`, code: "CELL_OTHER", params: { expected: part.text } });
  });
  return { fields, faults };
}

type Found = { readonly row: PaidRow; readonly faults: readonly Violation[] };

/** Blanks and an apostrophe before it come from spreadsheets; what else is no digit is told. */
const readAccount = (cell: string): string => plainText(cell).replaceAll(/[\s'\u00a0]/g, "");

function readLine(template: BankTemplate, line: Line): Found {
  const { at } = line;
  const { fields, faults } = cellsBy<BankRowField>(template.columns, line);
  const digits = readAccount(fields.account ?? "");
  const { amounts, faults: amountFaults } = readAmounts([["amount", fields.amount]], at);
  const { nip, faults: nipFaults } = "nip" in fields ? readNip(fields.nip, `${at}/nip`) : { nip: "", faults: [] };
  const row = { nip, name: readText(fields.holder), number: { of: "account", digits } as const, amounts };
  const isWhole = line.cells.length === template.columns.length;
  const ofCells = isWhole ? [...accountFaults(`${at}/account`, digits), ...amountFaults, ...nipFaults] : [];
  return { row, faults: [...faults, ...ofCells] };
}

type Printed = { readonly total?: bigint | undefined; readonly faults: readonly Violation[] };

/** What the first or the last line says of the whole file. */
function readFrame(parts: readonly Part<BankFileField>[], line: Line, count: number): Printed {
  const { fields, faults } = cellsBy<BankFileField>(parts, line);
  if (faults.length > 0) return { faults };
  const { at } = line;
  const named = (["count", "total"] as const).filter((field) => fields[field] !== undefined);
  const read = readAmounts(
    named.map((field) => [field, fields[field]] as const),
    at,
  );
  const { total, count: printed } = read.amounts;
  const isOther = printed !== undefined && printed !== BigInt(count) && read.faults.length === 0;
  const counted = { pointer: `${at}/count`, code: "FILE_COUNT", params: { printed: printed ?? 0n, found: count } };
  return { total, faults: isOther ? [counted] : read.faults };
}

const framesOf = (
  { header, trailer }: BankTemplate,
  lines: readonly Line[],
): readonly (readonly [parts: readonly Part<BankFileField>[], line: Line | undefined])[] => [
  ...(header.length > 0 ? [[header, lines[0]] as const] : []),
  ...(trailer.length > 0 ? [[trailer, lines.at(-1)] as const] : []),
];

const noLine: Line = { cells: [], at: "/lines/0" };

/**
 * A bulk file of a bank by the agency's template, as it is written: first line, a line for each account, last line. People are known by their
 * accounts; holder, bank, note and day are not compared. Refused with all that is wrong, by line and column.
 */
export function readBank(bytes: Uint8Array, template: BankTemplate): ReadFile {
  const lines = csvRows(textOf(bytes), template.separator)
    .map((cells, index) => ({ cells, at: `/lines/${index}` }))
    .filter(({ cells }) => !isBlankRow(cells));
  refuseLong(lines, mostLines);
  const frames = framesOf(template, lines);
  const people = lines.slice(template.header.length > 0 ? 1 : 0, template.trailer.length > 0 ? -1 : undefined);
  const found = people.map((line) => readLine(template, line));
  const printed = frames.map(([parts, line = noLine]) => readFrame(parts, line, people.length));
  refuseFirst([...printed, ...found].flatMap(({ faults }) => faults));
  const total = printed.find((frame) => frame.total !== undefined)?.total;
  const sums: Totals | undefined = total === undefined ? undefined : { amount: total };
  return { rows: found.map(({ row }) => row), printed: sums };
}
