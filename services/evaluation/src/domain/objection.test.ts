import { describe, expect, it } from "@jest/globals";
import { type Day, daysBetween, weekday } from "@kinerja/common/kernel";
import fc from "fast-check";

import { objectionUntil } from "./objection.ts";

const holidays = new Set(["2026-12-24", "2026-12-25"] as Day[]);

describe("the clock of an objection", () => {
  it.each([
    ["CALENDAR", 14, "2026-11-05", "2026-11-19"],
    ["CALENDAR", 14, "2026-12-20", "2027-01-03"],
    ["WORKING", 1, "2026-11-06", "2026-11-09"], // Friday to Monday
    ["WORKING", 14, "2026-11-05", "2026-11-25"],
    ["WORKING", 2, "2026-12-23", "2026-12-29"], // holidays and a weekend between
  ] as const)("runs %s %i days from %s to %s", (dayKind, days, from, until) =>
    expect(objectionUntil(from as Day, { days, dayKind }, holidays)).toBe(until),
  );

  it("never ends on a day off and is never shorter in working days", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat({ max: 400 }), (days, shift) => {
        const from = new Date(Date.UTC(2026, 0, 1 + shift)).toISOString().slice(0, 10) as Day;
        const until = objectionUntil(from, { days, dayKind: "WORKING" }, holidays);
        expect(weekday(until)).toBeLessThanOrEqual(5);
        expect(holidays.has(until)).toBe(false);
        expect(daysBetween(from, until)).toBeGreaterThanOrEqual(days);
      }),
    ));
});
