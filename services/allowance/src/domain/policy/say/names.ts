import { type Cite, type CutItem, type FactRule, type PolicyDocument, type ScoreItem, type Step } from "../document.ts";
import { type Unit } from "../sources.ts";
import { keyText, numberText } from "./numbers.ts";

export const unitWords: Readonly<Record<Unit, string>> = {
  key: "",
  span: "",
  day: "hari",
  event: "kali",
  minute: "menit",
  hour: "jam",
  percent: "%",
  point: "poin",
  rupiah: "rupiah",
};

/** What a document calls its parts. */
export type Names = {
  readonly document: PolicyDocument;
  /** Of a step, an input, a fact or a table, by its id. */
  readonly label: (id: string) => string;
  readonly unit: (id: string) => Unit | undefined;
  readonly cite: (cite: Cite) => string;
  readonly step: (id: string) => Step | undefined;
  readonly item: (lineId: string) => CutItem | ScoreItem | undefined;
};

const dayUnits: Partial<Record<FactRule["rule"], Unit>> = { span_days: "day", credit: "minute", count_spans: "event" };

function unitOfFact(rule: FactRule): Unit | undefined {
  if (rule.rule === "total") return rule.unit;
  if (rule.rule !== "aggregate") return dayUnits[rule.rule];
  if (rule.take === "days" || rule.how === "count") return "day";
  return rule.take === "missed" ? "event" : "minute";
}

export function namesOf(document: PolicyDocument): Names {
  const facts = new Map((document.facts ?? []).map((rule) => [rule.id, rule]));
  const steps = new Map(document.steps.map((step) => [step.id, step]));
  const items = new Map<string, CutItem | ScoreItem>();
  for (const step of document.steps) {
    if (step.rule !== "sum_cuts" && step.rule !== "score_sum") continue;
    for (const item of step.items) items.set(`${step.id}.${item.id}`, item);
  }
  const inputOf = (id: string) => (Object.hasOwn(document.inputs, id) ? document.inputs[id] : undefined);
  return {
    document,
    label: (id) => steps.get(id)?.label ?? inputOf(id)?.label ?? facts.get(id)?.label ?? keyText(id),
    unit: (id) => {
      const rule = facts.get(id);
      return inputOf(id)?.unit ?? (rule && unitOfFact(rule));
    },
    cite: ({ legal, article }) => `${document.legal[legal]?.ref ?? legal} ${article}`,
    step: (id) => steps.get(id),
    item: (lineId) => items.get(lineId),
  };
}

/** A number with its unit: "15 menit", "85%". */
export function withUnit(number: string, unit: Unit | undefined): string {
  const word = unit === undefined ? "" : unitWords[unit];
  if (word === "%") return `${numberText(number)}%`;
  return word === "" ? numberText(number) : `${numberText(number)} ${word}`;
}

/** Names in quotation marks, so that they can be told from the sentence around them; a step with its number. */
export function quoted(names: Names, numberOf: ReadonlyMap<string, number> = new Map()): Names {
  const place = (id: string): string => {
    const number = numberOf.get(id);
    return number === undefined ? "" : ` (langkah ${number})`;
  };
  return { ...names, label: (id) => `“${names.label(id)}”${place(id)}` };
}
