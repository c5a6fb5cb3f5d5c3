import { type Day, type Zone } from "@kinerja/common/kernel";

/** A person's place in an agency between two days. */
export type Employment = {
  readonly employmentId: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly zone: Zone;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  readonly primary: boolean;
};

/** Where an evaluation belongs: the unit whose people it counts among, and the agency that owns it. */
export type Place = Pick<Employment, "agencyId" | "unitId" | "employmentId" | "zone">;

/** Of two, the main one, then the later one: a second post adds to the plan of the main one, and who moved is evaluated where the term ended. */
const countsMore = (one: Employment, other: Employment): boolean =>
  one.primary === other.primary ? one.validFrom > other.validFrom : one.primary;

/** Where each person belongs, of employments that overlap the term. */
export function placesOf(employments: readonly Employment[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Employment>();
  for (const one of employments) {
    const known = places.get(one.personId);
    if (known === undefined || countsMore(one, known)) places.set(one.personId, one);
  }
  return places;
}

/** Peers are of one unit at the same time. */
export const arePeers = (of: readonly Employment[], others: readonly Employment[]): boolean =>
  of.some((one) =>
    others.some(
      (other) =>
        one.unitId === other.unitId &&
        (one.validTo === undefined || other.validFrom <= one.validTo) &&
        (other.validTo === undefined || one.validFrom <= other.validTo),
    ),
  );
