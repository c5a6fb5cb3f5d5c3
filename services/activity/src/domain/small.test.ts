import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { latestDeadline } from "./deadline.ts";
import { decide } from "./decide.ts";
import { flagBit } from "./flags.ts";
import { byUrgency, memberWeek } from "./inbox.ts";
import { memberWork } from "./team-work.ts";
import { type ListedEntry, withDerivedFlags } from "./listing.ts";
import { firstOf, type State, type Version } from "./version.ts";

describe("the deadline of an agency", () => {
  it.each([
    [["WIT"] as const, "2026-11-03T15:00:00.000Z"],
    [["WIT", "WITA"] as const, "2026-11-03T16:00:00.000Z"],
    [["WIB", "WIT"] as const, "2026-11-03T17:00:00.000Z"],
    [[], "2026-11-03T17:00:00.000Z"],
  ])("is the latest of %j", (zones, instant) => {
    expect(new Date(latestDeadline("2026-10" as Period, zones, 3)).toISOString()).toBe(instant);
  });
});

describe("a decision on what was seen", () => {
  const entry = (state: State, approvedVersion = 0, returnedVersion = 0) => {
    const current = { version: 2 } as Version;
    return { ...firstOf(current), state, approvedVersion, returnedVersion };
  };
  it.each([
    ["approved", "open", 0, "decided", "approved", 2],
    ["approved", "returned", 0, "decided", "approved", 2],
    ["approved", "approved", 2, "unchanged", undefined, undefined],
    ["approved", "cancelled", 1, "decided", "cancelled", 2],
    ["approved", "cancelled", 2, "unchanged", undefined, undefined],
    ["returned", "open", 1, "decided", "returned", 0],
    ["returned", "approved", 2, "decided", "returned", 0],
    ["returned", "returned", 0, "unchanged", undefined, undefined],
    ["returned", "cancelled", 0, "changed", undefined, undefined],
  ] as const)("%s on %s with approved %d: %s", (kind, state, before, outcome, next, after) => {
    const decided = decide(entry(state, before), 2, kind, true);
    expect(decided.outcome).toBe(outcome);
    const returnedVersion = next === "returned" ? 2 : 0;
    if (decided.outcome === "decided")
      expect(decided.entry).toMatchObject({ state: next, approvedVersion: after, returnedVersion });
  });

  it.each([
    ["approved", entry("open", 1), { state: "approved", approvedVersion: 1 }],
    ["approved", entry("open", 0, 1), { state: "approved", approvedVersion: 0, returnedVersion: 1 }],
    ["approved", entry("approved"), undefined],
    ["approved", entry("cancelled", 1), { state: "cancelled", approvedVersion: 1 }],
    ["returned", entry("open", 1), { state: "returned", approvedVersion: 1, returnedVersion: 0 }],
    ["returned", entry("approved", 1), { state: "returned", approvedVersion: 1, returnedVersion: 0 }],
    ["returned", entry("approved", 2), { state: "returned", approvedVersion: 0, returnedVersion: 2 }],
  ] as const)("%s, where it came too late, leaves what was decided in time: %j", (kind, before, after) => {
    const decided = decide(before, 2, kind, false);
    if (decided.outcome === "decided") expect(decided.entry).toMatchObject(after ?? {});
    else expect([decided.outcome, after]).toEqual(["unchanged", undefined]);
  });

  it("leaves a newer version open", () => {
    expect(decide(entry("open"), 1, "approved", true).outcome).toBe("changed");
  });
});

const listed = (more: Partial<ListedEntry>): ListedEntry => ({
  personId: "p",
  id: "1",
  version: 1,
  agencyId: "a",
  employmentId: "e",
  workDate: "2026-10-05" as Day,
  starts: 450,
  ends: 500,
  minutes: 50,
  planItemId: undefined,
  taskId: undefined,
  textHash: undefined,
  acceptedAt: 0,
  zone: "WIB",
  state: "open",
  flags: 0,
  approvedVersion: 0,
  ...more,
});

