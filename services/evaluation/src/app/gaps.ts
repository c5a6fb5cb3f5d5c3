import { pagePlaceOf, pageSizeOf, pageTokenOf } from "@kinerja/common/kernel";

import { type PatternPolicy } from "../domain/distribution.ts";
import { type UnitTerm } from "../domain/evaluation.ts";
import { type Gap, gaps } from "../domain/gap.ts";
import { unexplainedOf } from "../domain/issue.ts";
import { parseTerm, type Term } from "../domain/period.ts";
import { type AccessTo, authorise, type Caller, type Grant, type Need } from "./authorise.ts";
import { type AuditNote, noteFor } from "./stores.ts";

export type GapPerson = {
  readonly personId: string;
  readonly unitId: string;
  readonly assessorId: string | undefined;
  readonly gap: Gap;
  readonly hasUnitPredicate: boolean;
};

export type GapKey = { readonly agencyId: string; readonly unitId: string | undefined; readonly term: Term };
export type GapCursor = { readonly gap: Gap; readonly personId: string };
export type GapPage = { readonly gap: Gap | undefined; readonly after: GapCursor | undefined; readonly limit: number };
export type GapCount = { readonly gap: Gap; readonly people: number };

export type GapStore = {
  /** Evaluations without a document, in the order of `gaps`, then by person; units where `isUnexplained` holds wait for a reason. */
  gaps(
    grant: Grant,
    note: AuditNote | undefined,
    key: GapKey,
    page: GapPage,
    isUnexplained: (unit: UnitTerm) => boolean,
  ): Promise<{ readonly people: readonly GapPerson[]; readonly counts: readonly GapCount[] }>;
};

export type GapNeeds = {
  readonly gapStore: GapStore;
  readonly accessTo: AccessTo;
  readonly policy: PatternPolicy;
};

export type GapQuery = {
  readonly agencyId: string;
  readonly period: string;
  readonly unitId: string | undefined;
  readonly gap: Gap | undefined;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

function afterOf(token: string | undefined): GapCursor | undefined {
  const place = pagePlaceOf(token, (rank) => /^\d$/.test(rank) && gaps[Number(rank)] !== undefined);
  const gap = place && gaps[Number(place.order)];
  return gap && { gap, personId: place.id };
}

const tokenOf = ({ gap, personId }: GapCursor): string => pageTokenOf(gaps.indexOf(gap), personId);

export type GapList = {
  readonly people: readonly GapPerson[];
  readonly counts: readonly GapCount[];
  readonly next: string;
};

/** Who has no issued document yet, and what it waits for. */
export const listEvaluationGaps =
  ({ gapStore, accessTo, policy }: GapNeeds) =>
  async (caller: Caller, { agencyId, unitId, gap, ...query }: GapQuery): Promise<GapList> => {
    const need: Need = ["list-gaps", "evaluation"];
    const key = { agencyId, unitId, term: parseTerm(query.period) };
    const after = afterOf(query.pageToken);
    const size = pageSizeOf(query.pageSize);
    const grant = await authorise(accessTo, caller, need, [{ agencyId }]);
    const note = noteFor(grant, caller, need, `${unitId ?? agencyId}/${key.term}`);
    const isUnexplained = (unit: UnitTerm): boolean => unexplainedOf(unit, policy).length > 0;
    const found = await gapStore.gaps(grant, note, key, { gap, after, limit: size + 1 }, isUnexplained);
    const people = found.people.slice(0, size);
    const last = people.at(-1);
    const more = last !== undefined && found.people.length > size;
    return { people, counts: found.counts, next: more ? tokenOf(last) : "" };
  };
