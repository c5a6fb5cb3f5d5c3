import { type Exact, less, numberText, one, printedOf, times } from "./exact.ts";
import { type Replacing } from "./law.ts";
import { capitalised, percentText, type Sentence, type Telling, type Told, toldOf, valueText } from "./told.ts";
import { type Step } from "./types.ts";

const hundredth: Exact = { over: 1n, under: 100n };
const isCount = (value: string): boolean => /^\d+$/.test(value);
const countOf = ({ facts }: Told): string => facts.find(([, value]) => isCount(value))?.[1] ?? "0";

/** What a rule cuts of its base, as a part of one; undefined where the statement does not say it. */
export function cutShareOf(step: Step, replacing: Replacing | undefined): Exact | undefined {
  const told = toldOf(step);
  const percent = printedOf(told.percent);
  if (percent === undefined) return undefined;
  const part = times(percent, hundredth);
  const isDaily = step.rule === "rate_per_day_after";
  if (!isDaily && replacing === undefined) return undefined;
  const cut = isDaily ? times(part, { over: BigInt(countOf(told)), under: 1n }) : part;
  const share = !isDaily && replacing?.means === "paid" ? less(one, cut) : cut;
  if (share.over < 0n) return { over: 0n, under: 1n };
  return share.over > share.under ? one : share;
}

const percentOf = ({ over, under }: Exact): string => `${String(over * 100n)}/${String(under)}`;

/** "dipotong 50%, jadi dibayar 50%": what the law prints is one of the two. */
function howMuch(step: Step, { told, w: { rules }, f, law }: Telling): string {
  const replacing = law.get(step.stepId);
  const cut = cutShareOf(step, replacing);
  if (replacing === undefined || cut === undefined) return rules.percentBy(percentText(told.percent, f));
  const paid = percentText(percentOf(less(one, cut)), f);
  return replacing.means === "paid" ? rules.paidBy(paid) : rules.cutBy(percentText(percentOf(cut), f), paid);
}

const isIdle = ({ facts, percent }: Told): boolean => facts.length === 0 && percent === "";

const replacing =
  (say: Sentence): Sentence =>
  (step, telling) =>
    isIdle(telling.told) ? telling.w.rules.replacesNot : say(step, telling);

const byMonth = replacing((step, telling) => {
  const { facts } = telling.told;
  const leave = facts.find(([, value]) => !isCount(value))?.[1] ?? step.label;
  return telling.w.rules.leave(capitalised(leave), countOf(telling.told), howMuch(step, telling));
});

const bySpell = replacing((step, telling) => telling.w.rules.spell(countText(telling), howMuch(step, telling)));

const byNumber = replacing((step, telling) => telling.w.rules.nth(countText(telling), howMuch(step, telling)));

const countText = ({ told, f }: Telling): string => numberText(countOf(told), f) ?? "";

/** A cut of the month has it with 0 days too; a step only with some. */
const daysAfter: Sentence = (step, telling) => {
  const { told, w: { rules }, f } = telling; // prettier-ignore
  if (countOf(told) !== "0") return rules.daysAfter(countText(telling), percentText(told.percent, f));
  return step.stepId.includes(".") ? rules.never : rules.replacesNot;
};

/** "hukuman ringan, hukuman sedang" of kinds with a space between. */
const kindsText = ({ told }: Telling): string =>
  told.facts
    .flatMap(([, value]) => value.split(" "))
    .map((kind) => kind.replaceAll("_", " "))
    .join(", ");

const byEvents =
  (say: (telling: Telling, events: string, percent: string) => string): Sentence =>
  (_, telling) =>
    isIdle(telling.told)
      ? telling.w.rules.eventsNot
      : say(telling, kindsText(telling), percentText(telling.told.percent, telling.f));

/** Of each post: its kind, then class, level and months. */
const acting: Sentence = (_, { told, w: { rules }, f }) => {
  if (told.facts.length === 0) return rules.actingNot;
  return told.facts
    .map(([kind, value]) => {
      const [acted = "", level = "", months = ""] = value.split(" ");
      const name = rules.levels[level] ?? level.replaceAll("_", " ");
      const post = rules.acting(capitalised(kind), valueText(acted, f), name);
      return months === "" ? post : `${post} ${rules.actingMonths(months)}`;
    })
    .join(" ");
};

/** Rules that put an amount in the place of another, or look at what happened in other months. */
export const replacementSentences: Readonly<Record<string, Sentence>> = {
  override_by_month: byMonth,
  override_by_days: bySpell,
  nth_occurrence: byNumber,
  rate_per_day_after: daysAfter,
  duration: byEvents(({ w: { rules } }, events, percent) => rules.duration(events, percent)),
  lag: byEvents(({ w: { rules } }, events, percent) => rules.lag(events, percent)),
  add_share: acting,
};
