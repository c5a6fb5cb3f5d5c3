import { type Format } from "../../i18n/format.ts";
import { exactOf, isWhole, percentOf, rounded } from "./exact.ts";
import { type Step } from "./types.ts";
import { type ExplainWords } from "./explain-words.ts";

/** How the API names what a rule brings itself; every other input is a fact about the person. */
const percentInput = "Persen menurut aturan";
const targetInput = "Target";

export interface Told {
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** "60", or "0.5 1" for one cut after another. */
  readonly percent: string;
  readonly target: string;
}

export function toldOf({ inputs }: Step): Told {
  const facts = Object.entries(inputs).filter(([name]) => name !== percentInput && name !== targetInput);
  return { facts, percent: inputs[percentInput] ?? "", target: inputs[targetInput] ?? "" };
}

/** "sangat_baik" as "sangat baik", "6750" as "6.750", "35 62" as "35, 62". */
function valueText(value: string, f: Format): string {
  const parts = value.split(" ").map((part) => {
    if (/^\d+$/.test(part)) return f.number(Number(part));
    return part.replaceAll("_", " ");
  });
  return parts.join(/^[\d ]+$/.test(value) ? ", " : " ");
}

const percentText = (percents: string, f: Format): string =>
  percents
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => `${f.number(Number(one))}%`)
    .join(" + ");

const factsText = ({ facts }: Told, f: Format): string =>
  facts.map(([name, value]) => `${name}: ${valueText(value, f)}`).join(", ");

type Sentence = (step: Step, told: Told, w: ExplainWords["rules"], f: Format) => string;

/** What a fact is counted in, as its name says: "Menit kerja yang disetujui". */
const unitOf = (name: string): string => /^(menit|jam|hari|poin)/i.exec(name)?.[0].toLowerCase() ?? "";

const withUnit = (number: string, unit: string): string => (unit === "" ? number : `${number} ${unit}`);

function againstTarget({ facts, target }: Told, f: Format) {
  const value = Number(facts[0]?.[1] ?? "0");
  const wanted = exactOf(target);
  const goal = wanted === undefined ? 0 : Number(rounded(wanted));
  const unit = unitOf(facts[0]?.[0] ?? "");
  return {
    isMet: value >= goal,
    value: withUnit(f.number(value), unit),
    goal: withUnit(f.number(goal), unit),
    missing: withUnit(f.number(goal - value), unit),
    share: withUnit(`${f.number(goal - value)}/${f.number(goal)}`, unit),
  };
}

const happened = ({ facts }: Told): boolean => facts.some(([, value]) => value !== "" && value !== "0");

const byTiers: Sentence = (_, told, w, f) =>
  happened(told) ? w.tier(factsText(told, f), percentText(told.percent, f)) : w.never;

const sentences: Readonly<Record<string, Sentence>> = {
  lookup: (_, told, w, f) => w.lookup(factsText(told, f)),
  prorate: (_, told, w, f) => w.prorate(factsText(told, f)),
  share: (_, { percent }, w, f) => w.share(percentText(percent, f)),
  threshold_gate: (_, told, w, f) => {
    const { isMet, value, goal } = againstTarget(told, f);
    return isMet ? w.gateMet(value, goal) : w.gateMissed(value, goal);
  },
  ratio_capped: (_, told, w, f) => {
    const { isMet, value, goal, missing } = againstTarget(told, f);
    return isMet ? w.ratioMet(value, goal) : w.ratioMissed(value, goal, missing);
  },
  scale_by_table: (_, told, w, f) => w.table(factsText(told, f), percentText(told.percent, f)),
  rate_per_unit: (_, told, w, f) =>
    happened(told) ? w.rate(factsText(told, f), percentText(told.percent, f)) : w.never,
  tier: byTiers,
  multiplier: ({ amountRupiah }, told, w, f) =>
    amountRupiah === "0"
      ? w.appliesNot(factsText(told, f))
      : w.applies(factsText(told, f), percentText(told.percent, f)),
  sum_cuts: ({ stepId }, _, w) => (stepId.endsWith(".clamp") ? w.clamp : ""),
  round: (_, __, w) => w.round,
};

/** One sentence on what the rule looked at; a rule without one tells its facts. */
export function sentenceOf(step: Step, w: ExplainWords, f: Format): string {
  const told = toldOf(step);
  return sentences[step.rule]?.(step, told, w.rules, f) ?? factsText(told, f);
}

export interface Line {
  readonly name: string;
  readonly value: string;
}

function factorText(factor: string, w: ExplainWords, f: Format): string {
  const exact = exactOf(factor);
  if (exact === undefined) return factor;
  const positive = { over: exact.over < 0n ? -exact.over : exact.over, under: exact.under };
  const { percent, isExact } = percentOf(positive);
  const text = `${f.number(percent)}%`;
  return isExact ? text : w.fraction(`${String(positive.over)}/${String(positive.under)}`, text);
}

const exactRupiah = (text: string, f: Format): string => {
  const exact = exactOf(text);
  return exact === undefined ? text : `${isWhole(exact) ? "" : "≈ "}${f.rupiah(rounded(exact))}`;
};

/** "−Rp802.400/3": the exact amount, as it is before it is rounded. */
export function fractionText(text: string, f: Format): string {
  const exact = exactOf(text);
  return exact === undefined ? text : `${f.rupiah(exact.over)}/${f.number(Number(exact.under))}`;
}

/** What is missing of a target stays as the rule counts it, "1.455/6.750 menit": reduced to 97/450 nobody knows it again. */
function shareText(step: Step, w: ExplainWords, f: Format): string {
  const text = factorText(step.factor, w, f);
  if (step.rule !== "ratio_capped" || !step.factor.startsWith("-")) return text;
  const exact = exactOf(step.factor);
  if (exact === undefined) return text;
  const { percent, isExact } = percentOf({ over: -exact.over, under: exact.under });
  const { share } = againstTarget(toldOf(step), f);
  return isExact ? w.share(share, `${f.number(percent)}%`) : w.fraction(share, `${f.number(percent)}%`);
}

/** Base, factor and amount as one would write them down. */
export function arithmeticOf(step: Step, w: ExplainWords, f: Format): readonly Line[] {
  const { base, factor, amountRupiah, effect } = step;
  const amount = BigInt(amountRupiah);
  if (effect === "CUT" && amount === 0n) return [];
  const result = effect === "CUT" ? w.cut : effect === "ADD" ? w.addition : w.value;
  return [
    ...(base === "" ? [] : [{ name: w.basis, value: exactRupiah(base, f) }]),
    ...(factor === "" || factor === "1" ? [] : [{ name: w.rupiahOf(shareText(step, w, f)), value: "" }]),
    { name: result, value: f.rupiah(amount) },
  ];
}
