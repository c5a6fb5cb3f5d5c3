import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { type Counts, countsOf, type Group, type PatternPolicy, violations } from "./distribution.ts";
import { type Predicate, predicates, type UnitPredicate, unitPredicates } from "./predicate.ts";

const policy: PatternPolicy = { minPopulation: 1, headCounts: true, most: "LARGEST" };

/** People by predicate, in the order SB B BP K SK, and those who are not rated. */
function many([sb, b, bp, k, sk]: readonly number[], unrated = 0): Counts {
  const by = { SANGAT_BAIK: sb!, BAIK: b!, BUTUH_PERBAIKAN: bp!, KURANG: k!, SANGAT_KURANG: sk! };
  return { by, people: Object.values(by).reduce((sum, one) => sum + one, unrated) };
}

describe("a pattern (SE MenPANRB 3/2023)", () => {
  it.each<[UnitPredicate, number[], string[]]>([
    // ISTIMEWA: most SANGAT_BAIK, at most 70 %
    ["ISTIMEWA", [7, 3, 0, 0, 0], []],
    ["ISTIMEWA", [8, 2, 0, 0, 0], ["SANGAT_BAIK_OVER_70_PERCENT"]],
    ["ISTIMEWA", [4, 4, 2, 0, 0], []],
    ["ISTIMEWA", [4, 5, 1, 0, 0], ["SANGAT_BAIK_NOT_MOST"]],
    ["ISTIMEWA", [7, 0, 1, 1, 1], []],
    ["ISTIMEWA", [5, 2, 0, 0, 0], ["SANGAT_BAIK_OVER_70_PERCENT"]], // 5 of 7: floor(4.9) are allowed
    ["ISTIMEWA", [4, 3, 0, 0, 0], []],
    // BAIK: most BAIK, at most 70 %, somebody with BUTUH_PERBAIKAN or KURANG
    ["BAIK", [2, 7, 1, 0, 0], []],
    ["BAIK", [2, 7, 0, 1, 0], []],
    ["BAIK", [1, 8, 1, 0, 0], ["BAIK_OVER_70_PERCENT"]],
    ["BAIK", [3, 7, 0, 0, 0], ["BUTUH_PERBAIKAN_OR_KURANG_MISSING"]],
    ["BAIK", [2, 7, 0, 0, 1], ["BUTUH_PERBAIKAN_OR_KURANG_MISSING"]],
    ["BAIK", [5, 4, 1, 0, 0], ["BAIK_NOT_MOST"]],
    ["BAIK", [0, 10, 0, 0, 0], ["BAIK_OVER_70_PERCENT", "BUTUH_PERBAIKAN_OR_KURANG_MISSING"]],
    // BUTUH_PERBAIKAN: at least 60 %, SANGAT_BAIK at most 10 %
    ["BUTUH_PERBAIKAN", [1, 3, 6, 0, 0], []],
    ["BUTUH_PERBAIKAN", [1, 4, 5, 0, 0], ["BUTUH_PERBAIKAN_UNDER_60_PERCENT"]],
    ["BUTUH_PERBAIKAN", [2, 2, 6, 0, 0], ["SANGAT_BAIK_OVER_10_PERCENT"]],
    ["BUTUH_PERBAIKAN", [0, 3, 4, 0, 0], ["BUTUH_PERBAIKAN_UNDER_60_PERCENT"]], // 4 of 7: ceil(4.2) are needed
    ["BUTUH_PERBAIKAN", [1, 3, 5, 0, 0], ["BUTUH_PERBAIKAN_UNDER_60_PERCENT", "SANGAT_BAIK_OVER_10_PERCENT"]],
    ["BUTUH_PERBAIKAN", [0, 0, 10, 0, 0], []],
    // KURANG: at least 60 %, BUTUH_PERBAIKAN at least 10 %, SANGAT_BAIK at most 10 %
    ["KURANG", [1, 2, 1, 6, 0], []],
    ["KURANG", [1, 3, 1, 5, 0], ["KURANG_UNDER_60_PERCENT"]],
    ["KURANG", [1, 3, 0, 6, 0], ["BUTUH_PERBAIKAN_UNDER_10_PERCENT"]],
    ["KURANG", [2, 1, 1, 6, 0], ["SANGAT_BAIK_OVER_10_PERCENT"]],
    // SANGAT_KURANG: at least 60 %, KURANG and BUTUH_PERBAIKAN together at least 10 %, nobody SANGAT_BAIK
    ["SANGAT_KURANG", [0, 3, 1, 0, 6], []],
    ["SANGAT_KURANG", [0, 3, 0, 1, 6], []],
    ["SANGAT_KURANG", [0, 4, 1, 0, 5], ["SANGAT_KURANG_UNDER_60_PERCENT"]],
    ["SANGAT_KURANG", [0, 4, 0, 0, 6], ["KURANG_OR_BUTUH_PERBAIKAN_UNDER_10_PERCENT"]],
    ["SANGAT_KURANG", [1, 2, 1, 0, 6], ["SANGAT_BAIK_PRESENT"]],
  ])("%s with %j breaks %j", (unit, counts, codes) => expect(violations(unit, many(counts), policy)).toEqual(codes));

  it("binds no unit that is smaller than the policy says", () => {
    const small = many([0, 4, 0, 0, 0]);
    expect(violations("BAIK", small, { ...policy, minPopulation: 5 })).toEqual([]);
    expect(violations("BAIK", small, { ...policy, minPopulation: 4 })).not.toEqual([]);
    expect(violations("BAIK", many([0, 0, 0, 0, 0]), { ...policy, minPopulation: 0 })).toEqual([]);
  });

  it("can mean more than half by most", () => {
    const half: PatternPolicy = { ...policy, most: "HALF" };
    expect(violations("BAIK", many([3, 5, 2, 0, 0]), half)).toEqual(["BAIK_NOT_MOST"]);
    expect(violations("BAIK", many([2, 6, 2, 0, 0]), half)).toEqual([]);
  });

  it.each<[UnitPredicate, number[], number, string[]]>([
    ["BAIK", [0, 0, 0, 0, 0], 10, []],
    ["BAIK", [2, 7, 0, 0, 0], 1, []],
    ["BAIK", [1, 8, 0, 0, 0], 1, ["BAIK_OVER_70_PERCENT"]],
    ["KURANG", [0, 4, 0, 2, 0], 4, []],
    ["KURANG", [0, 5, 0, 2, 0], 3, ["KURANG_UNDER_60_PERCENT"]],
  ])("%s with %j and %i who are not rated breaks only what they can't mend: %j", (unit, counts, unrated, codes) =>
    expect(violations(unit, many(counts, unrated), policy)).toEqual(codes));
}); // prettier-ignore

