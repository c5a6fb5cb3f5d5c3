import { describe, expect, it } from "@jest/globals";
import { daysOf } from "@kinerja/common/kernel";
import fc from "fast-check";

import { derive, july, on, span, valueOf, type Rule } from "../../../testing/derived.ts";
import { type DayItem, type FactRule } from "../document.ts";
import { type DayFact, type FactValue, type SpanFact } from "../sources.ts";

/** What a rule on days makes of one day. */
const after = (rule: Rule, day: DayFact, more: Record<string, FactValue> = {}): DayFact | undefined =>
  (valueOf(rule, { days: [on(30), day], ...more }) as DayFact[])[1];

const anyMinutes = fc.integer({ min: 0, max: 1_440 });
const anyDays: fc.Arbitrary<DayFact[]> = fc.subarray(daysOf(july)).chain((days) =>
  fc.tuple(
    ...days.map((day) =>
      fc.record(
        {
          day: fc.constant(day),
          work: fc.boolean(),
          status: fc.constantFrom("HADIR", "ALPA", "DINAS_LUAR", "LIBUR"),
          late: anyMinutes,
          early: anyMinutes,
          away: anyMinutes,
          missed_in: fc.boolean(),
          missed_out: fc.boolean(),
          check_in: fc.constantFrom("07:30", "16:01", "23:59"),
          check_out: fc.constantFrom("16:30", "23:59", "09:00"),
        },
        { requiredKeys: ["day", "work", "status"] },
      ),
    ),
  ),
);
const anyTimes = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 40 }))
    .map(([from, length]) => span(on(from).day, length > 30 ? undefined : on(Math.min(31, from + length)).day)),
  { maxLength: 4 },
);
const items: readonly DayItem[] = ["missed_in", "missed_out", "late", "early", "away"];
const chargeOf = (days: FactValue, item: DayItem): number =>
  (days as readonly DayFact[]).reduce((sum, day) => sum + Number(day[item] ?? 0), 0);

describe("aggregate", () => {
  const days = [
    on(3, { late: 20, missed_out: true }),
    on(1, { late: 5, early: 10, away: 61 }),
    on(2, { missed_in: true, missed_out: true, status: "ALPA" }),
    on(4, { work: false, status: "LIBUR" }),
  ];
  type Aggregate = Extract<FactRule, { rule: "aggregate" }>;
  const cases: [Aggregate["take"], Aggregate["how"], Aggregate["where"], FactValue][] = [
    ["days", "sum", undefined, 4],
    ["days", "count", { status_in: ["ALPA"] }, 1],
    ["days", "sum", { status_not_in: ["ALPA"], work: true }, 2],
    ["days", "sum", { work: false }, 1],
    ["days", "max", { work: true }, 1],
    ["days", "each", { status_in: ["ALPA", "LIBUR"] }, [1, 1]],
    ["late", "sum", undefined, 25],
    ["late", "max", undefined, 20],
    ["late", "count", undefined, 2],
    ["late", "each", undefined, [5, 20]],
    ["early", "each", {}, [10]],
    ["away", "sum", undefined, 61],
    ["missed", "sum", undefined, 3],
    ["missed", "count", undefined, 2],
    ["missed", "max", undefined, 2],
    ["missed", "each", undefined, [2, 1]],
    ["missed", "sum", { status_not_in: ["ALPA"] }, 1],
  ];
  it.each(cases)("of %s by %s where %j is %j", (take, how, where, expected) => {
    const rule: Rule = { rule: "aggregate", of: "days", take, how, ...(where && { where }) };
    expect(valueOf(rule, { days })).toEqual(expected);
    expect(valueOf(rule, { days: [...days].reverse() })).toEqual(expected);
  });

  it.each(["sum", "count", "max"] as const)("of no days by %s is 0", (how) => {
    expect(valueOf({ rule: "aggregate", of: "days", take: "late", how }, { days: [] })).toBe(0);
  });

  it("does not change what it is given", () => {
    const given = Object.freeze(days.map((day) => Object.freeze(day)));
    valueOf({ rule: "aggregate", of: "days", take: "late", how: "each" }, { days: given });
    expect(given[0]?.late).toBe(20);
  });
});

