import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import {
  against,
  type Hours,
  isThroughNight,
  lengthOf,
  minutesAgainst,
  plannedBy,
  readHours,
  type Schedule,
  scheduleOn,
  writeHours,
} from "./schedule.ts";

const office = readHours({ starts: "07:30", ends: "16:00", breakFrom: "12:00", breakTo: "13:00" }, "");
const flexible = readHours({ starts: "07:30", ends: "16:00", latestStart: "08:00" }, "");
const night = readHours({ starts: "22:00", ends: "06:00", breakFrom: "01:00", breakTo: "02:00" }, "");

const lacks = (hours: Hours, checkIn: string, checkOut: string): readonly number[] => {
  const { lateMinutes, earlyMinutes, missedChecks } = minutesAgainst(hours, { checkIn, checkOut });
  return [lateMinutes, earlyMinutes, missedChecks];
};

describe("checks against hours", () => {
  it.each([
    ["on both edges", office, "07:30", "16:00", [0, 0, 0]],
    ["a minute after and before them", office, "07:31", "15:59", [1, 1, 0]],
    ["long before and after", office, "05:00", "21:00", [0, 0, 0]],
    ["within the break, which costs nothing", office, "12:30", "16:00", [270, 0, 0]],
    ["after the break", office, "13:15", "16:00", [285, 0, 0]],
    ["gone at noon", office, "07:30", "12:00", [0, 180, 0]],
    ["gone within the break", office, "07:30", "12:40", [0, 180, 0]],
    ["after the end", office, "17:00", "18:00", [450, 0, 0]],
    ["before the start", office, "05:00", "06:00", [0, 450, 0]],
    ["one check for both", office, "10:00", "10:00", [150, 300, 0]],
    ["without the check out", office, "07:40", "", [10, 0, 1]],
    ["without the check in", office, "", "15:50", [0, 10, 1]],
    ["within the window, and so much later home", flexible, "07:45", "16:15", [0, 0, 0]],
    ["within the window, and home as if not", flexible, "07:45", "16:00", [0, 15, 0]],
    ["on the window's edge", flexible, "08:00", "16:30", [0, 0, 0]],
    ["after the window", flexible, "08:01", "16:30", [1, 0, 0]],
    ["before the window, which gives nothing", flexible, "07:00", "15:30", [0, 30, 0]],
    ["through the night", night, "22:00", "06:00", [0, 0, 0]],
    ["after midnight", night, "00:30", "06:05", [150, 0, 0]],
    ["gone before midnight", night, "21:50", "23:00", [0, 360, 0]],
    ["gone after the break", night, "21:50", "02:30", [0, 210, 0]],
    ["without the check in, in the morning", night, "", "05:50", [0, 10, 1]],
  ])("%s", (_, hours, came, left, expected) => expect(lacks(hours, came, left)).toEqual(expected));
});

const of = (starts: string, ends: string): Hours => readHours({ starts, ends }, "");

