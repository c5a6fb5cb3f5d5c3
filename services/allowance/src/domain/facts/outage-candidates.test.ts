import { describe, expect, it } from "@jest/globals";
import { addDays, parseDay } from "@kinerja/common/kernel";

import { type DayOfChecks, outageCandidates } from "./outage-candidates.ts";

const signs = { atLeastPercent: 8, timesMedian: 3 };
const first = parseDay("2026-07-01");
const month = (missed: readonly number[], expected = 200): DayOfChecks[] =>
  missed.map((count, index) => ({ day: addDays(first, index), missed: count, expected }));
const candidates = (days: readonly DayOfChecks[], of = signs): string[] =>
  outageCandidates(days, of).map(({ day }) => day.slice(8));

describe("days on which the machines may have failed", () => {
  it.each([
    ["at 8 percent", [2, 2, 16], ["03"]],
    ["not a check below", [2, 2, 15], []],
    ["at three times the middle day", [6, 6, 18], ["03"]],
    ["not a check below it", [6, 6, 17], []],
    ["of two middle days the mean is taken: 5.5 × 3 = 16.5", [5, 5, 6, 16], []],
    ["and from it on", [5, 5, 6, 17], ["04"]],
    ["every day where most are perfect", [0, 0, 0, 16, 200], ["04", "05"]],
    ["none where all days are alike", [50, 50, 50], []],
  ])("are found %s", (_, missed, found) => expect(candidates(month(missed))).toEqual(found));

  it("are none in a month without checks, and weekends count for nothing", () => {
    expect(candidates([])).toEqual([]);
    const weekend = { day: addDays(first, 10), missed: 0, expected: 0 };
    expect(candidates([...month([6, 6, 18]), weekend])).toEqual(["03"]);
  });

  it("are told by day with the month's middle, by the signs given", () => {
    expect(outageCandidates(month([2, 2, 16]).toReversed(), signs)).toEqual([
      { day: "2026-07-03", missed: 16, expected: 200, medianBasisPoints: 100 },
    ]);
    expect(candidates(month([2, 2, 16]), { ...signs, atLeastPercent: 9 })).toEqual([]);
    expect(candidates(month([2, 2, 16, 20]), { ...signs, timesMedian: 1 })).toEqual(["03", "04"]);
  });
});
