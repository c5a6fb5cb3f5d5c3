import { type Rupiah } from "@kinerja/common/kernel";

import { type Named, type PolicyDocument, type Step, type StepOf } from "./document.ts";
import { resultsOf } from "./order.ts";
import { pathOf } from "./path.ts";

/** BASE: a gross. ADD, CUT: changes on the way to the net; with BASE they sum to RESULT. PART: a value between. */
export type Effect = "BASE" | "ADD" | "CUT" | "PART" | "RESULT";

export type StepWords = {
  readonly label: string;
  readonly cite: string;
  readonly rule: string;
  readonly effectOf: (amount: Rupiah) => Effect;
};

const always = (effect: Effect) => (): Effect => effect;
const byAmount = (amount: Rupiah): Effect => (amount > 0n ? "ADD" : "CUT");

/** Rules whose lines tell a value wherever they stand. The line of sum_cuts is the sum of its items, which are the changes. */
const neverChanges: ReadonlySet<Step["rule"]> = new Set<Step["rule"]>([
  "lookup",
  "amount",
  "share",
  "component_percent",
  "sum",
  "subtract",
  "sum_cuts",
  "add_share",
  "score_sum",
  "point_value",
  "product",
]);

const byRule: Readonly<Record<string, readonly string[]>> = {
  override_by_month: ["leave", "month", "percent"],
  override_by_days: ["days", "percent"],
  rate_per_day_after: ["days", "percent"],
  nth_occurrence: ["occurrence", "percent"],
  duration: ["events", "percent"],
  lag: ["events", "percent"],
  point_value: ["rupiah"],
  threshold_gate: ["target"],
  ratio_capped: ["target"],
  product: ["percent", "decimal"],
};

/** Whether a line's input is a number of the rule itself, and not an input or a fact that happens to have the same name. */
export const isOfRule = (rule: string, input: string): boolean => (byRule[rule] ?? ["percent"]).includes(input);

type CiteText = (cite: Named["cite"]) => string;
type Line = readonly [id: string, words: StepWords];

function cutLines(step: StepOf<"sum_cuts">, citeText: CiteText, effectOf: StepWords["effectOf"]): Line[] {
  const { id, cite, rule, on_exceed, waive } = step;
  const own = { cite: citeText(cite), rule, effectOf };
  const items = step.items.map((item): Line => {
    const words = { label: item.label, cite: citeText(item.cite), rule: item.rule, effectOf };
    return [`${id}.${item.id}`, words];
  });
  const waived: Line[] = waive ? [[`${id}.waive`, { ...own, label: waive.label }]] : [];
  return [...items, [`${id}.clamp`, { ...own, label: on_exceed.label }], ...waived];
}

const scoreLines = ({ id, items, rule }: StepOf<"score_sum">, citeText: CiteText): Line[] =>
  items.map((item): Line => {
    const words = { label: item.label, cite: citeText(item.cite), rule, effectOf: always("PART") };
    return [`${id}.${item.id}`, words];
  });

/** Lines of a step besides its own; on the way to the net the items of cuts are changes. */
function linesWithin(step: Step, citeText: CiteText, isOnPath: boolean): Line[] {
  if (step.rule === "sum_cuts") return cutLines(step, citeText, isOnPath ? byAmount : always("PART"));
  if (step.rule === "score_sum") return scoreLines(step, citeText);
  if (step.rule !== "result") return [];
  const rounding = { label: "Pembulatan", cite: citeText(step.cite), rule: "round", effectOf: byAmount };
  return [[`${step.id}.rounding`, rounding]];
}

/** The policy's words for each line of a trace, by its id. */
export function wordsOf({ steps, legal }: PolicyDocument): ReadonlyMap<string, StepWords> {
  const citeText: CiteText = ({ legal: key, article }) => `${legal[key]?.ref ?? key} ${article}`;
  const grosses = new Set(resultsOf(steps).map(({ gross }) => gross));
  const path = new Set(resultsOf(steps).flatMap((result) => [...pathOf(steps, result)]));
  const effectOf = (step: Step): StepWords["effectOf"] => {
    if (step.rule === "result") return always("RESULT");
    if (grosses.has(step.id)) return always("BASE");
    return !path.has(step.id) || neverChanges.has(step.rule) ? always("PART") : byAmount;
  };
  return new Map(
    steps.flatMap((step): Line[] => {
      const { id, label, cite, rule } = step;
      return [
        [id, { label, cite: citeText(cite), rule, effectOf: effectOf(step) }],
        ...linesWithin(step, citeText, path.has(step.id)),
      ];
    }),
  );
}
