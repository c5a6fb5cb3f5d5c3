import { type Violation } from "@kinerja/common/errors";

import { type ReadRow, readLine, workCell } from "./attendance.ts";
import { type Cells, inRequest, lineOf } from "./person-lines.ts";

/** A day as a machine tells it. */
export type ToldRow = {
  readonly nip?: string | undefined;
  readonly personId?: string | undefined;
  readonly date: string;
  readonly checkIn?: string | undefined;
  readonly checkOut?: string | undefined;
  readonly status?: string | undefined;
  readonly work?: boolean | undefined;
};

/** Why a row was not taken. */
export type RowRefusal = Violation & { readonly index: number };

const cellOf = (text: string | undefined): string => text?.trim() ?? "";

/** Whom a machine has seen was there; of one check the other is missing. Other minutes and counts a machine does not say. */
function cellsOf(row: ToldRow): Cells {
  const [checkIn, checkOut] = [cellOf(row.checkIn), cellOf(row.checkOut)];
  const isSeen = checkIn !== "" || checkOut !== "";
  const isHalf = isSeen && (checkIn === "" || checkOut === "");
  return {
    ...{ nip: cellOf(row.nip), person_id: cellOf(row.personId), date: row.date.trim() },
    ...{ check_in: checkIn, check_out: checkOut, missed_checks: isHalf ? "1" : "", work: workCell(row.work) },
    status: cellOf(row.status) || (isSeen ? "HADIR" : ""),
  };
}

/** Rows as the lines of a file are read; the line of each is its place. The order of checks is looked at later, by the shifts. */
export function readBatch(rows: readonly ToldRow[]): { rows: ReadRow[]; violations: Violation[] } {
  const read = rows.map((row, index) => readLine(cellsOf(row), index, true));
  return {
    rows: read.flatMap(({ row }) => row ?? []),
    violations: read.flatMap(({ violations }) => violations),
  };
}

/** By their place in the request. */
export const refusalsOf = (violations: readonly Violation[]): RowRefusal[] =>
  violations
    .map((violation) => ({ ...inRequest(violation, "rows"), index: lineOf(violation) }))
    .sort((one, other) => one.index - other.index);

/** Rows without those of which something is wrong. */
export function without<Row extends { readonly line: number }>(
  rows: readonly Row[],
  violations: readonly Violation[],
): Row[] {
  const wrong = new Set(violations.map(lineOf));
  return rows.filter(({ line }) => !wrong.has(line));
}
