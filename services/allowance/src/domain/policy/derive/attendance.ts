import { type Period } from "@kinerja/common/kernel";

import { type DayItem, type DayWhere, type FactRuleOf, type Impossible } from "../document.ts";
import { type DayFact } from "../sources.ts";
import { days, type Known, spans, tell } from "./known.ts";
import { monthOf } from "./months.ts";
import { daysInSpans, includesDay } from "./spans.ts";

type Days = readonly DayFact[];
type OfDays = (known: Known) => Days;

/** Each day after a rule; the list itself when the rule changes none, as for most people. */
function change(list: Days, rule: (day: DayFact) => DayFact): Days {
  let changed: DayFact[] | undefined;
  list.forEach((day, index) => {
    const next = rule(day);
    if (next === day) return;
    changed ??= [...list];
    changed[index] = next;
  });
  return changed ?? list;
}

const nothing: Record<DayItem, Partial<DayFact>> = {
  missed_in: { missed_in: false },
  missed_out: { missed_out: false },
  late: { late: 0 },
  early: { early: 0 },
  away: { away: 0 },
};

/** Minutes more than 0, or a missed check. */
const isCharged = (day: DayFact, item: DayItem): boolean => Boolean(day[item]);
const without = (day: DayFact, item: DayItem): DayFact => (isCharged(day, item) ? { ...day, ...nothing[item] } : day);

/** Conditions on a day; all must hold. */
function compileWhere({ status_in, status_not_in, work }: DayWhere): (day: DayFact) => boolean {
  return (day) =>
    (work === undefined || day.work === work) &&
    (status_in === undefined || status_in.includes(day.status)) &&
    (status_not_in === undefined || !status_not_in.includes(day.status));
}

type Aggregate = FactRuleOf<"aggregate">;
const taken: Record<Aggregate["take"], (day: DayFact) => number> = {
  days: () => 1,
  late: ({ late = 0 }) => late,
  early: ({ early = 0 }) => early,
  away: ({ away = 0 }) => away,
  missed: ({ missed_in = false, missed_out = false }) => Number(missed_in) + Number(missed_out),
};

const byDay = (a: DayFact, b: DayFact): number => (a.day < b.day ? -1 : 1);

export function compileAggregate({ of, take, how, where = {} }: Aggregate): (known: Known) => number | number[] {
  const isMeant = compileWhere(where);
  const amount = taken[take];
  const counted = (day: DayFact): number => (isMeant(day) ? amount(day) : 0);
  if (how === "each") {
    return (known) => {
      const found = days(known, of).filter((day) => counted(day) > 0);
      return found.sort(byDay).map(amount);
    };
  }
  const next: Record<typeof how, (sum: number, value: number) => number> = {
    sum: (sum, value) => sum + value,
    count: (sum, value) => sum + Number(value > 0),
    max: Math.max,
  };
  const join = next[how];
  return (known) => days(known, of).reduce((sum, day) => join(sum, counted(day)), 0);
}

export function compileTolerance({ of, item, minutes, mode }: FactRuleOf<"tolerance">): OfDays {
  const tolerate = (day: DayFact): DayFact => {
    const all = day[item] ?? 0;
    if (all === 0 || (mode === "threshold" && all > minutes)) return day;
    return { ...day, [item]: Math.max(0, mode === "subtract" ? all - minutes : 0) };
  };
  return (known) => change(days(known, of), tolerate);
}

export function compileClassify(rule: FactRuleOf<"classify">): OfDays {
  const { no_check_in_as: asLate, no_check_out_as: asEarly } = rule;
  const classify = (day: DayFact): DayFact => {
    const late = day.missed_in === true ? asLate : undefined;
    const early = day.missed_out === true ? asEarly : undefined;
    if (late === undefined && early === undefined) return day;
    return {
      ...day,
      ...(late !== undefined && { missed_in: false, late: Math.max(late, day.late ?? 0) }),
      ...(early !== undefined && { missed_out: false, early: Math.max(early, day.early ?? 0) }),
    };
  };
  return (known) => change(days(known, rule.of), classify);
}

/** HH:MM sorts as text. */
function compileImpossible(impossible: Impossible | undefined): (time: string | undefined) => boolean {
  const { from, until, at = [] } = impossible ?? {};
  return (time) =>
    time !== undefined &&
    ((from !== undefined && time >= from) || (until !== undefined && time <= until) || at.includes(time));
}

export function compileDataValidity(rule: FactRuleOf<"data_validity">): OfDays {
  const { of, label, counts_as: countsAs, flag } = rule;
  const [isFalseIn, isFalseOut] = [compileImpossible(rule.check_in), compileImpossible(rule.check_out)];
  const missed = countsAs === "missed";
  const [noIn, noOut] = [missed ? { missed_in: true } : {}, missed ? { missed_out: true } : {}];
  const dropIn = ({ check_in: _, ...day }: DayFact): DayFact => ({ ...day, late: 0, ...noIn });
  const dropOut = ({ check_out: _, ...day }: DayFact): DayFact => ({ ...day, early: 0, ...noOut });
  return (known) => {
    let found = 0;
    const list = change(days(known, of), (day) => {
      const [falseIn, falseOut] = [isFalseIn(day.check_in), isFalseOut(day.check_out)];
      if (!falseIn && !falseOut) return day;
      found += 1;
      const rest = falseIn ? dropIn(day) : day;
      return falseOut ? dropOut(rest) : rest;
    });
    if (found > 0 && flag !== "none") {
      tell(known, "IMPOSSIBLE_TAP", flag === "warn" ? "WARN" : "NOTE", { label, days: String(found) });
    }
    return list;
  };
}

export function compileOutage({ of, outages, neutralises }: FactRuleOf<"outage">, period: Period): OfDays {
  const month = monthOf(period);
  return (known) => {
    const list = days(known, of);
    const times = spans(known, outages);
    if (times.length === 0) return list;
    const out = daysInSpans(times, month);
    return change(list, (day) => (includesDay(out, day) ? neutralises.reduce(without, day) : day));
  };
}

export function compileSameDay({ of, order }: FactRuleOf<"same_day">): OfDays {
  const chargeFirst = (day: DayFact): DayFact => {
    const first = order.findIndex((item) => isCharged(day, item));
    return first < 0 ? day : order.slice(first + 1).reduce(without, day);
  };
  return (known) => change(days(known, of), chargeFirst);
}

export function compileCredit({ of, minutes, days: kind }: FactRuleOf<"credit">): (known: Known) => number {
  const credits = new Map(Object.entries(minutes));
  const credit = ({ work, status }: DayFact): number => (work || kind === "calendar" ? (credits.get(status) ?? 0) : 0);
  return (known) => days(known, of).reduce((sum, day) => sum + credit(day), 0);
}