describe("checks near midnight are of the shift that they are nearest to", () => {
  it.each([
    ["a whole day, from before it until after it", of("08:00", "08:00"), "07:55", "08:05", [0, 0, 0]],
    ["a whole day, on its edges", of("08:00", "08:00"), "08:00", "08:00", [0, 0, 0]],
    ["a whole day, late and early", of("08:00", "08:00"), "08:20", "07:50", [20, 10, 0]],
    ["a whole day, gone in its evening", of("08:00", "08:00"), "07:55", "20:00", [0, 720, 0]],
    ["until midnight, gone after it", of("16:00", "00:00"), "15:55", "00:03", [0, 0, 0]],
    ["until midnight, gone before it", of("16:00", "00:00"), "16:10", "23:30", [10, 30, 0]],
    ["until midnight, without the check in", of("16:00", "00:00"), "", "00:03", [0, 0, 1]],
    ["until an hour before it, gone after it", of("14:00", "23:00"), "13:55", "00:10", [0, 0, 0]],
    ["from midnight on, there the evening before", of("00:00", "08:00"), "23:52", "08:03", [0, 0, 0]],
    ["from midnight on, with the check in alone", of("00:00", "08:00"), "23:52", "", [0, 0, 1]],
    ["from midnight on, late", of("00:00", "08:00"), "00:12", "07:50", [12, 10, 0]],
    ["from shortly after it on, there the evening before", of("01:00", "09:00"), "23:55", "09:00", [0, 0, 0]],
    ["by day, there in the evening only", of("07:30", "16:00"), "20:00", "21:00", [510, 0, 0]],
  ])("%s", (_, hours, came, left, expected) => expect(lacks(hours, came, left)).toEqual(expected));

  it.each<[string, Hours | undefined, string, string, boolean]>([
    ["through the night", of("21:00", "07:00"), "20:50", "07:05", true],
    ["a whole day", of("08:00", "08:00"), "08:00", "07:50", true],
    ["until midnight", of("16:00", "00:00"), "15:55", "00:03", true],
    ["until an hour before it", of("14:00", "23:00"), "13:55", "00:10", true],
    ["from midnight on", of("00:00", "08:00"), "23:52", "08:03", true],
    ["by day", of("07:30", "16:00"), "16:00", "07:30", false],
    ["by day, as if by night", of("07:30", "16:00"), "21:20", "06:45", false],
    ["on a day without hours", undefined, "21:20", "06:45", false],
    ["in the night, the wrong way round", of("21:00", "07:00"), "07:05", "06:00", false],
  ])("out after in %s", (_, hours, checkIn, checkOut, expected) =>
    expect(isThroughNight(hours, { checkIn, checkOut })).toBe(expected),
  );
});

const clock = fc.integer({ min: 0, max: 1439 });
const timeOf = (minute: number): string =>
  [Math.floor((minute % 1440) / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
const check = fc.option(clock.map(timeOf), { nil: "" });
/** A start, and five steps from it that are in order. */
const someHours = fc
  .tuple(clock, fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 4, maxLength: 4 }))
  .map(([starts, [a = 0, b = 0, c = 0, d = 0]]): Hours => {
    const ends = starts + a + b + c + d + 1;
    return { starts, ends, latestStart: starts + a, breakFrom: starts + a + b, breakTo: starts + a + b + c };
  });

describe("of any hours and checks", () => {
  it("minutes are never negative, and together never more than the shift", () => {
    fc.assert(
      fc.property(someHours, check, check, (hours, checkIn, checkOut) => {
        const { lateMinutes, earlyMinutes } = minutesAgainst(hours, { checkIn, checkOut });
        expect(Math.min(lateMinutes, earlyMinutes)).toBeGreaterThanOrEqual(0);
        expect(lateMinutes + earlyMinutes).toBeLessThanOrEqual(lengthOf(hours));
      }),
    );
  });

  it("a check on each edge is on time", () => {
    fc.assert(
      fc.property(someHours, (hours) => {
        expect(lacks(hours, timeOf(hours.starts), timeOf(hours.ends))).toEqual([0, 0, 0]);
      }),
    );
  });

  it("what is written is read the same", () => {
    fc.assert(
      fc.property(someHours, (hours) => {
        fc.pre(hours.breakFrom < hours.breakTo);
        expect(readHours(writeHours(hours), "")).toEqual(hours);
      }),
    );
  });

  it("whoever goes later within the shift lacks no more", () => {
    const part = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(someHours, clock, part, part, (hours, came, one, other) => {
        // Of a shift that leaves little of the day its first hours are read as the next morning's.
        const from = Math.max(hours.starts, hours.ends - 1200);
        const [early, late] = [Math.min(one, other), Math.max(one, other)].map((left) =>
          minutesAgainst(hours, {
            checkIn: timeOf(came),
            checkOut: timeOf(from + Math.floor(((hours.ends - from) * left) / 1000)),
          }),
        );
        expect(late!.earlyMinutes).toBeLessThanOrEqual(early!.earlyMinutes);
      }),
    );
  });
});

