import { type Period } from "@kinerja/common/kernel";

import { type PolicyDocument } from "../domain/policy/document.ts";
import { type DayFact, type Facts, type FactValue, type SourceName, type SpanFact } from "../domain/policy/sources.ts";
import * as calendar from "../oracle/calendar.ts";

type Disagrees = (facts: Facts) => boolean;

const without = <Value extends object>(value: Value, key: string): Value =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Value;

/** Less of a number: nothing, half, one less. */
const lessOf = (number: number): number[] =>
  [0, Math.floor(number / 2), number - 1].filter((less) => less >= 0 && less < number);

function plainerDays(day: DayFact): DayFact[] {
  const removed = ["late", "early", "away", "missed_in", "missed_out", "check_in", "check_out"]
    .filter((key) => key in day)
    .map((key) => without(day, key));
  const lowered = (["late", "early", "away"] as const).flatMap((item) =>
    lessOf(day[item] ?? 0).map((less) => ({ ...day, [item]: less })),
  );
  return [...removed, ...lowered];
}

function plainerSpans(span: SpanFact, period: Period): SpanFact[] {
  const removed = ["to", "class", "level", "pending"].filter((key) => key in span).map((key) => without(span, key));
  const first = calendar.dayText(calendar.firstDayOf(calendar.monthNamed(period))) as SpanFact["from"];
  return span.from < first && (span.to === undefined || span.to >= first)
    ? [...removed, { ...span, from: first }]
    : removed;
}

function plainerElements(one: number | DayFact | SpanFact, period: Period): (number | DayFact | SpanFact)[] {
  if (typeof one === "number") return lessOf(one);
  return "kind" in one ? plainerSpans(one, period) : plainerDays(one);
}

/** A list with fewer elements, half of it first, or with a plainer one. */
function plainerLists(list: readonly (number | DayFact | SpanFact)[], period: Period): FactValue[] {
  const half = Math.ceil(list.length / 2);
  const halves = list.length > 1 ? [list.slice(0, half), list.slice(half)] : [];
  const fewer = list.map((_, index) => list.toSpliced(index, 1));
  const plainer = list.flatMap((one, index) =>
    plainerElements(one, period).map((other) => list.toSpliced(index, 1, other)),
  );
  return [...halves, ...fewer, ...plainer] as FactValue[];
}

function plainerValues(value: FactValue, period: Period): FactValue[] {
  if (typeof value === "number") return Number.isInteger(value) ? lessOf(value) : [];
  if (typeof value === "string") return /^\d+\.\d+$/.test(value) ? [value.slice(0, -1).replace(/\.$/, "")] : [];
  return plainerLists(value, period);
}

function plainerFacts(facts: Facts, period: Period): Facts[] {
  const known = Object.entries(facts) as [SourceName, FactValue][];
  const removed = known.map(([source]) => without(facts, source));
  const plainer = known.flatMap(([source, value]) =>
    plainerValues(value, period).map((other) => ({ ...facts, [source]: other })),
  );
  return [...removed, ...plainer];
}

/** The plainest facts, by taking away and lowering, that still disagree. */
export function shrinkFacts(document: PolicyDocument, period: Period, facts: Facts, disagrees: Disagrees): Facts {
  const used = new Set<string>(Object.values(document.inputs).map(({ from }) => from));
  const asked = Object.fromEntries(Object.entries(facts).filter(([source]) => used.has(source))) as Facts;
  let smallest = disagrees(asked) ? asked : facts;
  for (let rounds = 0; rounds < 1_000; rounds += 1) {
    const plainer = plainerFacts(smallest, period).find(disagrees);
    if (!plainer) return smallest;
    smallest = plainer;
  }
  return smallest;
}
