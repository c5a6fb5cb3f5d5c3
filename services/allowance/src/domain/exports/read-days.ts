import { type Violation } from "@kinerja/common/errors";
import { type Day, isDay } from "@kinerja/common/kernel";

import { textOf, type Totals } from "./file.ts";
import { type PaidRow, type ReadFile, readNip, refuseFirst, refuseLong, textLines } from "./read-rows.ts";

/** What a line has behind NIP and day. */
type Rest = {
  readonly columns: number;
  readonly read: (
    cells: readonly string[],
    at: string,
  ) => { readonly amounts: Totals; readonly faults: readonly Violation[] };
};

/** Twenty thousand people, each day of a month. */
const mostLines = 620_000;
const separator = "\t";

type Found = { readonly row: PaidRow; readonly faults: readonly Violation[] };

function readLine({ text, at }: { readonly text: string; readonly at: string }, rest: Rest): Found {
  const [nipCell = "", dayCell = "", ...more] = text.split(separator);
  const found = text.split(separator).length;
  const expected = 2 + rest.columns;
  const { nip, faults: nipFaults } = readNip(nipCell, `${at}/nip`);
  const day = dayCell.trim() as Day;
  const { amounts, faults } = rest.read(more, at);
  const row = { nip, name: "", day, amounts };
  if (found !== expected) return { row, faults: [{ pointer: at, code: "FILE_COLUMNS", params: { found, expected } }] };
  const dayFaults = isDay(day) ? [] : [{ pointer: `${at}/tanggal`, code: "DATE_FORM" }];
  return { row, faults: [...nipFaults, ...dayFaults, ...faults] };
}

const isTitle = ({ text }: { readonly text: string }): boolean => /^nip\b/i.test(text.trim());

function readDays(bytes: Uint8Array, rest: Rest): ReadFile {
  const lines = textLines(textOf(bytes)).filter((line) => !isTitle(line));
  refuseLong(lines, mostLines);
  const found = lines.map((line) => readLine(line, rest));
  refuseFirst(found.flatMap(({ faults }) => faults));
  return { rows: found.map(({ row }) => row), printed: undefined };
}

/** An ADK of meal money, ours or somebody's: NIP and day with a tab between, one line each, with or without a title line. */
export const readAdkMeals = (bytes: Uint8Array): ReadFile =>
  readDays(bytes, { columns: 0, read: () => ({ amounts: { days: 1n }, faults: [] }) });

const mostHours = 24n;

function readHours([cell = ""]: readonly string[], at: string): ReturnType<Rest["read"]> {
  const text = cell.trim();
  const hours = /^\d{1,2}$/.test(text) ? BigInt(text) : 0n;
  const isFine = hours >= 1n && hours <= mostHours;
  const fault = { pointer: `${at}/jam`, code: "NUMBER_OUT_OF_RANGE", params: { min: 1, max: mostHours } };
  return { amounts: { hours }, faults: isFine ? [] : [fault] };
}

/** An ADK of overtime: NIP, day and whole hours (1 to 24) with tabs between, one line each, with or without a title line. */
export const readAdkOvertime = (bytes: Uint8Array): ReadFile => readDays(bytes, { columns: 1, read: readHours });
