import { describe, expect, it } from "@jest/globals";

import { type Step } from "./types.ts";
import { changesOf, differenceOf, faultsOf, nextDayIn, nothingSupposed, shownLines } from "./what-if.ts";

const nothing = nothingSupposed("2026-10-20");

describe("what is supposed", () => {
  it("is nothing before anything is chosen", () => {
    expect(changesOf(nothing)).toEqual([]);
    expect(faultsOf(nothing, "2026-10")).toEqual([]);
  });

  it("becomes a change each", () => {
    const all = { ...nothing, days: "2", lateMinutes: "15", isMissed: true, predicate: "kurang" };
    expect(changesOf(all)).toEqual([
      { kind: "APPROVED_DAYS", days: 2 },
      { kind: "LATE", day: "2026-10-20", minutes: 15 },
      { kind: "MISSED_CHECK", day: "2026-10-20" },
      { kind: "PREDICATE", predicate: "kurang" },
    ]);
  });

  it("is an absence alone on a day of absence", () => {
    expect(changesOf({ ...nothing, isAbsent: true, isMissed: true, lateMinutes: "15" })).toEqual([
      { kind: "ABSENT", day: "2026-10-20" },
    ]);
  });

  it("is not sent while a number or the day is impossible", () => {
    expect(faultsOf({ ...nothing, days: "32", lateMinutes: "ten", day: "2026-11-01" }, "2026-10")).toEqual([
      "days",
      "lateMinutes",
      "day",
    ]);
    expect(faultsOf({ ...nothing, days: "0", lateMinutes: " " }, "2026-10")).toEqual([]);
  });

  it("begins with tomorrow, inside of the month", () => {
    expect(nextDayIn("2026-10", "2026-10-15")).toBe("2026-10-16");
    expect(nextDayIn("2026-10", "2026-10-31")).toBe("2026-10-31");
    expect(nextDayIn("2026-11", "2026-10-15")).toBe("2026-11-01");
    expect(nextDayIn("2026-02", "2026-02-28")).toBe("2026-02-28");
  });
});

const step = (effect: string): Step => ({
  ...{ stepId: effect, label: effect, cite: "", rule: "tier", base: "", factor: "", exact: "0", inputs: {}, effect },
  ...{ amountRupiah: "0", employmentId: "e", statementSha256: "" },
});

describe("the answer", () => {
  it("is the difference of the nets, exact beyond what a number holds", () => {
    const side = (netRupiah: string) => ({ netRupiah, grossRupiah: "0", cutRupiah: "0", flags: [], payable: true });
    expect(differenceOf({ before: side("9007199254740993"), after: side("9007199254740992") })).toBe(-1n);
  });

  it("shows the lines on the way to the net, on whichever side they are", () => {
    const [base, cut, part] = [step("BASE"), step("CUT"), step("PART")];
    const lines = [
      { before: part, after: part },
      { before: base, after: base },
      { after: cut },
      { before: cut, after: step("PART") },
      { before: step("RESULT"), after: step("RESULT") },
    ];
    expect(shownLines(lines)).toEqual([lines[1], lines[2], lines[3]]);
  });
});
