import { describe, expect, it } from "@jest/globals";

import { leadsUnit, type Unit, unitsBelow } from "./unit-work.ts";

const unit = (unitId: string, parentId: string | undefined, headPersonId: string | undefined): Unit => ({
  ...{ unitId, parentId, headPersonId },
});
const units = [
  unit("dinas", undefined, "kepala"),
  unit("bidang", "dinas", "kabid"),
  unit("sekretariat", "dinas", undefined),
  unit("seksi", "bidang", "kasi"),
];

describe("a unit", () => {
  it("holds all units below it", () => {
    expect(unitsBelow(units, "dinas")).toEqual(["dinas", "bidang", "sekretariat", "seksi"]);
    expect(unitsBelow(units, "bidang")).toEqual(["bidang", "seksi"]);
    expect(unitsBelow(units, "seksi")).toEqual(["seksi"]);
  });

  it.each([
    ["its head", "kabid", [], "bidang", true],
    ["the head of a unit above", "kepala", [], "seksi", true],
    ["the head of a unit below", "kasi", [], "bidang", false],
    ["the head of another unit", "kabid", [], "sekretariat", false],
    ["whoever assesses its head", "wakil", [{ personId: "kabid", unitId: "bidang" }], "bidang", true],
    ["whoever assesses its head, who works elsewhere,", "wakil", [{ personId: "kasi", unitId: "x" }], "seksi", true],
    ["whoever assesses somebody of it", "plt", [{ personId: "staf", unitId: "sekretariat" }], "sekretariat", true],
    ["whoever assesses somebody of another", "plt", [{ personId: "staf", unitId: "sekretariat" }], "bidang", false],
    ["anybody, where there is no such unit,", "kepala", [], "lain", false],
  ] as const)("is led by %s: %s of %j in %s is %s", (_, personId, reports, unitId, leads) => {
    expect(leadsUnit(personId, reports, units, unitId)).toBe(leads);
  });

  it("is found also where the tree is a ring", () => {
    const ring = [unit("a", "b", "x"), unit("b", "a", "y")];
    expect([leadsUnit("y", [], ring, "a"), leadsUnit("z", [], ring, "a")]).toEqual([true, false]);
  });
});
