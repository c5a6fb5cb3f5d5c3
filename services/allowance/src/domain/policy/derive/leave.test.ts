import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type SpellCount, type StepOf } from "../document.ts";
import { type SpanFact } from "../sources.ts";
import { daysAfter, monthsOfLeave, occurrences, spellDays } from "./leave.ts";

const july = "2026-07" as Period;
const override = {
  id: "leave",
  label: "Cuti",
  cite: { legal: "law", article: "1" },
  spans: "leave",
  of: "tariff",
  replaces: "paid",
  means: "paid",
  with_cuts: "erase",
  only_if: "cut_gt_zero",
} as const;
const span = (from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact => ({
  kind: "CUTI_BESAR",
  from: from as Day,
  ...(to !== undefined && { to: to as Day }),
  ...more,
});
const pending = { pending: true };

describe("months of leave", () => {
  type Step = StepOf<"override_by_month">;
  const stepOf = (month: Step["month"], least?: number): Step => ({
    ...override,
    rule: "override_by_month",
    rows: { CUTI_BESAR: [50, 25], CUTI_SAKIT: [100] },
    beyond: { percent: 0, flag: "warn" },
    month,
    ...(least !== undefined && { spell_at_least_days: least }),
  });
  const monthsIn = (period: string, month: Step["month"], ...spans: SpanFact[]): number[] =>
    monthsOfLeave(stepOf(month), period as Period)(spans).map((found) => found.month);

  it.each<[Step["month"], string, string, number]>([
    ["touched", "2026-07-31", "2026-07", 1],
    ["touched", "2026-06-30", "2026-07", 2],
    ["touched", "2025-12-31", "2026-02", 3],
    ["anniversary", "2026-07-15", "2026-07", 1],
    ["anniversary", "2026-07-15", "2026-08", 1],
    ["anniversary", "2026-07-15", "2026-09", 2],
    ["anniversary", "2026-07-01", "2026-08", 2],
    ["anniversary", "2026-01-31", "2026-03", 2],
    ["anniversary", "2026-01-31", "2026-02", 1],
    ["days_30", "2026-07-15", "2026-07", 1],
    ["days_30", "2026-07-01", "2026-08", 2],
    ["days_30", "2026-07-02", "2026-08", 2],
    ["days_30", "2026-07-03", "2026-08", 1],
    ["days_30", "2026-01-30", "2026-03", 2],
    ["days_30", "2026-01-31", "2026-03", 1],
    ["days_30", "2028-01-31", "2028-03", 2],
  ])("by %s from %s: %s is number %d", (month, from, period, expected) => {
    expect(monthsIn(period, month, span(from))).toEqual([expected]);
  });

  it.each<[string, SpanFact, number]>([
    ["begins on the last day", span("2026-07-31", "2026-09-01"), 1],
    ["ends on the first day", span("2026-06-01", "2026-07-01"), 1],
    ["ended before", span("2026-06-01", "2026-06-30"), 0],
    ["begins after", span("2026-08-01"), 0],
    ["has no end", span("2026-06-01"), 1],
    ["has no row", span("2026-07-01", undefined, { kind: "CUTI_TAHUNAN" }), 0],
    ["has a word of every object as its kind", span("2026-07-01", undefined, { kind: "toString" }), 0],
    ["is pending", span("2026-07-01", undefined, pending), 0],
  ])("count a spell that %s", (_, spell, found) => expect(monthsIn("2026-07", "touched", spell)).toHaveLength(found));

  it.each([
    ["2026-07-02", "2026-07-15", 14, 1],
    ["2026-07-02", "2026-07-14", 14, 0],
    ["2026-06-20", "2026-07-03", 14, 1],
    ["2026-07-18", undefined, 14, 1],
    ["2026-07-19", undefined, 14, 0],
    ["2026-07-31", "2026-08-13", 14, 1],
  ])("count a spell from %s to %s of at least %d days: %d", (from, to, least, found) => {
    expect(monthsOfLeave(stepOf("touched", least), july)([span(from, to)])).toHaveLength(found);
  });

  it("go on when the leave is renewed, however many letters there are", () => {
    const [first, second] = [span("2026-05-01", "2026-06-30"), span("2026-07-01", "2026-07-31")];
    expect(monthsIn("2026-07", "anniversary", first, second)).toEqual([3]);
    expect(monthsIn("2026-07", "anniversary", second, first, first)).toEqual([3]);
    // One day of pause, another kind, or a letter that is not confirmed: another spell.
    expect(monthsIn("2026-07", "anniversary", span("2026-05-01", "2026-06-29"), second)).toEqual([1]);
    expect(monthsIn("2026-07", "anniversary", { ...first, kind: "CUTI_SAKIT" }, second)).toEqual([1]);
    expect(monthsIn("2026-07", "anniversary", { ...first, ...pending }, second)).toEqual([1]);
    // Shorter ones make a long one, and one that lasts takes in what begins later.
    const parts = [span("2026-07-02", "2026-07-08"), span("2026-07-09", "2026-07-15")];
    expect(monthsOfLeave(stepOf("touched", 14), july)(parts)).toHaveLength(1);
    expect(monthsIn("2026-07", "anniversary", span("2026-05-01"), second)).toEqual([3]);
    expect(monthsIn("2026-07", "anniversary", span("2026-05-01", "2026-08-10"), second)).toEqual([3]);
  });

  it("are told with their kind, by their first day", () => {
    const spells = [span("2026-07-20"), span("2026-05-20", "2026-07-02", { kind: "CUTI_SAKIT" })];
    expect(monthsOfLeave(stepOf("touched"), july)(spells)).toEqual([
      { kind: "CUTI_SAKIT", month: 3 },
      { kind: "CUTI_BESAR", month: 1 },
    ]);
    expect(monthsOfLeave(stepOf("touched"), july)([])).toEqual([]);
  });
});

describe("days of a spell", () => {
  const daysIn = (count: SpellCount, ...spans: SpanFact[]): readonly number[] => {
    const rule = {
      rule: "override_by_days",
      kinds: ["CUTI_BESAR"],
      day_kind: "calendar",
      count,
      brackets: [],
    } as const;
    return spellDays({ ...override, ...rule }, july)(spans);
  };

  it.each<[SpellCount, string, string | undefined, number[]]>([
    ["spell_total", "2026-06-20", "2026-08-10", [52]],
    ["spell_to_month_end", "2026-06-20", "2026-08-10", [42]],
    ["in_month", "2026-06-20", "2026-08-10", [31]],
    ["spell_total", "2026-07-10", "2026-07-10", [1]],
    ["spell_to_month_end", "2026-07-10", "2026-07-11", [2]],
    ["in_month", "2026-07-10", "2026-07-12", [3]],
    ["spell_total", "2026-06-30", undefined, [32]],
    ["spell_to_month_end", "2026-06-30", undefined, [32]],
    ["in_month", "2026-06-30", undefined, [31]],
    ["in_month", "2026-06-01", "2026-07-01", [1]],
    ["in_month", "2026-07-31", "2026-08-01", [1]],
    ["spell_total", "2026-06-01", "2026-06-30", []],
    ["spell_total", "2026-08-01", undefined, []],
  ])("by %s from %s to %s are %j", (count, from, to, expected) => {
    expect(daysIn(count, span(from, to))).toEqual(expected);
  });

  it("are those of confirmed spells of the kinds", () => {
    const others = [span("2026-07-01", "2026-07-03", { kind: "CUTI_SAKIT" }), span("2026-07-01", undefined, pending)];
    expect(daysIn("spell_total", ...others)).toEqual([]);
    expect(daysIn("spell_total")).toEqual([]);
    expect(daysIn("spell_total", span("2026-07-10", "2026-07-11"), span("2026-07-01", "2026-07-05"))).toEqual([5, 2]);
  });
});

describe("days beyond a grace", () => {
  type Rule = Parameters<typeof daysAfter>[0];
  const counted = (more: Partial<Rule>, ...spans: SpanFact[]) =>
    daysAfter({ kinds: ["CUTI_BESAR"], grace_days: 3, count: "in_month", ...more }, july)(spans);

  it.each<[string, Partial<Rule>, string, string | undefined, number, number]>([
    ["within the grace", {}, "2026-07-10", "2026-07-12", 0, 0],
    ["one more", {}, "2026-07-10", "2026-07-13", 1, 0],
    ["without a grace", { grace_days: 0 }, "2026-07-10", "2026-07-12", 3, 0],
    ["the grace was used before the month", {}, "2026-06-28", "2026-07-02", 2, 0],
    ["the grace reaches into the month", {}, "2026-06-30", "2026-07-03", 1, 0],
    ["only those in the month", {}, "2026-06-20", "2026-07-02", 2, 0],
    ["all so far", { count: "spell_to_month_end" }, "2026-06-20", "2026-07-02", 10, 0],
    ["not those after the month", {}, "2026-07-30", "2026-08-20", 0, 0],
    ["not those after the month either", { count: "spell_to_month_end" }, "2026-07-28", "2026-08-20", 1, 0],
    ["without an end", {}, "2026-07-01", undefined, 28, 0],
    ["until a day of the spell", { until_days: 14 }, "2026-07-01", "2026-07-14", 11, 0],
    ["beyond it", { until_days: 14 }, "2026-07-01", "2026-07-16", 11, 2],
    ["wholly beyond it", { until_days: 14 }, "2026-06-10", "2026-07-05", 0, 5],
    ["beyond it, of all so far", { until_days: 14, count: "spell_to_month_end" }, "2026-06-10", "2026-07-05", 11, 12],
    ["not one that ended before", { count: "spell_to_month_end" }, "2026-05-01", "2026-06-30", 0, 0],
    ["not one that begins after", {}, "2026-08-01", undefined, 0, 0],
  ])("%s", (_, rule, from, to, days, beyond) => {
    expect(counted(rule, span(from, to))).toEqual({ days, beyond });
  });

  it("are those of all spells together, of the kinds, confirmed", () => {
    const spells = [span("2026-07-01", "2026-07-05"), span("2026-07-10", "2026-07-16")];
    expect(counted({}, ...spells)).toEqual({ days: 6, beyond: 0 });
    expect(counted({}, span("2026-07-01", "2026-07-31", pending))).toEqual({ days: 0, beyond: 0 });
    expect(counted({}, span("2026-07-01", "2026-07-31", { kind: "CUTI_SAKIT" }))).toEqual({ days: 0, beyond: 0 });
    expect(counted({})).toEqual({ days: 0, beyond: 0 });
  });

  it("in the month are no more than so far, and the month's own days", () => {
    const spell = fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 120 })).map(([start, length]) => {
      const day = (number: number): string => new Date(Date.UTC(2026, 2, 1 + number)).toISOString().slice(0, 10);
      return span(day(start), day(start + length));
    });
    fc.assert(
      fc.property(
        spell,
        fc.nat({ max: 40 }),
        fc.option(fc.nat({ max: 60 }), { nil: undefined }),
        (one, grace, until) => {
          const more = { grace_days: grace, ...(until !== undefined && { until_days: until }) };
          const inMonth = counted({ ...more, count: "in_month" }, one);
          const soFar = counted({ ...more, count: "spell_to_month_end" }, one);
          expect(inMonth.days).toBeLessThanOrEqual(Math.min(31, soFar.days));
          expect(inMonth.days + inMonth.beyond).toBeLessThanOrEqual(31);
          expect(inMonth.beyond).toBeLessThanOrEqual(soFar.beyond);
        },
      ),
    );
  });
});

