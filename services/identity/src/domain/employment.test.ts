import { describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";

import { type Employment, type Place, placeFrom } from "./employment.ts";

const day = (text: string): Day => text as Day;
const place: Place = {
  agencyId: "a" as AgencyId,
  unitId: "u",
  positionId: "analyst",
  positionClass: 7,
  zone: "WIB",
  main: true,
  head: false,
  grade: "III/a",
  staffKind: "PNS",
  positionSince: undefined,
  positionSinceRaw: "",
};
const fresh = { id: "new", personId: "p" as PersonId };
const held: Employment = {
  ...place,
  ...fresh,
  id: "old",
  validFrom: day("2026-01-01"),
  validTo: undefined,
  version: 3,
};
const from = day("2026-10-01");

describe("a place from a day on", () => {
  it("begins when there was none", () => {
    expect(placeFrom(undefined, place, from, fresh)).toEqual([
      { ...place, ...fresh, validFrom: from, validTo: undefined, version: 1 },
    ]);
  });

  it("stays when nothing changed", () => {
    expect(placeFrom(held, place, from, fresh)).toEqual([]);
  });

  it.each([
    { agencyId: "b" as AgencyId },
    { unitId: "v" },
    { positionId: "head" },
    { positionClass: 9 },
    { head: true },
  ])("ends the day before when %j changes", (change) => {
    const [ended, begun] = placeFrom(held, { ...place, ...change }, from, fresh);
    expect(ended).toEqual({ ...held, validTo: "2026-09-30", version: 4 });
    expect(begun).toMatchObject({ ...change, id: "new", validFrom: from, version: 1 });
  });

  it.each([{ grade: "III/b" }, { zone: "WITA" as const }, { positionSinceRaw: "31-02-2026" }])(
    "is corrected in place when only %j changes",
    (change) => {
      expect(placeFrom(held, { ...place, ...change }, from, fresh)).toEqual([{ ...held, ...change, version: 4 }]);
    },
  );

  it("is corrected in place when it began on that day", () => {
    const today = { ...held, validFrom: from };
    expect(placeFrom(today, { ...place, unitId: "v" }, from, fresh)).toEqual([{ ...today, unitId: "v", version: 4 }]);
  });
});
