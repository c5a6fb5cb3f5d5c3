import { describe, expect, it } from "@jest/globals";
import { type StoredEntry } from "../../api/types.ts";
import { filled, loggedByItem, passedShare, progressOf } from "./progress.ts";

const entry = (planItemId: string | undefined, quantity?: number, state = "OPEN"): StoredEntry =>
  ({ entry: { planItemId, quantity }, state }) as unknown as StoredEntry;
const item = (itemId: string, target: number) => ({ itemId, rhkId: "r", text: "Supervisi", target, unit: "puskesmas" });

describe("progress of the month's plan", () => {
  it("adds up what was logged, without cancelled and returned entries", () => {
    const logged = loggedByItem([
      entry("a", 2),
      entry("a"),
      entry("b", 5, "RETURNED"),
      entry("a", 9, "CANCELLED"),
      entry(undefined, 3),
    ]);
    expect([...logged]).toEqual([["a", { quantity: 3, entries: 2 }]]);
  });

  it("knows how much of a month has passed", () => {
    expect(passedShare("2026-10", "2026-09-30")).toBe(0);
    expect(passedShare("2026-10", "2026-10-31")).toBe(1);
    expect(passedShare("2026-10", "2026-11-01")).toBe(1);
    expect(passedShare("2026-04", "2026-04-15")).toBe(0.5);
    expect(passedShare("2028-02", "2028-02-29")).toBe(1);
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
