import { type Format } from "../../i18n/format.ts";
import { exactOf, isSame, one, printedOf, times } from "./exact.ts";
import { type ExplainWords } from "./explain-words.ts";
import { type Law } from "./law.ts";
import { replacementSentences } from "./sentences-replacing.ts";
import { againstTarget, factsText, happened, percentText, type Sentence, type Telling, toldOf, valueText } from "./told.ts"; // prettier-ignore
import { type Step } from "./types.ts";

const isNothing = ({ amountRupiah }: Step): boolean => amountRupiah === "0";
const isItem = ({ stepId }: Step): boolean => stepId.includes(".");

/** "1.200 poin" of a step that yields points. */
export const pointsText = (exact: string, w: ExplainWords, f: Format): string => w.points(valueText(exact, f));

const byPercent =
  (say: (words: ExplainWords["rules"]) => (facts: string, percent: string) => string): Sentence =>
  (_, { told, w, f }) =>
    say(w.rules)(factsText(told, f), percentText(told.percent, f));

const ifHappened =
  (say: (words: ExplainWords["rules"]) => (facts: string, percent: string) => string): Sentence =>
  (step, telling) =>
    happened(telling.told) ? byPercent(say)(step, telling) : telling.w.rules.never;

const againstGoal =
  (say: (words: ExplainWords["rules"], goal: ReturnType<typeof againstTarget>) => string): Sentence =>
  (_, { told, w, f }) =>
    say(w.rules, againstTarget(told, f));

/** A condition of several parts names no fact. */
function conditional(step: Step, { told, w: { rules }, f }: Telling): string {
  const facts = told.facts.length === 0 ? undefined : factsText(told, f);
  const isApplied = !isNothing(step) && told.percent !== "100";
  return isApplied
    ? rules.applies(facts ?? rules.holds, percentText(told.percent, f))
    : rules.appliesNot(facts ?? rules.holdsNot);
}

/** A change by everything, or a factor of nothing before the gross. */
export const isExcluded = ({ effect, factor }: Step): boolean =>
  factor === "-1" || (factor === "0" && effect !== "CUT" && effect !== "ADD");

/** "1 Apr: 35 + 20": minutes of both kinds on each day. */
function combined(_: Step, { told, w, f }: Telling): string {
  const days = told.facts.flatMap(([, value]) => [...value.matchAll(/(\d{4}-\d\d-\d\d) (\d+)\+(\d+)/g)]);
  if (days.length === 0) return w.rules.never;
  const text = days.map(([, day = "", one, other]) => `${f.date(day)} ${String(one)} + ${String(other)}`);
  return w.rules.combined(text.join("; "));
}

function score(step: Step, { told, w, f }: Telling): string {
  const points = pointsText(step.exact, w, f);
  return isItem(step) ? w.rules.points(factsText(told, f), points) : w.rules.pointSum(points);
}

/** Whole amounts as they are, parts of one as percent. */
function factorText(value: string, f: Format): string {
  const exact = printedOf(value);
  if (exact === undefined || exact.over % exact.under === 0n) return valueText(value, f);
  const percent = times(exact, { over: 100n, under: 1n });
  return percentText(`${String(percent.over)}/${String(percent.under)}`, f);
}

/** Factors of one kind come under one name, and then the last alone is told: what is told must make up the value, or it is said that there is more. */
const product: Sentence = ({ inputs, exact }, { w, f }) => {
  const values = Object.values(inputs);
  const factors = values.flatMap((value) => printedOf(value) ?? []);
  const value = exactOf(exact);
  const isAll = value !== undefined && factors.length === values.length && isSame(factors.reduce(times, one), value);
  const text = values.map((factor) => factorText(factor, f));
  return isAll ? w.rules.product(text.join(" × ")) : w.rules.productOfMore(text.join(", "));
};

const sumOfCuts: Sentence = (step, { w: { rules } }) => {
  if (step.stepId.endsWith(".clamp")) return isNothing(step) ? rules.clampNot : rules.clamp;
  if (step.stepId.endsWith(".waive")) return isNothing(step) ? rules.waiveNot : rules.waive;
  return "";
};

const amountOf: Sentence = ({ amountRupiah }, { told, w, f }) =>
  w.rules.amount(told.facts.map(([name]) => `${name}: ${f.rupiah(amountRupiah)}`).join(", "));

const plain: Readonly<Record<string, Sentence>> = {
  lookup: (_, { told, w, f }) => w.rules.lookup(factsText(told, f)),
  amount: amountOf,
  prorate: (_, { told, w, f }) => w.rules.prorate(factsText(told, f)),
  share: (_, { told, w, f }) => w.rules.share(percentText(told.percent, f)),
  threshold_gate: againstGoal((w, { isMet, value, goal }) =>
    isMet ? w.gateMet(value, goal) : w.gateMissed(value, goal),
  ),
  ratio_capped: againstGoal((w, { isMet, value, goal, missing }) =>
    isMet ? w.ratioMet(value, goal) : w.ratioMissed(value, goal, missing),
  ),
  scale_by_table: byPercent(({ table }) => table),
  cut_by_table: byPercent(({ tableCut }) => tableCut),
  component_percent: byPercent(({ component }) => component),
  rate_per_unit: ifHappened(({ rate }) => rate),
  tier: ifHappened(({ tier }) => tier),
  negative_item: ifHappened(({ tier }) => tier),
  combine: combined,
  multiplier: conditional,
  exclude: (step, { w: { rules } }) => (isExcluded(step) ? rules.excluded : rules.excludedNot),
  difference: (_, { w }) => w.rules.difference,
  score_sum: score,
  point_value: (step, { told, w, f }) => {
    const rupiah = told.facts[0]?.[1] ?? "0";
    return w.rules.pointValue(pointsText(step.base, w, f), f.rupiah(rupiah));
  },
  product,
  cap: (step, { w: { rules } }) => (isNothing(step) ? rules.cappedNot : rules.capped),
  floor: (step, { w: { rules } }) => (isNothing(step) ? rules.raisedNot : rules.raised),
  min: (_, { w }) => w.rules.least,
  max: (_, { w }) => w.rules.most,
  sum_cuts: sumOfCuts,
  round: (_, { w }) => w.rules.round,
};

const sentences: Readonly<Record<string, Sentence>> = { ...plain, ...replacementSentences };

/** One sentence on what the rule looked at; a rule without one tells its facts. */
export function sentenceOf(step: Step, w: ExplainWords, f: Format, law: Law = new Map()): string {
  const told = toldOf(step);
  return sentences[step.rule]?.(step, { told, w, f, law }) ?? factsText(told, f);
}
