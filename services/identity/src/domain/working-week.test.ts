import { describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, parsePeriod, workingDays } from "@kinerja/common/kernel";

import { monthBy, type RecordedWeek } from "./working-week.ts";

const october = parsePeriod("2026-10");
const week = (days: 5 | 6, validFrom: string, unitId?: string): RecordedWeek => ({
  agencyId: "a" as AgencyId,
  unitId,
  validFrom: validFrom as Day,
  days,
  decree: "Pergub 14/2026",
});
const workdays = (weeks: readonly RecordedWeek[], path: readonly string[] = [], off: readonly string[] = []) =>
  workingDays(monthBy(october, new Map(off.map((day) => [day as Day, "libur"])), weeks, path));

describe("the working days of a month", () => {
  it("are those of five days where no week is recorded", () => expect(workdays([])).toHaveLength(22));

  it("have Saturdays from the day on which a week of six begins, and holidays of both", () => {
    expect(workdays([week(6, "2026-01-01")])).toHaveLength(27);
    expect(workdays([week(6, "2026-10-17")])).toHaveLength(25);
    expect(workdays([week(6, "2026-10-18")])).toHaveLength(24);
    expect(workdays([week(6, "2026-01-01")], [], ["2026-10-03", "2026-10-05"])).toHaveLength(25);
  });

  it("are those of the latest week that has begun", () => {
    const weeks = [week(5, "2026-10-12"), week(6, "2026-01-01"), week(6, "2026-11-01")];
    expect(workdays(weeks).filter((day) => new Date(day).getUTCDay() === 6)).toEqual(["2026-10-03", "2026-10-10"]);
  });

  it("are those of the nearest unit above that has a week, before the agency's", () => {
    const weeks = [week(5, "2026-01-01", "school"), week(6, "2026-01-01")];
    expect(workdays(weeks, ["class", "school", "office"])).toHaveLength(22);
    expect(workdays(weeks, ["office"])).toHaveLength(27);
    // A week that begins later takes nothing from the days before it.
    expect(workdays([week(6, "2026-10-15", "school"), week(5, "2026-01-01")], ["school"])).toHaveLength(25);
  });

  it("have as many minutes in a week of six days as in one of five", () => {
    const minutes = monthBy(october, new Map(), [week(6, "2026-01-01")], []).slice(4, 11);
    expect(minutes.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0)).toBe(2_250);
  });
});
