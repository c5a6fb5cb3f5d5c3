import { describe, expect, it } from "@jest/globals";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { monthReading } from "./sealed-periods.ts";

const read = (attendance: readonly Partial<SealedMonth["attendance"][number]>[]) =>
  monthReading.decode(SealedMonth.encode(SealedMonth.fromPartial({ attendance: [...attendance] })).finish());

describe("a sealed month as it comes over the wire", () => {
  it("names the days that rest on a person's word", () => {
    const found = read([
      { date: "2026-10-05", byHand: true },
      { date: "2026-10-06" },
      { date: "2026-10-07", byHand: true },
    ]);
    expect(found.byHand).toEqual(["2026-10-05", "2026-10-07"]);
    expect(found.attendance.map(({ date }) => date.slice(8))).toEqual(["05", "06", "07"]);
  });

  it("says nothing of them where there are none, and gives no fact a field of its own for it", () => {
    const found = read([{ date: "2026-10-05", byHand: false }]);
    expect("byHand" in found).toBe(false);
    expect(found.attendance).toMatchObject([{ date: "2026-10-05", missedChecks: 0, checkIn: undefined }]);
    expect(Object.keys(found.attendance[0] ?? {})).not.toContain("byHand");
  });
});
