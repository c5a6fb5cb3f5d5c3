import { addDays, type Day, daysBetween, type Period } from "@kinerja/common/kernel";

import { type SpellCount, type StepOf } from "../document.ts";
import { type SpanFact } from "../sources.ts";
import { addMonths, type Month, monthOf, monthsBetween, wholeMonths } from "./months.ts";
import { inOrder, isConfirmed, spellsOf, touches } from "./spans.ts";

/** The n-th month of a spell, from 1. */
export type MonthOfLeave = { readonly kind: string; readonly month: number };

type Spans = readonly SpanFact[];

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
/** Both ends belong to it. */
const daysFrom = (from: Day, to: Day): number => daysBetween(from, to) + 1;
/** A spell without an end is counted through the month. */
const endOf = ({ to }: SpanFact, { last }: Month): Day => to ?? last;

/** The confirmed spells of the kinds that have a day in the month. */
const spellsIn = (spans: Spans, month: Month, isKind: (kind: string) => boolean): Spans =>
  inOrder(spellsOf(spans.filter(({ kind }) => isKind(kind))).filter((spell) => touches(spell, month)));

const monthNumber: Record<StepOf<"override_by_month">["month"], (from: Day, month: Month) => number> = {
  touched: (from, { period }) => monthsBetween(from, period) + 1,
  anniversary: (from, { first }) => wholeMonths(from, later(from, first)) + 1,
  days_30: (from, { first }) => Math.floor(daysBetween(from, later(from, first)) / 30) + 1,
};

/** The months of leave that this one is: of each spell, whose kind has rows, that touches it. */
export function monthsOfLeave(
  step: StepOf<"override_by_month">,
  period: Period,
): (spans: Spans) => readonly MonthOfLeave[] {
  const month = monthOf(period);
  const { rows, spell_at_least_days: least = 0 } = step;
  const numberOf = monthNumber[step.month];
  const isKind = (kind: string): boolean => Object.hasOwn(rows, kind);
  const isLong = (span: SpanFact): boolean => daysFrom(span.from, endOf(span, month)) >= least;
  return (spans) => {
    if (spans.length === 0) return [];
    const spells = spellsIn(spans, month, isKind).filter(isLong);
    return spells.map(({ kind, from }) => ({ kind, month: numberOf(from, month) }));
  };
}

const spellLength: Record<SpellCount, (span: SpanFact, month: Month) => number> = {
  spell_total: (span, month) => daysFrom(span.from, endOf(span, month)),
  spell_to_month_end: (span, month) => daysFrom(span.from, earlier(endOf(span, month), month.last)),
  in_month: (span, month) => daysFrom(later(span.from, month.first), earlier(endOf(span, month), month.last)),
};

/** The days of each spell that touches the month, by the rule's count. */
export function spellDays(
  step: Pick<StepOf<"override_by_days">, "kinds" | "count">,
  period: Period,
): (spans: Spans) => readonly number[] {
  const month = monthOf(period);
  const lengthOf = spellLength[step.count];
  const isKind = (kind: string): boolean => step.kinds.includes(kind);
  return (spans) => {
    if (spans.length === 0) return [];
    return spellsIn(spans, month, isKind).map((span) => lengthOf(span, month));
  };
}

type DaysAfter = Pick<StepOf<"rate_per_day_after">, "kinds" | "grace_days" | "until_days" | "count">;
/** Days that are charged, and those beyond the last that can be. */
export type DaysCounted = { readonly days: number; readonly beyond: number };
const noneCounted: DaysCounted = { days: 0, beyond: 0 };

/** The days of a spell have numbers from 1 on; those between the grace and the limit count, of all spells together. */
export function daysAfter(rule: DaysAfter, period: Period): (spans: Spans) => DaysCounted {
  const month = monthOf(period);
  const { kinds, grace_days: grace, until_days: limit = Infinity, count } = rule;
  const isKind = (kind: string): boolean => kinds.includes(kind);
  return (spans) => {
    if (spans.length === 0) return noneCounted;
    let [days, beyond] = [0, 0];
    for (const span of spellsIn(spans, month, isKind)) {
      const before = count === "in_month" ? daysBetween(span.from, later(span.from, month.first)) : 0;
      const end = daysFrom(span.from, earlier(endOf(span, month), month.last));
      days += Math.max(0, Math.min(end, limit) - Math.max(before, grace));
      beyond += Math.max(0, end - Math.max(before, limit));
    }
    return { days, beyond };
  };
}

const windowStart: Record<StepOf<"nth_occurrence">["window"], (from: Day) => string> = {
  calendar_year: (from) => `${from.slice(0, 4)}-01-01`,
  // Twelve months that end with the day begin on the day after its anniversary.
  rolling_12_months: (from) => addDays(addMonths(from, -12), 1),
};

/** The number that each span which begins in the month has among those that begin in its window up to it. */
export function occurrences(step: StepOf<"nth_occurrence">, period: Period): (spans: Spans) => readonly number[] {
  const { first, last } = monthOf(period);
  const startOf = windowStart[step.window];
  return (spans) => {
    if (spans.length === 0) return [];
    const begun = spans.filter((span) => isConfirmed(span) && step.kinds.includes(span.kind) && span.from <= last);
    const days = begun.map(({ from }) => from).sort();
    return days.flatMap((from, index) => {
      if (from < first) return [];
      const start = startOf(from);
      return [index + 1 - days.filter((day) => day < start).length];
    });
  };
}
