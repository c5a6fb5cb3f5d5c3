import { type CutItem, type Edges, type StepOf } from "../domain/policy/document.ts";
import { type DayFact } from "../domain/policy/sources.ts";
import * as calendar from "./calendar.ts";
import { type Span } from "./calendar.ts";
import { all, decimal, type Fraction, isLess, larger, none, percent, plus, smaller, sumOf, times, whole } from "./fraction.ts"; // prettier-ignore
import { daysIn, holds, listOf, numberOf, raise, spellsOf, type World } from "./world.ts";

export function isWithin(value: Fraction, { gte, gt, lt, lte }: Edges): boolean {
  if (gte !== undefined && isLess(value, decimal(gte))) return false;
  if (gt !== undefined && !isLess(decimal(gt), value)) return false;
  if (lt !== undefined && !isLess(value, decimal(lt))) return false;
  return lte === undefined || !isLess(decimal(lte), value);
}

/** The one that holds the value. */
export function bracketOf<Bracket extends Edges>(brackets: readonly Bracket[], value: Fraction): Bracket {
  const found = brackets.find((bracket) => isWithin(value, bracket));
  if (!found) throw new Error("the brackets have a gap");
  return found;
}

type Brackets = StepOf<"tier">["brackets"];
export const percentIn = (brackets: Brackets, value: Fraction): Fraction => percent(bracketOf(brackets, value).percent);

/* Days of a spell beyond a time of grace */

type DaysAfter = Extract<CutItem, { rule: "rate_per_day_after" }> | StepOf<"rate_per_day_after">;

/** The spell is walked from its first day to the last of the month. */
function daysBeyondGrace(world: World, rule: DaysAfter, span: Span): { counted: number; tooLate: number } {
  let [counted, tooLate] = [0, 0];
  const { grace_days, until_days = Infinity } = rule;
  for (let day = span.from; day <= calendar.lastDayOf(world.month) && calendar.lasts(span, day); day += 1) {
    const dayOfSpell = day - span.from + 1;
    const isLooked = rule.count === "spell_to_month_end" || calendar.monthOf(day) === world.month;
    if (!isLooked || dayOfSpell <= grace_days) continue;
    if (dayOfSpell > until_days) tooLate += 1;
    else counted += 1;
  }
  return { counted, tooLate };
}

/** The part that is cut; undefined when no spell touches the month. */
export function cutForDaysAfter(world: World, rule: DaysAfter): Fraction | undefined {
  const spells = spellsOf(world, rule.spans, rule.kinds).filter((span) => calendar.touches(span, world.month));
  if (spells.length === 0) return undefined;
  const days = spells.map((span) => daysBeyondGrace(world, rule, span));
  if (days.some(({ tooLate }) => tooLate > 0)) raise(world, "OVERRIDE_BEYOND", "WARN", rule.label);
  const counted = days.reduce((sum, one) => sum + one.counted, 0);
  return smaller(times(whole(counted), percent(rule.percent)), all);
}

/* Items */

type Combine = Extract<CutItem, { rule: "combine" }>;

function combinedOn(day: DayFact, { a, b, pair, min, max }: Combine): Fraction {
  const [ofA, ofB] = [a, b].map(({ item, brackets }) => {
    const minutes = day[item] ?? 0;
    return minutes > 0 ? percentIn(brackets, whole(minutes)) : undefined;
  });
  if (ofA === undefined || ofB === undefined) return ofA ?? ofB ?? none;
  const both = pair === "sum" ? plus(ofA, ofB) : larger(ofA, ofB);
  return smaller(larger(both, percent(min)), percent(max));
}

/** The part of the base that an item takes. */
function partOf(world: World, item: CutItem): Fraction {
  switch (item.rule) {
    case "rate_per_unit":
      return times(numberOf(world, item.input), percent(item.percent));
    case "tier": {
      const found = item.per === "occurrence" ? listOf(world, item.input) : [numberOf(world, item.input)];
      return sumOf(found.map((one) => percentIn(item.brackets, one)));
    }
    case "combine":
      return sumOf(daysIn(world, item.days).map((day) => combinedOn(day, item)));
    case "negative_item": {
      const times_ = numberOf(world, item.input);
      return times(item.repeat === "once" ? smaller(times_, all) : times_, percent(item.percent));
    }
    case "rate_per_day_after":
      return cutForDaysAfter(world, item) ?? none;
  }
}

/** A line of the sum of cuts, as it is told. */
export type Line = readonly [id: string, value: Fraction];

