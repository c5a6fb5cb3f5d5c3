import { predicates } from "../evaluation/matrix.ts";
import {
  type Distribution,
  type Evaluation,
  type Predicate,
  type Unit,
  type UnitPredicate,
} from "../evaluation/types.ts";

/** Codes of the hard statements of the five patterns (pola distribusi), as the server names them. SE MenPANRB 3/2023. */
export const patterns = {
  ISTIMEWA: ["SANGAT_BAIK_NOT_MOST", "SANGAT_BAIK_OVER_70_PERCENT"],
  BAIK: ["BAIK_NOT_MOST", "BAIK_OVER_70_PERCENT", "BUTUH_PERBAIKAN_OR_KURANG_MISSING"],
  BUTUH_PERBAIKAN: ["BUTUH_PERBAIKAN_UNDER_60_PERCENT", "SANGAT_BAIK_OVER_10_PERCENT"],
  KURANG: ["KURANG_UNDER_60_PERCENT", "BUTUH_PERBAIKAN_UNDER_10_PERCENT", "SANGAT_BAIK_OVER_10_PERCENT"],
  SANGAT_KURANG: [
    "SANGAT_KURANG_UNDER_60_PERCENT",
    "KURANG_OR_BUTUH_PERBAIKAN_UNDER_10_PERCENT",
    "SANGAT_BAIK_PRESENT",
  ],
} as const satisfies Record<UnitPredicate, readonly string[]>;

/** Where the pattern draws a line through one predicate's bar, in percent of the people. */
const limits: Readonly<Record<UnitPredicate, Partial<Record<Predicate, number>>>> = {
  ISTIMEWA: { SANGAT_BAIK: 70 },
  BAIK: { BAIK: 70 },
  BUTUH_PERBAIKAN: { BUTUH_PERBAIKAN: 60, SANGAT_BAIK: 10 },
  KURANG: { KURANG: 60, BUTUH_PERBAIKAN: 10, SANGAT_BAIK: 10 },
  SANGAT_KURANG: { SANGAT_KURANG: 60 },
};

export const unitPredicates: readonly UnitPredicate[] = [
  "ISTIMEWA",
  "BAIK",
  "BUTUH_PERBAIKAN",
  "KURANG",
  "SANGAT_KURANG",
];

export const unitPredicateOf = ({ unitPredicate }: Pick<Distribution, "unitPredicate">): UnitPredicate | undefined =>
  unitPredicate === "UNSPECIFIED" ? undefined : unitPredicate;

export interface ShareBar {
  readonly predicate: Predicate;
  readonly count: number;
  /** Percent of the people, 0 to 100. */
  readonly share: number;
  readonly limit: number | undefined;
}

/** One bar for each predicate, the best first. */
export function barsOf({ counts, people, ...unit }: Distribution): ShareBar[] {
  const by = new Map(counts.map(({ predicate, count }) => [predicate, count]));
  const named = unitPredicateOf(unit);
  return predicates.toReversed().map((predicate) => {
    const count = by.get(predicate) ?? 0;
    const share = people === 0 ? 0 : Math.round((count * 1_000) / people) / 10;
    return { predicate, count, share, limit: named && limits[named][predicate] };
  });
}

/** Evaluations by what they wait for; who has recorded nothing comes first. */
export function grouped(evaluations: readonly Evaluation[]) {
  const waiting = evaluations
    .filter(({ state }) => state === "OPEN")
    .toSorted((one, other) => one.realised - other.realised);
  return {
    waiting,
    rated: evaluations.filter(({ state }) => state === "RATED"),
    issued: evaluations.filter(({ state }) => state !== "OPEN" && state !== "RATED"),
  };
}

/** Units that somebody leads, those one level below, and those that are led by somebody of the team. */
export function unitsOf(units: readonly Unit[], personId: string, team: readonly string[]) {
  const own = units.filter(({ headPersonId }) => headPersonId === personId);
  const ownIds = new Set(own.map(({ unitId }) => unitId));
  const members = new Set(team);
  const below = units.filter(
    ({ unitId, parentId, headPersonId }) => !ownIds.has(unitId) && (ownIds.has(parentId) || members.has(headPersonId)),
  );
  return { own, below };
}
