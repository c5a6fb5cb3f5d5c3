import { type DayShare, type Factor, type Step, type StepOf } from "../document.ts";
import { type Path } from "../fault.ts";
import { orderSteps, referencesOf, restsOn } from "../order.ts";
import { type Form } from "../sources.ts";
import { checkAmounts, checkShares, kindOf } from "./amounts.ts";
import { checkBrackets, checkPercent } from "./brackets.ts";
import { checkCondition, checkPartial } from "./conditions.ts";
import { checkCuts, checkItemIds, checkScores } from "./items.ts";
import { checkResults } from "./results.ts";
import { type Checked, checkUse } from "./scope.ts";
import { checkSpanStep, isSpanStep } from "./spans.ts";
import { checkTableUse, hasRange } from "./tables.ts";

const dayCount = { forms: ["count"], unit: "day" } as const;
const number: readonly Form[] = ["count", "decimal"];

function checkShare(checked: Checked, { days, of_days }: DayShare, path: Path): void {
  checkUse(checked, days, [...path, "days"], dayCount);
  checkUse(checked, of_days, [...path, "of_days"], dayCount);
}

/** Of a range the person's own amount is needed; where there is none it would be asked for nothing. */
function checkLookup(checked: Checked, { table: name, amount }: StepOf<"lookup">, path: Path): void {
  const table = checkTableUse(checked, name, [...path, "table"], "rupiah");
  if (amount !== undefined) checkUse(checked, amount, [...path, "amount"], { forms: ["rupiah"], unit: "rupiah" });
  if (!table) return;
  if (hasRange(table) && amount === undefined) checked.report(path, "POLICY_KEY_MISSING", { name: "amount" });
  if (!hasRange(table) && amount !== undefined)
    checked.report([...path, "amount"], "POLICY_KEY_UNFIT", { name: "amount" });
}

/** Whether a factor is rupiah; a name that is unknown counts as none, and is told. */
function checkFactor(checked: Checked, factor: Factor, path: Path): boolean {
  if ("percent" in factor) checkPercent(factor.percent, [...path, "percent"], checked.report);
  if ("step" in factor) {
    const step = checked.byId.get(factor.step);
    return step !== undefined && kindOf(checked.byId, step) !== "points";
  }
  if ("table" in factor) {
    const table = checkTableUse(checked, factor.table, [...path, "table"]);
    if (table && hasRange(table)) checked.report([...path, "table"], "POLICY_TABLE_UNFIT", { name: factor.table });
    return table?.unit === "rupiah";
  }
  if (!("input" in factor)) return false;
  return checkUse(checked, factor.input, [...path, "input"], { forms: [...number, "rupiah"] })?.unit === "rupiah"; // prettier-ignore
}

function checkProduct(checked: Checked, { factors }: StepOf<"product">, path: Path): void {
  const place = [...path, "factors"];
  const amounts = factors.filter((factor, index) => checkFactor(checked, factor, [...place, index]));
  if (amounts.length !== 1) checked.report(place, "POLICY_FACTORS", { found: amounts.length });
}

/** The ratio is of one unit, so the target is a number of it, or of its kind. */
function checkRatio(checked: Checked, step: StepOf<"ratio_capped">, path: Path): void {
  const { input, target, cap_percent, prorate } = step;
  const known = checkUse(checked, input, [...path, "input"], { forms: number });
  if (typeof target === "string") checkUse(checked, target, [...path, "target"], { forms: number, unit: known?.unit });
  checkPercent(cap_percent, [...path, "cap_percent"], checked.report);
  if (prorate) checkShare(checked, prorate, [...path, "prorate"]);
}

function checkGate(checked: Checked, { input, else_percent, prorate }: StepOf<"threshold_gate">, path: Path): void {
  checkUse(checked, input, [...path, "input"], { forms: number });
  checkPercent(else_percent, [...path, "else_percent"], checked.report);
  if (prorate) checkShare(checked, prorate, [...path, "prorate"]);
}

function checkTier(checked: Checked, { input, brackets }: StepOf<"tier">, path: Path): void {
  const known = checkUse(checked, input, [...path, "input"], { forms: number });
  if (known) checkBrackets(brackets, [...path, "brackets"], known.form === "count", checked.report);
}

type TableStep = StepOf<"scale_by_table" | "cut_by_table" | "component_percent">;

const percentTable = (checked: Checked, { table }: TableStep, path: Path): void =>
  void checkTableUse(checked, table, [...path, "table"], "percent");

type Checks = { readonly [Rule in Step["rule"]]?: (checked: Checked, step: StepOf<Rule>, path: Path) => void };

/** Percents, inputs and tables by rule; what is not listed has none, or looks at spans. */
const parameterChecks: Checks = {
  lookup: checkLookup,
  scale_by_table: percentTable,
  cut_by_table: percentTable,
  component_percent: percentTable,
  amount: (checked, { input }, path) =>
    void checkUse(checked, input, [...path, "input"], { forms: ["rupiah"], unit: "rupiah" }),
  share: ({ report }, { percent }, path) => checkPercent(percent, [...path, "percent"], report),
  multiplier: (checked, { percent, when }, path) => {
    checkPercent(percent, [...path, "percent"], checked.report);
    checkCondition(checked, when, [...path, "when"]);
  },
  exclude: (checked, { when, flag_if }, path) => {
    checkCondition(checked, when, [...path, "when"]);
    if (flag_if) checkPartial(checked, flag_if, [...path, "flag_if"]);
  },
  sum_cuts: checkCuts,
  score_sum: checkScores,
  tier: checkTier,
  threshold_gate: checkGate,
  ratio_capped: checkRatio,
  prorate: checkShare,
  product: checkProduct,
};

function checkParameters(checked: Checked, step: Step, path: Path): void {
  if (isSpanStep(step)) {
    checkSpanStep(checked, step, path);
    return;
  }
  const checks = parameterChecks[step.rule] as ((checked: Checked, step: Step, path: Path) => void) | undefined;
  checks?.(checked, step, path);
}

const totals = ["gross", "cut", "net"];

/** Every line that an example can name has its own name: steps, items, facts and totals. */
function checkIds({ document: { steps, facts = [] }, report }: Checked): void {
  const seen = new Set<string>([...totals, ...facts.map(({ id }) => id)]);
  const components = new Set(steps.flatMap((step) => (step.rule === "result" ? [step.component] : [])));
  steps.forEach((step, index) => {
    if (seen.has(step.id)) report(["steps", index, "id"], "POLICY_ID_REPEATED", { name: step.id });
    seen.add(step.id);
    const own = step.rule === "sum_cuts" ? ["clamp", "waive"] : [];
    const taken = components.has(step.id) ? [...own, ...totals] : own;
    if (step.rule === "sum_cuts" || step.rule === "score_sum")
      checkItemIds(step.items, taken, ["steps", index, "items"], report);
  });
}

/** A step that rests on itself; those behind it only wait for it. */
function checkCircles({ document: { steps }, report }: Checked): void {
  for (const step of orderSteps(steps).stuck) {
    if (restsOn(steps, ...referencesOf(step)).has(step.id))
      report(["steps", steps.indexOf(step)], "POLICY_CYCLE", { name: step.id });
  }
}

export function checkSteps(checked: Checked): void {
  const { document, report } = checked;
  checkIds(checked);
  document.steps.forEach((step, index) => {
    const path = ["steps", index];
    checkAmounts(checked, step, path);
    checkParameters(checked, step, path);
  });
  checkCircles(checked);
  checkShares(document.steps, report);
  checkResults(document.steps, report);
}
