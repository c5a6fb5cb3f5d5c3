import { rational } from "@kinerja/common/kernel";

import { compileCondition } from "../derive/condition.ts";
import { days, number, numbers, spans } from "../derive/known.ts";
import { daysAfter } from "../derive/leave.ts";
import { type CutItem, type StepOf } from "../document.ts";
import { type DayFact } from "../sources.ts";
import { bracketFinder } from "./brackets.ts";
import { type Frame } from "./frame.ts";
import { decimalScale, longestList } from "./inputs.ts";
import { fixed, type Line, made, type ToldInput, valued, valueLine } from "./line.ts";
import { type Compiled, percentOf, type Program, type Rational } from "./program.ts";
import { just, less, negated, product } from "./quantity.ts";
import { percentChosen } from "./steps-basic.ts";
import {
  added,
  comparing,
  counted,
  either,
  lcm,
  nothing,
  picked,
  scaled,
  smaller,
  times,
  type Value,
} from "./value.ts";

type Item<Rule extends CutItem["rule"]> = Extract<CutItem, { rule: Rule }>;
type Rated = { readonly rate: Value; readonly inputs: readonly ToldInput[] };

/** Percents as whole numbers over one denominator, so that a sum over occurrences is a sum of whole numbers. */
export function numerators(percents: readonly Rational[]): {
  readonly den: bigint;
  readonly numbers: readonly number[];
  readonly most: number;
} {
  const den = percents.reduce((product, percent) => lcm(product, percent.den), 1n);
  const all = percents.map((percent) => Number(percent.num * (den / percent.den)));
  return { den, numbers: all, most: Math.max(0, ...all) };
}

function ratePerUnit(item: Item<"rate_per_unit">, program: Program): Rated {
  const rate = scaled(program.number(item.input), percentOf(item.percent));
  return { rate, inputs: [program.told(item.input), fixed("percent", item.percent)] };
}

function tierOfMonth(item: Item<"tier">, program: Program): Rated {
  const at = program.bracketOf(item.input, item.brackets);
  const rates = item.brackets.map(({ percent }) => percentOf(percent));
  return { rate: picked(rates, at), inputs: [program.told(item.input), percentChosen(item.brackets, at)] };
}

function tierOfOccurrences(item: Item<"tier">): Rated {
  const find = bracketFinder(item.brackets);
  const { den, numbers: rates, most } = numerators(item.brackets.map(({ percent }) => percentOf(percent)));
  const bounds = { den, lo: 0n, hi: BigInt(most * longestList) };
  const rate = counted(bounds, ({ known }) => {
    let sum = 0;
    for (const value of numbers(known, item.input)) sum += rates[find(value * decimalScale)] as number;
    return sum;
  });
  const percentAt = (value: number): string => String(item.brackets[find(value * decimalScale)]?.percent);
  return {
    rate,
    inputs: [
      made(item.input, ({ known }) => numbers(known, item.input).join(" ")),
      made("percent", ({ known }) => numbers(known, item.input).map(percentAt).join(" ")),
    ],
  };
}

/** Late and early of one day: alone each by its brackets, together within a least and a most. */
function combined(item: Item<"combine">): Rated {
  const all = [...item.a.brackets, ...item.b.brackets].map(({ percent }) => percentOf(percent));
  const { den, numbers: rates } = numerators([...all, percentOf(item.min), percentOf(item.max)]);
  const [least = 0, most = 0] = rates.slice(-2);
  const [findA, findB] = [bracketFinder(item.a.brackets), bracketFinder(item.b.brackets)];
  const rateOfA = (minutes: number): number => (minutes > 0 ? (rates[findA(minutes * decimalScale)] as number) : 0);
  const rateOfB = (minutes: number): number =>
    minutes > 0 ? (rates[item.a.brackets.length + findB(minutes * decimalScale)] as number) : 0;
  const rateOf = (day: DayFact): number => {
    const [a, b] = [day[item.a.item] ?? 0, day[item.b.item] ?? 0];
    if (a === 0 || b === 0) return rateOfA(a) + rateOfB(b);
    const both = item.pair === "sum" ? rateOfA(a) + rateOfB(b) : Math.max(rateOfA(a), rateOfB(b));
    return Math.min(Math.max(both, least), most);
  };
  const bounds = { den, lo: 0n, hi: BigInt(Math.max(...rates) * 2 * longestList) };
  const rate = counted(bounds, ({ known }) => {
    let sum = 0;
    for (const day of days(known, item.days)) sum += rateOf(day);
    return sum;
  });
  const isCharged = (day: DayFact): boolean => rateOf(day) > 0;
  const charged = ({ known }: Frame): string =>
    days(known, item.days)
      .filter(isCharged)
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .map((day) => `${day.day} ${day[item.a.item] ?? 0}+${day[item.b.item] ?? 0}`)
      .join(", ");
  return { rate, inputs: [made(item.days, charged)] };
}

