import { type Condition, type PolicyDocument } from "../domain/policy/document.ts";
import { type Severity } from "../domain/policy/outcome.ts";
import { type DayFact, type FactValue, type SpanFact } from "../domain/policy/sources.ts";
import * as calendar from "./calendar.ts";
import { type Month, type Span } from "./calendar.ts";
import { decimal, type Fraction, isLess, whole } from "./fraction.ts";

export type OracleFlag = { readonly code: string; readonly severity: Severity };

/** What is known while a document is read for one row and month. */
export type World = {
  readonly document: PolicyDocument;
  readonly month: Month;
  /** Of inputs and facts, by id. One that can't be told is not there. */
  readonly values: Map<string, FactValue>;
  /** By code, severity and label; and by the id of a rule that tells it. */
  readonly flags: Map<string, OracleFlag>;
};

export function raise(world: World, code: string, severity: Severity, label: string, id = ""): void {
  world.flags.set([code, severity, label, id].join(" | "), { code, severity });
}

/** Thrown where a value can't be told; who waits for it can't tell his either. */
const untold = new Error("the value can't be told");

/** Why the row is blocked; what rests on it has no value. */
export function block(world: World, code: string, label: string): never {
  raise(world, code, "BLOCK", label);
  throw untold;
}

/** The value, or undefined where it can't be told. */
export function attempt<Value>(tell: () => Value): Value | undefined {
  try {
    return tell();
  } catch (thrown) {
    if (thrown === untold) return undefined;
    throw thrown;
  }
}

export function orUntold<Value>(value: Value | undefined): Value {
  if (value === undefined) throw untold;
  return value;
}

const valueOf = (world: World, name: string): FactValue => orUntold(world.values.get(name));
export function keyOf(world: World, name: string): string {
  const value = valueOf(world, name);
  if (typeof value === "object") throw new Error(`${name} is a list`);
  return String(value);
}
export const numberOf = (world: World, name: string): Fraction => decimal(keyOf(world, name));
export const listOf = (world: World, name: string): readonly Fraction[] =>
  (valueOf(world, name) as readonly number[]).map(whole);
export const daysIn = (world: World, name: string): readonly DayFact[] => valueOf(world, name) as readonly DayFact[];

/** All spans, also those whose decree is still to be confirmed. */
export const allSpans = (world: World, name: string): readonly Span[] =>
  (valueOf(world, name) as readonly SpanFact[]).map(calendar.spanOf);
export const spansOf = (world: World, name: string, kinds?: readonly string[]): readonly Span[] =>
  allSpans(world, name).filter(
    ({ kind, pending }) => pending !== true && (kinds === undefined || kinds.includes(kind)),
  );

/** While one span of a kind goes on into another, the two are written as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  for (const span of spans)
    for (const next of spans) {
      if (span === next || span.kind !== next.kind || !calendar.goesOnInto(span, next)) continue;
      const others = spans.filter((other) => other !== span && other !== next);
      const lastsOn = span.to === undefined || next.to === undefined;
      return joined([
        ...others,
        { kind: span.kind, from: span.from, ...(!lastsOn && { to: Math.max(span.to, next.to) }) },
      ]);
    }
  return spans;
}

/** Times of leave. Leave that is renewed goes on: its days and months are counted through, and each day once. */
export const spellsOf = (world: World, name: string, kinds: readonly string[]): readonly Span[] =>
  joined(spansOf(world, name, kinds));

/* Conditions */

type OnInput = Extract<Condition, { input: string }>;
type OnSpans = Extract<Condition, { spans: string }>;

function inputHolds(world: World, condition: OnInput): boolean {
  if ("in" in condition) return condition.in.includes(keyOf(world, condition.input));
  if ("not_in" in condition) return !condition.not_in.includes(keyOf(world, condition.input));
  const found = numberOf(world, condition.input);
  if ("gte" in condition) return !isLess(found, whole(condition.gte));
  if ("gt" in condition) return isLess(whole(condition.gt), found);
  if ("lte" in condition) return !isLess(whole(condition.lte), found);
  return isLess(found, whole(condition.lt));
}

function spansHold(world: World, { spans, kinds, active }: OnSpans): boolean {
  const isActive = {
    any_day: (span: Span) => calendar.touches(span, world.month),
    whole_month: (span: Span) => calendar.fills(span, world.month),
    first_day: (span: Span) => calendar.lasts(span, calendar.firstDayOf(world.month)),
  };
  return spansOf(world, spans, kinds).some(isActive[active]);
}

export function holds(world: World, condition: Condition): boolean {
  if ("all" in condition) return condition.all.every((part) => holds(world, part));
  if ("any" in condition) return condition.any.some((part) => holds(world, part));
  if ("not" in condition) return !holds(world, condition.not);
  return "spans" in condition ? spansHold(world, condition) : inputHolds(world, condition);
}
