import { addDays, type Day, type Period } from "@kinerja/common/kernel";

import { type FactRuleOf } from "../document.ts";
import { type SpanFact } from "../sources.ts";
import { compileCondition } from "./condition.ts";
import { type Known, spans, tell, text } from "./known.ts";
import { monthOf, monthsBetween } from "./months.ts";
import { actingSpans, isConfirmed } from "./spans.ts";

type OfClass = (known: Known) => string;

/** The class of a table's row that is not there: nobody may guess one. */
const blockClass = (known: Known, table: string, key: string): void =>
  tell(known, "TABLE_ROW_MISSING", "BLOCK", { table, key });

/** Classes are numbers, the lower the less. */
const isClass = (text: string): boolean => /^\d{1,4}$/.test(text);

export function compileEffectiveClass(rule: FactRuleOf<"effective_class">, period: Period): OfClass {
  const { id, label } = rule;
  const { first } = monthOf(period);
  const startsAfter = rule.starts === "next_month" ? 1 : 0;
  const runs = ({ from, to }: SpanFact): boolean =>
    monthsBetween(from, period) >= startsAfter && (to === undefined || to >= first);
  return (known) => {
    const own = text(known, rule.class);
    const demotions = spans(known, rule.demotions);
    if (demotions.length === 0) return own;
    const { acting, pending } = actingSpans(demotions, runs);
    if (pending) tell(known, "DECREE_PENDING", "WARN", { label });
    if (acting.length === 0) return own;
    if (acting.length > 1) tell(known, "DEMOTION_OVERLAP", "WARN", { label });
    const classes = [own, ...acting.map((demotion) => demotion.class ?? "")];
    const unknown = classes.filter((key) => !isClass(key));
    for (const key of unknown) blockClass(known, id, key);
    return unknown.length > 0 ? own : classes.reduce((lowest, key) => (Number(key) < Number(lowest) ? key : lowest));
  };
}

export function compileSubstituteClass(rule: FactRuleOf<"substitute_class">, period: Period): OfClass {
  const applies = compileCondition(rule.when, period);
  const rows = new Map(Object.entries(rule.rows));
  return (known) => {
    const own = text(known, rule.class);
    if (!applies(known)) return own;
    const key = text(known, rule.by);
    const other = rows.get(key);
    if (other === undefined && rule.otherwise === "block") blockClass(known, rule.id, key);
    return other ?? own;
  };
}

/** Of two that begin on one day the lower class. */
const isLater = (a: SpanFact, b: SpanFact): boolean => {
  if (a.from !== b.from) return a.from > b.from;
  if (a.kind.length !== b.kind.length) return a.kind.length < b.kind.length;
  return a.kind < b.kind;
};

export function compileStartRule(rule: FactRuleOf<"start_rule">, period: Period): OfClass {
  const { id, label, history, effect, on_first_day: onFirstDay } = rule;
  const { first, last } = monthOf(period);
  const dayBefore = addDays(first, -1);
  // A class ends when its successor would count: with next_month the month after, so that no month is without one.
  const newest: Day = onFirstDay === "same_month" ? first : dayBefore;
  const [begunBy, lastsTo]: [Day, Day] = effect === "same_day" ? [last, first] : [newest, newest];
  const counts = (span: SpanFact): boolean =>
    isConfirmed(span) && span.from <= begunBy && (span.to === undefined || span.to >= lastsTo);
  return (known) => {
    let latest: SpanFact | undefined;
    for (const span of spans(known, history)) {
      if (counts(span) && (latest === undefined || isLater(span, latest))) latest = span;
    }
    if (latest) return latest.kind;
    tell(known, "INPUT_MISSING", "BLOCK", { input: id, label });
    return "";
  };
}
