import { describe, expect, it } from "@jest/globals";
import { type Day, firstDay, nextPeriod, type Period } from "@kinerja/common/kernel";

import { outOfReach } from "./reach.ts";

const now = Date.parse("2026-11-30T16:00:00Z"); // The first of December in the east.
const on = (...dates: readonly string[]) => dates.map((date, line) => ({ line, date: date as Day }));

const monthsFrom = (first: string, count: number): string[] => {
  const days: string[] = [];
  for (let period = first as Period; days.length < count; period = nextPeriod(period)) days.push(firstDay(period));
  return days;
};

describe("days of a command", () => {
  it("are at most thirteen months ahead", () => {
    expect(outOfReach(on("2026-12-01", "2028-01-31"), "days", now)).toEqual([]);
    const faults = outOfReach(on("2026-12-01", "2028-02-01", "9999-12-31"), "days", now);
    const params = { until: "2028-01-31" };
    expect(faults).toEqual([
      { pointer: "/days/1/date", code: "DATE_TOO_FAR", params },
      { pointer: "/days/2/date", code: "DATE_TOO_FAR", params },
    ]);
    expect(outOfReach(on("2028-02-01", "9999-12-31"), "lines", now, 1)).toHaveLength(1);
  });

  it("are of at most 24 months", () => {
    expect(outOfReach(on(...monthsFrom("2024-01", 24), "2024-01-02"), "lines", now)).toEqual([]);
    expect(outOfReach(on(...monthsFrom("2024-01", 25)), "lines", now)).toEqual([
      { pointer: "/lines", code: "MONTHS_TOO_MANY", params: { max: 24 } },
    ]);
  });
});
