import { multiply, parseRational, rational, type Rational, roundToRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel"; // prettier-ignore

import { type Cite, type Percent } from "../policy/document.ts";

/** What a number was made from: a name and whole rupiah, or a text. */
export type From = readonly (readonly [name: string, value: string])[];

/** One line of a payslip. The amounts of all lines add up to what is transferred: a deduction is negative. */
export type PayoutLine = {
  readonly id: string;
  readonly label: string;
  readonly cite: Cite;
  /** What the rate is applied to; of an entitlement its own amount. */
  readonly base: Rupiah;
  /** In words, Indonesian; empty where there is no rate. */
  readonly rate: string;
  readonly amount: Rupiah;
  readonly inputs: From;
};

/** What the employer or the state pays beside: it leaves the employee's amount as it is, and stands on both sides of the ledger. */
export type Pair = PayoutLine & { readonly debit: string; readonly credit: string };

/** p percent as a part of one. The document was checked: anything else is a bug. */
export function partOf(percent: Percent): Rational {
  const value = parseRational(String(percent));
  if (!value) throw new Error(`"${percent}" is no percent`);
  return rational(value.num, value.den * 100n);
}

/**
 * Percent of whole rupiah, half-up to whole rupiah: contributions and every tax alike.
 * unverified: no regulation that was read says how a month's tax is rounded; programs in use round half-up.
 */
export const percentOf = (amount: Rupiah, percent: Percent): Rupiah =>
  roundToRupiah(multiply(rational(amount), partOf(percent)), "half-up");

export const percentText = (percent: Percent): string => `${String(percent).replace(".", ",")}%`;
export const least = (a: Rupiah, b: Rupiah): Rupiah => (a < b ? a : b);
export const notBelowZero = (amount: bigint): Rupiah => rupiah(amount > 0n ? amount : 0n);
