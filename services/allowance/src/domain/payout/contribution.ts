import { noRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type Contribution } from "../policy/document.ts";
import { least, notBelowZero, percentOf } from "./lines.ts";

/** Rupiah of one month of payment. */
export type ContributionBase = {
  readonly salary: Rupiah;
  /** Allowances of the month that contribute: those before this payment, and this one. What pays no contribution, as a THR, is none of them. */
  readonly allowance: Rupiah;
  /** Taken from, and paid beside, earlier payments of allowances in the same month. */
  readonly already: { readonly own: Rupiah; readonly employer: Rupiah };
};

export type ContributionParts = {
  /** What counts: salary and allowances, at most the cap. */
  readonly base: Rupiah;
  readonly total: Rupiah;
  /** What the salary's run has taken. */
  readonly salaryPart: Rupiah;
  readonly own: Rupiah;
  readonly employer: Rupiah;
};

type Rule = Pick<Contribution, "percent" | "employer_percent" | "cap_rupiah" | "already_deducted_in">;

/**
 * The part of a contribution that falls on this payment. The whole month is rounded, half-up, and what others took is subtracted, so that the parts of
 * a month always meet its total. A salary above the cap leaves nothing, never less than nothing.
 */
export function contributionOf(rule: Rule, { salary, allowance, already }: ContributionBase): ContributionParts {
  const cap = rupiah(BigInt(rule.cap_rupiah));
  const base = least(rupiah(salary + allowance), cap);
  const salaryBase = rule.already_deducted_in === "salary" ? least(salary, cap) : noRupiah;
  const salaryPart = percentOf(salaryBase, rule.percent);
  const total = percentOf(base, rule.percent);
  const employer = percentOf(base, rule.employer_percent) - percentOf(salaryBase, rule.employer_percent);
  return {
    base,
    total,
    salaryPart,
    own: notBelowZero(total - salaryPart - already.own),
    employer: notBelowZero(employer - already.employer),
  };
}
