import { type PartialCheck, type StepOf } from "../domain/policy/document.ts";
import * as calendar from "./calendar.ts";
import { type Span } from "./calendar.ts";
import { percentIn, cutForDaysAfter } from "./cuts.ts";
import { all, type Fraction, isLess, larger, minus, none, percent, smaller, times, whole } from "./fraction.ts";
import { numberOf, raise, spansOf, spellsOf, type World } from "./world.ts";

export type Override = StepOf<"override_by_month" | "override_by_days" | "rate_per_day_after" | "nth_occurrence">;

/** Somebody looks at it where little of the month is meant. "1/2" */
export function checkPartial(world: World, label: string, check: PartialCheck | undefined): void {
  if (!check) return;
  const found = numberOf(world, check.input);
  const [num = "1", den = "1"] = check.lt.split("/");
  const isSmall = isLess(times(found, whole(BigInt(den))), times(numberOf(world, check.of), whole(BigInt(num))));
  if (isSmall && isLess(none, found)) raise(world, "PARTIAL_CHECK", "WARN", label);
}

/** Days of the calendar that a spell has; one that lasts is counted to the end of the month. */
function lengthOf(world: World, span: Span, count: "spell_total" | "spell_to_month_end" | "in_month"): number {
  const lastDay = calendar.lastDayOf(world.month);
  const last = count === "spell_total" ? (span.to ?? lastDay) : Math.min(span.to ?? lastDay, lastDay);
  let days = 0;
  for (let day = span.from; day <= last; day += 1)
    if (count !== "in_month" || calendar.monthOf(day) === world.month) days += 1;
  return days;
}

/** Which month of the leave this is, from 1 on. */
function monthOfSpell(world: World, month: StepOf<"override_by_month">["month"], span: Span): number {
  const day = Math.max(span.from, calendar.firstDayOf(world.month));
  switch (month) {
    case "touched":
      return world.month - calendar.monthOf(span.from) + 1;
    case "anniversary":
      return calendar.wholeMonths(span.from, day) + 1;
    case "days_30":
      return Math.floor((day - span.from) / 30) + 1;
  }
}

const touching = (world: World, step: { readonly spans: string }, kinds: readonly string[]): readonly Span[] =>
  spellsOf(world, step.spans, kinds).filter((span) => calendar.touches(span, world.month));

const paidPart = (step: { readonly means: "cut" | "paid" }, printed: Fraction): Fraction =>
  step.means === "paid" ? printed : minus(all, printed);

function byMonth(world: World, step: StepOf<"override_by_month">): Fraction[] {
  const spells = touching(world, step, Object.keys(step.rows)).filter(
    (span) => lengthOf(world, span, "spell_total") >= (step.spell_at_least_days ?? 0),
  );
  return spells.map((span) => {
    const row = step.rows[span.kind]?.[monthOfSpell(world, step.month, span) - 1];
    if (row === undefined && step.beyond.flag === "warn") raise(world, "OVERRIDE_BEYOND", "WARN", step.label);
    return paidPart(step, percent(row ?? step.beyond.percent));
  });
}

const byDays = (world: World, step: StepOf<"override_by_days">): Fraction[] =>
  touching(world, step, step.kinds).map((span) =>
    paidPart(step, percentIn(step.brackets, whole(lengthOf(world, span, step.count)))),
  );

function byDaysAfter(world: World, step: StepOf<"rate_per_day_after">): Fraction[] {
  const cut = cutForDaysAfter(world, step);
  return cut === undefined ? [] : [minus(all, cut)];
}

/** The 12 months that end with this day, or the days of its year before it. */
function windowStart(step: StepOf<"nth_occurrence">, day: calendar.DayNumber): calendar.DayNumber {
  if (step.window === "rolling_12_months") return calendar.monthsLater(day, -12) + 1;
  const month = calendar.monthOf(day);
  return calendar.firstDayOf(month - (month % 12));
}

function byOccurrence(world: World, step: StepOf<"nth_occurrence">): Fraction[] {
  // Of several that begin on one day the one listed first comes first.
  const spans = spansOf(world, step.spans, step.kinds).toSorted((a, b) => a.from - b.from);
  const begun = spans.filter(({ from }) => calendar.monthOf(from) === world.month);
  return begun.map((span) => {
    const upToIt = spans.slice(0, spans.indexOf(span) + 1);
    const nth = upToIt.filter(({ from }) => from >= windowStart(step, span.from)).length;
    return paidPart(step, percent(step.rows[Math.min(nth, step.rows.length) - 1] ?? 100));
  });
}

function paidParts(world: World, step: Override): Fraction[] {
  switch (step.rule) {
    case "override_by_month":
      return byMonth(world, step);
    case "override_by_days":
      return byDays(world, step);
    case "rate_per_day_after":
      return byDaysAfter(world, step);
    case "nth_occurrence":
      return byOccurrence(world, step);
  }
}

/** What is paid in the place of the running amount. */
export function override(world: World, step: Override, of: Fraction, running: Fraction): Fraction {
  const parts = paidParts(world, step);
  const acting = step.only_if === "always" ? parts : parts.filter((part) => isLess(part, all));
  const [first] = acting;
  if (first === undefined) return running;
  if (acting.length > 1) raise(world, "OVERRIDE_OVERLAP", "WARN", step.label);
  if (step.rule === "override_by_month") checkPartial(world, step.label, step.flag_if);
  const paid = acting.reduce(smaller, first);
  switch (step.with_cuts) {
    case "erase": {
      const amount = times(of, paid);
      if (isLess(running, amount)) raise(world, "OVERRIDE_RAISES", "WARN", step.label);
      return amount;
    }
    case "keep":
      return larger(none, minus(running, times(of, minus(all, paid))));
    case "scale":
      return times(running, paid);
  }
}
