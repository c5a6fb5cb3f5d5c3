import { type Predicate, predicates, type UnitPredicate } from "./predicate.ts";

/** What SE MenPANRB 3/2023 leaves open. */
export type PatternPolicy = {
  /** Below this many people a pattern binds nobody. */
  readonly minPopulation: number;
  /** Whether the head is one of the unit's people. */
  readonly headCounts: boolean;
  /** "Sebagian besar": no other predicate has more people, or more than half of all have it. */
  readonly most: "LARGEST" | "HALF";
};

/** How many of a unit's people have which predicate; who has none yet is in `people` alone. */
export type Counts = { readonly people: number; readonly by: Readonly<Record<Predicate, number>> };

type Check = (many: Many, policy: PatternPolicy) => boolean;
type Statement = { readonly code: string; readonly isBroken: Check };

/** Counts with what those who are not rated yet could still change. */
type Many = Counts & { readonly unrated: number };

const sum = ({ by }: Counts, of: readonly Predicate[]): number => of.reduce((total, one) => total + by[one], 0);

/** At most so many percent, rounded down. */
const atMost = (code: string, of: Predicate, percent: number): Statement => ({
  code,
  isBroken: (many) => many.by[of] > Math.floor((many.people * percent) / 100),
});

/** At least so many percent, rounded up; not broken while the unrated could fill it. */
const atLeast = (code: string, of: readonly Predicate[], percent: number): Statement => ({
  code,
  isBroken: (many) => sum(many, of) + many.unrated < Math.ceil((many.people * percent) / 100),
});

const someone = (code: string, of: readonly Predicate[]): Statement => ({
  code,
  isBroken: (many) => sum(many, of) + many.unrated === 0,
});

const most = (code: string, of: Predicate): Statement => ({
  code,
  isBroken: (many, policy) => {
    const reachable = many.by[of] + many.unrated;
    if (policy.most === "HALF") return reachable * 2 <= many.people;
    return predicates.some((other) => other !== of && many.by[other] > reachable);
  },
});

/** The hard statements of the five distribution patterns (pola distribusi). SE MenPANRB 3/2023. */
const patterns: Readonly<Record<UnitPredicate, readonly Statement[]>> = {
  ISTIMEWA: [most("SANGAT_BAIK_NOT_MOST", "SANGAT_BAIK"), atMost("SANGAT_BAIK_OVER_70_PERCENT", "SANGAT_BAIK", 70)],
  BAIK: [
    most("BAIK_NOT_MOST", "BAIK"),
    atMost("BAIK_OVER_70_PERCENT", "BAIK", 70),
    someone("BUTUH_PERBAIKAN_OR_KURANG_MISSING", ["BUTUH_PERBAIKAN", "KURANG"]),
  ],
  BUTUH_PERBAIKAN: [
    atLeast("BUTUH_PERBAIKAN_UNDER_60_PERCENT", ["BUTUH_PERBAIKAN"], 60),
    atMost("SANGAT_BAIK_OVER_10_PERCENT", "SANGAT_BAIK", 10),
  ],
  KURANG: [
    atLeast("KURANG_UNDER_60_PERCENT", ["KURANG"], 60),
    atLeast("BUTUH_PERBAIKAN_UNDER_10_PERCENT", ["BUTUH_PERBAIKAN"], 10),
    atMost("SANGAT_BAIK_OVER_10_PERCENT", "SANGAT_BAIK", 10),
  ],
  SANGAT_KURANG: [
    atLeast("SANGAT_KURANG_UNDER_60_PERCENT", ["SANGAT_KURANG"], 60),
    atLeast("KURANG_OR_BUTUH_PERBAIKAN_UNDER_10_PERCENT", ["KURANG", "BUTUH_PERBAIKAN"], 10),
    atMost("SANGAT_BAIK_PRESENT", "SANGAT_BAIK", 0),
  ],
};

/**
 * Codes of the statements that cannot hold any more, whatever those who are not rated yet will get. A pattern is a consideration for the
 * leader, not a formula: a violation asks for a written reason and never changes a predicate.
 */
export function violations(unitPredicate: UnitPredicate, counts: Counts, policy: PatternPolicy): string[] {
  if (counts.people === 0 || counts.people < policy.minPopulation) return [];
  const many: Many = { ...counts, unrated: counts.people - sum(counts, predicates) };
  return patterns[unitPredicate].filter(({ isBroken }) => isBroken(many, policy)).map(({ code }) => code);
}

/** People of a unit who are alike. */
export type Group = { readonly predicate: Predicate | undefined; readonly isHead: boolean; readonly people: number };

export function countsOf(groups: readonly Group[], { headCounts }: PatternPolicy): Counts {
  const by: Record<Predicate, number> = { SANGAT_KURANG: 0, KURANG: 0, BUTUH_PERBAIKAN: 0, BAIK: 0, SANGAT_BAIK: 0 };
  let people = 0;
  for (const group of groups) {
    if (group.isHead && !headCounts) continue;
    people += group.people;
    if (group.predicate !== undefined) by[group.predicate] += group.people;
  }
  return { people, by };
}
