import { type Day, type Period } from "@kinerja/common/kernel";

import { type Input, type PolicyDocument } from "../domain/policy/document.ts";
import { type DayFact, type Facts, type FactValue, type SourceName, sourceOf, type SpanFact } from "../domain/policy/sources.ts"; // prettier-ignore
import * as calendar from "../oracle/calendar.ts";
import { interestingIn, type Interesting } from "./interesting.ts";

/** Numbers of a seed: xorshift over 32 bits. */
class Dice {
  private state: number;

  constructor(seed: number) {
    // Seeds beside each other must not begin alike.
    this.state = Math.imul(seed + 1, 0x9e3779b1) || 0x6d2b79f5;
    for (let round = 0; round < 4; round += 1) this.next();
  }

  private next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return this.state >>> 0;
  }

  /** 0 … sides − 1. */
  below(sides: number): number {
    return this.next() % sides;
  }

  isIn100(percent: number): boolean {
    return this.below(100) < percent;
  }

  of<Value>(values: readonly Value[], otherwise: Value): Value {
    return values.length === 0 ? otherwise : (values[this.below(values.length)] ?? otherwise);
  }
}

type Draw = (dice: Dice) => FactValue;

/** Both sides of each edge, and nothing. */
const around = (edges: readonly number[], least: number, most: number): number[] => [
  ...new Set([0, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])].filter((one) => one >= least && one <= most)),
];

/** What a month usually has at most, by the source's unit, where the document has no edges. */
const usual: Readonly<Record<Input["unit"], number>> = {
  ...{ key: 0, span: 0, day: 12, event: 6, minute: 300, hour: 40, percent: 100, point: 100, rupiah: 20_000_000 },
};

/** What is possible at most without `at_most`. */
const possible: Readonly<Record<Input["unit"], number>> = {
  ...{
    key: 0,
    span: 0,
    day: 62,
    event: 62,
    minute: 44_640,
    hour: 744,
    percent: 1_000,
    point: 1_000,
    rupiah: 1_000_000_000,
  },
};

function drawCount(input: Input, edges: readonly number[], month: calendar.Month): Draw {
  const length = calendar.daysOf(month).length;
  if (input.from === "calendar.days_of_month") return (dice) => (dice.isIn100(97) ? length : dice.below(32));
  if (input.from === "roster.paid_days") return (dice) => (dice.isIn100(50) ? length : dice.below(length + 2));
  if (input.from === "calendar.workdays") return (dice) => 17 + dice.below(7);
  const most = input.at_most ?? possible[input.unit];
  const sides = Math.min(most, Math.max(usual[input.unit], ...edges.map((edge) => edge * 1.3)));
  const chosen = around([...edges, ...(input.at_most === undefined ? [] : [input.at_most])], 0, most);
  return (dice) => {
    if (dice.isIn100(30)) return dice.of(chosen, 0);
    // Now and then so much that the cuts exceed their base.
    return dice.below(Math.floor(dice.isIn100(5) ? Math.min(most, sides * 6) : sides) + 1);
  };
}

function drawDecimal(input: Input, edges: readonly string[]): Draw {
  const most = Math.min(
    input.at_most ?? 1_000,
    Math.max(usual[input.unit], ...edges.map((edge) => Number(edge) * 1.2)),
  );
  const inTenThousandths = edges.map((edge) => Math.round(Number(edge) * 10_000));
  const chosen = [
    0,
    most * 10_000,
    ...inTenThousandths.flatMap((edge) => [edge, edge - 1, edge + 1, edge - 100, edge + 100]),
  ];
  const possible = chosen.filter((one) => one >= 0 && one <= (input.at_most ?? 1_000) * 10_000);
  const printed = (tenThousandths: number, digits: number): string => (tenThousandths / 10_000).toFixed(digits);
  return (dice) => {
    if (dice.isIn100(30)) return printed(dice.of(possible, 0), 4);
    const digits = dice.below(5);
    return printed(dice.below(Math.floor(most * 10 ** digits) + 1) * 10 ** (4 - digits), digits);
  };
}

function drawCounts(input: Input, edges: readonly number[]): Draw {
  const chosen = around(edges, 0, input.at_most ?? 1_000);
  return (dice) =>
    Array.from({ length: dice.below(4) * dice.below(4) }, () =>
      dice.isIn100(40) ? dice.of(chosen, 0) : dice.below(150),
    );
}

