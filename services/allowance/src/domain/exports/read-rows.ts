import { type Violation } from "@kinerja/common/errors";

import { type Totals } from "./file.ts";
import { type ReadCell } from "./sheet.ts";
import { nipFaults, plainText } from "./text.ts";

/** A row of a file that was read again, ours or somebody's: enough to compare. */
export type PaidRow = { readonly nip: string; readonly name: string; readonly amounts: Totals };

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
