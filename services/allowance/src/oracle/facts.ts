import {
  type DayItem,
  type DayWhere,
  type FactRule,
  type FactRuleOf,
  type Impossible,
} from "../domain/policy/document.ts";
import { type DayFact, type FactValue } from "../domain/policy/sources.ts";
import * as calendar from "./calendar.ts";
import { type Span } from "./calendar.ts";
import { allSpans, attempt, block, daysIn, holds, keyOf, raise, spansOf, type World } from "./world.ts"; // prettier-ignore

/* Days */

const missed = (day: DayFact): number => [day.missed_in, day.missed_out].filter((one) => one === true).length;
const isCharged = (day: DayFact, item: DayItem): boolean => Number(day[item] ?? 0) > 0;
const without = (day: DayFact, item: DayItem): DayFact => ({
  ...day,
  [item]: item === "missed_in" || item === "missed_out" ? false : 0,
});

function isWhere(day: DayFact, { status_in, status_not_in, work }: DayWhere): boolean {
  if (status_in !== undefined && !status_in.includes(day.status)) return false;
  if (status_not_in?.includes(day.status) === true) return false;
  return work === undefined || day.work === work;
}

function aggregate(world: World, rule: FactRuleOf<"aggregate">): FactValue {
  const days = daysIn(world, rule.of).filter((day) => isWhere(day, rule.where ?? {}));
  const found = days.map((day) => {
    if (rule.take === "days") return 1;
    return rule.take === "missed" ? missed(day) : (day[rule.take] ?? 0);
  });
  const more = found.filter((one) => one > 0);
  switch (rule.how) {
    case "sum":
      return more.reduce((sum, one) => sum + one, 0);
    case "count":
      return more.length;
    case "max":
      return Math.max(0, ...more);
    case "each":
      return more;
  }
}

function tolerance(world: World, { of, item, minutes, mode }: FactRuleOf<"tolerance">): FactValue {
  return daysIn(world, of).map((day) => {
    const found = day[item] ?? 0;
    if (found <= minutes) return without(day, item);
    return { ...day, [item]: mode === "subtract" ? found - minutes : found };
  });
}

function classify(world: World, { of, no_check_in_as, no_check_out_as }: FactRuleOf<"classify">): FactValue {
  const late = (day: DayFact): DayFact =>
    day.missed_in === true && no_check_in_as !== undefined
      ? { ...day, missed_in: false, late: Math.max(day.late ?? 0, no_check_in_as) }
      : day;
  const early = (day: DayFact): DayFact =>
    day.missed_out === true && no_check_out_as !== undefined
      ? { ...day, missed_out: false, early: Math.max(day.early ?? 0, no_check_out_as) }
      : day;
  return daysIn(world, of).map((day) => early(late(day)));
}

function isImpossible(tap: string | undefined, rule: Impossible | undefined): boolean {
  if (tap === undefined || rule === undefined) return false;
  const isTooLate = rule.from !== undefined && tap >= rule.from;
  const isTooEarly = rule.until !== undefined && tap <= rule.until;
  return isTooLate || isTooEarly || rule.at?.includes(tap) === true;
}

function withoutTap(day: DayFact, tap: "check_in" | "check_out", countsAsMissed: boolean): DayFact {
  const { [tap]: _, ...rest } = day;
  const dropped = without(rest, tap === "check_in" ? "late" : "early");
  return countsAsMissed ? { ...dropped, [tap === "check_in" ? "missed_in" : "missed_out"]: true } : dropped;
}

function dataValidity(world: World, rule: FactRuleOf<"data_validity">): FactValue {
  const countsAsMissed = rule.counts_as === "missed";
  let daysWithout = 0;
  const days = daysIn(world, rule.of).map((day) => {
    let valid = day;
    if (isImpossible(day.check_in, rule.check_in)) valid = withoutTap(valid, "check_in", countsAsMissed);
    if (isImpossible(day.check_out, rule.check_out)) valid = withoutTap(valid, "check_out", countsAsMissed);
    if (valid !== day) daysWithout += 1;
    return valid;
  });
  if (daysWithout > 0 && rule.flag !== "none")
    raise(world, "IMPOSSIBLE_TAP", rule.flag === "warn" ? "WARN" : "NOTE", rule.label);
  return days;
}

function outage(world: World, { of, outages, neutralises }: FactRuleOf<"outage">): FactValue {
  const spans = spansOf(world, outages);
  return daysIn(world, of).map((day) => {
    const isOut = spans.some((span) => calendar.lasts(span, calendar.dayNumber(day.day)));
    return isOut ? neutralises.reduce(without, day) : day;
  });
}

function sameDay(world: World, { of, order }: FactRuleOf<"same_day">): FactValue {
  return daysIn(world, of).map((day) => {
    const first = order.find((item) => isCharged(day, item));
    return order.filter((item) => item !== first).reduce(without, day);
  });
}

function credit(world: World, { of, minutes, days }: FactRuleOf<"credit">): FactValue {
  const credited = daysIn(world, of).filter(({ work }) => days === "calendar" || work);
  return credited.reduce((sum, { status }) => sum + (minutes[status] ?? 0), 0);
}

