import { type Rupiah } from "@kinerja/common/kernel";

import { type Percent } from "../policy/document.ts";
import { percentOf } from "./lines.ts";

export type FinalTax = { readonly percent: Percent; readonly tax: Rupiah };

/** A final tax by the row of a key as the grade: percent of each payment for itself, half-up. Undefined when there is no such row. */
export function finalTaxOf(
  rows: Readonly<Record<string, Percent>>,
  key: string,
  allowance: Rupiah,
): FinalTax | undefined {
  const percent = Object.hasOwn(rows, key) ? rows[key] : undefined;
  return percent === undefined ? undefined : { percent, tax: percentOf(allowance, percent) };
}