function drawKey(keys: readonly string[]): Draw {
  const areNumbers = keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
  const unknown = areNumbers ? "99" : "tak_dikenal";
  // Where the document names only one, as often another.
  const otherPercent = keys.length === 1 ? 50 : 2;
  return (dice) => (dice.isIn100(otherPercent) ? unknown : dice.of(keys, unknown));
}

/* Days */

function nearTap(limit: string, minutes: number): string {
  const [hour = 0, minute = 0] = limit.split(":").map(Number);
  const at = (hour * 60 + minute + minutes + 1_440) % 1_440;
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

function drawDays(interesting: Interesting, month: calendar.Month): Draw {
  const statuses = [...interesting.statuses];
  const { minutes, taps } = interesting;
  const edges = {
    late: around([...minutes.late], 0, 1_000),
    early: around([...minutes.early], 0, 1_000),
    away: around([...minutes.away], 0, 1_000),
  };
  const near = (limits: ReadonlySet<string>) =>
    [...limits].flatMap((limit) => [-1, 0, 1].map((by) => nearTap(limit, by)));
  const nearTaps = { check_in: near(taps.check_in), check_out: near(taps.check_out) };
  const some = (dice: Dice, item: "late" | "early" | "away"): Partial<DayFact> =>
    dice.isIn100(30) ? { [item]: dice.isIn100(40) ? dice.of(edges[item], 0) : dice.below(200) } : {};
  const tap = (dice: Dice, name: "check_in" | "check_out"): Partial<DayFact> => {
    if (dice.isIn100(10)) return { [name === "check_in" ? "missed_in" : "missed_out"]: true };
    const usualTap = nearTap(name === "check_in" ? "07:00" : "16:00", dice.below(120));
    return { [name]: dice.isIn100(30) ? dice.of(nearTaps[name], usualTap) : usualTap };
  };
  // The first day of the list of days is a Monday (1 January 1940).
  const days = calendar
    .daysOf(month)
    .map((number) => ({ text: calendar.dayText(number) as Day, work: number % 7 < 5 }));
  return (dice) =>
    days.map(({ text, work }): DayFact => {
      const isWork = dice.isIn100(5) ? !work : work;
      const status = dice.isIn100(70) ? "HADIR" : dice.of(statuses, "ALPA");
      const plain = { day: text, work: isWork, status };
      // Who works on a free day can be late then too.
      if (dice.isIn100(isWork ? 40 : 90)) return plain;
      return { ...plain, ...some(dice, "late"), ...some(dice, "early"), ...some(dice, "away"), ...tap(dice, "check_in"), ...tap(dice, "check_out") }; // prettier-ignore
    });
}

/* Spans */

type Choices = {
  readonly kinds: readonly string[];
  readonly classes: readonly string[];
  readonly levels: readonly string[];
  readonly lengths: readonly number[];
  readonly firstDays: readonly calendar.DayNumber[];
};

/** Mostly one that the document names; now and then none, or one that it does not know. */
function drawKnown(dice: Dice, names: readonly string[], unknown: string): string | undefined {
  if (names.length === 0 || dice.isIn100(2)) return undefined;
  return dice.isIn100(2) ? unknown : dice.of(names, unknown);
}

function drawSpan(
  dice: Dice,
  { kinds, classes, levels, lengths, firstDays }: Choices,
  month: calendar.Month,
): SpanFact {
  const [first, last] = [calendar.firstDayOf(month), calendar.lastDayOf(month)];
  const before = calendar.firstDayOf(month - dice.below(13));
  const beginnings = [first, first - 1, first + 1, last, last - 1, before, before - 1, before + 30, ...firstDays];
  const chosen = dice.isIn100(30) ? dice.of(beginnings, first) : last - dice.below(400 + last - first);
  const from = Math.min(chosen, last);
  const spells = lengths.flatMap((days) => [from + days - 2, from + days - 1, from + days]);
  const end = dice.isIn100(60)
    ? dice.of([first, first - 1, last, last + 1, from, ...spells], last)
    : from + dice.below(200);
  const [ofClass, level] = [drawKnown(dice, classes, "99"), drawKnown(dice, levels, "lain")];
  return {
    kind: dice.isIn100(4) ? "lain" : dice.of(kinds, "umum"),
    from: calendar.dayText(from) as Day,
    ...(dice.isIn100(70) && { to: calendar.dayText(Math.max(from, end)) as Day }),
    ...(ofClass !== undefined && { class: ofClass }),
    ...(level !== undefined && { level }),
    ...(dice.isIn100(10) && { pending: true }),
  };
}

function drawSpans(interesting: Interesting, id: string, month: calendar.Month): Draw {
  const listed = <Value>(names: ReadonlyMap<string, ReadonlySet<Value>>): Value[] => [...(names.get(id) ?? [])];
  const choices: Choices = {
    kinds: listed(interesting.kinds),
    classes: listed(interesting.classes),
    levels: listed(interesting.levels),
    lengths: listed(interesting.lengths),
    firstDays: listed(interesting.firstDays).flatMap((day) => [calendar.dayNumber(day) - 1, calendar.dayNumber(day)]),
  };
  const howMany = [0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4];
  const begun = calendar.dayText(calendar.lastDayOf(month) - 399) as Day;
  // Most people have had a class for a long time.
  const first = (dice: Dice): SpanFact[] =>
    interesting.histories.has(id) && dice.isIn100(85) ? [{ kind: dice.of(choices.kinds, "umum"), from: begun }] : [];
  return (dice) => [
    ...first(dice),
    ...Array.from({ length: dice.of(howMany, 1) }, () => drawSpan(dice, choices, month)),
  ];
}

/* A row */

function drawOf(id: string, input: Input, interesting: Interesting, month: calendar.Month): Draw {
  const edges = [...(interesting.numbers.get(id) ?? [])];
  const whole = edges.map((edge) => Math.floor(Number(edge)));
  switch (sourceOf(input.from).form) {
    case "text":
      return drawKey([...(interesting.keys.get(id) ?? [])]);
    case "count":
    case "rupiah":
      return drawCount(input, whole, month);
    case "counts":
      return drawCounts(input, whole);
    case "decimal":
      return drawDecimal(input, edges);
    case "days":
      return drawDays(interesting, month);
    case "spans":
      return drawSpans(interesting, id, month);
  }
}

/** What can't be: less than nothing, a part of one, more than the most, digits too many. */
function impossible(dice: Dice, input: Input): FactValue {
  const { form } = sourceOf(input.from);
  if (form === "text") return "";
  if (form === "decimal") return dice.of(["1.23456", "-1", "seratus", String((input.at_most ?? 1_000) + 1)], "-1");
  if (form === "counts") return [5, dice.of([-1, 0.5], -1)];
  if (form === "count" || form === "rupiah") return dice.of([-1, 0.5, (input.at_most ?? 1_000_000_000) + 1], -1);
  return [];
}

type Plan = readonly (readonly [from: SourceName, draw: Draw, input: Input])[];
const plans = new WeakMap<PolicyDocument, Map<Period, Plan>>();

function planOf(document: PolicyDocument, period: Period): Plan {
  const known = plans.get(document) ?? new Map<Period, Plan>();
  plans.set(document, known);
  const made = known.get(period);
  if (made) return made;
  const interesting = interestingIn(document);
  const month = calendar.monthNamed(period);
  const plan = Object.entries(document.inputs).map(
    ([id, input]) => [input.from, drawOf(id, input, interesting, month), input] as const,
  );
  known.set(period, plan);
  return plan;
}

/** A person's month as a document could meet it; the same for the same seed. About a third of the values lie on the document's edges. */
export function randomFacts(document: PolicyDocument, period: Period, seed: number): Facts {
  const dice = new Dice(seed);
  const facts: Partial<Record<SourceName, FactValue>> = {};
  // Most months are possible: else hardly any of a document with many inputs would be paid.
  const oddRow = dice.isIn100(5);
  for (const [from, draw, input] of planOf(document, period)) {
    const isMissing = input.on_missing === "block" ? oddRow && dice.isIn100(10) : dice.isIn100(10);
    if (isMissing) continue;
    const value = draw(dice);
    facts[from] = oddRow && dice.isIn100(10) ? impossible(dice, input) : value;
  }
  return facts;
}
export { shrinkFacts } from "./shrink-facts.ts";
