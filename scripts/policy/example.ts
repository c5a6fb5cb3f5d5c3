import { compilePolicy, type Outcome, type PolicyDocument, type PolicyTest } from "@kinerja/allowance/policy";
import { firstDay, nextPeriod, type Period } from "@kinerja/common/kernel";
import { Faults } from "./faults.ts";
import { Reader } from "./read-json.ts";
import { readGiven } from "./read-values.ts";

/** The first month that a document is in force from its first day on. */
export function firstWholeMonth({ effective: { from } }: PolicyDocument): Period {
  const period = from.slice(0, 7) as Period;
  return from === firstDay(period) ? period : nextPeriod(period);
}

export const periodOfTest = (document: PolicyDocument, test: PolicyTest): Period =>
  (test.period as Period | undefined) ?? firstWholeMonth(document);

/** What a worked example comes to. A document that was read has examples of the right form. */
export function outcomeOf(
  document: PolicyDocument,
  test: PolicyTest,
): { readonly outcome: Outcome; readonly period: Period } {
  const period = periodOfTest(document, test);
  const { facts, derived } = readGiven(new Reader(new Faults()), document, test.given, "$");
  return { outcome: compilePolicy(document, period).evaluate(facts, derived), period };
}