/** What is cut from `base`, and the lines that explain it. */
export function sumCuts(world: World, step: StepOf<"sum_cuts">, base: Fraction): { cut: Fraction; lines: Line[] } {
  const items = step.items.map((item) => ({ id: item.id, cut: times(base, partOf(world, item)) }));
  const lines = items.map(({ id, cut }): Line => [`${step.id}.${id}`, times(cut, whole(-1))]);
  let cut = sumOf(items.map((item) => item.cut));
  if (isLess(base, cut)) {
    lines.push([`${step.id}.clamp`, plus(cut, times(base, whole(-1)))]);
    cut = base;
    raise(world, "CUT_EXCEEDS_BASE", step.on_exceed.flag === "warn" ? "WARN" : "NOTE", step.label);
  }
  if (step.waive && holds(world, step.waive.when) && isLess(none, cut)) {
    lines.push([`${step.id}.waive`, cut]);
    cut = none;
    raise(world, "CUT_WAIVED", "WARN", step.label);
  }
  return { cut, lines };
}

/* From an event on, or some months or years after it */

type OfEvents = StepOf<"duration" | "lag">;
type Event = { readonly span: Span; readonly percent: Fraction };

type Term = { readonly first: calendar.Month; readonly months: readonly calendar.Month[]; readonly percent: Fraction };

/** The months in which an event acts unless its span ends before. */
function termOf(step: StepOf<"duration">, span: Span): Term | undefined {
  const begun = step.rows.filter(
    ({ events_from }) => events_from === undefined || events_from <= calendar.dayText(span.from),
  );
  const rows = begun.at(-1)?.rows ?? {};
  const row = Object.hasOwn(rows, span.kind) ? rows[span.kind] : undefined;
  if (!row) return undefined;
  const first = calendar.monthOf(span.from) + (step.starts === "next_month" ? 1 : 0);
  const months = Array.from({ length: row.months }, (_, index) => first + index);
  return { first, months, percent: percent(row.percent) };
}

function durationEvent(world: World, step: StepOf<"duration">, span: Span): Event | undefined {
  const term = termOf(step, span);
  if (!term?.months.includes(world.month)) return undefined;
  const last = span.to === undefined ? world.month : calendar.monthOf(span.to);
  // One that has ended before it could act would be forgotten without a word.
  if (last < term.first && span.pending !== true) raise(world, "EVENT_ENDED", "WARN", step.label);
  return last < world.month ? undefined : { span, percent: term.percent };
}

function lagEvent(world: World, step: StepOf<"lag">, span: Span): Event | undefined {
  const row = Object.hasOwn(step.rows, span.kind) ? step.rows[span.kind] : undefined;
  if (row === undefined) return undefined;
  const month = calendar.monthOf(span.from);
  const acts =
    "months" in step.offsets
      ? step.offsets.months.includes(world.month - month)
      : step.offsets.years.includes(calendar.yearOf(world.month) - calendar.yearOf(month));
  return acts ? { span, percent: percent(row) } : undefined;
}

const endOf = ({ span }: Event): number => span.to ?? Number.MAX_SAFE_INTEGER;

/** The latest first; of several that began on one day the one that ends last, then the largest: never by the order in which they are listed. */
function byLatest(a: Event, b: Event): number {
  if (a.span.from !== b.span.from) return b.span.from - a.span.from;
  if (endOf(a) !== endOf(b)) return endOf(b) - endOf(a);
  return isLess(b.percent, a.percent) ? -1 : 1;
}

function percentOfEvents(step: OfEvents, events: readonly Event[]): Fraction {
  if (step.on_overlap === "sum") return sumOf(events.map((event) => event.percent));
  if (step.on_overlap !== "once") return events.reduce((most, event) => larger(most, event.percent), none);
  const [latest] = events.toSorted(byLatest);
  return latest?.percent ?? none;
}

export type Overlap = "none" | "told" | "blocked";

/** The part of `base` that the events of the month take, and whether several do. */
export function cutForEvents(
  world: World,
  step: OfEvents,
  spans: readonly Span[],
): { part: Fraction; overlap: Overlap } {
  const event = (span: Span): Event | undefined =>
    step.rule === "duration" ? durationEvent(world, step, span) : lagEvent(world, step, span);
  const found = spans.map(event).filter((one) => one !== undefined);
  if (found.some(({ span }) => span.pending === true)) raise(world, "DECREE_PENDING", "WARN", step.label);
  const acting = found.filter(({ span }) => span.pending !== true);
  const part = percentOfEvents(step, acting);
  if (acting.length < 2 || step.on_overlap === "sum") return { part, overlap: "none" };
  return { part, overlap: step.on_overlap === "block" ? "blocked" : "told" };
}
