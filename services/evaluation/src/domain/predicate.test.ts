import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import {
  type Predicate,
  predicates,
  proposedResult,
  quadrant,
  type Rating,
  ratings,
  unitPredicates,
} from "./predicate.ts";

const cells = [
  ["DI_ATAS", "DI_ATAS", "SANGAT_BAIK"],
  ["DI_ATAS", "SESUAI", "BAIK"],
  ["DI_ATAS", "DI_BAWAH", "KURANG"],
  ["SESUAI", "DI_ATAS", "BAIK"],
  ["SESUAI", "SESUAI", "BAIK"],
  ["SESUAI", "DI_BAWAH", "KURANG"],
  ["DI_BAWAH", "DI_ATAS", "BUTUH_PERBAIKAN"],
  ["DI_BAWAH", "SESUAI", "BUTUH_PERBAIKAN"],
  ["DI_BAWAH", "DI_BAWAH", "SANGAT_KURANG"],
] as const satisfies (readonly [Rating, Rating, Predicate])[];

const rating = fc.constantFrom(...ratings);
const rank = (predicate: Predicate): number => predicates.indexOf(predicate);

describe("the quadrant", () => {
  it.each(cells)("result %s and behaviour %s are %s", (result, behaviour, predicate) =>
    expect(quadrant[result][behaviour]).toBe(predicate),
  );

  it("has all nine cells", () => expect(new Set(cells.map(([a, b]) => `${a}/${b}`)).size).toBe(9));

  it("never falls when a rating rises", () =>
    fc.assert(
      fc.property(rating, rating, rating, (one, other, fixed) => {
        fc.pre(ratings.indexOf(one) <= ratings.indexOf(other));
        expect(rank(quadrant[one][fixed])).toBeLessThanOrEqual(rank(quadrant[other][fixed]));
        expect(rank(quadrant[fixed][one])).toBeLessThanOrEqual(rank(quadrant[fixed][other]));
      }),
    ));
});

describe("a leader's result", () => {
  it("is proposed from the unit's predicate", () =>
    expect(unitPredicates.map((one) => proposedResult[one])).toEqual([
      "DI_BAWAH",
      "DI_BAWAH",
      "DI_BAWAH",
      "SESUAI",
      "DI_ATAS",
    ]));
});
