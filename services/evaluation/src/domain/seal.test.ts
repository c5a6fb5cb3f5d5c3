import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { employmentOf, idOf } from "../testing/samples.ts";
import { missingOf, sealRows } from "./seal.ts";

const roster = [
  employmentOf(idOf(3)),
  employmentOf(idOf(1)),
  employmentOf(idOf(2)),
  employmentOf(idOf(1), { employmentId: idOf(50) }),
];
const issued = new Map([[idOf(1), { predicate: "BAIK", version: 3 }]] as const);

describe("sealing", () => {
  it("has one row for each person and employment, in order, whatever the order of the roster", () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(roster, { minLength: 4 }), (some) => {
        const rows = sealRows(some, issued);
        expect(
          rows.map(({ personId, employmentId, predicate, version }) => [personId, employmentId, predicate, version]),
        ).toEqual([
          [idOf(1), idOf(50), "BAIK", 3],
          [idOf(1), employmentOf(idOf(1)).employmentId, "BAIK", 3],
          [idOf(2), employmentOf(idOf(2)).employmentId, undefined, 0],
          [idOf(3), employmentOf(idOf(3)).employmentId, undefined, 0],
        ]);
        expect(missingOf(rows)).toBe(2);
      }),
    ));

  it("counts a missing person once", () => expect(missingOf(sealRows(roster, new Map()))).toBe(3));
});