describe("tolerance", () => {
  type Mode = Extract<FactRule, { rule: "tolerance" }>["mode"];
  const tolerate = (mode: Mode, minutes = 60): Rule => {
    return { rule: "tolerance", of: "days", item: "late", minutes, mode, per: "day" };
  };
  it.each<[Mode, number, number]>([
    ["subtract", 59, 0],
    ["subtract", 60, 0],
    ["subtract", 61, 1],
    ["subtract", 0, 0],
    ["threshold", 59, 0],
    ["threshold", 60, 0],
    ["threshold", 61, 61],
    ["threshold", 0, 0],
  ])("%s leaves of %d minutes %d", (mode, late, left) => {
    expect(after(tolerate(mode), on(1, { late, early: 90 }))).toEqual(on(1, { late: left, early: 90 }));
  });

  it("is for each day, not for their sum", () => {
    const days = [on(1, { late: 40 }), on(2, { late: 40 }), on(3)];
    expect(valueOf(tolerate("subtract"), { days })).toEqual([on(1, { late: 0 }), on(2, { late: 0 }), on(3)]);
  });

  it("that changes no day makes no new list", () => {
    const days = [on(1), on(2, { late: 61 })];
    expect(valueOf(tolerate("threshold"), { days })).toBe(days);
  });

  it("leaves no less as a threshold than what it subtracts leaves, and never more than there was", () => {
    fc.assert(
      fc.property(anyDays, anyMinutes, (days, minutes) => {
        const threshold = chargeOf(valueOf(tolerate("threshold", minutes), { days }), "late");
        const subtract = chargeOf(valueOf(tolerate("subtract", minutes), { days }), "late");
        expect(threshold).toBeGreaterThanOrEqual(subtract);
        expect(threshold).toBeLessThanOrEqual(chargeOf(days, "late"));
        expect(subtract).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("classify", () => {
  const both: Rule = { rule: "classify", of: "days", no_check_in_as: 225, no_check_out_as: 200 };
  it.each<[string, Rule, Partial<DayFact>, Partial<DayFact>]>([
    ["a missed check is so many minutes", both, { missed_in: true }, { missed_in: false, late: 225 }],
    ["of both", both, { missed_in: true, missed_out: true }, { missed_in: false, missed_out: false, late: 225, early: 200 }], // prettier-ignore
    ["more minutes stay", both, { missed_in: true, late: 300 }, { missed_in: false, late: 300 }],
    ["and less do not", both, { missed_out: true, early: 20 }, { missed_out: false, early: 200 }],
    ["minutes without a missed check are as they were", both, { late: 20, missed_in: false }, { late: 20, missed_in: false }], // prettier-ignore
    ["what it does not name stays missed", { rule: "classify", of: "days", no_check_in_as: 225 }, { missed_out: true }, { missed_out: true }], // prettier-ignore
  ])("%s", (_, rule, before, expected) => expect(after(rule, on(1, before))).toEqual(on(1, expected)));
});

describe("data_validity", () => {
  const rule: Rule = {
    rule: "data_validity",
    of: "days",
    check_in: { from: "16:00", until: "03:59" },
    check_out: { at: ["23:59", "00:00"] },
    counts_as: "missed",
    flag: "warn",
  };
  it.each<[Partial<DayFact>, Partial<DayFact>]>([
    [
      { check_in: "15:59", late: 509 },
      { check_in: "15:59", late: 509 },
    ],
    [
      { check_in: "16:00", late: 510 },
      { late: 0, missed_in: true },
    ],
    [{ check_in: "03:59" }, { late: 0, missed_in: true }],
    [{ check_in: "04:00" }, { check_in: "04:00" }],
    [{ check_out: "23:58" }, { check_out: "23:58" }],
    [{ check_out: "23:59", early: 0, check_in: "07:30", late: 3 }, { check_in: "07:30", late: 3, early: 0, missed_out: true }], // prettier-ignore
    [{ check_in: "23:59", check_out: "00:00", late: 900, early: 900 }, { late: 0, early: 0, missed_in: true, missed_out: true }], // prettier-ignore
  ])("makes of %j %j", (before, expected) => expect(after(rule, on(1, before))).toEqual(on(1, expected)));

  it("may count it not at all", () => {
    expect(after({ ...rule, counts_as: "ignored" }, on(1, { check_in: "16:00", late: 510 }))).toEqual(
      on(1, { late: 0 }),
    );
  });

  it.each([
    ["warn", [{ code: "IMPOSSIBLE_TAP", severity: "WARN", params: { label: "Fakta", days: "2" } }]],
    ["note", [{ code: "IMPOSSIBLE_TAP", severity: "NOTE", params: { label: "Fakta", days: "2" } }]],
    ["none", []],
  ] as const)("tells on how many days, by %s", (flag, expected) => {
    const days = [on(1, { check_in: "16:00", check_out: "23:59" }), on(2), on(3, { check_out: "00:00" })];
    expect(derive({ ...rule, flag }, { days }).flags).toEqual(expected);
  });

  it("tells nothing where nothing is wrong, and asks only what it names", () => {
    const days = [on(1, { check_in: "07:30", check_out: "23:59" }), on(2)];
    const onlyIn: Rule = { rule: "data_validity", of: "days", check_in: { from: "16:00" }, counts_as: "missed", flag: "warn" }; // prettier-ignore
    expect(derive(onlyIn, { days })).toEqual({ value: days, flags: [] });
    expect(valueOf(onlyIn, { days })).toBe(days);
  });
});

describe("outage", () => {
  const rule: Rule = { rule: "outage", of: "days", outages: "outages", neutralises: ["missed_in", "late"] };
  const charged = { missed_in: true, missed_out: true, late: 30, early: 20, away: 10 };

  it.each<[string, SpanFact[], boolean]>([
    ["on its first day", [span("2026-07-15", "2026-07-16")], true],
    ["on its last day", [span("2026-07-14", "2026-07-15")], true],
    ["not after it", [span("2026-07-13", "2026-07-14")], false],
    ["not before it", [span("2026-07-16")], false],
    ["as long as it lasts", [span("2026-01-01")], true],
    ["of several in one", [span("2026-07-20"), span("2026-07-15", "2026-07-15")], true],
    ["not when it is pending", [span("2026-07-15", "2026-07-15", { pending: true })], false],
    ["not without one", [], false],
  ])("neutralises the items that it names, and no others, %s", (_, outages, isOut) => {
    const cleared = { ...charged, missed_in: false, late: 0 };
    expect(after(rule, on(15, charged), { outages })).toEqual(on(15, isOut ? cleared : charged));
  });

  it("reaches the last day of a long month", () => {
    expect(after(rule, on(31, charged), { outages: [span("2026-07-31")] })).toMatchObject({ late: 0 });
  });

  it("never raises what a day is charged for, and changes no other item", () => {
    fc.assert(
      fc.property(anyDays, anyTimes, fc.subarray([...items]), (days, outages, neutralises) => {
        const value = valueOf({ rule: "outage", of: "days", outages: "outages", neutralises }, { days, outages });
        for (const item of items) {
          const [before, left] = [chargeOf(days, item), chargeOf(value, item)];
          expect(left).toBeLessThanOrEqual(before);
          if (!neutralises.includes(item)) expect(left).toBe(before);
        }
        expect((value as DayFact[]).map(({ day }) => day)).toEqual(days.map(({ day }) => day));
      }),
    );
  });
});

describe("same_day", () => {
  const rule: Rule = { rule: "same_day", of: "days", order: ["away", "missed_in", "late"] };
  it.each<[Partial<DayFact>, Partial<DayFact>]>([
    [{ late: 20 }, { late: 20 }],
    [
      { late: 20, missed_in: true },
      { late: 0, missed_in: true },
    ],
    [
      { late: 20, missed_in: true, away: 450 },
      { late: 0, missed_in: false, away: 450 },
    ],
    [
      { late: 20, missed_in: false, away: 0 },
      { late: 20, missed_in: false, away: 0 },
    ],
    [
      { late: 20, away: 1, early: 15, missed_out: true },
      { late: 0, away: 1, early: 15, missed_out: true },
    ],
    [{}, {}],
  ])("charges of %j only %j", (before, expected) => expect(after(rule, on(1, before))).toEqual(on(1, expected)));

  it("leaves at most one of its items on a day", () => {
    fc.assert(
      fc.property(anyDays, fc.shuffledSubarray([...items], { minLength: 1 }), (days, order) => {
        const left = valueOf({ rule: "same_day", of: "days", order }, { days }) as DayFact[];
        left.forEach((day, index) => {
          const before = order.filter((item) => Boolean(days[index]?.[item]));
          expect(order.filter((item) => Boolean(day[item]))).toEqual(before.slice(0, 1));
        });
      }),
    );
  });
});

describe("credit", () => {
  const days = [on(1, { status: "CUTI" }), on(2, { status: "CUTI", work: false }), on(3), on(4, { status: "ALPA" })];
  const minutes = { CUTI: 420, ALPA: -60, toString: 5 };
  it.each([
    ["working", 360],
    ["calendar", 780],
  ] as const)("credits by status the days of the %s kind", (kind, expected) => {
    expect(valueOf({ rule: "credit", of: "days", minutes, days: kind }, { days })).toBe(expected);
  });

  it("credits no status that it does not name", () => {
    const constructed = [on(1, { status: "constructor" })];
    expect(valueOf({ rule: "credit", of: "days", minutes: {}, days: "calendar" }, { days: constructed })).toBe(0);
  });
});

it("rules on days do not depend on the order of the days", () => {
  const onDays: Rule[] = [
    { rule: "tolerance", of: "days", item: "early", minutes: 30, mode: "subtract", per: "day" },
    { rule: "classify", of: "days", no_check_in_as: 225, no_check_out_as: 225 },
    { rule: "data_validity", of: "days", check_in: { from: "16:00" }, counts_as: "missed", flag: "warn" },
    { rule: "outage", of: "days", outages: "outages", neutralises: items },
    { rule: "same_day", of: "days", order: items },
    { rule: "credit", of: "days", minutes: { DINAS_LUAR: 420, ALPA: -30 }, days: "working" },
    { rule: "span_days", of: "outages", day_kind: "working", days: "days" },
    { rule: "aggregate", of: "days", take: "missed", how: "each" },
    { rule: "aggregate", of: "days", take: "late", how: "each", where: { work: true } },
  ];
  const sorted = (value: FactValue): FactValue => {
    const isOfDays = Array.isArray(value) && value.some((entry) => typeof entry === "object");
    return isOfDays ? [...(value as DayFact[])].sort((a, b) => (a.day < b.day ? -1 : 1)) : value;
  };
  fc.assert(
    fc.property(anyDays, anyTimes, fc.constantFrom(...onDays), (days, outages, rule) => {
      const forth = derive(rule, { days, outages });
      const back = derive(rule, { days: [...days].reverse(), outages: [...outages].reverse() });
      expect(sorted(back.value)).toEqual(sorted(forth.value));
      expect(back.flags).toEqual(forth.flags);
    }),
  );
});
