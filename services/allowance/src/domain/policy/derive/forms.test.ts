import { describe, expect, it } from "@jest/globals";
import { daysOf, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { isDayFact, isDays, isSpan, isSpans } from "./forms.ts";

const july = "2026-07" as Period;
const day = { day: "2026-07-15", work: true, status: "HADIR" };
const span = { kind: "CUTI_SAKIT", from: "2026-07-15" };

describe("a day of attendance", () => {
  it.each([
    {},
    { late: 0, early: 1_440, away: 30 },
    { missed_in: true, missed_out: false },
    { check_in: "00:00", check_out: "23:59" },
    { work: false, status: "LIBUR" },
  ])("may have %j", (more) => {
    expect(isDayFact({ ...day, ...more })).toBe(true);
    expect(isDays([{ ...day, ...more }], july)).toBe(true);
  });

  it.each([
    { day: "2026-07-32" },
    { day: 20_260_715 },
    { day: undefined },
    { work: "ya" },
    { work: undefined },
    { status: "" },
    { status: "A".repeat(101) },
    { status: undefined },
    { late: -1 },
    { early: 1_441 },
    { away: 1.5 },
    { late: "5" },
    { missed_in: 1 },
    { missed_out: "true" },
    { check_in: "24:00" },
    { check_out: "7:30" },
    { check_in: 730 },
    { note: "lain" },
    { ["__proto__x"]: 1 },
  ])("may not have %j", (more) => {
    expect(isDayFact({ ...day, ...more })).toBe(false);
    expect(isDays([{ ...day, ...more }], july)).toBe(false);
  });

  it.each([undefined, null, "2026-07-15", 15, [], [day]])("is not %j", (value) => {
    expect(isDayFact(value)).toBe(false);
    expect(isSpan(value)).toBe(false);
  });

  it("has no key that came out of a text as the prototype", () => {
    expect(isDayFact(JSON.parse('{"day":"2026-07-15","work":true,"status":"HADIR","__proto__":{}}'))).toBe(false);
  });
});

describe("days of a month", () => {
  const all = daysOf(july).map((date) => ({ ...day, day: date }));

  it("are all of them, some of them, or none", () => {
    for (const days of [all, all.slice(10), [...all].reverse(), []]) expect(isDays(days, july)).toBe(true);
    expect(
      isDays(
        daysOf("2028-02" as Period).map((date) => ({ ...day, day: date })),
        "2028-02" as Period,
      ),
    ).toBe(true);
  });

  it.each([
    ["one twice", [all[3], all[4], all[3]]],
    ["the day before", [{ ...day, day: "2026-06-30" }]],
    ["the day after", [{ ...day, day: "2026-08-01" }]],
    ["another year's", [{ ...day, day: "2025-07-15" }]],
    ["a day 00", [{ ...day, day: "2026-07-00" }]],
    ["a short one", [{ ...day, day: "2026-07-1" }]],
    ["one with another sign", [{ ...day, day: "2026-07/15" }]],
    ["one that is no number", [{ ...day, day: "2026-07-+5" }]],
    ["a hole", new Array<unknown>(3)],
    ["no list", day],
    ["too many", Array.from({ length: 63 }, () => day)],
  ])("are not %s", (_, days) => expect(isDays(days, july)).toBe(false));

  it("end with the month", () => {
    expect(isDays([{ ...day, day: "2026-06-31" }], "2026-06" as Period)).toBe(false);
    expect(isDays([{ ...day, day: "2026-02-29" }], "2026-02" as Period)).toBe(false);
  });
});

describe("a span", () => {
  it.each([
    {},
    { to: "2026-07-15" },
    { to: "2030-01-01", class: "9", level: "same", pending: true },
    { pending: false },
  ])("may have %j", (more) => {
    expect(isSpan({ ...span, ...more })).toBe(true);
    expect(isSpans([span, { ...span, ...more }])).toBe(true);
  });

  it.each([
    { to: "2026-07-14" },
    { to: "2026-07-32" },
    { to: null },
    { from: "2026-02-29" },
    { from: undefined },
    { kind: "" },
    { kind: 3 },
    { class: 9 },
    { level: "" },
    { pending: "no" },
    { days: 3 },
  ])("may not have %j", (more) => {
    expect(isSpan({ ...span, ...more })).toBe(false);
    expect(isSpans([span, { ...span, ...more }])).toBe(false);
  });

  it("is one of at most five hundred", () => {
    expect(isSpans(Array.from({ length: 500 }, () => span))).toBe(true);
    expect(isSpans(Array.from({ length: 501 }, () => span))).toBe(false);
    expect(isSpans([])).toBe(true);
    expect(isSpans({ length: 0 })).toBe(false);
    expect(isSpans(new Array<unknown>(1))).toBe(false);
  });
});

it("nothing at all makes the forms throw", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const isForm of [isDayFact, isSpan, isSpans]) expect(typeof isForm(value)).toBe("boolean");
      expect(typeof isDays([value], july)).toBe("boolean");
    }),
  );
});
