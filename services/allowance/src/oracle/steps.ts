import { type DayShare, type Factor, type Step, type StepOf } from "../domain/policy/document.ts";
import * as calendar from "./calendar.ts";
import { type Span } from "./calendar.ts";
import { bracketOf, cutForEvents, type Line, percentIn, sumCuts } from "./cuts.ts";
import { all, decimal, type Fraction, isLess, isSame, larger, minus, none, over, percent, rounded, smaller, sumOf, times, whole } from "./fraction.ts"; // prettier-ignore
import { checkPartial, type Override, override } from "./overrides.ts";
import { isRange, plainRow, rowOf, rowOfPerson, tableKey } from "./tables.ts";
import { allSpans, attempt, block, holds, numberOf, orUntold, raise, type World } from "./world.ts";

/** The world with its steps: values that were told already, and the lines beside them. */
export type Reading = World & {
  readonly told: Map<string, Fraction | undefined>;
  readonly lines: Map<string, Fraction>;
};

/* Amounts at the beginning */

function lookup(world: Reading, step: StepOf<"lookup">): Fraction {
  const row = rowOf(world, step.table, tableKey(world, step.table));
  if (!isRange(row)) return row;
  if (step.amount === undefined) return block(world, "AMOUNT_OUT_OF_RANGE", step.label);
  const own = numberOf(world, step.amount);
  const isOutside = isLess(own, whole(row.min)) || isLess(whole(row.max), own);
  return isOutside ? block(world, "AMOUNT_OUT_OF_RANGE", step.label) : own;
}

function unitOf({ document }: World, name: string): string | undefined {
  const fact = document.facts?.find(({ id }) => id === name);
  return document.inputs[name]?.unit ?? (fact?.rule === "total" ? fact.unit : undefined);
}

function factor(world: Reading, one: Factor): Fraction {
  if ("step" in one) return stepValue(world, one.step);
  if ("percent" in one) return percent(one.percent);
  if ("decimal" in one) return decimal(one.decimal);
  const isPercent = ("table" in one ? world.document.tables[one.table]?.unit : unitOf(world, one.input)) === "percent";
  const value = "table" in one ? rowOfPerson(world, one.table) : numberOf(world, one.input);
  return isPercent ? over(value, whole(100)) : value;
}

/* Days of employment */

/** Days of the days that the month has: not more, and not of none. */
function shareOfDays(world: Reading, label: string, { days, of_days }: DayShare): Fraction {
  const [part, month] = [numberOf(world, days), numberOf(world, of_days)];
  return isSame(month, none) || isLess(month, part) ? block(world, "DAYS_IMPOSSIBLE", label) : over(part, month);
}

const prorated = (world: Reading, label: string, target: Fraction, share: DayShare | undefined): Fraction =>
  share === undefined ? target : times(target, shareOfDays(world, label, share));

function thresholdGate(world: Reading, step: StepOf<"threshold_gate">): Fraction {
  const ofMonth = step.by_month?.[String(calendar.monthOfYear(world.month))];
  const threshold = prorated(world, step.label, whole(ofMonth ?? step.gte), step.prorate);
  const of = stepValue(world, step.of);
  return isLess(numberOf(world, step.input), threshold) ? times(of, percent(step.else_percent)) : of;
}

function ratioCapped(world: Reading, step: StepOf<"ratio_capped">): Fraction {
  const printed = typeof step.target === "number" ? whole(step.target) : numberOf(world, step.target);
  const target = prorated(world, step.label, printed, step.prorate);
  const reached = numberOf(world, step.input);
  let ratio = isSame(target, none) ? none : over(reached, target);
  if (step.digits !== undefined) {
    const size = 10n ** BigInt(step.digits);
    ratio = [rounded(times(ratio, whole(100n * size)), "half-up", 1), 100n * size];
  }
  return times(stepValue(world, step.of), smaller(ratio, percent(step.cap_percent)));
}

/* Events and acted posts */

function ofEvents(world: Reading, step: StepOf<"duration" | "lag">): Fraction {
  const { part, overlap } = cutForEvents(world, step, allSpans(world, step.spans));
  if (overlap === "blocked") return block(world, "EVENT_OVERLAP", step.label);
  if (overlap === "told") raise(world, "EVENT_OVERLAP", "WARN", step.label);
  const rest = minus(stepValue(world, step.of), times(stepValue(world, step.base), part));
  if (!isLess(rest, none)) return rest;
  raise(world, "CUT_EXCEEDS_BASE", "WARN", step.label);
  return none;
}

/** Months of an acted post that are paid now: this one when all its days are acted, or the one that became complete in it. */
function monthsActed(world: Reading, { months }: StepOf<"add_share">, span: Span): number {
  if (months === "calendar") return calendar.fills(span, world.month) ? 1 : 0;
  let complete = 0;
  for (let nth = 1; nth <= calendar.wholeMonths(span.from, calendar.lastDayOf(world.month) + 1); nth += 1) {
    const lastDay = calendar.monthsLater(span.from, nth) - 1;
    if (calendar.monthOf(lastDay) === world.month && calendar.lasts(span, lastDay)) complete += 1;
  }
  return complete;
}

