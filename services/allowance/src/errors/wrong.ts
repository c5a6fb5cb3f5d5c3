import { type Day, type Period } from "@kinerja/common/kernel";

import { readPolicy } from "../adapters/policy/read-policy.ts";
import { compilePolicy } from "../domain/policy/compile.ts";
import { type FactRule, type PolicyDocument, type Step } from "../domain/policy/document.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { type DayFact, type Facts, type SpanFact } from "../domain/policy/sources.ts";
import { faultsOf, survivors } from "../testing/caught.ts";
import { everyRule } from "../testing/every-rule.ts";

/* Errors that others made with pay, put in on purpose. */

export const july = "2026-07" as Period;

/** Writes something else into a document that has no faults: what is found, and in which line as seen from the changed one. */
export function refusal(right: string, wrong: string, text = everyRule): string[] {
  const lineOf = text.slice(0, text.indexOf(right)).split("\n").length;
  if (text.split(right).length !== 2) throw new Error(`${right} does not stand there once`);
  return readPolicy(text.replace(right, wrong)).faults.map(({ code, line }) => `${code} ${line - lineOf}`);
}

/** What is found, and the first word of the line that it is in. */
export function refusedLines(right: string, wrong: string, text = everyRule): string[] {
  const changed = text.replace(right, wrong);
  const lines = changed.split("\n");
  return readPolicy(changed).faults.map(({ code, line }) => `${code} ${(lines[line - 1] ?? "").trim().split(" ")[0]}`);
}

export const evaluated = (document: PolicyDocument, facts: Facts, period = july): Outcome =>
  compilePolicy(document, period).evaluate(facts);
export const netOf = (document: PolicyDocument, facts: Facts, period = july): bigint =>
  evaluated(document, facts, period).net;
export const flagsOf = ({ flags }: Outcome): string[] => [...new Set(flags.map(({ code }) => code))].toSorted();
/** What a line tells; nothing where it is not there. */
export const lineOf = ({ trace }: Outcome, id: string): string | undefined =>
  trace.find((line) => line.id === id)?.exact;

/** The document with some keys of a step, or of a fact, that say something else. */
export const withStep = (document: PolicyDocument, id: string, change: object): PolicyDocument => ({
  ...document,
  steps: document.steps.map((step): Step => (step.id === id ? { ...step, ...change } : step)),
});
export const withFact = (document: PolicyDocument, id: string, change: object): PolicyDocument => ({
  ...document,
  facts: (document.facts ?? []).map((fact): FactRule => (fact.id === id ? { ...fact, ...change } : fact)),
});

/** Whether the oracle sees it when an engine pays by the other document, and the engine when the oracle does. */
export const isSeen = (right: PolicyDocument, wrong: PolicyDocument): boolean =>
  survivors(right, faultsOf({ name: "error", document: wrong }), 1_000).length === 0;

/** A person of class 8 who has done well in July 2026: 4.595.150, of which 1.378.545 for attendance. */
export const good: Facts = {
  "roster.class": "8",
  "roster.staff_kind": "pns",
  "roster.paid_days": 31,
  "calendar.days_of_month": 31,
  "calendar.workdays": 23,
  "evaluation.predicate": "baik",
  "attendance.days": [],
};
export const dayOf = (dayOfMonth: number, more: Partial<DayFact> = {}): DayFact => ({
  day: `2026-07-${String(dayOfMonth).padStart(2, "0")}` as Day,
  work: true,
  status: "HADIR",
  ...more,
});
export const leaveOf = (kind: string, from: string, to: string): SpanFact => ({ kind, from: from as Day, to: to as Day }); // prettier-ignore
