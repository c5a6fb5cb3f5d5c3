import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { calendarOf, workingDays } from "./calendar.ts";
import { type Day, daysOf, parseDay, parsePeriod, weekday } from "./day.ts";
import { rational } from "./rational.ts";
import { roundToRupiah, rupiah, sumRupiah } from "./rupiah.ts";

const august = parsePeriod("2026-08");
const independence = parseDay("2026-08-17");

describe("a month's calendar", () => {
  it("has 37 h 30 min in a full week, none at the weekend", () => {
    const week = calendarOf(august, new Map()).slice(2, 9);
    expect(week.map(({ workingMinutes }) => workingMinutes)).toEqual([450, 450, 450, 450, 450, 0, 0]);
    expect(week.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0)).toBe(37 * 60 + 30);
  });

  it("has no work on a day off, and says why", () => {
    const days = calendarOf(august, new Map([[independence, "Hari Kemerdekaan"]]));
    expect(days[16]).toEqual({ day: independence, workingMinutes: 0, holiday: "Hari Kemerdekaan" });
    expect(workingDays(days)).toHaveLength(20);
    expect(workingDays(days)).not.toContain(independence);
  });

  it("takes an agency's own week", () => {
    const days = calendarOf(august, new Map(), [0, 400, 400, 400, 400, 300, 350, 0]);
    expect(days.find(({ day }) => weekday(day) === 6)?.workingMinutes).toBe(350);
  });

  it("lists each day once; holidays of other months change nothing", () => {
    fc.assert(
      fc.property(fc.subarray(daysOf(august)), (off) => {
        const holidays = new Map<Day, string>([...off.map((day): [Day, string] => [day, "libur"])]);
        const days = calendarOf(august, new Map([...holidays, [parseDay("2026-09-01"), "libur"]]));
        expect(days.map(({ day }) => day)).toEqual(daysOf(august));
        expect(days.filter(({ holiday }) => holiday !== undefined)).toHaveLength(off.length);
        expect(workingDays(days)).toEqual(
          workingDays(calendarOf(august, new Map())).filter((day) => !holidays.has(day)),
        );
      }),
    );
  });
});

describe("rupiah", () => {
  it("are exact beyond what a number holds", () => {
    expect(sumRupiah([rupiah(9_007_199_254_740_993n), rupiah(-1n)])).toBe(9_007_199_254_740_992n);
    expect(sumRupiah([])).toBe(0n);
    expect(roundToRupiah(rational(-5n, 2n), "half-up")).toBe(-3n);
    expect(roundToRupiah(rational(2_500n), "half-up", 1_000n)).toBe(3_000n);
    expect(roundToRupiah(rational(2_499n), "half-up", 1_000n)).toBe(2_000n);
  });
});