describe("flags that depend on others", () => {
  const employments = new Map([["e", { id: "e", validFrom: "2026-10-05" as Day, validTo: "2026-10-06" as Day }]]);
  const backfill = new Map([["strict", [{ from: 0, days: 2 }]]]);
  const plan = { personId: "p", isSet: true, validFrom: "2026-10-05" as Day, validTo: "2026-12-31" as Day, toldAt: 0 };
  const plans = new Map([["p", [{ ...plan, itemIds: new Set(["item"]) }]]]);
  const known = { employments, plans, tasks: new Set(["p/task"]), backfill, now: 0 };
  it.each<[number, Partial<ListedEntry>]>([
    [0, {}],
    [0, { workDate: "2026-10-06" as Day }],
    [flagBit.EMPLOYMENT_NOT_VALID, { workDate: "2026-10-04" as Day }],
    [flagBit.EMPLOYMENT_NOT_VALID, { workDate: "2026-10-07" as Day }],
    [0, { workDate: "2026-10-07" as Day, employmentId: "not known yet" }],
    [flagBit.CHANGED_AFTER_APPROVAL, { version: 2, approvedVersion: 1 }],
    [flagBit.CONFLICT, { flags: flagBit.CONFLICT }],
    [0, { planItemId: "item" }],
    [flagBit.PLAN_ITEM_UNKNOWN, { planItemId: "another" }],
    [0, { planItemId: "another", personId: "of whom nothing was told" }],
    [0, { taskId: "task" }],
    [flagBit.TASK_UNKNOWN, { taskId: "another" }],
    [0, { agencyId: "strict", acceptedAt: Date.parse("2026-10-07T16:59:59Z") }],
    [flagBit.BACKFILLED, { agencyId: "strict", acceptedAt: Date.parse("2026-10-07T17:00:00Z") }],
    [0, { acceptedAt: Date.parse("2026-10-07T17:00:00Z") }],
    [flagBit.TASK_UNKNOWN, { taskId: "task", personId: "whose task it is not" }],
  ])("are %d", (flags, more) => {
    expect(withDerivedFlags([listed(more)], known)[0]?.flags).toBe(flags);
  });

  it("do not look at what no longer counts, nor at other people", () => {
    const others = [
      listed({ id: "2", state: "returned" }),
      listed({ id: "3", state: "cancelled" }),
      listed({ personId: "q" }),
    ];
    expect(withDerivedFlags([listed({}), ...others], known).map(({ flags }) => flags)).toEqual([0, 0, 0, 0]);
  });
});

describe("a member's work", () => {
  it("has as approved what counts so: not the approval of a version that came too late", () => {
    const approved = { state: "approved", version: 2 } as const;
    const work = memberWork("p", [
      listed({ ...approved, approvedVersion: 2 }),
      listed({ ...approved, approvedVersion: 1, flags: flagBit.LATE }),
    ]);
    expect(work).toMatchObject({ entries: 2, minutes: 100, approvedMinutes: 50 });
  });
});

describe("a member's week", () => {
  const days = ["2026-10-05", "2026-10-06"] as Day[];

  it("parts what needs a look from what is clean", () => {
    const week = memberWeek(
      "p",
      [
        listed({ id: "1" }),
        listed({ id: "2", flags: flagBit.OVERLAP }),
        listed({ id: "3", state: "approved", approvedVersion: 1, flags: flagBit.OVERLAP }),
        listed({ id: "4", state: "cancelled", version: 2, approvedVersion: 1, flags: flagBit.CHANGED_AFTER_APPROVAL }),
        listed({ id: "5", state: "cancelled" }),
        listed({ id: "6", state: "returned" }),
      ],
      days,
      () => "open",
    );
    expect(week.exceptions.map(({ id }) => id)).toEqual(["2", "4"]);
    expect(week.clean.map(({ id }) => id)).toEqual(["1"]);
    expect(week).toMatchObject({ cleanMinutes: 50, locked: 0, missing: ["2026-10-06"], approved: 1 });
  });

  it("counts apart what waits in a sealed month", () => {
    const week = memberWeek(
      "p",
      [
        listed({ id: "1", workDate: "2026-09-30" as Day }),
        listed({ id: "2", workDate: "2026-09-30" as Day, flags: flagBit.LATE }),
        listed({ id: "3", workDate: "2026-09-30" as Day, state: "approved", approvedVersion: 1 }),
        listed({ id: "4", workDate: "2026-10-01" as Day }),
        listed({ id: "5", workDate: "2026-10-01" as Day, flags: flagBit.OVERLAP }),
      ],
      [],
      ({ workDate }) => (workDate < "2026-10" ? "sealed" : "open"),
    );
    expect([week.exceptions, week.clean].map((entries) => entries.map(({ id }) => id))).toEqual([["5"], ["4"]]);
    expect(week).toMatchObject({ locked: 2, cleanMinutes: 50, approved: 1 });
  });

  it("shows what can be admitted while a month is open again", () => {
    const late = { flags: flagBit.LATE, version: 2 };
    const entries = [
      listed({ ...late, id: "1", state: "approved", approvedVersion: 1 }),
      listed({ ...late, id: "2", state: "approved", approvedVersion: 2 }),
      listed({ ...late, id: "3", state: "cancelled" }),
      listed({ ...late, id: "4", state: "returned" }),
    ];
    const shown = (state: "open" | "reopened") =>
      memberWeek("p", entries, [], () => state).exceptions.map(({ id }) => id);
    expect([shown("open"), shown("reopened")]).toEqual([[], ["1", "3"]]);
  });

  it("comes first with the most exceptions", () => {
    const week = (personId: string, count: number) =>
      memberWeek(
        personId,
        Array.from({ length: count }, (_, id) => listed({ id: String(id), flags: 4 })),
        [],
        () => "open",
      );
    const sorted = [week("a", 0), week("c", 2), week("b", 2), week("d", 1)].sort(byUrgency);
    expect(sorted.map(({ personId }) => personId)).toEqual(["b", "c", "d", "a"]);
  });
});
