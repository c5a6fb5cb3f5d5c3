import { isDay } from "@kinerja/common/kernel";

import { type DatedRows, type Percent, type Range, type Rows, type Table } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { keysOf } from "../order.ts";
import { checkPercent } from "./brackets.ts";
import { type Checked, checkKey, checkUse, type Known } from "./scope.ts";

const isRange = (value: Percent | Range): value is Range => typeof value === "object";

/** All rows of a table, whatever the day. */
export const allRows = (table: Table): readonly Rows[] => ("rows" in table ? [table.rows] : table.values.map(({ rows }) => rows)); // prettier-ignore

/** A row of it is a range, in which the person's own amount must lie. */
export const hasRange = (table: Table): boolean => allRows(table).some((rows) => Object.values(rows).some(isRange));

const isRupiah = (value: Percent): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

function checkValue(value: Percent | Range, unit: Table["unit"], path: Path, report: Report): void {
  if (isRange(value)) {
    if (unit === "percent") report(path, "POLICY_PERCENT");
    else if (value.min > value.max) report([...path, "max"], "POLICY_RANGE_EMPTY");
  } else if (unit === "percent") checkPercent(value, path, report);
  else if (!isRupiah(value)) report(path, "POLICY_RUPIAH");
}

/** A row has a part for each key, and every part is a key that somebody can have. */
function checkRowKeys(rows: Rows, keys: readonly (Known | undefined)[], path: Path, report: Report): void {
  for (const row of Object.keys(rows)) {
    const parts = keys.length === 1 ? [row] : row.split("/");
    if (parts.length === keys.length)
      parts.forEach((part, index) => checkKey(keys[index], part, [...path, row], report));
    else report([...path, row], "POLICY_ROW_KEY", { found: row, parts: keys.length });
  }
}

/** Who has one of the known keys must find a percent: of several keys each value must stand in some row. */
function checkComplete(rows: Rows, keys: readonly (Known | undefined)[], path: Path, report: Report): void {
  keys.forEach((known, index) => {
    const there = new Set(Object.keys(rows).map((row) => (keys.length === 1 ? row : row.split("/")[index])));
    for (const value of known?.values ?? []) if (!there.has(value)) report(path, "POLICY_ROW_MISSING", { key: value });
  });
}

/**
 * No key is lost from one day to the next. A new one may come, where a law adds a class or what held before was not read in whole: a month that
 * needs a row which is not there is blocked.
 */
function checkKept(earlier: Rows, later: Rows, path: Path, report: Report): void {
  for (const key of Object.keys(earlier)) if (!Object.hasOwn(later, key)) report(path, "POLICY_ROW_MISSING", { key });
}

/** Rows that begin one after the other, the first not after the policy itself. */
function checkDated(values: readonly DatedRows[], from: string, path: Path, report: Report): void {
  values.forEach(({ valid_from, rows }, index) => {
    const place = [...path, index, "valid_from"];
    const before = values[index - 1]?.valid_from;
    if (!isDay(valid_from)) report(place, "DATE_FORM");
    else if (before === undefined) {
      if (valid_from > from) report(place, "POLICY_TABLE_LATE", { found: valid_from, from });
    } else if (valid_from <= before) report(place, "POLICY_ORDER", { found: valid_from, before });
    checkKept(values[index - 1]?.rows ?? {}, rows, [...path, index, "rows"], report);
  });
}

function checkTable(checked: Checked, table: Table, path: Path): void {
  const { report, document } = checked;
  const names = keysOf(table);
  const keyPath = (index: number): Path => (Array.isArray(table.key) ? [...path, "key", index] : [...path, "key"]);
  const keys = names.map((name, index) => checkUse(checked, name, keyPath(index), { forms: ["text"], unit: "key" }));
  const groups: readonly (readonly [Rows, Path])[] =
    "rows" in table
      ? [[table.rows, [...path, "rows"]]]
      : table.values.map(({ rows }, index) => [rows, [...path, "values", index, "rows"]]);
  for (const [rows, place] of groups) {
    for (const [row, value] of Object.entries(rows)) checkValue(value, table.unit, [...place, row], report);
    checkRowKeys(rows, keys, place, report);
    if (table.unit === "percent") checkComplete(rows, keys, place, report);
  }
  if ("values" in table) checkDated(table.values, document.effective.from, [...path, "values"], report);
}

/** Tables have keys that somebody can have, and amounts that are whole rupiah. */
export function checkTables(checked: Checked): void {
  for (const [id, table] of Object.entries(checked.document.tables)) checkTable(checked, table, ["tables", id]);
}

/** The table of that name, if it holds what the rule needs; else a fault. */
export function checkTableUse(
  { document, report }: Pick<Checked, "document" | "report">,
  name: string,
  path: Path,
  unit?: Table["unit"],
): Table | undefined {
  const table = Object.hasOwn(document.tables, name) ? document.tables[name] : undefined;
  if (!table) {
    report(path, "POLICY_REFERENCE_UNKNOWN", { name });
    return undefined;
  }
  if (unit !== undefined && table.unit !== unit) {
    report(path, "POLICY_UNIT_WRONG", { expected: unit, found: table.unit });
    return undefined;
  }
  return table;
}
