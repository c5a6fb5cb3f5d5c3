import { describe, expect, it } from "@jest/globals";
import { filled, passedShare, progressOf } from "./progress.ts";

const item = (itemId: string, target: number) => ({ itemId, rhkId: "r", text: "Supervisi", target, unit: "puskesmas" });

describe("progress of the month's plan", () => {
  it("knows how much of a month is over, by working days", () => {
    // The first week of October 2026 ends on a Sunday; the 5th is a holiday.
    const off = new Set(["2026-10-03", "2026-10-04", "2026-10-05"]);
    const days = Array.from({ length: 8 }, (_, place) => {
      const date = `2026-10-0${String(place + 1)}`;
      return { date, workingMinutes: off.has(date) ? 0 : 450, holiday: "" };
    });
    expect(passedShare(days, "2026-09-30")).toBe(0);
    expect(passedShare(days, "2026-10-02")).toBe(0.2);
    expect(passedShare(days, "2026-10-05")).toBe(0.4);
    expect(passedShare(days, "2026-10-06")).toBe(0.4);
    expect(passedShare(days, "2026-11-01")).toBe(1);
    expect(passedShare([], "2026-10-06")).toBe(0);
  });

  it.each([
    ["all of it", 8, 8, 0.5, "reached"],
    ["before the month", 8, 0, 0, "idle"],
    ["half way at half time", 8, 4, 0.5, "on-course"],
    ["less than one short", 8, 3.5, 0.5, "on-course"],
    ["one short", 8, 3, 0.5, "behind"],
    ["short at the end", 8, 7, 1, "behind"],
    ["without a target", 0, 3, 0.5, "idle"],
  ])("%s", (_, target, quantity, share, course) => {
    const logged = new Map([["a", { quantity, entries: 1 }]]);
    expect(progressOf([item("a", target)], logged, share)[0]?.course).toBe(course);
  });

  it("never fills a bar over its end", () => {
    const [over, none] = progressOf([item("a", 8), item("b", 0)], new Map([["a", { quantity: 12, entries: 3 }]]), 1);
    expect(over && filled(over)).toBe(100);
    expect(none && filled(none)).toBe(0);
  });
});