function amountActed(world: Reading, step: StepOf<"add_share">, span: Span): Fraction {
  const row = span.level !== undefined && Object.hasOwn(step.levels, span.level) ? step.levels[span.level] : undefined;
  if (row === undefined || span.class === undefined) return block(world, "TABLE_ROW_MISSING", step.label);
  const tariff = plainRow(world, step.table, span.class);
  const amount =
    "difference" in row ? larger(none, minus(tariff, stepValue(world, step.own))) : times(tariff, percent(row.percent));
  return times(amount, whole(monthsActed(world, step, span)));
}

function addShare(world: Reading, step: StepOf<"add_share">): Fraction {
  const paying = allSpans(world, step.spans).filter(
    (span) => step.kinds.includes(span.kind) && monthsActed(world, step, span) > 0,
  );
  if (paying.some(({ pending }) => pending === true)) raise(world, "DECREE_PENDING", "WARN", step.label);
  const acting = paying.filter(({ pending }) => pending !== true);
  if (acting.length > 1 && step.on_overlap === "block") return block(world, "ACTING_OVERLAP", step.label);
  if (acting.length > 1) raise(world, "ACTING_OVERLAP", "WARN", step.label);
  return acting.map((span) => amountActed(world, step, span)).reduce(larger, none);
}

/* Points */

function scoreSum(world: Reading, step: StepOf<"score_sum">): Fraction {
  const points = step.items.map((item) => {
    const found = numberOf(world, item.input);
    const value =
      "max" in item
        ? smaller(times(over(found, whole(100)), whole(item.max)), whole(item.max))
        : decimal(bracketOf(item.brackets, found).points);
    world.lines.set(`${step.id}.${item.id}`, value);
    return value;
  });
  return sumOf(points);
}

function cutsOf(world: Reading, step: StepOf<"sum_cuts">): Fraction {
  const { cut, lines } = sumCuts(world, step, stepValue(world, step.of));
  lines.forEach(([id, value]: Line) => world.lines.set(id, value));
  return cut;
}

function exclude(world: Reading, step: StepOf<"exclude">): Fraction {
  if (!holds(world, step.when)) return stepValue(world, step.of);
  raise(world, "NOT_ENTITLED", "NOTE", step.label);
  checkPartial(world, step.label, step.flag_if);
  return none;
}

const overridden = (world: Reading, step: Override): Fraction =>
  override(world, step, stepValue(world, step.of), stepValue(world, step.replaces));

const parts = (world: Reading, of: readonly string[]): Fraction[] => of.map((id) => stepValue(world, id));
const partOf = (world: Reading, step: { readonly of: string; readonly table: string }): Fraction =>
  over(rowOfPerson(world, step.table), whole(100));

type Rules = { readonly [Rule in Step["rule"]]: (world: Reading, step: StepOf<Rule>) => Fraction };

const rules: Rules = {
  lookup,
  amount: (world, step) => numberOf(world, step.input),
  share: (world, step) => times(stepValue(world, step.of), percent(step.percent)),
  scale_by_table: (world, step) => times(stepValue(world, step.of), partOf(world, step)),
  cut_by_table: (world, step) => times(stepValue(world, step.of), minus(all, partOf(world, step))),
  component_percent: (world, step) => times(stepValue(world, step.of), partOf(world, step)),
  tier: (world, step) => times(stepValue(world, step.of), percentIn(step.brackets, numberOf(world, step.input))),
  sum_cuts: cutsOf,
  sum: (world, step) => sumOf(parts(world, step.of)),
  subtract: (world, step) => minus(stepValue(world, step.of), stepValue(world, step.cut)),
  multiplier: (world, step) =>
    holds(world, step.when) ? times(stepValue(world, step.of), percent(step.percent)) : stepValue(world, step.of),
  exclude,
  override_by_month: overridden,
  override_by_days: overridden,
  rate_per_day_after: overridden,
  nth_occurrence: overridden,
  duration: ofEvents,
  lag: ofEvents,
  difference: (world, step) => larger(none, minus(stepValue(world, step.of), stepValue(world, step.less))),
  add_share: addShare,
  threshold_gate: thresholdGate,
  ratio_capped: ratioCapped,
  cap: (world, step) => smaller(stepValue(world, step.of), whole(step.rupiah)),
  floor: (world, step) => larger(stepValue(world, step.of), whole(step.rupiah)),
  min: (world, step) => parts(world, step.of).reduce(smaller),
  max: (world, step) => parts(world, step.of).reduce(larger),
  prorate: (world, step) => times(stepValue(world, step.of), shareOfDays(world, step.label, step)),
  score_sum: scoreSum,
  point_value: (world, step) => times(stepValue(world, step.of), whole(step.rupiah)),
  product: (world, step) => step.factors.map((one) => factor(world, one)).reduce(times, all),
  round: (world, step) => whole(rounded(stepValue(world, step.of), step.mode, step.unit)),
  result: (world, step) => stepValue(world, step.net),
};

/** What a step is worth. It is read once, since its flags are told once. */
export function stepValue(world: Reading, name: string): Fraction {
  if (world.told.has(name)) return orUntold(world.told.get(name));
  const step = world.document.steps.find(({ id }) => id === name);
  if (!step) throw new Error(`there is no step ${name}`);
  const rule = rules[step.rule] as (world: Reading, step: Step) => Fraction;
  const value = attempt(() => rule(world, step));
  world.told.set(name, value);
  return orUntold(value);
}