describe("hours that cannot be", () => {
  it.each([
    [{ starts: "7:30", ends: "16:00" }, "/starts", "TIME_FORM"],
    [{ starts: "07:30", ends: "16:00", breakFrom: "12:00" }, "/breakTo", "FIELD_REQUIRED"],
    [{ starts: "07:30", ends: "16:00", breakTo: "12:00" }, "/breakFrom", "FIELD_REQUIRED"],
    [{ starts: "07:30", ends: "16:00", latestStart: "16:01" }, "/latestStart", "TIME_ORDER"],
    [{ starts: "07:30", ends: "16:00", breakFrom: "13:00", breakTo: "12:00" }, "/breakTo", "TIME_ORDER"],
    [{ starts: "07:30", ends: "16:00", breakFrom: "12:00", breakTo: "16:30" }, "/breakTo", "TIME_ORDER"],
  ])("%j", (written, pointer, code) => {
    const refused = (): unknown => {
      try {
        return readHours(written, "");
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toMatchObject({ violations: [{ pointer, code }] });
  });
  it("an end at the start is a whole day", () => {
    expect(lengthOf(readHours({ starts: "08:00", ends: "08:00" }, ""))).toBe(1440);
  });
});

const five = [office, office, office, office, office, undefined, undefined];
const schedule = (id: string, over: Partial<Schedule> = {}): Schedule => ({
  ...{ id, unitId: undefined, unitIds: [], from: "2026-01-01" as Day, to: undefined, week: five, recordedAt: 1 },
  ...over,
});
const ramadan = { from: "2026-02-18" as Day, to: "2026-03-19" as Day };

describe("the schedule of a day", () => {
  const all = [
    schedule("year"),
    schedule("changed", { from: "2026-03-01" as Day }),
    schedule("ramadan", ramadan),
    schedule("branch", { unitId: "b", unitIds: ["b", "u"] }),
    schedule("unit", { unitId: "u", unitIds: ["u"] }),
    schedule("unit again", { unitId: "u", unitIds: ["u"], recordedAt: 2 }),
  ];
  it.each([
    ["2025-12-31", undefined, undefined],
    ["2026-02-17", undefined, "year"],
    ["2026-02-18", undefined, "ramadan"],
    ["2026-03-19", "x", "ramadan"],
    ["2026-03-20", undefined, "changed"],
    ["2026-03-20", "b", "branch"],
    ["2026-02-18", "u", "unit again"],
  ])("%s in %s is %s", (day, unitId, id) => expect(scheduleOn(all, unitId, day as Day)?.id).toBe(id));
});

const monday = {
  ...{ date: "2026-10-05" as Day, status: "HADIR", lateMinutes: 7, earlyMinutes: 0, missedChecks: 1 },
  ...{ checkIn: "07:45", checkOut: "16:00", work: undefined as boolean | undefined },
};
const sunday = { ...monday, date: "2026-10-04" as Day };
const asTold = { derived: undefined, plannedStart: undefined, plannedEnd: undefined };
const dayOff = { lateMinutes: 0, earlyMinutes: 0, missedChecks: 0, work: false, ...asTold, derived: true };

describe("a fact of attendance", () => {
  it.each([
    ["with checks is measured", schedule("year"), monday, { lateMinutes: 15, missedChecks: 0, derived: true, plannedStart: "07:30", plannedEnd: "16:00" }],
    ["without a schedule stays as told", undefined, monday, { ...monday, ...asTold }],
    ["without checks stays as told", schedule("year"), { ...monday, checkIn: "", checkOut: "" }, { lateMinutes: 7, ...asTold }],
    ["of somebody on leave stays as told", schedule("year"), { ...monday, status: "CUTI_SAKIT" }, { lateMinutes: 7, ...asTold }],
    ["on a day off is no day of work", schedule("year"), sunday, dayOff],
    ["which the source calls off is none", schedule("year"), { ...monday, work: false }, dayOff],
    ["which the source calls one of work stays as told", schedule("year"), { ...sunday, work: true }, { lateMinutes: 7, work: true, ...asTold }],
  ])("%s", (_, holds, fact, expected) => expect(against(holds && plannedBy(holds, fact.date), fact)).toMatchObject(expected)); // prettier-ignore
});
