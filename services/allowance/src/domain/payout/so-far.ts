import { noRupiah, type Period, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { type PayoutFacts } from "../facts/month.ts";
import { accounts } from "../ledger.ts";
import { type PayoutContent } from "../payout-document.ts";
import { notBelowZero, percentOf } from "./lines.ts";
import { contributing, type MonthSoFar, type YearSoFar } from "./snapshot.ts";
import { inForce, type PtkpStatus, ter, terCategoryOf } from "./tables.ts";
import { terPercent } from "./ter.ts";

type Contributions = MonthSoFar["contributions"];
type Parts = Contributions[string];
const noParts: Parts = { allowance: noRupiah, own: noRupiah, employer: noRupiah };

const netOf = ({ statements, dues }: Pick<PayoutContent, "statements" | "dues">, shift: Rupiah): Rupiah =>
  notBelowZero(
    sumRupiah([...statements.map(({ net }) => net), ...contributing(dues).map(({ amount }) => amount), shift]),
  );

const ofEmployer = ".pemberi_kerja";

/** What a payment has settled and deducted. */
type Paid = Pick<PayoutContent, "statements" | "dues" | "lines" | "pairs">;

/** The contributions of a payment, by their ids: each has a pair, also of nothing. What sets another month right has another id. */
function partsOf(document: Paid, shift: Rupiah): [id: string, parts: Parts][] {
  const allowance = netOf(document, shift);
  return document.pairs
    .filter(({ id, credit }) => credit === accounts.employer && id.endsWith(ofEmployer))
    .map(({ id: pairId, amount: employer }) => {
      const id = pairId.slice(0, -ofEmployer.length);
      const own = document.lines.find((line) => line.id === id)?.amount ?? noRupiah;
      return [id, { allowance, own: rupiah(0n - own), employer }];
    });
}

/** What corrections have made of the contributions of a month of payment. */
export type MonthSetRight = {
  /** By how much the statements differ from what each of the month's payments has paid, in their order. */
  readonly shifts: readonly Rupiah[];
  /** Differences that are owed or given back apart, done or not yet, by the id of the contribution. */
  readonly contributions: readonly { readonly id: string; readonly own: Rupiah; readonly employer: Rupiah }[];
};
const nothingSetRight: MonthSetRight = { shifts: [], contributions: [] };

/** The sums by the id of the contribution. */
export function addContributions(some: Contributions, more: readonly (readonly [id: string, parts: Parts])[]): Contributions {
  const sums: Record<string, Parts> = { ...some };
  for (const [id, parts] of more) {
    const { allowance, own, employer } = sums[id] ?? noParts;
    sums[id] = {
      allowance: rupiah(allowance + parts.allowance),
      own: rupiah(own + parts.own),
      employer: rupiah(employer + parts.employer),
    };
  }
  return sums;
} // prettier-ignore

/** By the id of the contribution, what earlier payments of the month were, have taken and paid beside. */
export function contributionsOf(documents: readonly Paid[], setRight = nothingSetRight): Contributions {
  const paid = documents.flatMap((document, index) => partsOf(document, setRight.shifts[index] ?? noRupiah));
  const apart = setRight.contributions.map(({ id, ...shares }) => [id, { ...noParts, ...shares }] as const);
  return addContributions({}, [...paid, ...apart]);
}

type MonthSums = {
  readonly net: Rupiah;
  readonly taxed: Rupiah;
  readonly tax: Rupiah;
  readonly recovery: Rupiah;
  readonly setRight?: MonthSetRight;
};

/** Of the payments of the month before this one. */
export const monthSoFar = (sums: MonthSums, documents: readonly Paid[]): MonthSoFar => ({
  allowance: sums.net,
  taxed: sums.taxed,
  contributions: contributionsOf(documents, sums.setRight),
  tax: sums.tax,
  recovered: sums.recovery,
});

/** What the salary's own run withholds in a month by the monthly rate; 0 where no table is in force. */
function withheldOnSalary(salary: Rupiah, period: Period, status: PtkpStatus): Rupiah {
  const tables = inForce(ter, period);
  return tables ? percentOf(salary, terPercent(tables.value[terCategoryOf[status]], salary)) : noRupiah;
}

export type YearMonth = { readonly period: Period; readonly facts: PayoutFacts };

/** Of the year's payments that its own rates tax. */
export type YearPaid = {
  readonly net: Rupiah;
  /** What the employee bore. */
  readonly own: Rupiah;
  /** What the state or the region bore. */
  readonly borne: Rupiah;
  /** What these payments had paid too much, as far as it was found: owed back, whether it was taken back yet or not. */
  readonly overpaid: Rupiah;
};

/** Months of the year up to one of which nobody says what they have paid. */
const unknownMonthsOf = (last: Period, known: number, outside: PayoutFacts["outside"]): number =>
  outside === undefined ? Math.max(Number(last.slice(5)) - known, 0) : 0;

/**
 * The year up to this payment: salaries of all months with what was withheld on them, allowances paid and kept, and what others have paid.
 * @param hasLeft the person works here no more: the months behind the last salary are nobody's question.
 */
export function yearSoFar(
  months: readonly YearMonth[],
  paid: YearPaid,
  { status, hasLeft }: { readonly status: PtkpStatus; readonly hasLeft: boolean },
): YearSoFar {
  const salaried = months.flatMap(({ period, facts }) => {
    const salary = facts.taxedSalary ?? facts.salary;
    return salary === undefined ? [] : [{ period, salary, pension: facts.pension ?? noRupiah }];
  });
  const told = months.at(-1)?.facts.outside;
  const outside = told ?? { gross: noRupiah, tax: noRupiah };
  const last = (hasLeft ? salaried : months).at(-1)?.period;
  const withheld = salaried.map(({ salary, period }) => withheldOnSalary(salary, period, status));
  return {
    gross: sumRupiah([...salaried.map(({ salary }) => salary), rupiah(paid.net - paid.overpaid), outside.gross]),
    withheld: sumRupiah([...withheld, paid.own, paid.borne, outside.tax]),
    ...{ own: paid.own, borne: paid.borne },
    pension: sumRupiah(salaried.map(({ pension }) => pension)),
    months: Math.max(salaried.length, 1),
    unknownMonths: last === undefined ? 0 : unknownMonthsOf(last, salaried.length, told),
  };
}
