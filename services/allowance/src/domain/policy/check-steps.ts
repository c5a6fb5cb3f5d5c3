import { add, compare, parseRational, rational, zero } from "@kinerja/common/kernel";

import { checkPercent } from "./check-tables.ts";
import {
  type Bracket,
  type Condition,
  type CutItem,
  type DayShare,
  type PolicyDocument,
  type Step,
  type StepOf,
} from "./document.ts";
import { type Path, type Report } from "./fault.ts";
import { orderSteps, referencesOf, restsOn } from "./order.ts";
import { sourceOf, type Unit } from "./sources.ts";

type Checked = { readonly document: PolicyDocument; readonly report: Report; readonly byId: ReadonlyMap<string, Step> };
type Form = ReturnType<typeof sourceOf>["form"];

/** Half-open brackets cover everything from 0 on exactly once. */
export function checkBrackets(brackets: readonly Bracket[], path: Path, report: Report): void {
  let expected: number | undefined = 0;
  for (const [index, { gte, lt, percent }] of brackets.entries()) {
    const place = [...path, index];
    checkPercent(percent, [...place, "percent"], report);
    if (expected === undefined || gte < expected) report([...place, "gte"], "POLICY_TIER_OVERLAP", { at: gte });
    else if (gte > expected) report([...place, "gte"], "POLICY_TIER_GAP", { from: expected, to: gte });
    if (lt !== undefined && lt <= gte) report([...place, "lt"], "POLICY_TIER_OVERLAP", { at: lt });
    expected = lt;
  }
  if (expected !== undefined) report([...path, brackets.length - 1], "POLICY_TIER_GAP", { from: expected, to: "∞" });
}

function checkInputUse({ document, report }: Checked, name: string, path: Path, form: Form, unit?: Unit): void {
  const input = document.inputs[name];
  if (!input) {
    report(path, "POLICY_REFERENCE_UNKNOWN", { name });
    return;
  }
  if (unit !== undefined && input.unit !== unit)
    report(path, "POLICY_UNIT_WRONG", { expected: unit, found: input.unit });
  else if (sourceOf(input.from).form !== form) report(path, "POLICY_FORM_WRONG", { expected: form, name });
}

function checkItem(checked: Checked, item: CutItem, path: Path): void {
  if (item.rule === "rate_per_unit") {
    checkPercent(item.percent, [...path, "percent"], checked.report);
    checkInputUse(checked, item.input, [...path, "per"], "count", item.per);
    return;
  }
  checkInputUse(checked, item.input, [...path, "input"], item.per === "month" ? "count" : "counts");
  checkBrackets(item.brackets, [...path, "brackets"], checked.report);
}

function checkShare(checked: Checked, { days, of_days }: DayShare, path: Path): void {
  checkInputUse(checked, days, [...path, "days"], "count", "day");
  checkInputUse(checked, of_days, [...path, "of_days"], "count", "day");
}

function checkTable({ document, report }: Checked, table: string, unit: "rupiah" | "percent", path: Path): void {
  const found = document.tables[table];
  if (!found) report(path, "POLICY_REFERENCE_UNKNOWN", { name: table });
  else if (found.unit !== unit) report(path, "POLICY_UNIT_WRONG", { expected: unit, found: found.unit });
}

const conditionForm = (when: Condition): Form => ("in" in when ? "text" : "count");

type Checks = { readonly [Rule in Step["rule"]]?: (checked: Checked, step: StepOf<Rule>, path: Path) => void };

/** Percents, inputs and tables by rule; what is not listed has none. */
const parameterChecks: Checks = {
  lookup: (checked, { table }, path) => checkTable(checked, table, "rupiah", [...path, "table"]),
  scale_by_table: (checked, { table }, path) => checkTable(checked, table, "percent", [...path, "table"]),
  share: ({ report }, { percent }, path) => checkPercent(percent, [...path, "percent"], report),
  multiplier: (checked, { percent, when }, path) => {
    checkPercent(percent, [...path, "percent"], checked.report);
    checkInputUse(checked, when.input, [...path, "when", "input"], conditionForm(when));
  },
  sum_cuts: (checked, { items }, path) =>
    items.forEach((item, index) => checkItem(checked, item, [...path, "items", index])),
  tier: (checked, { input, brackets }, path) => {
    checkInputUse(checked, input, [...path, "input"], "count");
    checkBrackets(brackets, [...path, "brackets"], checked.report);
  },
  threshold_gate: (checked, { input, else_percent, prorate }, path) => {
    checkInputUse(checked, input, [...path, "input"], "count");
    checkPercent(else_percent, [...path, "else_percent"], checked.report);
    if (prorate) checkShare(checked, prorate, [...path, "prorate"]);
  },
  ratio_capped: (checked, { input, cap_percent, prorate }, path) => {
    checkInputUse(checked, input, [...path, "input"], "count");
    checkPercent(cap_percent, [...path, "cap_percent"], checked.report);
    if (prorate) checkShare(checked, prorate, [...path, "prorate"]);
  },
  prorate: checkShare,
};

