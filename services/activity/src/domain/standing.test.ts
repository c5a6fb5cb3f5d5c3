import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { decide } from "./decide.ts";
import { memberWeek } from "./inbox.ts";
import { type ListedEntry } from "./listing.ts";
import { standingVersion, undecidedBehind } from "./standing.ts";
import { firstOf, type StoredEntry, type Version } from "./version.ts";

const version = (number: number, more: Partial<Version> = {}): Version =>
  ({ version: number, late: false, cancelled: false, ...more }) as Version;
const late = { late: true };
const entry = (others: readonly Version[], current: Version, more: Partial<StoredEntry> = {}): StoredEntry => ({
  ...firstOf(current),
  others,
  ...more,
});

describe("the version that stands before the month is sealed", () => {
  it.each([
    ["the current one that came in time", 2, 0, entry([version(1)], version(2))],
    ["the one before a late one", 1, 1, entry([version(1)], version(2, late))],
    ["the highest of those", 2, 2, entry([version(1), version(2)], version(3, late), { approvedVersion: 1 })],
    ["also before a late cancelling", 1, 1, entry([version(1)], version(2, { ...late, cancelled: true }))],
    ["one that is approved", 1, 0, entry([version(1)], version(2, late), { approvedVersion: 1 })],
    ["one that is returned", 1, 0, entry([version(1)], version(2, late), { returnedVersion: 1 })],
    ["a late one that was admitted", 2, 0, entry([version(1)], version(2, late), { approvedVersion: 2 })],
    [
      "such a one before another",
      2,
      0,
      entry([version(1), version(2, late)], version(3, late), { approvedVersion: 2 }),
    ],
    [
      "none, where it was cancelled in time",
      0,
      0,
      entry([version(1), version(2, { cancelled: true })], version(3, late)),
    ],
    ["none, where all came late", 0, 0, entry([version(1, late)], version(2, late))],
  ] as const)("is %s", (_, stands, waits, of) => {
    expect([standingVersion(of), undecidedBehind(of)]).toEqual([stands, waits]);
  });
});

describe("a decision behind a version that came too late", () => {
  const open = entry([version(1), version(2)], version(3, late), { state: "returned", approvedVersion: 1 });

  it("is on the one that stands, and leaves the late one as it is", () => {
    expect(decide(open, 2, "approved", false)).toEqual({ outcome: "decided", entry: { ...open, approvedVersion: 2 } });
    const returned = { ...open, approvedVersion: 0, returnedVersion: 2 };
    expect(decide(open, 2, "returned", false)).toEqual({ outcome: "decided", entry: returned });
    expect(decide(returned, 2, "returned", false).outcome).toBe("unchanged");
    expect(decide(returned, 2, "approved", false)).toEqual({
      outcome: "decided",
      entry: { ...open, approvedVersion: 2 },
    });
  });

  it("is on no other one", () => {
    expect([1, 4].map((seen) => decide(open, seen, "approved", false).outcome)).toEqual(["changed", "changed"]);
    expect(decide(entry([version(1)], version(2)), 1, "approved", true).outcome).toBe("changed");
  });
});

describe("a week with a version that stands behind a late one", () => {
  it("has it among what is looked at, and never in the act for all that is clean", () => {
    const listed = { id: "1", workDate: "2026-10-05" as Day, minutes: 60, state: "open", flags: 0 } as ListedEntry;
    const behind = { ...listed, id: "2", lateVersion: 2 };
    const week = (state: "closing" | "sealed") => memberWeek("p", [listed, behind], [], () => state);
    expect([week("closing").exceptions, week("closing").clean]).toEqual([[behind], [listed]]);
    expect(week("sealed").locked).toBe(2);
  });
});
