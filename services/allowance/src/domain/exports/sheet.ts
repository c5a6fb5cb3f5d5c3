import { type Totals } from "./file.ts";

/** A text or a number; a formula is not among them, so no file of ours holds one. */
export type Cell = string | bigint;

/** One sheet of a workbook, as the adapter writes it. */
export type Sheet = {
  readonly name: string;
  /** Lines above the table, for people. */
  readonly heading: readonly string[];
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total: readonly Cell[] | undefined;
};

/** A file whose bytes a library makes. */
export type SheetFile = {
  readonly name: string;
  readonly sheet: Sheet;
  readonly rows: number;
  readonly totals: Totals;
};

/** A cell as it was read: a number where the file has one, also where it should have been a text. */
export type ReadCell = string | number;