function checkParameters(checked: Checked, step: Step, path: Path): void {
  const checks = parameterChecks[step.rule] as ((checked: Checked, step: Step, path: Path) => void) | undefined;
  checks?.(checked, step, path);
}

/** A cut is percent of one base: it meets that base in `subtract`, and nothing else. */
function checkBases({ byId, report }: Checked, step: Step, path: Path): void {
  const isCut = (id: string): boolean => byId.get(id)?.rule === "sum_cuts";
  if (step.rule === "subtract") {
    const cut = byId.get(step.cut);
    if (cut && cut.rule !== "sum_cuts") report([...path, "cut"], "POLICY_BASE_MISMATCH", { name: step.cut });
    if (cut?.rule === "sum_cuts" && cut.of !== step.of)
      report([...path, "of"], "POLICY_BASE_MISMATCH", { name: step.of, expected: cut.of });
    if (isCut(step.of)) report([...path, "of"], "POLICY_BASE_MISMATCH", { name: step.of });
    return;
  }
  for (const id of referencesOf(step).filter(isCut)) report(path, "POLICY_BASE_MISMATCH", { name: id });
}

function checkReferences(checked: Checked, step: Step, path: Path): void {
  const { byId, report } = checked;
  const references = referencesOf(step);
  for (const id of references) if (!byId.has(id)) report(path, "POLICY_REFERENCE_UNKNOWN", { name: id });
  if (step.rule === "sum" && new Set(references).size < references.length)
    report([...path, "of"], "POLICY_COUNTED_TWICE");
}

function checkIds(steps: readonly Step[], report: Report): void {
  const seen = new Set<string>(["gross", "cut", "net"]);
  const see = (id: string, path: Path): void => {
    if (seen.has(id)) report([...path, "id"], "POLICY_ID_REPEATED", { name: id });
    seen.add(id);
  };
  steps.forEach((step, index) => {
    see(step.id, ["steps", index]);
    if (step.rule === "sum_cuts")
      step.items.forEach((item, place) => see(`${step.id}.${item.id}`, ["steps", index, "items", place]));
  });
}

/** The weights of one base are all of it, no more and no less. */
function checkShares(steps: readonly Step[], report: Report): void {
  const shares = steps.flatMap((step, index) => (step.rule === "share" ? [{ ...step, index }] : []));
  for (const base of new Set(shares.map(({ of }) => of))) {
    const parts = shares.filter(({ of }) => of === base);
    const total = parts.map(({ percent }) => parseRational(String(percent)) ?? zero).reduce(add, zero);
    const [first] = parts;
    if (compare(total, rational(100n)) !== 0 && first)
      report(["steps", first.index, "percent"], "POLICY_SHARES", { base });
  }
}

/** One result; what it does not rest on would be computed for nothing, so it was forgotten somewhere. */
function checkResult(steps: readonly Step[], report: Report): void {
  const results = steps.flatMap((step, index) => (step.rule === "result" ? [{ step, index }] : []));
  const [only] = results;
  if (!only || results.length > 1) {
    report(["steps"], "POLICY_RESULT", { found: results.length });
    return;
  }
  const used = restsOn(steps, only.step.id);
  steps.forEach(({ id }, index) => {
    if (!used.has(id)) report(["steps", index], "POLICY_STEP_UNUSED", { name: id });
  });
}

export function checkSteps(document: PolicyDocument, report: Report): void {
  const { steps } = document;
  const checked: Checked = { document, report, byId: new Map(steps.map((step) => [step.id, step])) };
  checkIds(steps, report);
  steps.forEach((step, index) => {
    const path = ["steps", index];
    checkReferences(checked, step, path);
    checkParameters(checked, step, path);
    checkBases(checked, step, path);
  });
  for (const step of orderSteps(steps).stuck) {
    if (referencesOf(step).every((id) => checked.byId.has(id)))
      report(["steps", steps.indexOf(step)], "POLICY_CYCLE", { name: step.id });
  }
  checkShares(steps, report);
  checkResult(steps, report);
}
