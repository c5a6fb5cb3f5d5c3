import { noRupiah, type Period, type Rupiah } from "@kinerja/common/kernel";

import { type Receivable } from "./recovery.ts";
import { type PtkpStatus } from "./tables.ts";

/** What is due to a person in the month of payment: the net of an entitlement's component, or what a corrected month differs from what was paid. */
export type DueItem = {
  readonly id: string;
  readonly label: string;
  /** The month it was earned in. */
  readonly period: Period;
  /** Less than 0 where a corrected month was paid too much. */
  readonly amount: Rupiah;
  /** False: its contributions belong to the month in which its own month was paid, and are set right there. */
  readonly contributes?: boolean;
};

/** What of it the contributions of the month of payment count. */
export const contributing = <Due extends Pick<DueItem, "contributes">>(due: readonly Due[]): Due[] =>
  due.filter(({ contributes }) => contributes !== false);

/** What a corrected month has contributed too little or too much, by its own month of payment. */
export type ContributionItem = {
  readonly id: string;
  /** The rule it was computed by, as it is called in its policy. */
  readonly contribution: string;
  readonly label: string;
  /** The month of payment that is set right. */
  readonly period: Period;
  /** More than 0: taken from the person; less than 0: given back. */
  readonly own: Rupiah;
  /** The employer's share, likewise; it is no part of what is transferred. */
  readonly employer: Rupiah;
};

/** Allowances of the same month of payment, before this payment. */
export type MonthSoFar = {
  /** Net of them, without THR and the 13th month: a part of it may be taken back. */
  readonly allowance: Rupiah;
  /** Net of those that are taxed by the monthly rate: one with a final tax, or with none, is no part of that month. */
  readonly taxed: Rupiah;
  /** By the id of the contribution, of the payments that it was taken of: their net, what was taken, and what was paid beside. */
  readonly contributions: Readonly<
    Record<string, { readonly allowance: Rupiah; readonly own: Rupiah; readonly employer: Rupiah }>
  >;
  /** On what is taxed, own and borne. */
  readonly tax: Rupiah;
  readonly recovered: Rupiah;
};

/** The tax year up to this payment and without it: this month's salary, and what it withheld, are in. */
export type YearSoFar = {
  readonly gross: Rupiah;
  /** By anybody and borne by anybody: on salaries, on allowances, and by other employers. */
  readonly withheld: Rupiah;
  /** Of it, what allowances were cut by, less what was given back. */
  readonly own: Rupiah;
  /** Of it, what the state or the region has borne on allowances. */
  readonly borne: Rupiah;
  /** Iuran pensiun that the employee has paid in the year. */
  readonly pension: Rupiah;
  /** Months of work in the year, this one included: 1 to 12. */
  readonly months: number;
  /** Months of the year of which nobody has said what they paid; 0 where income of other employers was told. */
  readonly unknownMonths: number;
};

/** Everything that the payout of one person and month may know. */
export type PayoutSnapshot = {
  /** The month of payment. */
  readonly period: Period;
  readonly due: readonly DueItem[];
  /** Salary of the month that contributions count. */
  readonly salary?: Rupiah;
  /** Gross salary of the month that is taxed; without it the same. */
  readonly taxedSalary?: Rupiah;
  readonly ptkp?: PtkpStatus;
  /** Keys of the person for the final tax, by name: grade. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly monthSoFar?: MonthSoFar;
  readonly yearSoFar?: YearSoFar;
  /** The person's tax year ends with this month; December always ends it. */
  readonly endsTaxYear?: boolean;
  readonly receivables?: readonly Receivable[];
  readonly contributionItems?: readonly ContributionItem[];
  /** The person works in the agency no more: no later payment will take what this one can't. Said only where it matters. */
  readonly hasLeft?: boolean;
};

export const nothingSoFar: MonthSoFar = {
  allowance: noRupiah,
  taxed: noRupiah,
  contributions: {},
  tax: noRupiah,
  recovered: noRupiah,
};

export const endsTaxYear = ({ period, endsTaxYear: ends }: PayoutSnapshot): boolean =>
  ends === true || period.endsWith("-12");
