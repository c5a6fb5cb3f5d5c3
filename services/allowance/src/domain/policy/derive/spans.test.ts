import { describe, expect, it } from "@jest/globals";
import { addDays, type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type StepOf } from "../document.ts";
import { type FactValue, type SpanFact } from "../sources.ts";
import { compileCondition } from "./condition.ts";
import { actedPosts, laggedEvents, runningEvents } from "./events.ts";
import { isSpans } from "./forms.ts";
import { daysAfter, monthsOfLeave, occurrences, spellDays } from "./leave.ts";
import { inOrder } from "./spans.ts";

const period = "2028-02" as Period;
const kinds = ["SAKIT", "BESAR"];
const named = { id: "step", label: "Langkah", cite: { legal: "law", article: "1" }, spans: "spans" };
const override = { ...named, of: "a", replaces: "b", means: "cut", with_cuts: "keep", only_if: "always" } as const;

const anySpan: fc.Arbitrary<SpanFact> = fc
  .record(
    {
      kind: fc.constantFrom(...kinds, "LAIN"),
      start: fc.integer({ min: -500, max: 60 }),
      length: fc.integer({ min: 0, max: 400 }),
      class: fc.constantFrom("7", "8"),
      level: fc.constantFrom("same", "one_below"),
      pending: fc.boolean(),
    },
    { requiredKeys: ["kind", "start"] },
  )
  .map(({ start, length, ...span }) => {
    const from = addDays("2028-02-01" as Day, start);
    return { ...span, from, ...(length !== undefined && { to: addDays(from, length) }) };
  });
const anySpans = fc.array(anySpan, { maxLength: 6 });

const duration = (starts: StepOf<"duration">["starts"]): StepOf<"duration"> => ({
  ...named,
  rule: "duration",
  of: "a",
  base: "b",
  rows: [
    { rows: { SAKIT: { percent: 10, months: 3 } } },
    { events_from: "2027-12-15", rows: { SAKIT: { percent: 20, months: 1 }, BESAR: { percent: 5, months: 6 } } },
  ],
  starts,
  on_overlap: "sum",
});
const acting = (months: StepOf<"add_share">["months"]): StepOf<"add_share"> => ({
  ...named,
  rule: "add_share",
  own: "a",
  kinds,
  table: "t",
  levels: {},
  months,
  on_overlap: "largest",
});

/** Everything that reads spans. */
const readers: readonly ((spans: readonly SpanFact[]) => unknown)[] = [
  ...(["touched", "anniversary", "days_30"] as const).map((month) =>
    monthsOfLeave(
      { ...override, rule: "override_by_month", rows: { SAKIT: [1], BESAR: [2] }, beyond: { percent: 0, flag: "warn" }, month, spell_at_least_days: 5 }, // prettier-ignore
      period,
    ),
  ),
  ...(["spell_total", "spell_to_month_end", "in_month"] as const).map((count) => spellDays({ kinds, count }, period)),
  ...(["spell_to_month_end", "in_month"] as const).map((count) =>
    daysAfter({ kinds, grace_days: 3, until_days: 30, count }, period),
  ),
  ...(["calendar_year", "rolling_12_months"] as const).map((window) =>
    occurrences({ ...override, rule: "nth_occurrence", kinds, window, rows: [1] }, period),
  ),
  runningEvents(duration("month_of_event"), period),
  runningEvents(duration("next_month"), period),
  ...([{ months: [0, 1, 2] }, { years: [1] }] as const).map(
    (offsets) =>
    laggedEvents({ ...named, rule: "lag", of: "a", base: "b", rows: { SAKIT: 5, BESAR: 6 }, offsets, on_overlap: "sum" }, period), // prettier-ignore
  ),
  actedPosts(acting("calendar"), period),
  actedPosts(acting("anniversary"), period),
  ...(["any_day", "whole_month", "first_day"] as const).map((active) => (spans: readonly SpanFact[]) => {
    const holds = compileCondition({ spans: "s", kinds, active }, period);
    return holds({ values: new Map<string, FactValue>([["s", spans]]), flags: [] });
  }),
];

describe("rules on spans", () => {
  it("do not depend on the order of the spans, and change none", () => {
    const shuffled = anySpans.chain((spans) =>
      fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length })),
    );
    fc.assert(
      fc.property(shuffled, ([spans, other]) => {
        expect(isSpans(spans)).toBe(true);
        const before = JSON.stringify(spans);
        for (const read of readers) expect(read(other)).toEqual(read(spans));
        expect(JSON.stringify(spans)).toBe(before);
      }),
    );
  });

  it("are as they were once a span was added and taken away, or comes after the month or of another kind", () => {
    const nothing = [
      // A day of pause after the last that the others can have: else it would go on with one of them.
      { kind: "SAKIT", from: "2031-03-01" as Day },
      { kind: "LAIN", from: "2028-01-01" as Day },
    ];
    fc.assert(
      fc.property(anySpans, anySpan, (spans, more) => {
        for (const read of readers) {
          const before = read(spans);
          read([...spans, more]);
          expect(read([...spans, more].slice(0, -1))).toEqual(before);
          expect(read([...nothing, ...spans])).toEqual(before);
        }
      }),
    );
  });

  it("apply no span that is not confirmed", () => {
    const applied = (value: unknown): unknown =>
      typeof value === "object" && value !== null && "pending" in value ? { ...value, pending: undefined } : value;
    fc.assert(
      fc.property(anySpans, (spans) => {
        const confirmed = spans.filter(({ pending }) => pending !== true);
        for (const read of readers) expect(applied(read(spans))).toEqual(applied(read(confirmed)));
      }),
    );
  });
});

it("spans are ordered by all that they have", () => {
  const from = "2026-07-01" as Day;
  const ordered: SpanFact[] = [
    { kind: "B", from: "2026-06-01" as Day },
    { kind: "B", from, to: "2026-07-02" as Day },
    { kind: "A", from },
    { kind: "B", from },
    { kind: "B", from, level: "x" },
    { kind: "B", from, class: "7" },
    { kind: "B", from, class: "8", level: "same" },
  ];
  expect(inOrder([...ordered].reverse())).toEqual(ordered);
  expect(inOrder(ordered)).toEqual(ordered);
});
