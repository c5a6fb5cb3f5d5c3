import { add, type Day, daysInMonth, firstDay, lastDay, multiply, parseRational, type Period, rational, type Rational, zero } from "@kinerja/common/kernel"; // prettier-ignore

import { type DatedRows, type Range, type Rows, type Table } from "../document.ts";

/** A row of a month: an exact number, or a range that the person's own amount must lie in. */
export type Cell = Rational | Range;
export type MonthTable = { readonly keys: readonly string[]; readonly cells: ReadonlyMap<string, Cell> };

export const isRange = (cell: Cell): cell is Range => "min" in cell;

const isPrintedRange = (row: Rows[string]): row is Range => typeof row === "object";
/** The document was checked: what is no number is a bug. */
export function printed(text: number | string): Rational {
  const exact = parseRational(String(text));
  if (!exact) throw new Error(`"${text}" is no number`);
  return exact;
}
const cellOf = (row: Rows[string]): Cell => (isPrintedRange(row) ? row : printed(row));

const cellsOf = (rows: Rows): Map<string, Cell> =>
  new Map(Object.entries(rows).map(([key, row]) => [key, cellOf(row)]));

/** The rows in force on a day; none before the first. */
const rowsAt = (values: readonly DatedRows[], day: Day): Rows =>
  values.filter(({ valid_from }) => valid_from <= day).at(-1)?.rows ?? {};

/** Days of the month by the rows that are in force on them. */
function partsOf(values: readonly DatedRows[], period: Period): { readonly rows: Rows; readonly days: number }[] {
  const total = daysInMonth(period);
  const begins = values
    .map(({ valid_from }) => valid_from)
    .filter((day) => day > firstDay(period) && day <= lastDay(period))
    .map((day) => Number(day.slice(8)));
  const starts = [1, ...begins];
  return starts.map((start, index) => {
    const day = `${period}-${String(start).padStart(2, "0")}` as Day;
    return { rows: rowsAt(values, day), days: (starts[index + 1] ?? total + 1) - start };
  });
}

type Part = { readonly row: Rows[string] | undefined; readonly days: number };

/** The sum over the parts of a month; undefined where a part has no number. */
function weighted(parts: readonly Part[], period: Period): Rational | undefined {
  let sum = zero;
  for (const { row, days } of parts) {
    if (row === undefined || isPrintedRange(row)) return undefined;
    sum = add(sum, multiply(printed(row), rational(BigInt(days), BigInt(daysInMonth(period)))));
  }
  return sum;
}

/** Each row weighted by its calendar days; a key that is not on every day, or a range there, is no row of the month. */
function byDays(values: readonly DatedRows[], period: Period): Map<string, Cell> {
  const parts = partsOf(values, period);
  const [first] = parts;
  if (!first || parts.length === 1) return cellsOf(first?.rows ?? {});
  const cells = new Map<string, Cell>();
  for (const key of Object.keys(first.rows)) {
    const rows = parts.map(({ rows: all, days }) => ({ row: Object.hasOwn(all, key) ? all[key] : undefined, days }));
    const sum = weighted(rows, period);
    if (sum) cells.set(key, sum);
  }
  return cells;
}

/** A table as it stands in one month. */
export function monthTable(table: Table, period: Period): MonthTable {
  const keys = [table.key].flat();
  if ("rows" in table) return { keys, cells: cellsOf(table.rows) };
  const { values, mid_month } = table;
  if (mid_month === "by_days") return { keys, cells: byDays(values, period) };
  return { keys, cells: cellsOf(rowsAt(values, mid_month === "first_day" ? firstDay(period) : lastDay(period))) };
}
