import { type AgencyId, type Day, type Decision, type PersonId, type Zone } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import {
  makesCycle,
  type Relation,
  type RelationEvent,
  type RelationKind,
  setRelation as set,
} from "../domain/relation.ts";
import { todayAt } from "../domain/validity.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type Caller, type Cause, type NewId } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

/** What a decision on a relation needs to know, read under the lock. */
export type RelationFacts = {
  /** Relations of the person in the agency. */
  readonly existing: readonly Relation[];
  /** Zone of the person's employment in the agency on the first day; undefined when there is none. */
  readonly zone: Zone | undefined;
  readonly otherExists: boolean;
  /** Who is above whom on or after the first day, upwards from the other person. */
  readonly chain: readonly { readonly personId: PersonId; readonly superiorId: PersonId }[];
};

export interface RelationStore {
  change(
    key: {
      readonly agencyId: AgencyId;
      readonly personId: PersonId;
      readonly otherPersonId: PersonId;
      readonly from: Day;
    },
    decide: (facts: RelationFacts) => Decision<Relation, RelationEvent>,
    cause: Cause,
  ): Promise<Relation>;
}

export type SetRelation = (
  caller: Caller,
  command: {
    readonly agencyId: AgencyId;
    readonly personId: PersonId;
    readonly otherPersonId: PersonId;
    readonly kind: RelationKind;
    readonly validFrom: Day;
    readonly validTo: Day | undefined;
    readonly decree: string;
  },
) => Promise<Relation>;

function checkChain({ chain }: RelationFacts, person: PersonId, superior: PersonId): void {
  const above = (one: PersonId): PersonId[] =>
    chain.filter(({ personId }) => personId === one).map(({ superiorId }) => superiorId);
  if (makesCycle(above, person, superior)) throw new Refusal("refused", "RELATION_CYCLE");
}

export const setRelation =
  (needs: ReadNeeds & { readonly relations: RelationStore; readonly newId: NewId }): SetRelation =>
  async (caller, command) => {
    const { agencyId, personId, otherPersonId, kind, validFrom } = command;
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    needs.authorise(actor, "set", "relation", { agencies: [agencyId] });
    const decide = (facts: RelationFacts): Decision<Relation, RelationEvent> => {
      if (facts.zone === undefined || !facts.otherExists) throw new Refusal("not-found", "PERSON_UNKNOWN");
      if (kind === "SUPERIOR" && personId !== otherPersonId) checkChain(facts, personId, otherPersonId);
      return set(facts.existing, { ...command, id: needs.newId(), zone: facts.zone });
    };
    const cause = causeOf(caller, roleIn(actor, [agencyId]), needs.now());
    return needs.relations.change({ agencyId, personId, otherPersonId, from: validFrom }, decide, cause);
  };
