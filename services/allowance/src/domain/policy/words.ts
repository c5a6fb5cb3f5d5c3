import { type Rupiah } from "@kinerja/common/kernel";
import { type PolicyDocument, type Step } from "./document.ts";
import { restsOn } from "./order.ts";

/** BASE: the gross. ADD, CUT: changes on the way to the net; with BASE they sum to RESULT. PART: a value between. */
export type Effect = "BASE" | "ADD" | "CUT" | "PART" | "RESULT";

export type StepWords = {
  readonly label: string;
  readonly cite: string;
  readonly rule: string;
  readonly effectOf: (amount: Rupiah) => Effect;
};

const always = (effect: Effect) => (): Effect => effect;
const byAmount = (amount: Rupiah): Effect => (amount > 0n ? "ADD" : "CUT");
const neverChanges: ReadonlySet<Step["rule"]> = new Set(["lookup", "share", "sum", "subtract", "sum_cuts"]);

/** The policy's words for each line of a trace, by its id. */
export function wordsOf(document: PolicyDocument): ReadonlyMap<string, StepWords> {
  const { steps, legal } = document;
  const citeText = ({ legal: key, article }: Step["cite"]): string => `${legal[key]?.ref ?? key} ${article}`;
  const result = steps.find((step) => step.rule === "result");
  const beforeGross = restsOn(steps, result?.gross ?? "");
  const effectOf = (step: Step): StepWords["effectOf"] => {
    if (step.rule === "result") return always("RESULT");
    if (step.id === result?.gross) return always("BASE");
    return beforeGross.has(step.id) || neverChanges.has(step.rule) ? always("PART") : byAmount;
  };
  const words = new Map<string, StepWords>();
  for (const step of steps) {
    const { id, label, cite, rule } = step;
    words.set(id, { label, cite: citeText(cite), rule, effectOf: effectOf(step) });
    if (step.rule === "result")
      words.set(`${id}.rounding`, { label: "Pembulatan", cite: citeText(cite), rule: "round", effectOf: byAmount });
    if (step.rule !== "sum_cuts") continue;
    for (const item of step.items)
      words.set(`${id}.${item.id}`, {
        label: item.label,
        cite: citeText(item.cite),
        rule: item.rule,
        effectOf: byAmount,
      });
    words.set(`${id}.clamp`, { label: step.on_exceed.label, cite: citeText(cite), rule, effectOf: byAmount });
  }
  return words;
}
