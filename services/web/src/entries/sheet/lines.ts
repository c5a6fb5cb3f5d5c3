/** Lines of a sheet as drafts of entries, each with what hinders it: which cell, and why. */
import { type Draft, type DraftError, emptyDraft, errorsOf } from "../draft.ts";
import { addDays } from "../../time/dates.ts";
import { type Cells } from "./cells.ts";
import { type Column, type Columns } from "./columns.ts";
import { dateIn, kindIn, minutesIn, placeIn, resultIn, spanIn, timeIn } from "./values.ts";

export const linesLimit = 500;
/** Days after the work in which the server still takes an entry. */
const workDaysBehind = 100;

export type LineError =
  | DraftError
  | "formula"
  | "dateForm"
  | "dateOld"
  | "timeForm"
  | "spanForm"
  | "minutesForm"
  | "quantityForm"
  | "kindForm"
  | "placeForm";

export interface SheetLine {
  /** Row of the sheet, from 1. */
  readonly number: number;
  /** What stands in its cells, by what they mean. */
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

export interface ReadLine extends SheetLine {
  readonly draft: Draft;
  readonly errors: Readonly<Partial<Record<Column, LineError>>>;
}

/** The lines of a sheet under its heading, at most 500; and how many more there were. */
export function linesOf(
  cells: Cells,
  numbers: readonly number[],
  columns: Columns,
): { readonly lines: readonly SheetLine[]; readonly left: number } {
  const lines = cells.map((row, place): SheetLine => {
    const found: Partial<Record<Column, string>> = {};
    columns.forEach((column, at) => {
      if (column !== undefined) found[column] = row[at] ?? "";
    });
    return { number: numbers[place] ?? place + 1, cells: found };
  });
  return { lines: lines.slice(0, linesLimit), left: Math.max(0, lines.length - linesLimit) };
}

type Part = Partial<Draft>;
type Reader = (text: string) => Part | LineError;

const asError = <Value>(value: Value | undefined, error: LineError, part: (value: Value) => Part): Part | LineError =>
  value === undefined ? error : part(value);

/** How each cell that is filled becomes a part of a draft. A cell that is empty leaves what a new draft has. */
const readers: Readonly<Record<Column, Reader>> = {
  date: (text) => asError(dateIn(text), "dateForm", (workDate) => ({ workDate })),
  description: (description) => ({ description }),
  starts: (text) => asError(timeIn(text), "timeForm", (startsAt) => ({ startsAt })),
  ends: (text) => asError(timeIn(text), "timeForm", (endsAt) => ({ endsAt })),
  span: (text) => asError(spanIn(text), "spanForm", ([startsAt, endsAt]) => ({ startsAt, endsAt })),
  minutes: (text) => asError(minutesIn(text, "minutes"), "minutesForm", (n) => ({ minutes: String(n) })),
  hours: (text) => asError(minutesIn(text, "hours"), "minutesForm", (n) => ({ minutes: String(n) })),
  quantity: (text) =>
    asError(resultIn(text), "quantityForm", ({ quantity, unit }) => ({
      quantity,
      ...(unit === "" ? {} : { quantityUnit: unit }),
    })),
  unit: (quantityUnit) => ({ quantityUnit }),
  kind: (text) => asError(kindIn(text), "kindForm", (kind) => ({ kind })),
  place: (text) => asError(placeIn(text), "placeForm", (place) => ({ place })),
  reason: (reason) => ({ reason }),
  evidence: (evidence) => ({ evidence }),
};

/** Texts that a spreadsheet would compute: what was meant is the outcome, which did not come along. */
const isFormula = (text: string): boolean => /^=|^\+\w+\(/.test(text);

/** Under which column an error of the draft stands, where there are several that could hold it. */
const columnOf: Readonly<Record<string, readonly Column[]>> = {
  workDate: ["date"],
  description: ["description"],
  startsAt: ["starts", "span", "minutes", "hours"],
  endsAt: ["ends", "span", "starts"],
  minutes: ["minutes", "hours"],
  quantity: ["quantity", "unit"],
  quantityUnit: ["unit", "quantity"],
  evidence: ["evidence"],
  reason: ["reason"],
};

/** Start and end where they are there, else the duration: the contract takes one of the two. */
function timed(draft: Draft): Draft {
  const hasSpan = draft.startsAt !== "" || draft.endsAt !== "" || draft.minutes === "";
  return hasSpan ? { ...draft, timing: "span", minutes: "" } : { ...draft, timing: "minutes" };
}

type Errors = Partial<Record<Column, LineError>>;

function draftErrors(draft: Draft, columns: readonly Column[], today: string, known: Errors): Errors {
  const found: Errors = {};
  for (const [field, error] of Object.entries(errorsOf(draft, today))) {
    const candidates = columnOf[field] ?? [];
    // A cell that can't be read leaves its field empty; the reason has been named then.
    if (candidates.some((column) => known[column] !== undefined)) continue;
    const column = candidates.find((one) => columns.includes(one)) ?? candidates[0] ?? "description";
    found[column] ??= error;
  }
  return found;
}

/** Reads a line: its draft, and its errors by column. Without an error the draft can be saved. */
export function readLine({ number, cells }: SheetLine, employmentId: string, today: string): ReadLine {
  let draft = emptyDraft(employmentId, "");
  const errors: Errors = {};
  for (const [column, text] of Object.entries(cells) as [Column, string][]) {
    if (text.trim() === "") continue;
    const read = isFormula(text) ? "formula" : readers[column](text.trim());
    if (typeof read === "string") errors[column] = read;
    else draft = { ...draft, ...read };
  }
  // A unit in a column of its own says more than one behind the number.
  const unit = cells.unit?.trim() ?? "";
  draft = timed(unit === "" ? draft : { ...draft, quantityUnit: unit });
  if (draft.workDate !== "" && draft.workDate < addDays(today, -workDaysBehind)) errors.date = "dateOld";
  const columns = Object.keys(cells) as Column[];
  return { number, cells, draft, errors: { ...draftErrors(draft, columns, today, errors), ...errors } };
}

export const isReady = ({ errors }: ReadLine): boolean => Object.keys(errors).length === 0;
