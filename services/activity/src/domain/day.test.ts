import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { contributionsOf, createDayLedger } from "./day.ts";
import { type State } from "./version.ts";

const current = { version: 2, agencyId: "a", workDate: "2026-10-06" as Day, minutes: 60 };
const approved = { version: 1, agencyId: "a", workDate: "2026-10-05" as Day, minutes: 90 };
const zeros = { minutes: 0, entries: 0, approvedMinutes: 0, approvedEntries: 0, openEntries: 0, lateEntries: 0 };

describe("what an entry counts for", () => {
  it.each<[State, object]>([
    ["open", { minutes: 60, entries: 1, openEntries: 1 }],
    ["approved", { minutes: 60, entries: 1, approvedMinutes: 60, approvedEntries: 1 }],
    ["returned", {}],
    ["cancelled", {}],
  ])("%s", (state, counted) => {
    expect(contributionsOf({ isLate: false, current, state })).toEqual([
      { agencyId: "a", workDate: "2026-10-06", ...zeros, ...counted },
    ]);
  });

  it("is the approved version while a change waits, each on its own day", () => {
    expect(contributionsOf({ isLate: false, current, approved, state: "open" })).toEqual([
      {
        agencyId: "a",
        workDate: "2026-10-05",
        ...zeros,
        minutes: 90,
        entries: 1,
        approvedMinutes: 90,
        approvedEntries: 1,
      },
      { agencyId: "a", workDate: "2026-10-06", ...zeros, openEntries: 1 },
    ]);
  });

  it("is late where the current version is, whatever its state", () => {
    for (const state of ["open", "approved", "returned", "cancelled"] as const)
      expect(contributionsOf({ current, state, isLate: true }).map(({ lateEntries: n }) => n)).toEqual([1]);
  });

  it.each(["open", "approved", "returned", "cancelled"] as const)(
    "is what was approved in time, beside a late version that is %s",
    (state) => {
      const open = state === "open" ? 1 : 0;
      expect(contributionsOf({ current, approved, state, isLate: true })).toEqual([
        { ...{ agencyId: "a", workDate: "2026-10-05", ...zeros }, ...{ minutes: 90, entries: 1, approvedMinutes: 90, approvedEntries: 1 } },
        { agencyId: "a", workDate: "2026-10-06", ...zeros, openEntries: open, lateEntries: 1 },
      ]); // prettier-ignore
    },
  );

  it("is not approved by the approval of a late version, unless that was admitted", () => {
    const late = { current, state: "approved", isLate: true } as const;
    expect(contributionsOf(late)).toMatchObject([{ minutes: 60, entries: 1, approvedMinutes: 0, approvedEntries: 0 }]);
    expect(contributionsOf({ ...late, approved: current })).toMatchObject([
      { approvedMinutes: 60, approvedEntries: 1 },
    ]);
  });

  it("is nothing once it is cancelled, whatever was approved", () => {
    expect(contributionsOf({ isLate: false, current, approved, state: "cancelled" })).toMatchObject([
      { minutes: 0, entries: 0 },
    ]);
  });
});

describe("a ledger of days", () => {
  it("sums old and new by day, in the order of the key, with the bounds of the ids", () => {
    const ledger = createDayLedger();
    const key = { bucket: 1, personId: "p" };
    ledger.add({ ...key, id: "5" }, 1, contributionsOf({ isLate: false, current, state: "open" }));
    ledger.add({ ...key, id: "3" }, -1, contributionsOf({ isLate: false, current: approved, state: "open" }));
    ledger.add({ ...key, id: "9" }, 1, contributionsOf({ isLate: false, current, state: "approved" }));
    expect(ledger.deltas()).toEqual([
      {
        ...key,
        agencyId: "a",
        workDate: "2026-10-05",
        ...zeros,
        minutes: -90,
        entries: -1,
        openEntries: -1,
        firstId: "3",
        lastId: "3",
      },
      {
        ...{ ...key, agencyId: "a", workDate: "2026-10-06", minutes: 120, entries: 2, openEntries: 1 },
        ...{ lateEntries: 0, approvedMinutes: 60, approvedEntries: 1, firstId: "5", lastId: "9" },
      },
    ]);
  });
});
