import { compare, firstDay, isPeriod, nextPeriod, parseRational, type Period } from "@kinerja/common/kernel";

import { compilePolicy, type Derived, type Policy } from "./compile.ts";
import { spellDays } from "./derive/leave.ts";
import { type CutItem, type PolicyDocument, type PolicyTest, type Step } from "./document.ts";
import { collectFaults, type Path, type PolicyFault, type Report } from "./fault.ts";
import { type Outcome } from "./outcome.ts";
import { type DayFact, type Facts, type FactValue, type SourceName, sourceOf, type SpanFact } from "./sources.ts";

/** The month of a worked example: its own, else the first whole one in which the document is in force. */
export function periodOfTest({ effective }: PolicyDocument, { period }: PolicyTest): Period {
  if (period !== undefined && isPeriod(period)) return period;
  const first = effective.from.slice(0, 7) as Period;
  return effective.from === firstDay(first) ? first : nextPeriod(first);
}

/** What is given by input goes to its source, what is given by fact stands instead of it. */
export function givenFacts(
  { inputs }: PolicyDocument,
  given: PolicyTest["given"],
): { readonly facts: Facts; readonly derived: Derived } {
  const facts: Partial<Record<SourceName, FactValue>> = {};
  const derived: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    // The forms of days and spans were checked with the document, and are read as any fact is.
    if (input) facts[input.from] = value as FactValue;
    else derived[name] = value as FactValue;
  }
  return { facts, derived };
}

/** One example as it was computed. */
type Ran = {
  readonly period: Period;
  readonly outcome: Outcome;
  /** Of inputs and facts. */
  readonly values: ReadonlyMap<string, FactValue>;
};

const totals = ["gross", "cut", "net"] as const;

function found({ outcome, values }: Ran, name: string): string {
  const [component, total] = name.includes(".") ? name.split(".") : ["main", name];
  const wanted = totals.find((one) => one === total);
  if (wanted) {
    const result = outcome.components.find((one) => one.component === component);
    if (result || component === "main") return String(result?.[wanted] ?? 0);
  }
  const line = outcome.trace.find(({ id }) => id === name);
  if (line) return line.exact;
  const value = values.get(name) ?? 0;
  return typeof value === "object" ? "" : String(value);
}

function same(expected: string, actual: string): boolean {
  const [a, b] = [parseRational(expected), parseRational(actual)];
  return a && b ? compare(a, b) === 0 : expected === actual;
}

/** Runs one worked example; `expect` is compared exactly, flags as a set. */
function runExample(policy: Policy, test: PolicyTest, index: number, report: Report): Ran {
  const { facts, derived } = givenFacts(policy.document, test.given);
  const outcome = policy.evaluate(facts, derived);
  const ran = { period: policy.period, outcome, values: policy.derive(facts, derived) };
  for (const [name, value] of Object.entries(test.expect)) {
    const actual = found(ran, name);
    if (!same(String(value), actual))
      report(["tests", index, "expect", name], "POLICY_TEST_FAILS", { expected: String(value), found: actual });
  }
  const told = new Set(outcome.flags.filter(({ severity }) => severity !== "NOTE").map(({ code }) => code));
  if ([...told].toSorted().join() !== [...new Set(test.flags ?? [])].toSorted().join())
    report(["tests", index], "POLICY_TEST_FLAGS", { found: [...told].toSorted().join(" ") });
  return ran;
}

/** A place where one bracket ends and the next begins: the number on it, and whether the next holds it. */
type Edge = { readonly at: number; readonly inNext: boolean };

const edgesOf = (brackets: readonly { gte?: number | string; gt?: number | string }[]): Edge[] =>
  brackets
    .map(({ gte, gt }): Edge => ({ at: Number(gte ?? gt ?? 0), inNext: gte !== undefined }))
    .filter(({ at, inNext }) => at > 0 || !inNext);

type Edged = {
  readonly path: Path;
  readonly name: string;
  readonly edges: readonly Edge[];
  readonly values: readonly number[];
  readonly isDecimal: boolean;
};

/** On each edge stands an example, and one on its other side: the next whole number, or one less than 1 away. */
function checkEdges({ path, name, edges, values, isDecimal }: Edged, report: Report): void {
  for (const { at, inNext } of edges) {
    const beside = (value: number): boolean => {
      const away = inNext ? at - value : value - at;
      return away > 0 && away <= 1;
    };
    if (!values.includes(at)) report(path, "POLICY_EDGE_UNTESTED", { input: name, edge: at });
    if (!values.some(beside)) {
      const edge = inNext ? at - 1 : at + 1;
      report(path, "POLICY_EDGE_UNTESTED", { input: name, edge: isDecimal ? `${at} ± 1` : edge });
    }
  }
}

const numbersOf = (value: FactValue | undefined): number[] =>
  Array.isArray(value) ? value.filter((one): one is number => typeof one === "number") : [Number(value)];

/** The numbers that the examples have of an input or a fact. */
const observed = (runs: readonly Ran[], name: string): number[] =>
  runs.flatMap(({ values }) => numbersOf(values.get(name)));

