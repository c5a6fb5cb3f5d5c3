import { compare, parseRational } from "@kinerja/common/kernel";

import { compilePolicy, type Policy } from "./compile.ts";
import { type Bracket, type PolicyDocument, type PolicyTest } from "./document.ts";
import { collectFaults, type PolicyFault, type Report } from "./fault.ts";
import { type Outcome } from "./outcome.ts";
import { type Facts, type FactValue, type SourceName } from "./sources.ts";

function factsOf({ inputs }: PolicyDocument, given: PolicyTest["given"]): Facts {
  const facts: Partial<Record<SourceName, FactValue>> = {};
  for (const [id, { from }] of Object.entries(inputs)) {
    const value = given[id];
    if (value !== undefined) facts[from] = value;
  }
  return facts;
}

const found = (outcome: Outcome, name: string): string => {
  if (name === "gross" || name === "cut" || name === "net") return String(outcome[name]);
  return outcome.trace.find(({ id }) => id === name)?.exact ?? "0";
};

/** Runs one worked example; `expect` is compared exactly, flags as a set. */
function runExample(policy: Policy, index: number, report: Report): Outcome {
  const test = policy.document.tests[index] as PolicyTest;
  const outcome = policy.evaluate(factsOf(policy.document, test.given));
  for (const [name, value] of Object.entries(test.expect)) {
    const [expected, actual] = [parseRational(String(value)), parseRational(found(outcome, name))];
    if (!expected || !actual || compare(expected, actual) !== 0)
      report(["tests", index, "expect", name], "POLICY_TEST_FAILS", {
        expected: String(value),
        found: found(outcome, name),
      });
  }
  const flags = outcome.flags.filter(({ severity }) => severity !== "NOTE").map(({ code }) => code);
  if (flags.toSorted().join() !== (test.flags ?? []).toSorted().join())
    report(["tests", index], "POLICY_TEST_FLAGS", { found: flags.join(" ") });
  return outcome;
}

/** On each edge of the brackets stands an example, and one just below it. */
function checkEdges(
  document: PolicyDocument,
  input: string,
  brackets: readonly Bracket[],
  step: number,
  report: Report,
): void {
  const values = new Set(document.tests.flatMap(({ given }) => given[input] ?? []).map(Number));
  for (const { gte } of brackets)
    for (const edge of [gte - 1, gte])
      if (gte > 0 && !values.has(edge)) report(["steps", step], "POLICY_EDGE_UNTESTED", { input, edge });
}

function checkCoverage(document: PolicyDocument, outcomes: readonly Outcome[], report: Report): void {
  const touched = new Set(
    outcomes.flatMap(({ trace }) => trace.filter(({ amount }) => amount !== 0n).map(({ id }) => id)),
  );
  document.steps.forEach((step, index) => {
    if (step.rule === "tier") checkEdges(document, step.input, step.brackets, index, report);
    if (step.rule === "threshold_gate")
      checkEdges(document, step.input, [{ gte: step.gte, percent: 0 }], index, report);
    if (step.rule !== "sum_cuts") {
      if (!touched.has(step.id)) report(["steps", index], "POLICY_STEP_UNTESTED", { name: step.id });
      return;
    }
    step.items.forEach((item, place) => {
      if (item.rule === "tier") checkEdges(document, item.input, item.brackets, index, report);
      if (!touched.has(`${step.id}.${item.id}`))
        report(["steps", index, "items", place], "POLICY_STEP_UNTESTED", { name: item.id });
    });
  });
}

/** Runs the document's own tests. A policy is approved only when they pass, meet every step and every edge, and one is not of the author's own making. */
export const runExamples = (document: PolicyDocument): PolicyFault[] =>
  collectFaults((report) => {
    const policy = compilePolicy(document);
    const outcomes = document.tests.map((_, index) => runExample(policy, index, report));
    checkCoverage(document, outcomes, report);
    const isInvented = Object.values(document.legal).some(({ checked }) => checked === "invented");
    if (!isInvented && document.tests.every(({ source }) => source === "own"))
      report(["tests"], "POLICY_TEST_OFFICIAL");
  });
