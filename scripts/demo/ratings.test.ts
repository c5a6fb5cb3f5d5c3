import { describe, expect, it } from "@jest/globals";
import { random } from "./random.ts";
import { fairRatio, judge, predicateOf, type Seen } from "./ratings.ts";

const seen: Seen = { ratio: 1, attended: 1, habit: "daily", hasRealised: true };
const many = Array.from({ length: 400 }, (_, seed) => random(seed));

describe("ratings of the invented superiors", () => {
  it.each([
    [0.74, "DI_BAWAH"],
    [0.75, "SESUAI"],
    [1.14, "SESUAI"],
    [1.15, "DI_ATAS"],
  ] as const)("call %d of the plan %s", (ratio, result) => {
    expect(judge({ ...seen, ratio }, random(1)).result).toBe(result);
  });

  it("measure who was on leave by the days that were left", () => {
    expect(fairRatio({ ratio: 0.4, attended: 0.4 })).toBe(1);
    expect(fairRatio({ ratio: 0, attended: 0 })).toBe(1);
    const { result, note } = judge({ ...seen, ratio: 0.4, attended: 0.4 }, random(1));
    expect(result).toBe("SESUAI");
    expect(note).toContain("Cuti");
  });

  it("put nobody above who has claimed nothing, and say so", () => {
    const { result, note } = judge({ ...seen, ratio: 1.3, hasRealised: false }, random(1));
    expect(result).toBe("SESUAI");
    expect(note).toContain("tidak diisi");
  });

  it("take the unit's predicate for its head", () => {
    expect([1.2, 1, 0.5].map(predicateOf)).toEqual(["ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN"]);
    expect(judge(seen, random(1), "ISTIMEWA").result).toBe("DI_ATAS");
    expect(judge({ ...seen, ratio: 1.3 }, random(1), "BUTUH_PERBAIKAN").result).toBe("DI_BAWAH");
  });

  it("find behaviour below what was expected more often in those who write it all on the last evening", () => {
    const lowOf = (habit: Seen["habit"]): number =>
      many.filter((chance) => judge({ ...seen, habit }, chance.fork(habit)).behaviour === "DI_BAWAH").length;
    expect(lowOf("last-evening")).toBeGreaterThan(5 * lowOf("daily"));
    expect(lowOf("daily")).toBeGreaterThan(0);
  });

  it("judge the same person in the same way", () => {
    for (const chance of many) expect(judge(seen, chance.fork("a"))).toEqual(judge(seen, chance.fork("a")));
  });
});
