import { invalid } from "@kinerja/common/errors";
import { type Brand, type Day, firstDay, isPeriod, lastDay, type Period } from "@kinerja/common/kernel";

/** What an evaluation is about: a month "2026-10", or a year "2026-00". */
export type Term = Brand<string, "Term">;

export const isAnnual = (term: Term): boolean => term.endsWith("-00");

export function parseTerm(text: string, pointer = "/period"): Term {
  // A year is written as its month 00.
  if (!isPeriod(text.length === 7 && text.endsWith("-00") ? `${text.slice(0, 5)}01` : text))
    throw invalid(pointer, "MONTH_FORM");
  return text as Term;
}

export const termOf = (month: Period): Term => month as string as Term;
export const annualTerm = (month: Period): Term => `${month.slice(0, 5)}00` as Term;

/** The month whose plan counts: a year is judged by the plan that stood at its end. */
export const planMonth = (term: Term): Period => (isAnnual(term) ? `${term.slice(0, 5)}12` : term) as Period;

export function spanOf(term: Term): { readonly from: Day; readonly to: Day } {
  const end = planMonth(term);
  return { from: isAnnual(term) ? (`${term.slice(0, 5)}01-01` as Day) : firstDay(end), to: lastDay(end) };
}