describe("the n-th time", () => {
  type Step = StepOf<"nth_occurrence">;
  const numbersIn = (window: Step["window"], spans: SpanFact[], period: string = july): readonly number[] => {
    const rule = { rule: "nth_occurrence", kinds: ["CUTI_BESAR"], window, rows: [0, 50] } as const;
    return occurrences({ ...override, ...rule }, period as Period)(spans);
  };

  it.each<[string, Step["window"], string[], number[]]>([
    ["the first", "calendar_year", ["2026-07-01"], [1]],
    ["none that begins in the month", "calendar_year", ["2026-06-30", "2026-08-01"], []],
    ["the second since January", "calendar_year", ["2026-01-01", "2026-07-31"], [2]],
    ["not those of another year", "calendar_year", ["2025-12-31", "2026-07-31"], [1]],
    ["those of twelve months", "rolling_12_months", ["2025-07-11", "2026-07-10"], [2]],
    ["not those before them", "rolling_12_months", ["2025-07-10", "2026-07-10"], [1]],
    ["several in a month", "calendar_year", ["2026-07-20", "2026-07-10", "2026-02-01"], [2, 3]],
    ["several, each by its own window", "rolling_12_months", ["2025-07-15", "2026-07-10", "2026-07-20"], [2, 2]],
    ["two on one day", "rolling_12_months", ["2026-07-10", "2026-07-10"], [1, 2]],
  ])("%s", (_, window, starts, expected) => {
    expect(numbersIn(window, starts.map((from) => span(from, from)))).toEqual(expected); // prettier-ignore
    expect(numbersIn(window, starts.map((from) => span(from, from)).reverse())).toEqual(expected); // prettier-ignore
  });

  it("counts twelve months around a leap day", () => {
    const starts = (...days: string[]) => days.map((from) => span(from));
    expect(numbersIn("rolling_12_months", starts("2027-02-28", "2028-02-29"), "2028-02")).toEqual([1]);
    expect(numbersIn("rolling_12_months", starts("2027-03-01", "2028-02-29"), "2028-02")).toEqual([2]);
    expect(numbersIn("rolling_12_months", starts("2028-02-29", "2029-02-28"), "2029-02")).toEqual([2]);
  });

  it("is one of the kinds, and confirmed", () => {
    const others = [span("2026-07-01", undefined, pending), span("2026-07-02", undefined, { kind: "CUTI_SAKIT" })];
    expect(numbersIn("calendar_year", [...others, span("2026-07-03")])).toEqual([1]);
    expect(numbersIn("calendar_year", [])).toEqual([]);
  });
});
