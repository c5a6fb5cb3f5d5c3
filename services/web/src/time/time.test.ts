import { describe, expect, it } from "@jest/globals";
import { addDays, minutesOf, mondayOf, timeOf, weekdayOf } from "./dates.ts";
import { dateIn, timeIn } from "./zone.ts";

describe("the day in a zone", () => {
  const beforeMidnightInWita = Date.parse("2026-11-19T15:59:59Z");

  it.each([
    ["WIB", "2026-11-19", "22:59"],
    ["WITA", "2026-11-19", "23:59"],
    ["WIT", "2026-11-20", "00:59"],
  ] as const)("is %s %s %s", (zone, date, time) => {
    expect(dateIn(zone, beforeMidnightInWita)).toBe(date);
    expect(timeIn(zone, beforeMidnightInWita)).toBe(time);
  });
});

describe("calendar dates", () => {
  it("go over the ends of months, years and leap days", () => {
    expect(addDays("2026-10-31", 1)).toBe("2026-11-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  });

  it("know the Monday of their week", () => {
    expect(weekdayOf("2026-11-22")).toBe(7);
    expect(mondayOf("2026-11-22")).toBe("2026-11-16");
    expect(mondayOf("2026-11-16")).toBe("2026-11-16");
    expect(mondayOf("2026-12-01")).toBe("2026-11-30");
  });
});

describe("times of day", () => {
  it.each([
    ["00:00", 0],
    ["07:30", 450],
    ["23:59", 1439],
    ["24:00", undefined],
    ["7:30", undefined],
    ["", undefined],
  ])("%s is %s minutes", (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  it("stay within the day", () => {
    expect(timeOf(-5)).toBe("00:00");
    expect(timeOf(450)).toBe("07:30");
    expect(timeOf(2_000)).toBe("23:59");
  });
});
