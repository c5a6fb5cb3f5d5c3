import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { claimClass, claimedDays, claimTime, takenDays } from "./claims.ts";

const march = "2025-03" as Period;
const all = 2 ** 31 - 1;

describe("claims of a run", () => {
  it("are one for tukin and TPP, whatever the allowance is called", () => {
    expect((["tukin", "tpp", "thr", "gaji13"] as const).map(claimClass)).toEqual([
      "kinerja",
      "kinerja",
      "thr",
      "gaji13",
    ]);
  });

  it("of a month meet by the day", () => {
    expect([claimTime("REGULAR", march), claimedDays("REGULAR", 6), takenDays("REGULAR", march, 6)]).toEqual(["2025-03", 6, 6]); // prettier-ignore
  });

  it.each(["THR", "GAJI13"] as const)("of %s meet by the year, whole", (kind) => {
    expect([claimTime(kind, march), claimedDays(kind, 6), takenDays(kind, march, 1)]).toEqual(["2025", 1, all]);
    expect([claimedDays(kind, 0), takenDays(kind, march, 0)]).toEqual([0, 0]);
    expect(takenDays(kind, "2025-02" as Period, 1)).toBe(2 ** 28 - 1);
  });
});
