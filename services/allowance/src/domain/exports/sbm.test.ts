import { describe, expect, it } from "@jest/globals";
import { parsePeriod } from "@kinerja/common/kernel";

import { golonganOf, mealMoney, overtimeMoney } from "./sbm.ts";

const march = parsePeriod("2026-03");
const hours = (...list: number[]) => list.map((count) => ({ minutes: count * 60, longest: count * 60 }));

describe("meals and overtime by SBM 2026, case H11", () => {
  it("golongan III: 11.5 hours on five days and a meal on the three long ones", () => {
    expect(overtimeMoney("III", hours(1, 2, 3, 4, 1.5), march)).toEqual({
      hours: 345_000n,
      meals: 111_000n,
      total: 456_000n,
      source: "PMK 32/2025 (SBM 2026), butir 22.1, 23.1 dan 23.2",
    });
  });

  it("golongan III: 18 of 22 days of presence earn a meal", () => {
    expect(mealMoney("III", 18, march)?.total).toBe(666_000n);
    expect(mealMoney("III", 22, march)?.total).toBe(814_000n);
  });

  it("golongan IV/a: fifteen days", () => expect(mealMoney(golonganOf("IV/a")!, 15, march)?.total).toBe(615_000n));

  it("two hours in two parts earn no meal", () =>
    expect(overtimeMoney("I", [{ minutes: 120, longest: 60 }], march)).toMatchObject({ hours: 36_000n, meals: 0n }));

  it("other years have rates of their own, which we don't have", () => {
    expect(mealMoney("III", 1, parsePeriod("2025-12"))).toBeUndefined();
    expect(overtimeMoney("III", [], parsePeriod("2027-01"))).toBeUndefined();
  });

  it.each([
    ["III/d", "III"],
    [" iv/a ", "IV"],
    ["II", "II"],
    ["I/c", "I"],
    ["V", undefined],
    ["IVa", undefined],
    ["", undefined],
  ])("%j is of rank %j", (text, golongan) => expect(golonganOf(text)).toBe(golongan));
});
