import { describe, expect, it } from "@jest/globals";
import { type Distribution, type Evaluation, type Unit } from "../evaluation/types.ts";
import { barsOf, grouped, unitsOf } from "./pattern.ts";

const distribution = (people: number, baik: number): Distribution => ({
  ...{ unitPredicate: "BAIK", people, violations: [], unexplained: [], reason: "", bindingFrom: 5 },
  counts: [{ predicate: "BAIK", count: baik }],
});

describe("the picture of a distribution", () => {
  it("has a bar for every predicate, the best first, with the pattern's line", () => {
    const bars = barsOf(distribution(7, 6));
    expect(bars.map(({ predicate }) => predicate)).toEqual(["SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"]); // prettier-ignore
    expect(bars[1]).toEqual({ predicate: "BAIK", count: 6, share: 85.7, limit: 70 });
    expect(bars[0]).toMatchObject({ count: 0, share: 0, limit: undefined });
  });

  it("stands for a unit without people too", () => {
    expect(barsOf(distribution(0, 0)).every(({ share }) => share === 0)).toBe(true);
  });
});

const evaluation = (personId: string, state: Evaluation["state"], realised: number): Evaluation => ({
  ...{ personId, state, realised, period: "2026-10", skpId: "", assessorId: "", unitId: "", unitPredicate: "BAIK" },
  ...{ indicators: [], feedback: [], expectations: [], result: "UNSPECIFIED", behaviour: "UNSPECIFIED" },
  ...{ predicate: "UNSPECIFIED", note: "", approvedMinutes: 0, openMinutes: 0, daysWithEntries: 0, sealedRevision: 0 },
  ...{ objectionUntil: "", documentSha256: "", version: 1, proposedResult: "UNSPECIFIED" },
});

describe("the team", () => {
  it("is seen by what it waits for, without realisation first", () => {
    const { waiting, rated, issued } = grouped([
      evaluation("a", "OPEN", 3),
      evaluation("b", "ISSUED", 3),
      evaluation("c", "OPEN", 0),
      evaluation("d", "RATED", 1),
    ]);
    expect([waiting, rated, issued].map((group) => group.map(({ personId }) => personId))).toEqual([["c", "a"], ["d"], ["b"]]); // prettier-ignore
  });
});

describe("units", () => {
  const unit = (unitId: string, parentId: string, headPersonId: string): Unit => ({
    ...{ unitId, parentId, headPersonId, name: unitId, zone: "WIB" },
  });
  const units = [unit("root", "", "chief"), unit("u1", "root", "me"), unit("u2", "u1", "sub"), unit("u3", "u1", ""), unit("u4", "root", "sub"), unit("u5", "root", "x")]; // prettier-ignore

  it("one level below are those of the own unit, and those that the team leads", () => {
    const { own, below } = unitsOf(units, "me", ["sub"]);
    expect(own.map(({ unitId }) => unitId)).toEqual(["u1"]);
    expect(below.map(({ unitId }) => unitId)).toEqual(["u2", "u3", "u4"]);
    expect(unitsOf(units, "nobody", [])).toEqual({ own: [], below: [] });
  });
});
