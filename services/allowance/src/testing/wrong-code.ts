import { type Period, rational, rupiah } from "@kinerja/common/kernel";

import { compilePolicy } from "../domain/policy/compile.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Compilers, compilers, type PlainStep } from "../domain/policy/engine/compile-steps.ts";
import { type Compiled, type Program } from "../domain/policy/engine/program.ts";
import { just } from "../domain/policy/engine/quantity.ts";
import { added, constant, rounded, scaled } from "../domain/policy/engine/value.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { type DayFact, type Facts, type FactValue, sourceOf, type SourceName, type SpanFact } from "../domain/policy/sources.ts"; // prettier-ignore
import * as calendar from "../oracle/calendar.ts";
import { type Fault } from "./caught.ts";

/* Faults of a program that no parameter of a document tells. */

/* Steps: what a rule makes of its amount */

type Wrong = (right: Compiled, step: PlainStep, program: Program) => Compiled;
const one = rational(1n);

/** The step whose amount it changes. */
const runningOf = (step: PlainStep): string | undefined =>
  "replaces" in step ? step.replaces : "of" in step && typeof step.of === "string" ? step.of : undefined;

const wrongSteps: Readonly<Record<string, Wrong>> = {
  "is a rupiah more": (right, step, program) => ({
    ...right,
    value: program.name(step.id, added([right.value, constant(one)])),
  }),
  "is negated": (right, step, program) => ({
    ...right,
    value: program.name(step.id, scaled(right.value, rational(-1n))),
  }),
  "is rounded too early": (right, step, program) => ({
    ...right,
    value: program.name(step.id, rounded(right.value, "half-up", one)),
  }),
  "changes nothing": (right, step, program) => {
    const running = runningOf(step);
    return running === undefined ? right : { ...right, value: program.name(step.id, program.valueOf(running)) };
  },
  "tells another amount": (right) => ({
    ...right,
    lines: right.lines.map((line) => ({ ...line, exact: [...line.exact, ...just(constant(one))] })),
  }),
  "does not tell its line": (right) => ({ ...right, lines: right.lines.slice(0, -1) }),
};

function withWrong(rule: PlainStep["rule"], wrong: Wrong): Compilers {
  const right = compilers[rule] as (step: PlainStep, program: Program) => Compiled;
  return { ...compilers, [rule]: (step: PlainStep, program: Program) => wrong(right(step, program), step, program) };
}

function stepFaults(document: PolicyDocument, rule: PlainStep["rule"]): Fault[] {
  const changes = document.steps.some((step) => step.rule === rule && runningOf(step) !== undefined);
  const wrongs = Object.entries(wrongSteps).filter(([name]) => changes || name !== "changes nothing");
  return wrongs.map(([name, wrong]) => ({
    name: `code: ${rule} ${name}`,
    in: (period) => {
      const { evaluate } = compilePolicy(document, period, withWrong(rule, wrong));
      return (month) => ({ ...month, outcome: evaluate(month.facts) });
    },
  }));
}

/* Results and flags */

const outcomeFault = (name: string, change: (outcome: Outcome) => Outcome): Fault => ({
  name: `code: ${name}`,
  in: () => (month) => ({ ...month, outcome: change(month.outcome) }),
});

const resultFaults: readonly Fault[] = [
  outcomeFault("result pays a rupiah more", (outcome) => ({ ...outcome, net: rupiah(outcome.net + 1n) })),
  outcomeFault("result cuts a rupiah less", (outcome) => ({ ...outcome, cut: rupiah(outcome.cut - 1n) })),
  outcomeFault("result leaves a component out", (outcome) => ({ ...outcome, components: outcome.components.slice(1) })),
  outcomeFault("result is paid a month later", (outcome) => ({
    ...outcome,
    components: outcome.components.map((component) => ({ ...component, monthsLate: component.monthsLate + 1 })),
  })),
];

/** A flag that is not raised, or only as a note. */
const flagFaults = (code: string): Fault[] => [
  outcomeFault(`forgets ${code}`, (outcome) => ({ ...outcome, flags: outcome.flags.filter((flag) => flag.code !== code) })), // prettier-ignore
  outcomeFault(`tells ${code} in another severity`, (outcome) => ({
    ...outcome,
    flags: outcome.flags.map((flag) => (flag.code === code ? { ...flag, severity: flag.severity === "NOTE" ? "WARN" : "NOTE" } : flag)), // prettier-ignore
  })),
];

