import { addDays, type Day, type Period } from "@kinerja/common/kernel";

import { countDays, type Days, daysWithin, noDays, together } from "../../days.ts";
import { type FactRuleOf } from "../document.ts";
import { type DayFact, type SpanFact } from "../sources.ts";
import { days, type Known, spans } from "./known.ts";
import { type Month, monthOf } from "./months.ts";

/** A day of the span lies in the month. */
export const touches = ({ from, to }: SpanFact, { first, last }: Month): boolean =>
  from <= last && (to === undefined || to >= first);

/** A span that is not confirmed is shown and never applied. */
export const isConfirmed = ({ pending }: SpanFact): boolean => pending !== true;

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
/** What lasts sorts after every day. */
const endOf = ({ to }: SpanFact): string => to ?? "~";
const bySpan = (a: SpanFact, b: SpanFact): number =>
  byText(a.from, b.from) ||
  byText(endOf(a), endOf(b)) ||
  byText(a.kind, b.kind) ||
  byText(a.class ?? "", b.class ?? "") ||
  byText(a.level ?? "", b.level ?? "");

/** By their first day; in the same order however they were given. */
export const inOrder = (list: readonly SpanFact[]): readonly SpanFact[] =>
  list.length < 2 ? list : [...list].sort(bySpan);

/** The day after which a span that goes on must begin; the end of time for one that lasts. */
const reachOf = (to: Day | undefined): string => (to === undefined ? "~" : addDays(to, 1));

/** Confirmed spans of one kind that overlap or adjoin are one spell: leave that is renewed goes on. */
export function spellsOf(list: readonly SpanFact[]): readonly SpanFact[] {
  const confirmed = list.filter(isConfirmed);
  if (confirmed.length < 2) return confirmed;
  const open = new Map<string, SpanFact>();
  const spells: SpanFact[] = [];
  for (const span of inOrder(confirmed)) {
    const spell = open.get(span.kind);
    const goesOn = spell !== undefined && span.from <= reachOf(spell.to);
    if (goesOn && endOf(span) <= endOf(spell)) continue;
    const { to: _, ...begun } = goesOn ? spell : span;
    const next: SpanFact = span.to === undefined ? begun : { ...begun, to: span.to };
    if (goesOn) spells[spells.indexOf(spell)] = next;
    else spells.push(next);
    open.set(span.kind, next);
  }
  return spells;
}

/** Spans that act, and whether one would that is not confirmed. */
export type Acting = { readonly acting: readonly SpanFact[]; readonly pending: boolean };

export function actingSpans(list: readonly SpanFact[], acts: (span: SpanFact) => boolean): Acting {
  const all = list.filter(acts);
  const acting = all.filter(isConfirmed);
  return { acting: inOrder(acting), pending: acting.length < all.length };
}

/** Days of the month that lie in a confirmed span, each once. */
export function daysInSpans(list: readonly SpanFact[], { period }: Month): Days {
  let all = noDays;
  for (const span of list) if (isConfirmed(span)) all = together(all, daysWithin(period, span.from, span.to));
  return all;
}

export const includesDay = (all: Days, { day }: DayFact): boolean => (all & (1 << (Number(day.slice(8)) - 1))) !== 0;

/** Spans of the kinds, of any without; the list itself where nothing is left out. */
const ofKinds = (list: readonly SpanFact[], kinds: readonly string[] | undefined): readonly SpanFact[] =>
  kinds === undefined || list.length === 0 ? list : list.filter(({ kind }) => kinds.includes(kind));

export function compileCountSpans(rule: FactRuleOf<"count_spans">, period: Period): (known: Known) => number {
  const month = monthOf(period);
  const counted: Record<typeof rule.count, (span: SpanFact) => boolean> = {
    begun_in_month: ({ from }) => from >= month.first && from <= month.last,
    begun_in_year: ({ from }) => from >= `${period.slice(0, 4)}-01-01` && from <= month.last,
    active_in_month: (span) => touches(span, month),
  };
  const isCounted = counted[rule.count];
  return (known) => {
    const list = spans(known, rule.of);
    if (list.length === 0) return 0;
    return ofKinds(list, rule.kinds).filter((span) => isConfirmed(span) && isCounted(span)).length;
  };
}

export function compileSpanDays(rule: FactRuleOf<"span_days">, period: Period): (known: Known) => number {
  const month = monthOf(period);
  const { day_kind: dayKind, days: attendance } = rule;
  if (dayKind === "calendar") {
    return (known) => countDays(daysInSpans(ofKinds(spans(known, rule.of), rule.kinds), month));
  }
  if (attendance === undefined) throw new Error(`${rule.id} names no days of work`);
  return (known) => {
    const list = ofKinds(spans(known, rule.of), rule.kinds);
    if (list.length === 0) return 0;
    const taken = daysInSpans(list, month);
    return days(known, attendance).filter((day) => day.work && includesDay(taken, day)).length;
  };
}
