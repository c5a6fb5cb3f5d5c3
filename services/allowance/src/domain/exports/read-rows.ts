import { type Violation } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

import { type Totals } from "./file.ts";
import { type ReadCell } from "./sheet.ts";
import { nipFaults, plainText, refuse } from "./text.ts";

/** How a file knows its people that has no NIP: by the account, or by the tax number (NPWP or NIK). */
type PersonNumber = { readonly of: "account" | "tin"; readonly digits: string };

/** Whom a row is about, and which day of the person where a file has a row for each. */
export type RowOf = {
  /** Empty where the file does not tell it. */
  readonly nip: string;
  readonly name: string;
  readonly number?: PersonNumber | undefined;
  readonly day?: Day | undefined;
};

/** A row of a file that was read again, ours or somebody's: enough to compare. */
export type PaidRow = RowOf & { readonly amounts: Totals };

/** By what two files know a row as the same. */
export function rowKey({ nip, number, day }: Pick<RowOf, "nip" | "number" | "day">): string {
  if (number && number.digits !== "") return `${number.of} ${number.digits}`;
  return day === undefined ? nip : `${nip} ${day}`;
}

/** What a file says: its rows, and the sums that it prints itself, if it does. */
export type ReadFile = { readonly rows: readonly PaidRow[]; readonly printed: Totals | undefined };

const grouped = /^-?\d{1,3}(\.\d{3})+$/;

/** "9851765", "9.851.765", " 461.029.358 ", 9851765; undefined for sen and for what is no number. */
export function readAmount(cell: ReadCell): bigint | undefined {
  if (typeof cell === "number") return Number.isSafeInteger(cell) ? BigInt(cell) : undefined;
  const text = cell.trim();
  if (text === "") return 0n;
  const digits = grouped.test(text) ? text.replaceAll(".", "") : text;
  return /^-?\d{1,18}$/.test(digits) ? BigInt(digits) : undefined;
}

/** Blanks around it come from spreadsheets; a number has lost its last digits. */
export function readNip(
  cell: ReadCell | undefined,
  pointer: string,
): { readonly nip: string; readonly faults: Violation[] } {
  if (typeof cell === "number") return { nip: "", faults: [{ pointer, code: "NIP_ROUNDED" }] };
  const nip = plainText(cell ?? "").replaceAll(/[\s'\u00a0]/g, "");
  return { nip, faults: nipFaults(pointer, nip) };
}

/** A line of sums, by what stands where a person would: nothing, or the word for it. */
export const isTotalWord = (cell: ReadCell | undefined): boolean =>
  /^\s*((jumlah|total)\b.*)?$/i.test(String(cell ?? ""));

export const readText = (cell: ReadCell | undefined): string => plainText(String(cell ?? ""));

/** The amounts of the cells named, with what is wrong with them. */
export function readAmounts(
  cells: readonly (readonly [column: string, cell: ReadCell | undefined])[],
  at: string,
): { readonly amounts: Totals; readonly faults: Violation[] } {
  const read = cells.map(([column, cell]) => [column, readAmount(cell ?? "")] as const);
  return {
    amounts: Object.fromEntries(read.map(([column, amount]) => [column, amount ?? 0n])),
    faults: read
      .filter(([, amount]) => amount === undefined)
      .map(([column]) => ({ pointer: `${at}/${column}`, code: "AMOUNT_FORM" })),
  };
}

/** What one refusal tells at most; who has mended it sees the rest. */
const mostFaults = 50;

export const refuseFirst = (faults: readonly Violation[]): void => {
  refuse(faults.slice(0, mostFaults));
};

/** A file of more lines than anybody has people is no file to read. */
export function refuseLong({ length }: { readonly length: number }, max: number): void {
  refuse(length > max ? [{ pointer: "/lines", code: "LIST_TOO_LONG", params: { max, length } }] : []);
}

/** The lines of a text that say something, with their places from 0. */
export const textLines = (text: string): { readonly text: string; readonly at: string }[] =>
  text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ text: line, at: `/lines/${index}` }))
    .filter((line) => line.text.trim() !== "");
