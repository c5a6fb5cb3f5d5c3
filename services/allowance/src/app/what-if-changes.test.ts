import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import { type AskedChange, changesOf } from "./what-if-changes.ts";

const period = "2026-10" as Period;
const day = "2026-10-20";

function faultsOf(...asked: AskedChange[]): [string, string][] {
  try {
    changesOf(asked, period);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return thrown.violations.map(({ pointer, code }) => [pointer, code]);
  }
}

describe("changes that are asked for", () => {
  it("become what the simulation understands, a day of entries a working day of 450 minutes", () => {
    const asked: AskedChange[] = [
      { kind: "APPROVED_DAYS", days: 2 },
      { kind: "APPROVED_DAYS", days: 1, minutes: 60 },
      { kind: "LATE", day, minutes: 15 },
      { kind: "EARLY", day, minutes: 5 },
      { kind: "MISSED_CHECK", day },
      { kind: "ABSENT", day },
      { kind: "PREDICATE", predicate: "kurang" },
      { kind: "LEAVE", leaveKind: "cuti_besar", day, toDay: "2026-12-01" },
      { kind: "LEAVE", leaveKind: "cuti_sakit", day },
    ];
    expect(changesOf(asked, period)).toEqual([
      { what: "approved_minutes", more: 900, days: 2 },
      { what: "approved_minutes", more: 60, days: 1 },
      { what: "late", day, minutes: 15 },
      { what: "early", day, minutes: 5 },
      { what: "missed_check", day },
      { what: "absent", day },
      { what: "predicate", predicate: "kurang" },
      { what: "leave", leave: { kind: "cuti_besar", from: day, to: "2026-12-01" } },
      { what: "leave", leave: { kind: "cuti_sakit", from: day, to: day } },
    ]);
  });

  it.each<[AskedChange, string, string]>([
    [{ kind: "LATE", day }, "minutes", "FIELD_REQUIRED"],
    [{ kind: "APPROVED_DAYS" }, "days", "FIELD_REQUIRED"],
    [{ kind: "ABSENT", day, minutes: 3 }, "minutes", "FIELD_UNKNOWN"],
    [{ kind: "ABSENT", day: "2026-11-01" }, "day", "DATE_NOT_IN_MONTH"],
    [{ kind: "ABSENT", day: "2026-09-30" }, "day", "DATE_NOT_IN_MONTH"],
    [{ kind: "ABSENT", day: "2026-10-32" }, "day", "DATE_FORM"],
    [{ kind: "LEAVE", leaveKind: "cuti_besar", day, toDay: "2026-10-19" }, "toDay", "DATE_SPAN"],
    [{ kind: "LEAVE", leaveKind: "cuti_besar", day, toDay: "2030-01-01" }, "toDay", "DATE_SPAN"],
    [{ kind: "LEAVE", leaveKind: "cuti_besar", day, toDay: "soon" }, "toDay", "DATE_FORM"],
    [{ kind: "LEAVE", leaveKind: "Cuti besar", day }, "leaveKind", "WORD_FORM"],
    [{ kind: "PREDICATE", predicate: "istimewa" }, "predicate", "CHOICE_UNKNOWN"],
  ])("%j is refused for its %s", (asked, field, code) => {
    expect(faultsOf({ kind: "MISSED_CHECK", day }, asked)).toEqual([[`/changes/1/${field}`, code]]);
  });

  it("are forty at most, and all faults are named at once", () => {
    expect(faultsOf(...Array<AskedChange>(40).fill({ kind: "ABSENT", day }))).toEqual([]);
    expect(faultsOf(...Array<AskedChange>(41).fill({ kind: "ABSENT", day }))).toEqual([["/changes", "LIST_TOO_LONG"]]);
    expect(faultsOf({ kind: "LATE" }, { kind: "PREDICATE" })).toHaveLength(3);
  });
});
