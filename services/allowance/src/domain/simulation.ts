import { addDays, type Day, weekday } from "@kinerja/common/kernel";

import { type Policy } from "./policy/compile.ts";
import { type Outcome, type TraceStep } from "./policy/outcome.ts";
import { type DayFact, type Facts, type SourceName, type SpanFact } from "./policy/sources.ts";

/** What a person asks about before the month ends. */
export type Change =
  /** Minutes more that a superior approves, in entries of so many days more. */
  | { readonly what: "approved_minutes"; readonly more: number; readonly days: number }
  | { readonly what: "late" | "early"; readonly day: Day; readonly minutes: number }
  | { readonly what: "missed_check"; readonly day: Day }
  | { readonly what: "absent"; readonly day: Day }
  | { readonly what: "predicate"; readonly predicate: string }
  | { readonly what: "leave"; readonly leave: SpanFact & { readonly to: Day } };

type ChangeOf<What extends Change["what"]> = Extract<Change, { what: What }>;

const counted = (facts: Facts, source: SourceName): number => {
  const value = facts[source];
  return typeof value === "number" ? value : 0;
};
const more = (facts: Facts, source: SourceName, by: number): Facts =>
  by === 0 ? facts : { ...facts, [source]: counted(facts, source) + by };

const daysIn = (facts: Facts): readonly DayFact[] => (facts["attendance.days"] ?? []) as readonly DayFact[];
const dayIn = (facts: Facts, day: Day): DayFact | undefined => daysIn(facts).find((fact) => fact.day === day);
const isAbsent = (fact: DayFact | undefined): boolean => fact?.status === "ALPA";

/** The day as it is known, or a plain day of work. */
function onDay(facts: Facts, day: Day, change: (fact: DayFact) => DayFact): Facts {
  const known = dayIn(facts, day) ?? { day, work: true, status: "HADIR" };
  const others = daysIn(facts).filter((fact) => fact.day !== day);
  return { ...facts, "attendance.days": [...others, change(known)].toSorted((a, b) => (a.day < b.day ? -1 : 1)) };
}

const ascending = (one: number, other: number): number => one - other;

/** The minutes of a day are one event: what comes to them makes it longer. Policies read the days or the counts of the month, so both are changed. */
function minutesOn(facts: Facts, { what, day, minutes }: ChangeOf<"late" | "early">): Facts {
  const known = dayIn(facts, day);
  // A day of absence is that alone.
  if (isAbsent(known)) return facts;
  const events = [...((facts[`attendance.${what}_events`] ?? []) as readonly number[])];
  const before = known?.[what] ?? 0;
  const place = before > 0 ? events.indexOf(before) : -1;
  if (place >= 0) events.splice(place, 1);
  const withCounts = {
    ...more(facts, `attendance.${what}_minutes`, minutes),
    [`attendance.${what}_events`]: [...events, before + minutes].sort(ascending),
  };
  return onDay(withCounts, day, (fact) => ({ ...fact, [what]: before + minutes }));
}

/** A day has two checks. */
function missedOn(facts: Facts, day: Day): Facts {
  const known = dayIn(facts, day);
  if (isAbsent(known) || (known?.missed_in === true && known.missed_out === true)) return facts;
  return onDay(more(facts, "attendance.missed_checks", 1), day, (fact) => ({
    ...fact,
    ...(fact.missed_in === true ? { missed_out: true } : { missed_in: true }),
  }));
}

/** Takes away what was counted of a day that is not a day of presence. */
function uncounted(facts: Facts, day: DayFact): Facts {
  const without = (so: Facts, what: "late" | "early"): Facts => {
    const minutes = day[what] ?? 0;
    const events = [...((so[`attendance.${what}_events`] ?? []) as readonly number[])];
    const place = minutes > 0 ? events.indexOf(minutes) : -1;
    if (place < 0) return so;
    events.splice(place, 1);
    return { ...more(so, `attendance.${what}_minutes`, -minutes), [`attendance.${what}_events`]: events };
  };
  const missed = Number(day.missed_in === true) + Number(day.missed_out === true);
  return more(without(without(facts, "late"), "early"), "attendance.missed_checks", -missed);
}

/** The day with a status in which nobody is at work; its counts are those of the status. */
function awayOn(facts: Facts, day: Day, status: string, count: SourceName): Facts {
  const known = dayIn(facts, day);
  if (known?.status === status) return facts;
  const wasAbsent = isAbsent(known) ? more(facts, "attendance.absent_days", -1) : facts;
  const plain = known ? uncounted(wasAbsent, known) : wasAbsent;
  return onDay(more(plain, count, 1), day, ({ work }) => ({ day, work, status }));
}

/** What the attendance of a day of leave says beside the letter, where policies count it. */
const leaveStatus: Readonly<Record<string, readonly [status: string, count: SourceName]>> = {
  cuti_sakit: ["CUTI_SAKIT", "attendance.sick_days"],
  cuti_tahunan: ["CUTI_TAHUNAN", "attendance.leave_days"],
};

/** The letter, and on its days from Monday to Friday what the machine would tell: the working calendar is not asked. */
function onLeave(facts: Facts, leave: ChangeOf<"leave">["leave"], isInMonth: (day: Day) => boolean): Facts {
  const spans = (facts["leave.spans"] ?? []) as readonly SpanFact[];
  let changed: Facts = { ...facts, "leave.spans": [...spans, leave].toSorted((a, b) => (a.from < b.from ? -1 : 1)) };
  const told = leaveStatus[leave.kind];
  if (told === undefined) return changed;
  for (let day = leave.from; day <= leave.to; day = addDays(day, 1))
    if (weekday(day) <= 5 && isInMonth(day)) changed = awayOn(changed, day, ...told);
  return changed;
}

function changedBy(facts: Facts, change: Change, isInMonth: (day: Day) => boolean): Facts {
  switch (change.what) {
    case "approved_minutes":
      return more(more(facts, "activity.approved_minutes", change.more), "activity.days_with_entries", change.days);
    case "late":
    case "early":
      return minutesOn(facts, change);
    case "missed_check":
      return missedOn(facts, change.day);
    case "absent":
      return awayOn(facts, change.day, "ALPA", "attendance.absent_days");
    case "predicate":
      return { ...facts, "evaluation.predicate": change.predicate };
    case "leave":
      return onLeave(facts, change.leave, isInMonth);
  }
}

/** One line of the statement; undefined on the side on which the policy has no such line. */
export type LineChange = {
  readonly id: string;
  readonly before: TraceStep | undefined;
  readonly after: TraceStep | undefined;
};
export type Simulated = { readonly before: Outcome; readonly after: Outcome; readonly lines: readonly LineChange[] };

const isOtherwise = ({ before, after }: LineChange): boolean =>
  before?.amount !== after?.amount || before?.exact !== after?.exact;

/**
 * What the month would come to if these happened as well, one after the other; nothing is stored. The lines are those whose value changes, in the
 * order of computation.
 */
export function simulate(policy: Policy, facts: Facts, changes: readonly Change[]): Simulated {
  const isInMonth = (day: Day): boolean => day.startsWith(policy.period);
  const before = policy.evaluate(facts);
  const after = policy.evaluate(changes.reduce((so, change) => changedBy(so, change, isInMonth), facts));
  const [old, next] = [before, after].map(({ trace }) => new Map(trace.map((line) => [line.id, line])));
  const ids = [...new Set([...after.trace, ...before.trace].map(({ id }) => id))];
  const lines = ids.map((id): LineChange => ({ id, before: old?.get(id), after: next?.get(id) }));
  return { before, after, lines: lines.filter(isOtherwise) };
}
