import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { dayDifferences, describeDay, type KeptDay } from "./day-check.ts";
import { flagBit } from "./flags.ts";
import { type Sealable, type SealableVersion } from "./seal.ts";

const month = "2026-10" as Period;
const version = (number: number, day: string, minutes: number): SealableVersion => ({
  ...{ version: number, agencyId: "a", employmentId: "e", workDate: day as Day, minutes, cancelled: false },
  ...{ starts: undefined, ends: undefined, planItemId: undefined, taskId: undefined, textHash: undefined },
  ...{ zone: "WIB", acceptedAt: 0, late: false },
});
const entry = (more: Partial<Sealable> & Pick<Sealable, "versions">): Sealable => ({
  ...{
    personId: "p",
    id: "1",
    state: "open",
    approvedVersion: 0,
    returnedVersion: 0,
    flags: 0,
    admitted: new Set<number>(),
  },
  ...more,
});
const kept = (day: string, more: Partial<KeptDay>): KeptDay => ({
  ...{
    agencyId: "a",
    personId: "p",
    firstId: "1",
    lastId: "2",
    workDate: day as Day,
    minutes: 0,
    entries: 0,
    approvedMinutes: 0,
    approvedEntries: 0,
  },
  ...{ openEntries: 0, lateEntries: 0 },
  ...more,
});

describe("days computed anew", () => {
  const open = entry({ versions: [version(1, "2026-10-05", 60)] });
  const waiting = entry({
    id: "2",
    versions: [version(2, "2026-10-06", 30), version(1, "2026-10-05", 45)],
    approvedVersion: 1,
    flags: flagBit.LATE,
  });
  const days = [
    kept("2026-10-05", { minutes: 105, entries: 2, approvedMinutes: 45, approvedEntries: 1, openEntries: 1 }),
    kept("2026-10-06", { openEntries: 1, lateEntries: 1 }),
  ];

  it("are equal to the kept ones, with a change that waits beside what is approved", () =>
    expect(dayDifferences(month, [open, waiting], days)).toEqual([]));

  it("leave other months alone, and tell agencies apart", () => {
    const elsewhere = entry({ versions: [{ ...version(1, "2026-10-05", 60), agencyId: "b" }] });
    const found = dayDifferences(month, [entry({ versions: [version(1, "2026-09-30", 60)] }), elsewhere], []);
    expect(found.map(({ agencyId, workDate }) => [agencyId, workDate])).toEqual([["b", "2026-10-05"]]);
  });

  it.each<[string, Sealable[], KeptDay[], string[]]>([
    ["an entry was counted twice", [open], [kept("2026-10-05", { minutes: 120, entries: 2, openEntries: 2 })], ["2026-10-05: minutes 120 kept, 60 made; entries 2 kept, 1 made; openEntries 2 kept, 1 made"]],
    ["an entry was never counted", [open], [], ["2026-10-05: minutes 0 kept, 60 made; entries 0 kept, 1 made; openEntries 0 kept, 1 made; unfoundEntries 0 kept, 1 made"]],
    ["a day does not know between which ids its entries are", [open], [kept("2026-10-05", { minutes: 60, entries: 1, openEntries: 1, firstId: "2" })], ["2026-10-05: unfoundEntries 0 kept, 1 made"]],
    ["the day of what was cancelled is missing", [entry({ state: "cancelled", versions: [version(1, "2026-10-05", 60)] })], [], ["2026-10-05: unfoundEntries 0 kept, 1 made"]],
    ["a day stayed when its entry left", [], [kept("2026-10-07", { minutes: 5, entries: 1 })], ["2026-10-07: minutes 5 kept, 0 made; entries 1 kept, 0 made"]],
  ])("differ when %s", (_, entries, keptDays, told) =>
    expect(dayDifferences(month, entries, keptDays).map(describeDay)).toEqual(told),
  ); // prettier-ignore
});
