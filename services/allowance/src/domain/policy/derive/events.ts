import { addDays, type Day, type Period } from "@kinerja/common/kernel";

import { type StepOf } from "../document.ts";
import { type SpanFact } from "../sources.ts";
import { addMonths, monthOf, monthsBetween, yearOf } from "./months.ts";
import { actingSpans, isConfirmed } from "./spans.ts";

type Spans = readonly SpanFact[];

/** An event whose percent is taken this month. `rows`: which of the step's. */
export type RunningEvent = { readonly kind: string; readonly rows: number; readonly from: Day };
/** `ended`: one would act this month if it had not ended before it could act at all, which is rarely what its decree means. */
type Running = { readonly running: readonly RunningEvent[]; readonly pending: boolean; readonly ended: boolean };
const noneRunning: Running = { running: [], pending: false, ended: false };

/** Events whose months are not over, and whether one that is not confirmed would be among them. */
export function runningEvents(step: StepOf<"duration">, period: Period): (spans: Spans) => Running {
  const { first } = monthOf(period);
  const startsAfter = step.starts === "next_month" ? 1 : 0;
  const rowsAt = (from: Day): number => step.rows.findLastIndex(({ events_from: day = "" }) => day <= from);
  const isInMonths = ({ kind, from }: SpanFact): boolean => {
    const { rows = {} } = step.rows[rowsAt(from)] ?? {};
    const row = Object.hasOwn(rows, kind) ? rows[kind] : undefined;
    const month = monthsBetween(from, period) - startsAfter;
    return row !== undefined && month >= 0 && month < row.months;
  };
  const runs = (span: SpanFact): boolean => isInMonths(span) && (span.to === undefined || span.to >= first);
  const neverRan = (span: SpanFact): boolean =>
    span.to !== undefined && monthsBetween(span.from, span.to) < startsAfter && isConfirmed(span) && isInMonths(span);
  return (spans) => {
    if (spans.length === 0) return noneRunning;
    const { acting, pending } = actingSpans(spans, runs);
    const running = acting.map(({ kind, from }) => ({ kind, rows: rowsAt(from), from }));
    return { running, pending, ended: spans.some(neverRan) };
  };
}

/** An event some months or years ago that counts in this month. */
export type LaggedEvent = { readonly kind: string; readonly from: Day };
type Lagged = { readonly acting: readonly LaggedEvent[]; readonly pending: boolean };
const noneLagged: Lagged = { acting: [], pending: false };

/** Events that this month is one of the offsets after, ordered by their first day. Their end says nothing. */
export function laggedEvents(step: StepOf<"lag">, period: Period): (spans: Spans) => Lagged {
  const { last } = monthOf(period);
  const { offsets, rows } = step;
  const isDue =
    "months" in offsets
      ? (from: Day): boolean => offsets.months.includes(monthsBetween(from, period))
      : (from: Day): boolean => offsets.years.includes(yearOf(period) - yearOf(from));
  const acts = ({ kind, from }: SpanFact): boolean => from <= last && Object.hasOwn(rows, kind) && isDue(from);
  return (spans) => {
    if (spans.length === 0) return noneLagged;
    const { acting, pending } = actingSpans(spans, acts);
    return { acting: acting.map(({ kind, from }) => ({ kind, from })), pending };
  };
}

/** An acted post and the months that are paid for it; "" where the fact names no class or level. */
export type ActedPost = {
  readonly kind: string;
  readonly class: string;
  readonly level: string;
  readonly months: number;
};
type Acted = { readonly posts: readonly ActedPost[]; readonly pending: boolean };
const noneActed: Acted = { posts: [], pending: false };

/** Posts with a month that is paid now: this whole one, or one since the first day that is complete in it. */
export function actedPosts(step: StepOf<"add_share">, period: Period): (spans: Spans) => Acted {
  const { first, last } = monthOf(period);
  const wholeMonth = ({ from, to }: SpanFact): boolean => from <= first && (to === undefined || to >= last);
  /** The month is complete on the day before the anniversary; one that begins on a first day, on the month's last. */
  const completeMonth = ({ from, to }: SpanFact): boolean => {
    const months = monthsBetween(from, period) + (from.endsWith("-01") ? 1 : 0);
    return months > 0 && (to === undefined || to >= addDays(addMonths(from, months), -1));
  };
  const isPaid = step.months === "calendar" ? wholeMonth : completeMonth;
  const acts = (span: SpanFact): boolean => step.kinds.includes(span.kind) && isPaid(span);
  return (spans) => {
    if (spans.length === 0) return noneActed;
    const { acting, pending } = actingSpans(spans, acts);
    const posts = acting.map((span) => ({
      kind: span.kind,
      class: span.class ?? "",
      level: span.level ?? "",
      months: 1,
    }));
    return { posts, pending };
  };
}
