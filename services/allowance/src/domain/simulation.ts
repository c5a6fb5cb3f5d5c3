import { type Day, type Rupiah } from "@kinerja/common/kernel";

import { type Policy } from "./policy/compile.ts";
import { type Outcome } from "./policy/outcome.ts";
import { type DayFact, type Facts, type SourceName, type SpanFact } from "./policy/sources.ts";

/** What a person asks about before the month ends. */
export type Change =
  /** Minutes more that a superior approves, as two more days of entries. */
  | { readonly what: "approved_minutes"; readonly more: number }
  | { readonly what: "late" | "early"; readonly day: Day; readonly minutes: number }
  | { readonly what: "missed_check"; readonly day: Day }
  | { readonly what: "absent"; readonly day: Day }
  | { readonly what: "predicate"; readonly predicate: string }
  | { readonly what: "leave"; readonly leave: SpanFact };

type ChangeOf<What extends Change["what"]> = Extract<Change, { what: What }>;

const counted = (facts: Facts, source: SourceName): number => {
  const value = facts[source];
  return typeof value === "number" ? value : 0;
};
const more = (facts: Facts, source: SourceName, by: number): Facts => ({
  ...facts,
  [source]: counted(facts, source) + by,
});

/** The day as it is known, or a plain day of work. */
function onDay(facts: Facts, day: Day, change: (fact: DayFact) => DayFact): Facts {
  const days = (facts["attendance.days"] ?? []) as readonly DayFact[];
  const known = days.find((fact) => fact.day === day) ?? { day, work: true, status: "HADIR" };
  const others = days.filter((fact) => fact.day !== day);
  return { ...facts, "attendance.days": [...others, change(known)].toSorted((a, b) => (a.day < b.day ? -1 : 1)) };
}

/** Policies read the days or the counts of the month, so both are changed. */
function minutesOn(facts: Facts, { what, day, minutes }: ChangeOf<"late" | "early">): Facts {
  const events = (facts[`attendance.${what}_events`] ?? []) as readonly number[];
  const withCounts = {
    ...more(facts, `attendance.${what}_minutes`, minutes),
    [`attendance.${what}_events`]: [...events, minutes],
  };
  return onDay(withCounts, day, (fact) => ({ ...fact, [what]: (fact[what] ?? 0) + minutes }));
}

const missedOn = (facts: Facts, day: Day): Facts =>
  onDay(more(facts, "attendance.missed_checks", 1), day, (fact) => ({
    ...fact,
    ...(fact.missed_in === true ? { missed_out: true } : { missed_in: true }),
  }));

function changedBy(facts: Facts, change: Change): Facts {
  switch (change.what) {
    case "approved_minutes":
      return more(facts, "activity.approved_minutes", change.more);
    case "late":
    case "early":
      return minutesOn(facts, change);
    case "missed_check":
      return missedOn(facts, change.day);
    case "absent":
      return onDay(more(facts, "attendance.absent_days", 1), change.day, ({ day, work }) => ({
        day,
        work,
        status: "ALPA",
      }));
    case "predicate":
      return { ...facts, "evaluation.predicate": change.predicate };
    case "leave":
      return { ...facts, "leave.spans": [...((facts["leave.spans"] ?? []) as readonly SpanFact[]), change.leave] };
  }
}

/** One line of the statement, before and after. */
export type LineChange = { readonly id: string; readonly before: Rupiah; readonly after: Rupiah };
export type Simulated = { readonly before: Outcome; readonly after: Outcome; readonly lines: readonly LineChange[] };

const none = 0n as Rupiah;

/** What the month would come to if these happened as well; nothing is stored. The lines are those that change. */
export function simulate(policy: Policy, facts: Facts, changes: readonly Change[]): Simulated {
  const before = policy.evaluate(facts);
  const after = policy.evaluate(changes.reduce(changedBy, facts));
  const amountIn = (outcome: Outcome, id: string): Rupiah =>
    outcome.trace.find((line) => line.id === id)?.amount ?? none;
  const ids = new Set([...before.trace, ...after.trace].map(({ id }) => id));
  const lines = [...ids].map((id) => ({ id, before: amountIn(before, id), after: amountIn(after, id) }));
  return { before, after, lines: lines.filter((line) => line.before !== line.after) };
}
