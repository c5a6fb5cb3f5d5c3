import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { flagBit } from "./flags.ts";
import { type Sealable, type SealableVersion, sealPerson, standing } from "./seal.ts";

const inTime = Date.parse("2026-10-30T10:00:00Z");
const tooLate = Date.parse("2026-11-05T10:00:00Z");

const version = (number: number, more: Partial<SealableVersion> = {}): SealableVersion => ({
  version: number,
  agencyId: "a",
  employmentId: "e1",
  workDate: "2026-10-30" as Day,
  starts: undefined,
  ends: undefined,
  minutes: number * 10,
  planItemId: undefined,
  taskId: undefined,
  textHash: undefined,
  cancelled: false,
  zone: "WIB",
  acceptedAt: inTime,
  late: false,
  ...more,
});

const entry = (more: Partial<Sealable>): Sealable => ({
  personId: "p",
  id: "1",
  versions: [version(1)],
  state: "open",
  approvedVersion: 0,
  returnedVersion: 0,
  flags: 0,
  admitted: new Set(),
  ...more,
});

describe("what stands of an entry when its month is sealed", () => {
  it.each<[string, Partial<Sealable>, object | undefined]>([
    ["open", {}, { version: 1, state: "open", minutes: 10 }],
    ["approved", { state: "approved", approvedVersion: 1 }, { version: 1, state: "approved" }],
    ["returned", { state: "returned" }, undefined],
    ["cancelled", { versions: [version(2, { cancelled: true }), version(1)], state: "cancelled" }, undefined],
    [
      "late by its place in the log, though in time by its clock",
      { versions: [version(1, { late: true })] },
      undefined,
    ],
    [
      "changed by what is late by its place: what it was before counts",
      { versions: [version(2, { late: true }), version(1)] },
      { version: 1, state: "open", minutes: 10 },
    ],
    [
      "a change waits: the approved version counts",
      { versions: [version(2), version(1)], approvedVersion: 1 },
      { version: 1, state: "approved", minutes: 10, flags: flagBit.CHANGED_AFTER_APPROVAL },
    ],
    ["all of it late", { versions: [version(1, { acceptedAt: tooLate })], flags: flagBit.LATE }, undefined],
    [
      "a late change of an approved one",
      { versions: [version(2, { acceptedAt: tooLate }), version(1)], approvedVersion: 1, flags: flagBit.LATE },
      { version: 1, state: "approved", flags: 0 },
    ],
    [
      "a late cancelling",
      { versions: [version(2, { acceptedAt: tooLate, cancelled: true }), version(1)], state: "cancelled" },
      { version: 1, state: "open" },
    ],
    [
      "a late change that was returned",
      { versions: [version(2, { acceptedAt: tooLate }), version(1)], state: "returned" },
      { version: 1, state: "open" },
    ],
    [
      "a late change that was returned, of an approved one",
      { versions: [version(2, { acceptedAt: tooLate }), version(1)], state: "returned", approvedVersion: 1 },
      { version: 1, state: "approved" },
    ],
    [
      "a late change that was approved, of an approved one",
      { versions: [version(2, { acceptedAt: tooLate }), version(1)], state: "approved", approvedVersion: 1 },
      { version: 1, state: "approved" },
    ],
    [
      "a late change of what was returned in time",
      { versions: [version(2, { acceptedAt: tooLate }), version(1)], returnedVersion: 1 },
      undefined,
    ],
    [
      "a change in time of what was returned",
      { versions: [version(2), version(1)], returnedVersion: 1 },
      { version: 2, state: "open" },
    ],
    [
      "a late change that was admitted, of what was returned in time",
      {
        ...{ versions: [version(2, { acceptedAt: tooLate }), version(1)], admitted: new Set([2]) },
        ...{ state: "approved", approvedVersion: 2 },
      },
      { version: 2, state: "approved" },
    ],
    [
      "an admission that was returned later",
      {
        ...{ versions: [version(3, { acceptedAt: tooLate }), version(2, { acceptedAt: tooLate }), version(1)] },
        ...{ admitted: new Set([2]), returnedVersion: 2 },
      },
      undefined,
    ],
    [
      "a late move into the next month",
      { versions: [version(2, { acceptedAt: tooLate, workDate: "2026-11-02" as Day }), version(1)] },
      { version: 1, workDate: "2026-10-30" },
    ],
    [
      "an approval of a late version does not bring it in",
      { versions: [version(2, { acceptedAt: tooLate }), version(1)], state: "approved", approvedVersion: 2 },
      { version: 1, state: "open" },
    ],
  ])("%s", (_, more, expected) => {
    const found = standing(entry(more), 3);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });
});

describe("a person's sealed month", () => {
  const fact = (date: string) => ({
    date: date as Day,
    status: "HADIR",
    lateMinutes: 0,
    earlyMinutes: 0,
    missedChecks: 0,
    ...{ checkIn: "", checkOut: "", work: undefined },
  });
  const month = {
    personId: "p",
    agencyId: "a",
    period: "2026-10" as Period,
    deadlineDays: 3,
    employments: [
      { id: "e1", validFrom: "2026-10-01" as Day, validTo: "2026-10-15" as Day, isMain: true },
      { id: "e2", validFrom: "2026-10-16" as Day, validTo: undefined, isMain: true },
    ],
    plans: [],
    tasks: new Set<string>(),
    backfill: [{ from: 0, days: 2 }],
    now: inTime,
    attendance: [fact("2026-10-02"), fact("2026-10-20")],
  };

  it("has a row for each employment, the empty one included, with its own attendance", () => {
    const rows = sealPerson({ ...month, entries: [entry({ versions: [version(3, { employmentId: "e2" })] })] });
    expect(rows).toMatchObject([
      { employmentId: "e1", openMinutes: 0, daysWithEntries: 0, attendance: [{ date: "2026-10-02" }] },
      { employmentId: "e2", openMinutes: 30, openEntries: 1, daysWithEntries: 1, attendance: [{ date: "2026-10-20" }] },
    ]);
  });

  it.each([
    ["first", "e1", "e0"],
    ["last", "e1", "e9"],
  ])("gives attendance to the main post, also when its id comes %s", (_, second, main) => {
    const whole = { validFrom: "2026-01-01" as Day, validTo: undefined };
    const employments = [
      { ...whole, id: second, isMain: false },
      { ...whole, id: main, isMain: true },
    ];
    const rows = sealPerson({ ...month, employments, entries: [] });
    const days = Object.fromEntries(rows.map(({ employmentId, attendance }) => [employmentId, attendance.length]));
    expect(days).toEqual({ [main]: 2, [second]: 0 });
  });

  it("leaves out other months and other agencies, and counts what has a flag", () => {
    const entries = [
      entry({ id: "1", versions: [version(1, { employmentId: "e1" })] }), // e1 ended on the 15th
      entry({ id: "2", versions: [version(1, { workDate: "2026-11-01" as Day })] }),
      entry({ id: "3", versions: [version(1, { agencyId: "b" })] }),
      entry({ id: "4", versions: [version(2, { employmentId: "e2" })], state: "approved", approvedVersion: 2 }),
    ];
    expect(sealPerson({ ...month, entries })).toMatchObject([
      { employmentId: "e1", openMinutes: 10, flaggedMinutes: 10, flaggedEntries: 1, approvedMinutes: 0 },
      {
        employmentId: "e2",
        openMinutes: 0,
        flaggedMinutes: 0,
        flaggedEntries: 0,
        approvedMinutes: 20,
        approvedEntries: 1,
      },
    ]);
  });
});
