import { describe, expect, it } from "@jest/globals";
import { achievedToSend, draftOf, errorsOf } from "./realisation.ts";
import { predicates, quadrant } from "./matrix.ts";
import { askedPeriod, lastMonth, moved, objectionClock, periodsOf } from "./periods.ts";
import { type Evaluation, type Indicator } from "./types.ts";
import { placeOf, stageOf } from "./view.ts";

describe("periods", () => {
  it.each([
    ["2026-10", 1, "2026-11"],
    ["2026-12", 1, "2027-01"],
    ["2026-01", -1, "2025-12"],
    ["2026-01", -13, "2024-12"],
    ["2026-00", -1, "2025-00"],
  ])("%s moved by %s is %s", (period, by, expected) => {
    expect(moved(period, by)).toBe(expected);
  });

  it("are the last month unless a known one is asked for", () => {
    expect(lastMonth("2027-01-03")).toBe("2026-12");
    expect(askedPeriod(null, "2026-11-19")).toBe("2026-10");
    expect(askedPeriod("2026-11", "2026-11-19")).toBe("2026-11");
    expect(askedPeriod("2026-12", "2026-11-19")).toBe("2026-10");
    expect(askedPeriod("2026-00", "2026-11-19")).toBe("2026-00");
    expect(askedPeriod("2027-00", "2026-11-19")).toBe("2026-10");
    expect(askedPeriod("oktober", "2026-11-19")).toBe("2026-10");
    expect(askedPeriod("2026-13", "2026-11-19")).toBe("2026-10");
  });

  it("of a year are those within the post and until now", () => {
    expect(periodsOf("2026", "2026-11-19", "2026-09-15")).toEqual(["2026-00", "2026-11", "2026-10", "2026-09"]);
    expect(periodsOf("2025", "2026-11-19", "2026-09-15")).toEqual([]);
    expect(periodsOf("2025", "2026-11-19", "2020-01-01")).toHaveLength(13);
  });
});

describe("the clock of an objection", () => {
  it.each([
    ["2026-11-13", { left: 14, days: 14, passed: 0 }],
    ["2026-11-19", { left: 8, days: 14, passed: 6 }],
    ["2026-11-27", { left: 0, days: 14, passed: 14 }],
    ["2026-11-28", { left: -1, days: 14, passed: 14 }],
  ])("on %s is %j", (today, expected) => {
    expect(objectionClock("2026-11-13", "2026-11-27", today)).toEqual(expected);
  });
});

describe("nine cells", () => {
  it("never give more than Kurang below the expected behaviour, and only the upper corner Sangat Baik", () => {
    const low = [quadrant.DI_ATAS.DI_BAWAH, quadrant.SESUAI.DI_BAWAH, quadrant.DI_BAWAH.DI_BAWAH];
    expect(low.every((predicate) => predicates.indexOf(predicate) <= predicates.indexOf("KURANG"))).toBe(true);
    const best = Object.values(quadrant).flatMap((row) => Object.values(row).filter((one) => one === "SANGAT_BAIK"));
    expect(best).toHaveLength(1);
  });
});

const indicator = (indicatorId: string, achieved = "", evidenceUrl = ""): Indicator => ({
  ...{ rhkId: "r", rhkText: "Rantai dingin", indicatorId, text: "Puskesmas", target: "8", unit: "puskesmas" },
  ...{ achieved, evidenceUrl },
});

describe("what is recorded as achieved", () => {
  const indicators = [indicator("a", "6"), indicator("b"), indicator("c", "2", "https://bukti.example/1")];

  it("sends only what changed and says something", () => {
    const draft = draftOf(indicators);
    expect(achievedToSend(indicators, draft)).toEqual([]);
    const changed = new Map([...draft, ["a", { achieved: " 7 ", evidenceUrl: "" }], ["b", { achieved: " ", evidenceUrl: "" }]]); // prettier-ignore
    expect(achievedToSend(indicators, changed)).toEqual([{ indicatorId: "a", achieved: "7" }]);
  });

  it("names what cannot be sent", () => {
    const draft = new Map([
      ["a", { achieved: "", evidenceUrl: "" }],
      ["b", { achieved: "", evidenceUrl: "https://bukti.example/2" }],
      ["c", { achieved: "2", evidenceUrl: "bukti" }],
    ]);
    expect(errorsOf(indicators, draft)).toEqual(
      new Map([
        ["a", { achieved: "removed" }],
        ["b", { achieved: "needed" }],
        ["c", { evidenceUrl: "link" }],
      ]),
    );
    expect(errorsOf(indicators, draftOf(indicators)).size).toBe(0);
  });
});

describe("where an evaluation stands", () => {
  const open: Evaluation = {
    ...{ personId: "p", period: "2026-10", skpId: "s", assessorId: "", unitId: "u", state: "OPEN", unitPredicate: "BAIK" },
    ...{ indicators: [indicator("a", "6"), indicator("b")], feedback: [], expectations: [], realised: 1, version: 1 },
    ...{ result: "UNSPECIFIED", behaviour: "UNSPECIFIED", predicate: "UNSPECIFIED", note: "", proposedResult: "UNSPECIFIED" },
    ...{ approvedMinutes: 0, openMinutes: 0, daysWithEntries: 0, sealedRevision: 0, objectionUntil: "", documentSha256: "" },
  }; // prettier-ignore

  it("is said by what is missing next", () => {
    expect(stageOf({ ...open, indicators: [] })).toBe("noPlan");
    expect(stageOf(open)).toBe("toRealise");
    expect(stageOf({ ...open, indicators: [indicator("a", "6")] })).toBe("waits");
    expect(stageOf({ ...open, state: "RATED" })).toBe("rated");
    expect(stageOf({ ...open, state: "ISSUED", documentSha256: "5a" })).toBe("issued");
  });

  it("has a place once both ratings are given", () => {
    expect(placeOf(open)).toBeUndefined();
    expect(placeOf({ ...open, result: "SESUAI" })).toBeUndefined();
    expect(placeOf({ ...open, result: "SESUAI", behaviour: "DI_ATAS" })).toEqual({ result: "SESUAI", behaviour: "DI_ATAS" }); // prettier-ignore
  });
});