function negativeItem(item: Item<"negative_item">, program: Program): Rated {
  const percent = percentOf(item.percent);
  const inputs = [program.told(item.input), fixed("percent", item.percent)];
  if (item.repeat === "each") return { rate: scaled(program.number(item.input), percent), inputs };
  return { rate: picked([rational(0n), percent], ({ known }) => (number(known, item.input) > 0 ? 1 : 0)), inputs };
}

/** Of all spans of a person together, far more than can be. */
const mostDays = 1_000_000;

/** Days beyond the grace × percent, at most all of it. */
export function rateAfter(
  rule: Item<"rate_per_day_after"> | StepOf<"rate_per_day_after">,
  program: Program,
): Rated & { readonly days: (frame: Frame) => number } {
  const count = daysAfter(rule, program.period);
  const { num, den } = percentOf(rule.percent);
  const most = Number(den / (num || 1n));
  const counted_ = program.choose((frame) => count(spans(frame.known, rule.spans)).days);
  program.flagWhen(({ known }) => count(spans(known, rule.spans)).beyond > 0, "OVERRIDE_BEYOND", "WARN", {
    label: rule.label,
  });
  const numerator = Number(num);
  const rate = counted({ den, lo: 0n, hi: den }, (frame) => {
    const found = counted_(frame);
    return found > most ? Number(den) : Math.min(found * numerator, Number(den));
  });
  const told = counted({ den: 1n, lo: 0n, hi: BigInt(mostDays) }, counted_);
  return { rate, days: counted_, inputs: [valued("days", told), fixed("percent", rule.percent)] };
}

function rateOf(item: CutItem, program: Program): Rated {
  if (item.rule === "rate_per_unit") return ratePerUnit(item, program);
  if (item.rule === "combine") return combined(item);
  if (item.rule === "negative_item") return negativeItem(item, program);
  if (item.rule === "rate_per_day_after") return rateAfter(item, program);
  return item.per === "month" ? tierOfMonth(item, program) : tierOfOccurrences(item);
}

function itemLines(
  item: CutItem,
  id: string,
  base: Value,
  program: Program,
): { readonly rate: Value; readonly line: Line } {
  const { rate, inputs } = rateOf(item, program);
  const keptRate = program.keep(rate);
  const [exact, factor] = [negated(product(base, keptRate)), negated(just(keptRate))];
  return { rate: keptRate, line: { id, isChange: true, base, factor, exact, inputs } };
}

/** Everything that is cut from one base, each by its article. What is more than the base is given back, and flagged; what is waived is shown and given back. */
export function compileCuts(step: StepOf<"sum_cuts">, program: Program): Compiled {
  const base = program.valueOf(step.of);
  const items = step.items.map((item) => itemLines(item, `${step.id}.${item.id}`, base, program));
  const asked = program.keep(times(base, added(items.map(({ rate }) => rate))));
  const excess = comparing(asked, base);
  const severity = step.on_exceed.flag === "warn" ? "WARN" : "NOTE";
  program.flagWhen((frame) => excess(frame) > 0, "CUT_EXCEEDS_BASE", severity, { label: step.label });
  const most = program.keep(smaller(asked, base));
  const waiver = step.waive;
  const waives = waiver && compileCondition(waiver.when, program.period);
  const isWaived = waives ? program.choose(({ known }) => (waives(known) ? 1 : 0)) : (): number => 0;
  const total = program.name(step.id, waives ? either((frame) => isWaived(frame) === 1, nothing, most) : most);
  if (waiver)
    program.flagWhen((frame) => isWaived(frame) === 1 && most.exact(frame).num > 0n, "CUT_WAIVED", "WARN", {
      label: waiver.label,
    });
  const clamp: Line = { id: `${step.id}.clamp`, isChange: true, base, exact: less(just(asked), just(most)) };
  const waive: Line = { id: `${step.id}.waive`, isChange: true, base, exact: less(just(most), just(total)) };
  const own = valueLine(step.id, total, { base, exact: negated(just(total)) });
  return { value: total, lines: [...items.map(({ line }) => line), clamp, ...(waiver ? [waive] : []), own] };
}
