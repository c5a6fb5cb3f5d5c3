import { type Range, type Rows, type Table } from "../domain/policy/document.ts";
import * as calendar from "./calendar.ts";
import { decimal, type Fraction, over, sumOf, whole } from "./fraction.ts";
import { block, keyOf, type World } from "./world.ts";

type Row = Fraction | Range;
type Dated = Extract<Table, { values: unknown }>;

export const isRange = (row: Row): row is Range => "min" in row;

function rowIn(rows: Rows, key: string): Row | undefined {
  const row = Object.hasOwn(rows, key) ? rows[key] : undefined;
  return typeof row === "string" || typeof row === "number" ? decimal(row) : row;
}

/** The rows in force on a day: those that began last. */
function rowsOn({ values }: Dated, day: calendar.DayNumber): Rows {
  const begun = values.filter(({ valid_from }) => valid_from <= calendar.dayText(day));
  const last = begun.reduce<Dated["values"][number] | undefined>(
    (latest, dated) => (latest === undefined || latest.valid_from < dated.valid_from ? dated : latest),
    undefined,
  );
  return last?.rows ?? {};
}

/** The row of the month; a range where the law prints one. */
export function rowOf(world: World, name: string, key: string): Row {
  const table = world.document.tables[name];
  if (!table) throw new Error(`there is no table ${name}`);
  const told = (row: Row | undefined): Row => row ?? block(world, "TABLE_ROW_MISSING", name);
  if ("rows" in table) return told(rowIn(table.rows, key));
  const days = calendar.daysOf(world.month);
  const rows = days.map((day) => rowsOn(table, day));
  const [first = {}, last = {}] = [rows[0], rows.at(-1)];
  if (table.mid_month === "first_day") return told(rowIn(first, key));
  if (table.mid_month === "last_day" || rows.every((other) => other === last)) return told(rowIn(last, key));
  // A month in which new rows begin: each day has its part.
  const amounts = rows.map((ofDay) => {
    const row = told(rowIn(ofDay, key));
    return isRange(row) ? block(world, "TABLE_ROW_MISSING", name) : row;
  });
  return over(sumOf(amounts), whole(days.length));
}

/** A row that is an amount or a percent as printed. */
export function plainRow(world: World, name: string, key: string): Fraction {
  const row = rowOf(world, name, key);
  return isRange(row) ? block(world, "TABLE_ROW_MISSING", name) : row;
}

/** The key of a table: an input or a fact, or several. */
export function tableKey(world: World, name: string): string {
  const names = [world.document.tables[name]?.key ?? []].flat();
  return names.map((part) => keyOf(world, part)).join("/");
}

export const rowOfPerson = (world: World, name: string): Fraction => plainRow(world, name, tableKey(world, name));
