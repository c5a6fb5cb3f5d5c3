import { describe, expect, it } from "@jest/globals";
import { daysOf, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { july, on, span, valueOf, type Rule } from "../../../testing/derived.ts";
import { type SpanFact } from "../sources.ts";

const anyDays = fc
  .subarray(daysOf(july))
  .chain((days) => fc.tuple(...days.map((day) => fc.boolean().map((work) => on(Number(day.slice(8)), { work })))));
const anyTimes = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 40 }))
    .map(([from, length]) => span(on(from).day, length > 30 ? undefined : on(Math.min(31, from + length)).day)),
  { maxLength: 4 },
);

describe("total", () => {
  it.each([
    ["zero", 5, -10, 0],
    ["none", 5, -10, -5],
    ["zero", 5, 10, 15],
  ] as const)("adds up with the floor %s: %d and %d are %d", (floor, a, b, expected) => {
    expect(valueOf({ rule: "total", of: ["a", "b"], unit: "minute", floor }, { a, b })).toBe(expected);
  });
});

describe("count_spans", () => {
  const all = [
    span("2025-12-31", "2026-07-01"),
    span("2026-01-01", "2026-06-30"),
    span("2026-07-01"),
    span("2026-07-31", "2026-08-02", { kind: "CUTI_BESAR" }),
    span("2026-08-01"),
    span("2026-07-10", undefined, { pending: true }),
  ];
  it.each([
    ["begun_in_month", undefined, 2],
    ["begun_in_month", ["CUTI_SAKIT"], 1],
    ["begun_in_year", undefined, 3],
    ["begun_in_year", ["CUTI_BESAR", "LAIN"], 1],
    ["active_in_month", undefined, 3],
    ["active_in_month", ["LAIN"], 0],
  ] as const)("%s of %j are %d", (count, kinds, expected) => {
    const rule: Rule = { rule: "count_spans", of: "leave", count, ...(kinds && { kinds }) };
    expect(valueOf(rule, { leave: all })).toBe(expected);
    expect(valueOf(rule, { leave: [] })).toBe(0);
  });
});

describe("span_days", () => {
  const calendar: Rule = { rule: "span_days", of: "leave", kinds: ["CUTI_SAKIT"], day_kind: "calendar" };
  it.each<[string, SpanFact[], number]>([
    ["none", [], 0],
    ["all of a month", [span("2026-01-01")], 31],
    ["the first", [span("2026-06-20", "2026-07-01")], 1],
    ["the last", [span("2026-07-31", "2026-08-20")], 1],
    ["both ends", [span("2026-07-10", "2026-07-12")], 3],
    ["each once", [span("2026-07-10", "2026-07-12"), span("2026-07-12", "2026-07-13")], 4],
    ["not those after", [span("2026-08-01")], 0],
    ["not another kind", [span("2026-07-01", undefined, { kind: "CUTI_BESAR" })], 0],
    ["not pending ones", [span("2026-07-01", undefined, { pending: true })], 0],
  ])("of the calendar: %s", (_, leave, expected) => expect(valueOf(calendar, { leave })).toBe(expected));

  it.each([
    ["2028-02", 29],
    ["2026-02", 28],
    ["2026-06", 30],
  ])("of the calendar in %s are at most %d", (period, expected) => {
    expect(valueOf(calendar, { leave: [span("2020-01-01")] }, period as Period)).toBe(expected);
  });

  const working: Rule = { rule: "span_days", of: "leave", day_kind: "working", days: "days" };
  it("of work are those of the schedule", () => {
    const days = [on(10), on(11, { work: false }), on(12), on(13)];
    expect(valueOf(working, { leave: [span("2026-07-10", "2026-07-12")], days })).toBe(2);
    expect(valueOf(working, { leave: [], days })).toBe(0);
  });

  it("of work need a schedule", () => {
    const rule: Rule = { rule: "span_days", of: "leave", day_kind: "working" };
    expect(() => valueOf(rule, { leave: [] })).toThrow("fact names no days of work");
  });

  it("are no more than the month has, and those of work no more than those of the calendar", () => {
    fc.assert(
      fc.property(anyDays, anyTimes, (days, leave) => {
        const all = valueOf({ rule: "span_days", of: "leave", day_kind: "calendar" }, { leave }) as number;
        expect(all).toBeLessThanOrEqual(31);
        expect(valueOf(working, { leave, days })).toBeLessThanOrEqual(all);
      }),
    );
  });
});
