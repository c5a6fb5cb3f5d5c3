import { addDays, type AgencyId, type Day, type Decision, type PersonId, type Zone } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { overlaps, type Validity } from "./validity.ts";

export const relationKinds = ["SUPERIOR", "TEAM_LEAD", "ACTING"] as const;
/** SUPERIOR: pejabat penilai kinerja. TEAM_LEAD: ketua tim. ACTING: Plt./Plh. of the person's superior. */
export type RelationKind = (typeof relationKinds)[number];
/** What follows from two relations and is never recorded: atasan pejabat penilai kinerja. */
export type AnyRelationKind = RelationKind | "SUPERIOR_OF_SUPERIOR";

export type Relation = Validity & {
  readonly id: string;
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly otherPersonId: PersonId;
  readonly kind: RelationKind;
  readonly decree: string;
  readonly zone: Zone;
  readonly version: number;
};

export type RelationEvent = { readonly type: "RelationChanged"; readonly relation: Relation };
export type NewRelation = Omit<Relation, "version">;

/** Somebody has one assessor and one acting assessor at a time in an agency, but may be in several teams. */
const sameLine = (a: Relation | NewRelation, b: Relation | NewRelation): boolean =>
  a.personId === b.personId &&
  a.agencyId === b.agencyId &&
  a.kind === b.kind &&
  (a.kind !== "TEAM_LEAD" || a.otherPersonId === b.otherPersonId);

function checkNew({ personId, otherPersonId, kind, validFrom, validTo }: NewRelation): void {
  if (personId === otherPersonId) throw new Refusal("refused", "RELATION_TO_SELF");
  if (kind === "ACTING" && validTo === undefined) throw new Refusal("refused", "ACTING_END_MISSING");
  if (validTo !== undefined && validTo < validFrom)
    throw new Refusal("refused", "VALIDITY_ORDER", { from: validFrom, to: validTo });
}

/** A later relation stays: an open one ends the day before it, one that names a last day may not run into it. */
function endBefore(wanted: NewRelation, later: readonly Relation[]): Day | undefined {
  const [next] = later.map(({ validFrom }) => validFrom).sort();
  if (next === undefined) return wanted.validTo;
  if (wanted.validTo === undefined) return addDays(next, -1);
  if (wanted.validTo >= next) throw new Refusal("refused", "VALIDITY_ORDER", { to: wanted.validTo, next });
  return wanted.validTo;
}

export const endRelation = (relation: Relation, lastDay: Day): Relation => ({
  ...relation,
  validTo: lastDay,
  version: relation.version + 1,
});

/** Records a relation from a day on. The one before it ends the day before; one from the same day is corrected and keeps its id. */
export function setRelation(existing: readonly Relation[], wanted: NewRelation): Decision<Relation, RelationEvent> {
  checkNew(wanted);
  const line = existing.filter((relation) => sameLine(relation, wanted));
  const validTo = endBefore(
    wanted,
    line.filter(({ validFrom }) => validFrom > wanted.validFrom),
  );
  const twin = line.find(({ validFrom }) => validFrom === wanted.validFrom);
  const state: Relation = { ...wanted, validTo, id: twin?.id ?? wanted.id, version: (twin?.version ?? 0) + 1 };
  if (twin && twin.otherPersonId === state.otherPersonId && twin.validTo === validTo && twin.decree === state.decree)
    return { state: twin, events: [] };
  const ended = line
    .filter((relation) => relation.validFrom < wanted.validFrom && overlaps(relation, wanted.validFrom, validTo))
    .map((relation) => endRelation(relation, addDays(wanted.validFrom, -1)));
  return { state, events: [...ended, state].map((relation) => ({ type: "RelationChanged", relation })) };
}

/** Whether `person` would come to stand above itself, given who stands above whom from a day on. */
export function makesCycle(
  superiorsOf: (person: PersonId) => readonly PersonId[],
  person: PersonId,
  superior: PersonId,
): boolean {
  const seen = new Set<PersonId>();
  const open = [superior];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === person) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...superiorsOf(next));
  }
  return false;
}
