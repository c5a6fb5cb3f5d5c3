import { type Percent } from "../policy/document.ts";
import { rupiah, type Rupiah } from "@kinerja/common/kernel";

import { notBelowZero, percentOf } from "./lines.ts";
import { type TerRow } from "./tables.ts";

/** The row that holds a month's gross: the first whose upper bound is not below it. */
export function terPercent(rows: readonly TerRow[], gross: Rupiah): Percent {
  const row = rows.find(({ upTo }) => upTo === undefined || gross <= upTo);
  if (!row) throw new Error("a table of monthly rates has a last row without an end");
  return row.percent;
}

/** Rupiah of one month. */
export type TerMonth = {
  readonly salary: Rupiah;
  /** All allowances that are paid in the month: those before this payment, and this one. */
  readonly allowance: Rupiah;
  /** On the allowances before this payment. */
  readonly withheld: Rupiah;
};

export type TerTax = {
  readonly gross: Rupiah;
  readonly percent: Percent;
  readonly onAll: Rupiah;
  readonly salaryPercent: Percent;
  readonly onSalary: Rupiah;
  readonly tax: Rupiah;
};

/**
 * The monthly rate on everything that the month pays, less what it is on the salary alone (the salary's run withholds that) and what was withheld on
 * allowances before. The tax never falls as income rises, but it jumps at the edge of each row, since the rate is of the whole amount: one rupiah more
 * can cost thousands, and a small allowance can owe more than itself. In these months nothing is given back.
 */
export function terTaxOf(rows: readonly TerRow[], { salary, allowance, withheld }: TerMonth): TerTax {
  const gross = rupiah(salary + allowance);
  const [percent, salaryPercent] = [terPercent(rows, gross), terPercent(rows, salary)];
  const [onAll, onSalary] = [percentOf(gross, percent), percentOf(salary, salaryPercent)];
  return { gross, percent, onAll, salaryPercent, onSalary, tax: notBelowZero(onAll - onSalary - withheld) };
}