const minutesOf = (runs: readonly Ran[], days: string, item: "late" | "early" | "away"): number[] =>
  runs.flatMap(({ values }) => ((values.get(days) ?? []) as readonly DayFact[]).map((day) => day[item] ?? 0));

function edgesOfItem(document: PolicyDocument, item: CutItem, path: Path, runs: readonly Ran[]): Edged[] {
  if (item.rule === "tier") return [edged(document, item.input, item.brackets, path, runs)];
  if (item.rule !== "combine") return [];
  return [item.a, item.b].map(({ item: part, brackets }) => ({
    path,
    name: part,
    edges: edgesOf(brackets).filter(({ at }) => at > 1),
    values: minutesOf(runs, item.days, part),
    isDecimal: false,
  }));
}

function edged(
  document: PolicyDocument,
  name: string,
  brackets: Parameters<typeof edgesOf>[0],
  path: Path,
  runs: readonly Ran[],
): Edged {
  const input = document.inputs[name];
  const isDecimal = input !== undefined && sourceOf(input.from).form === "decimal";
  return { path, name, edges: edgesOf(brackets), values: observed(runs, name), isDecimal };
}

function edgesOfStep(document: PolicyDocument, step: Step, path: Path, runs: readonly Ran[]): Edged[] {
  if (step.rule === "tier") return [edged(document, step.input, step.brackets, path, runs)];
  if (step.rule === "threshold_gate") {
    const thresholds = [step.gte, ...Object.values(step.by_month ?? {})];
    return [edged(document, step.input, thresholds.map((gte) => ({ gte })), path, runs)]; // prettier-ignore
  }
  if (step.rule === "sum_cuts")
    return step.items.flatMap((item, place) => edgesOfItem(document, item, [...path, "items", place], runs));
  if (step.rule === "score_sum")
    return step.items.flatMap((item, place) =>
      "brackets" in item ? [edged(document, item.input, item.brackets, [...path, "items", place], runs)] : [],
    );
  if (step.rule !== "override_by_days") return [];
  const values = runs.flatMap(({ period, values: known }) =>
    spellDays(step, period)((known.get(step.spans) ?? []) as readonly SpanFact[]),
  );
  return [
    { path, name: step.spans, edges: edgesOf(step.brackets).filter(({ at }) => at > 1), values, isDecimal: false },
  ];
}

const itemsOf = (step: Step): readonly { readonly id: string }[] =>
  step.rule === "sum_cuts" || step.rule === "score_sum" ? step.items : [];

/** Every step and item makes a difference in an example, and every edge of brackets stands in two. */
function checkCoverage(document: PolicyDocument, runs: readonly Ran[], report: Report): void {
  const touched = new Set(
    runs.flatMap(({ outcome }) => outcome.trace.filter(({ exact }) => exact !== "0").map(({ id }) => id)),
  );
  document.steps.forEach((step, index) => {
    const path = ["steps", index];
    if (!touched.has(step.id)) report(path, "POLICY_STEP_UNTESTED", { name: step.id });
    itemsOf(step).forEach(({ id }, place) => {
      if (!touched.has(`${step.id}.${id}`)) report([...path, "items", place], "POLICY_STEP_UNTESTED", { name: id });
    });
    for (const edge of edgesOfStep(document, step, path, runs)) checkEdges(edge, report);
  });
}

/** Compiles a document once for each month that is asked for. */
export function policyByMonth(document: PolicyDocument): (period: Period) => Policy {
  const compiled = new Map<Period, Policy>();
  return (period) => {
    const policy = compiled.get(period) ?? compilePolicy(document, period);
    compiled.set(period, policy);
    return policy;
  };
}

/** Runs the document's own tests: they pass, and they meet every step and every edge. */
export const runExamples = (document: PolicyDocument): PolicyFault[] =>
  collectFaults((report) => {
    const policyOf = policyByMonth(document);
    const runs = document.tests.map((test, index) =>
      runExample(policyOf(periodOfTest(document, test)), test, index, report),
    );
    checkCoverage(document, runs, report);
  });

/** What a policy is not activated with: its own faults, and no example that the law itself prints, unless nobody is paid by it. */
export const activationFaults = (document: PolicyDocument): PolicyFault[] => [
  ...runExamples(document),
  ...collectFaults((report) => {
    const isInvented = Object.values(document.legal).every(({ checked }) => checked === "invented");
    if (!isInvented && document.tests.every(({ source }) => source !== "official"))
      report(["tests"], "POLICY_TEST_PRINTED");
  }),
];

/** What a policy is not approved with: its own faults, and examples that are all of the author's own making. */
export const approvalFaults = (document: PolicyDocument): PolicyFault[] => [
  ...runExamples(document),
  ...collectFaults((report) => {
    const isInvented = Object.values(document.legal).some(({ checked }) => checked === "invented");
    if (!isInvented && document.tests.every(({ source }) => source === "own"))
      report(["tests"], "POLICY_TEST_OFFICIAL");
  }),
];
