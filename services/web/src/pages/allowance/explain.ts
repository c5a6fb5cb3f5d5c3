import { type Format } from "../../i18n/format.ts";
import { type Exact, exactOf, isWhole, less, one, percentOf, rounded, times } from "./exact.ts";
import { type ExplainWords } from "./explain-words.ts";
import { type Law } from "./law.ts";
import { pointsText } from "./sentences.ts";
import { cutShareOf } from "./sentences-replacing.ts";
import { againstTarget, toldOf } from "./told.ts";
import { type Step } from "./types.ts";

export { sentenceOf } from "./sentences.ts";

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

const rupiahText = (exact: Exact, f: Format): string => `${isWhole(exact) ? "" : "≈ "}${f.rupiah(rounded(exact))}`;

const exactRupiah = (text: string, f: Format): string => {
  const exact = exactOf(text);
  return exact === undefined ? text : rupiahText(exact, f);
};

/** "−Rp802.400/3": the exact amount, as it is before it is rounded. */
export function fractionText(text: string, f: Format): string {
  const exact = exactOf(text);
  return exact === undefined ? text : `${f.rupiah(exact.over)}/${f.number(Number(exact.under))}`;
}

const yieldsPoints = ({ rule }: Step): boolean => rule === "score_sum";

/** What a step came to: rupiah, or points. */
export const valueOf = (step: Step, w: ExplainWords, f: Format): string =>
  yieldsPoints(step) ? pointsText(step.exact, w, f) : f.rupiah(step.amountRupiah);

/** Whether its amount was rounded; points are not. */
export const isRounded = (step: Step): boolean => step.exact.includes("/") && !yieldsPoints(step);

/** What is missing of a target stays as the rule counts it, "1.455/6.750 menit": reduced to 97/450 nobody knows it again. */
function shareText(step: Step, w: ExplainWords, f: Format): string {
  if (step.rule === "point_value") return exactRupiah(step.factor, f);
  const text = factorText(step.factor, w, f);
  if (step.rule !== "ratio_capped" || !step.factor.startsWith("-")) return text;
  const exact = exactOf(step.factor);
  if (exact === undefined) return text;
  const { percent, isExact } = percentOf({ over: -exact.over, under: exact.under });
  const { share } = againstTarget(toldOf(step), f);
  return isExact ? w.share(share, `${f.number(percent)}%`) : w.fraction(share, `${f.number(percent)}%`);
}

const baseText = ({ rule, base }: Step, w: ExplainWords, f: Format): string =>
  rule === "point_value" ? pointsText(base, w, f) : exactRupiah(base, f);

const factorLine = (share: Exact, w: ExplainWords, f: Format): Line => ({
  name: w.rupiahOf(factorText(`${String(share.over)}/${String(share.under)}`, w, f)),
  value: "",
});

/** What a rule takes from the running amount, or what it puts in its place and what stood there before. */
function replacementLines(step: Step, law: Law, w: ExplainWords, f: Format): readonly Line[] | undefined {
  const [base, exact] = [exactOf(step.base), exactOf(step.exact)];
  const replacing = law.get(step.stepId);
  const cut = cutShareOf(step, replacing);
  const isChange = step.effect === "CUT" || step.effect === "ADD";
  if (replacing === undefined || cut === undefined || base === undefined || exact === undefined || !isChange) return undefined; // prettier-ignore
  const first = { name: w.basis, value: rupiahText(base, f) };
  if (replacing.with_cuts !== "erase") return [first, factorLine(cut, w, f)];
  const share = less(one, cut);
  const paid = times(base, share);
  return [
    first,
    factorLine(share, w, f),
    { name: w.paid, value: rupiahText(paid, f) },
    { name: w.before, value: rupiahText(less(paid, exact), f) },
  ];
}

/** A cut of nothing, and points, which the sentence tells. */
const hasNone = (step: Step): boolean => yieldsPoints(step) || (step.effect === "CUT" && step.amountRupiah === "0");

const resultName = ({ effect }: Step, w: ExplainWords): string =>
  effect === "CUT" ? w.cut : effect === "ADD" ? w.addition : w.value;

/** Base, factor and amount as one would write them down. */
export function arithmeticOf(step: Step, w: ExplainWords, f: Format, law: Law = new Map()): readonly Line[] {
  if (hasNone(step)) return [];
  const { base, factor } = step;
  const steps = replacementLines(step, law, w, f) ?? [
    ...(base === "" ? [] : [{ name: w.basis, value: baseText(step, w, f) }]),
    ...(factor === "" || factor === "1" ? [] : [{ name: w.rupiahOf(shareText(step, w, f)), value: "" }]),
  ];
  return [...steps, { name: resultName(step, w), value: valueOf(step, w, f) }];
}