function total(world: World, { of, floor }: FactRuleOf<"total">): FactValue {
  const sum = of.reduce((sumSoFar, name) => sumSoFar + Number(keyOf(world, name)), 0);
  return floor === "zero" ? Math.max(0, sum) : sum;
}

/* Spans */

function countSpans(world: World, { of, kinds, count }: FactRuleOf<"count_spans">): FactValue {
  const isCounted = {
    begun_in_month: ({ from }: Span) => calendar.monthOf(from) === world.month,
    begun_in_year: ({ from }: Span) => {
      const month = calendar.monthOf(from);
      return calendar.yearOf(month) === calendar.yearOf(world.month) && month <= world.month;
    },
    active_in_month: (span: Span) => calendar.touches(span, world.month),
  };
  return spansOf(world, of, kinds).filter(isCounted[count]).length;
}

function spanDays(world: World, { of, kinds, day_kind, days }: FactRuleOf<"span_days">): FactValue {
  const spans = spansOf(world, of, kinds);
  const workdays =
    day_kind === "working" && days !== undefined
      ? daysIn(world, days)
          .filter(({ work }) => work)
          .map(({ day }) => calendar.dayNumber(day))
      : calendar.daysOf(world.month);
  return workdays.filter(
    (day) => calendar.monthOf(day) === world.month && spans.some((span) => calendar.lasts(span, day)),
  ).length;
}

function effectiveClass(world: World, rule: FactRuleOf<"effective_class">): FactValue {
  const own = keyOf(world, rule.class);
  const runs = ({ from, to }: Span): boolean => {
    const first = calendar.monthOf(from) + (rule.starts === "next_month" ? 1 : 0);
    return first <= world.month && (to === undefined || world.month <= calendar.monthOf(to));
  };
  const running = allSpans(world, rule.demotions).filter(runs);
  if (running.some(({ pending }) => pending === true)) raise(world, "DECREE_PENDING", "WARN", rule.label);
  const acting = running.filter(({ pending }) => pending !== true);
  if (acting.length > 1) raise(world, "DEMOTION_OVERLAP", "WARN", rule.label);
  // A class that is no number is neither lower nor higher than another.
  if (acting.length > 0 && !/^\d+$/.test(own)) return block(world, "TABLE_ROW_MISSING", rule.label);
  const classes = acting.map((span) => span.class ?? block(world, "TABLE_ROW_MISSING", rule.label));
  return classes.reduce((lowest, one) => (Number(one) < Number(lowest) ? one : lowest), own);
}

function substituteClass(world: World, rule: FactRuleOf<"substitute_class">): FactValue {
  const own = keyOf(world, rule.class);
  if (!holds(world, rule.when)) return own;
  const key = keyOf(world, rule.by);
  const other = Object.hasOwn(rule.rows, key) ? rule.rows[key] : undefined;
  if (other !== undefined) return other;
  return rule.otherwise === "keep" ? own : block(world, "TABLE_ROW_MISSING", rule.label);
}

/** The one that began last; of several that began on one day the lowest class, whatever the order in which they are listed. */
function latestClass(spans: readonly Span[]): string | undefined {
  const last = Math.max(...spans.map(({ from }) => from));
  const classes = spans.filter(({ from }) => from === last).map(({ kind }) => kind);
  const numbers = classes.filter((kind) => /^\d+$/.test(kind)).toSorted((a, b) => Number(a) - Number(b));
  return numbers[0] ?? classes.toSorted()[0];
}

function startRule(world: World, rule: FactRuleOf<"start_rule">): FactValue {
  /** The month in which a change on this day counts first. */
  const countsFrom = (day: calendar.DayNumber): calendar.Month => {
    const countsAtOnce =
      rule.effect === "same_day" || (calendar.dayOfMonth(day) === 1 && rule.on_first_day === "same_month");
    return calendar.monthOf(day) + (countsAtOnce ? 0 : 1);
  };
  const hasBegun = ({ from }: Span): boolean => countsFrom(from) <= world.month;
  // The end is a change on the day after: what follows on the first day of a month may count a month later, and till then this does. A class that
  // changes at once is that of the last day it has in the month.
  const hasEnded = ({ to }: Span): boolean =>
    to !== undefined &&
    (rule.effect === "same_day" ? to < calendar.firstDayOf(world.month) : countsFrom(to + 1) <= world.month);
  const known = spansOf(world, rule.history).filter((span) => hasBegun(span) && !hasEnded(span));
  return latestClass(known) ?? block(world, "INPUT_MISSING", rule.label);
}

type Readings = {
  readonly [Rule in FactRule["rule"]]: (world: World, rule: FactRuleOf<Rule>) => FactValue;
};

const readings: Readings = {
  aggregate,
  tolerance,
  classify,
  data_validity: dataValidity,
  outage,
  same_day: sameDay,
  credit,
  total,
  count_spans: countSpans,
  span_days: spanDays,
  effective_class: effectiveClass,
  substitute_class: substituteClass,
  start_rule: startRule,
};

/** One after the other, as they are written; one that is given is not made. */
export function readFacts(world: World): void {
  for (const rule of world.document.facts ?? []) {
    if (world.values.has(rule.id)) continue;
    const reading = readings[rule.rule] as (world: World, rule: FactRule) => FactValue;
    const value = attempt(() => reading(world, rule));
    if (value !== undefined) world.values.set(rule.id, value);
  }
}
