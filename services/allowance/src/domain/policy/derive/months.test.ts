import { describe, expect, it } from "@jest/globals";
import { addDays, type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { addMonths, monthOf, monthsBetween, wholeMonths, yearOf } from "./months.ts";

const day = (text: string): Day => text as Day;
const anyDay = fc.integer({ min: -30_000, max: 60_000 }).map((count) => addDays(day("2000-01-01"), count));

describe("months", () => {
  it("have a first and a last day", () => {
    expect(monthOf("2028-02" as Period)).toEqual({ period: "2028-02", first: "2028-02-01", last: "2028-02-29" });
  });

  it.each([
    ["2026-07-31", "2026-07-01", 0],
    ["2026-07-31", "2026-08-01", 1],
    ["2025-12-31", "2026-01-01", 1],
    ["2026-03-01", "2025-12-31", -3],
    ["2024-07-01", "2026-07", 24],
  ])("from %s to %s are %d", (from, to, months) => expect(monthsBetween(day(from), day(to))).toBe(months));

  it.each([
    ["2026-01-15", 1, "2026-02-15"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-30", 1, "2028-02-29"],
    ["2026-03-31", 1, "2026-04-30"],
    ["2026-12-31", 2, "2027-02-28"],
    ["2028-02-29", -12, "2027-02-28"],
    ["2026-01-31", -2, "2025-11-30"],
    ["2026-01-31", -13, "2024-12-31"],
    ["2026-07-31", 0, "2026-07-31"],
  ])("%s and %d more is %s", (from, months, to) => expect(addMonths(day(from), months)).toBe(to));

  it.each([
    ["2026-01-15", "2026-02-14", 0],
    ["2026-01-15", "2026-02-15", 1],
    ["2026-01-31", "2026-02-27", 0],
    ["2026-01-31", "2026-02-28", 1],
    ["2028-02-29", "2029-02-27", 11],
    ["2028-02-29", "2029-02-28", 12],
    ["2026-01-31", "2026-01-31", 0],
  ])("whole ones from %s to %s are %d", (from, to, months) => {
    expect(wholeMonths(day(from), day(to))).toBe(months);
  });

  it("there and back is the same month, and no more days of it", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -200, max: 200 }), (from, months) => {
        const to = addMonths(from, months);
        expect(monthsBetween(from, to)).toBe(months);
        expect(to.slice(8) <= from.slice(8)).toBe(true);
        if (months >= 0) expect(wholeMonths(from, to)).toBe(months);
        if (months > 0) expect(wholeMonths(from, addDays(to, -1))).toBe(months - 1);
        expect(yearOf(to)).toBe(Number(to.slice(0, 4)));
      }),
    );
  });
});
