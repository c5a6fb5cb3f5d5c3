import { pagePlaceOf, pageSizeOf, pageTokenOf } from "@kinerja/common/kernel";

import { type Evaluation, type State } from "../domain/evaluation.ts";
import { parseTerm, type Term } from "../domain/period.ts";
import { type AccessTo, authorise, type Caller, type Grant, type Need, ownGrant } from "./authorise.ts";
import { type Directory, memberIn, membersIn, planOf, type SetPlans } from "./sources.ts";
import { type EvaluationStore, type Member, noteFor } from "./stores.ts";
import { type EvaluationView, viewOf } from "./view.ts";

export type ReadNeeds = {
  readonly evaluations: EvaluationStore;
  readonly directory: Pick<Directory, "employments" | "assessed">;
  readonly setPlans: SetPlans;
  readonly accessTo: AccessTo;
};

/** One evaluation with plan and feedback, under a grant that was given. */
export async function showOne(
  { evaluations, setPlans }: Pick<ReadNeeds, "evaluations" | "setPlans">,
  grant: Grant,
  term: Term,
  member: Member,
  note?: ReturnType<typeof noteFor>,
): Promise<EvaluationView> {
  const [shown] = await evaluations.look({ grant, note, whole: true }, term, [member]);
  if (shown === undefined) throw new Error("a member has a scene");
  const isKept = shown.evaluation.state !== "OPEN";
  return viewOf(shown, isKept ? undefined : await planOf(setPlans, member, term));
}

/** What was planned, done, said and rated; the caller's own when no person is named. */
export const getEvaluation =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: { period: string; personId: string | undefined }): Promise<EvaluationView> => {
    const need: Need = ["read", "evaluation"];
    const term = parseTerm(query.period);
    const personId = query.personId ?? caller.personId;
    const member = await memberIn(needs.directory, personId, term);
    const { agencyId } = member.place;
    const grant =
      personId === caller.personId
        ? ownGrant(caller, [agencyId])
        : await authorise(needs.accessTo, caller, need, [{ agencyId, personId }]);
    return showOne(needs, grant, term, member, noteFor(grant, caller, need, `${personId}/${term}`));
  };

export type TeamQuery = {
  readonly period: string;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};
export type TeamPage = { readonly evaluations: readonly EvaluationView[]; readonly next: string };

const ranks: Readonly<Record<State, number>> = { OPEN: 0, RATED: 1, ISSUED: 2 };
const keyOf = ({ state, personId }: Evaluation): string => `${ranks[state]}~${personId}`;

function afterOf(token: string | undefined): string {
  const place = pagePlaceOf(token, (rank) => /^[0-2]$/.test(rank));
  return place === undefined ? "" : `${place.order}~${place.id}`;
}

/** Evaluations of the people whom the caller assesses today, those to rate first. */
export const listTeamEvaluations =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: TeamQuery): Promise<TeamPage> => {
    const term = parseTerm(query.period);
    const after = afterOf(query.pageToken);
    const size = pageSizeOf(query.pageSize);
    const members = await membersIn(needs.directory, await needs.directory.assessed(caller), term);
    if (members.length === 0) return { evaluations: [], next: "" };
    const agencies = [...new Set(members.map(({ place }) => place.agencyId))];
    const grant: Grant = { agencies, person: caller.personId, role: "superior" };
    const note = noteFor(grant, caller, ["list-team", "evaluation"], term);
    const shown = await needs.evaluations.look({ grant, note, whole: false }, term, members);
    const views = shown.map((one) => viewOf(one, undefined));
    const rest = views
      .filter(({ evaluation }) => keyOf(evaluation) > after)
      .sort((one, other) => (keyOf(one.evaluation) < keyOf(other.evaluation) ? -1 : 1));
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const more = last !== undefined && rest.length > size;
    return { evaluations: page, next: more ? pageTokenOf(ranks[last.evaluation.state], last.evaluation.personId) : "" };
  };