/* Facts that are not looked at as they should be */

type Misread = (value: FactValue, period: Period) => FactValue;
const ofSpans =
  (change: (span: SpanFact, period: Period) => SpanFact | undefined): Misread =>
  (value, period) =>
    (value as readonly SpanFact[]).flatMap((span) => change(span, period) ?? []);

const beside = (day: string, by: number): SpanFact["from"] =>
  calendar.dayText(calendar.dayNumber(day) + by) as SpanFact["from"];

const misreadSpans: Readonly<Record<string, Misread>> = {
  "applies a decree that is not confirmed": ofSpans(({ pending: _, ...span }) => span),
  "leaves the last day of a span out": ofSpans((span) => {
    if (span.to === undefined) return span;
    return span.to > span.from ? { ...span, to: beside(span.to, -1) } : undefined;
  }),
  "leaves the first day of a span out": ofSpans((span) => {
    const from = beside(span.from, 1);
    return span.to !== undefined && span.to < from ? undefined : { ...span, from };
  }),
  "ends a span that lasts": ofSpans((span, period) => ({ to: beside(`${period}-01`, -1), ...span })),
  "reads the first span only": (value) => (value as readonly SpanFact[]).slice(0, 1),
  "does not look at the kind": (value) => {
    const [first] = value as readonly SpanFact[];
    return ofSpans((span) => ({ ...span, kind: first?.kind ?? span.kind }))(value, "" as Period);
  },
};

const ofDays =
  (change: (day: DayFact) => DayFact | undefined): Misread =>
  (value) =>
    (value as readonly DayFact[]).flatMap((day) => change(day) ?? []);

const misreadDays: Readonly<Record<string, Misread>> = {
  "leaves the last day of the month out": (value) => (value as readonly DayFact[]).slice(0, -1),
  "does not look at days without work": ofDays((day) => (day.work ? day : undefined)),
  "takes every day for one of work": ofDays((day) => ({ ...day, work: true })),
  "takes the checks for each other": ofDays(({ missed_in, missed_out, ...day }) => ({
    ...day,
    ...(missed_in !== undefined && { missed_out: missed_in }),
    ...(missed_out !== undefined && { missed_in: missed_out }),
  })),
  "takes late for early": ofDays(({ late, early, ...day }) => ({ ...day, ...(late !== undefined && { early: late }), ...(early !== undefined && { late: early }) })), // prettier-ignore
};

const misreadCounts: Readonly<Record<string, Misread>> = {
  "counts the first occurrence only": (value) => (value as readonly number[]).slice(0, 1),
  "adds occurrences up": (value) => [(value as readonly number[]).reduce((sum, count) => sum + count, 0)],
};

const misread = { spans: misreadSpans, days: misreadDays, counts: misreadCounts } as const;

function factFaults(document: PolicyDocument): Fault[] {
  return Object.entries(document.inputs).flatMap(([id, { from }]) => {
    const { form } = sourceOf(from);
    const faults = form === "spans" || form === "days" || form === "counts" ? misread[form] : {};
    return Object.entries(faults).map(([name, change]) => ({
      name: `code: ${id} ${name}`,
      in: (period: Period) => {
        const { evaluate } = compilePolicy(document, period);
        return (month) => ({
          ...month,
          outcome: evaluate(changed(month.facts, from, (value) => change(value, period))),
        });
      },
    }));
  });
}

function changed(facts: Facts, from: SourceName, change: (value: FactValue) => FactValue): Facts {
  const value = facts[from];
  return Array.isArray(value) ? { ...facts, [from]: change(value) } : facts;
}

/** Faults in the code of the rule that a small document is named for; `flags`: codes that it can raise. */
export function wrongCodeOf(name: string, document: PolicyDocument, flags: readonly string[]): Fault[] {
  const [part = "", rule = ""] = name.split(".");
  const ofSteps = part === "steps" && rule !== "result" ? stepFaults(document, rule as PlainStep["rule"]) : [];
  const ofItems = part === "items" ? stepFaults(document, "sum_cuts") : [];
  const ofResults = rule === "result" ? resultFaults : [];
  return [...ofSteps, ...ofItems, ...ofResults, ...flags.flatMap(flagFaults), ...factFaults(document)];
}