const unit = fc.constantFrom(...unitPredicates);
const counts = fc.array(fc.nat({ max: 12 }), { minLength: 5, maxLength: 5 });
const anyPolicy: fc.Arbitrary<PatternPolicy> = fc.record({
  minPopulation: fc.nat({ max: 10 }),
  headCounts: fc.boolean(),
  most: fc.constantFrom("LARGEST", "HALF"),
});

describe("violations", () => {
  it("never come back when somebody more is rated: what is broken stays broken", () =>
    fc.assert(
      fc.property(
        unit,
        counts,
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 4 }),
        anyPolicy,
        (of, some, unrated, at, by) => {
          const before = violations(of, many(some, unrated), by);
          const after = violations(of, many(some.with(at, some[at]! + 1), unrated - 1), by);
          expect(after).toEqual(expect.arrayContaining(before));
        },
      ),
    ));

  it("name at once what every completion would break", () =>
    fc.assert(
      fc.property(unit, counts, (of, some) => {
        const completions = predicates.map((_, at) => violations(of, many(some.with(at, some[at]! + 1)), policy));
        const common = completions[0]!.filter((code) => completions.every((codes) => codes.includes(code)));
        expect(violations(of, many(some, 1), policy)).toEqual(expect.arrayContaining(common));
      }),
    ));

  it("are none for at least one distribution of every unit of ten or more", () =>
    fc.assert(
      fc.property(unit, fc.integer({ min: 10, max: 300 }), (of, people) => {
        const dominant = { ISTIMEWA: 0, BAIK: 1, BUTUH_PERBAIKAN: 2, KURANG: 3, SANGAT_KURANG: 4 }[of];
        const share = of === "ISTIMEWA" || of === "BAIK" ? Math.floor(people * 0.7) : people - Math.ceil(people * 0.1);
        const other = of === "BUTUH_PERBAIKAN" ? 3 : 2;
        const some = [0, 0, 0, 0, 0].with(dominant, share).with(other, people - share);
        expect(violations(of, many(some), policy)).toEqual([]);
      }),
    ));
});

describe("counts", () => {
  const groups: Group[] = [
    { predicate: "BAIK", isHead: true, people: 1 },
    { predicate: "BAIK", isHead: false, people: 3 },
    { predicate: undefined, isHead: false, people: 2 },
  ];
  const by = (baik: number): Record<Predicate, number> => ({
    SANGAT_BAIK: 0,
    BAIK: baik,
    BUTUH_PERBAIKAN: 0,
    KURANG: 0,
    SANGAT_KURANG: 0,
  });
  it("hold the head as the policy says, and those who are not rated", () => {
    expect(countsOf(groups, policy)).toEqual({ people: 6, by: by(4) });
    expect(countsOf(groups, { ...policy, headCounts: false })).toEqual({ people: 5, by: by(3) });
  });
});
