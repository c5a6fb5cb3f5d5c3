import { withShownName } from "../../api/shown-name.ts";
import { type PersonName } from "../../api/types.ts";
import { useMemo } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Platform } from "../../state/platform.ts";
import {
  type Achieved,
  type Distribution,
  type Evaluation,
  type FeedbackWish,
  type RatingWish,
  type Unit,
  type UnitPredicate,
} from "./types.ts";

/** Lists are read whole, but never without an end. */
const pageLimit = 10;
/** Documents of one act, as many as the contract takes. */
export const issueLimit = 200;

interface Subordinate {
  readonly person: PersonName;
  readonly kind: string;
}

export type EvaluationCalls = ReturnType<typeof createEvaluationCalls>;

function createEvaluationCalls({ client, newId }: Platform) {
  const command = <Answer>(path: string, body: object) =>
    client.post<Answer>(path, body, { headers: { "idempotency-key": newId() } });
  const unitPath = (agencyId: string, unitId: string) => `/v1/agencies/${agencyId}/units/${unitId}/distribution`;

  async function team(period: string): Promise<Evaluation[]> {
    const found: Evaluation[] = [];
    let pageToken = "";
    for (let page = 0; page < pageLimit; page += 1) {
      const query = { period, pageSize: 200, pageToken };
      const answer = await client.get<{ evaluations: Evaluation[]; nextPageToken: string }>("/v1/team/evaluations", {
        query,
      });
      found.push(...answer.evaluations);
      pageToken = answer.nextPageToken;
      if (pageToken === "") break;
    }
    return found;
  }

  /** Whom the caller leads in a work team without assessing them. */
  async function led(): Promise<PersonName[]> {
    const { subordinates } = await client.get<{ subordinates: Subordinate[] }>("/v1/me/subordinates");
    const people = subordinates.filter(({ kind }) => kind === "TEAM_LEAD").map(({ person }) => withShownName(person));
    return [...new Map(people.map((person) => [person.personId, person])).values()];
  }

  return {
    team,
    led,
    evaluation: async (period: string, personId?: string) => {
      const query = { personId };
      return (await client.get<{ evaluation: Evaluation }>(`/v1/evaluations/${period}`, { query })).evaluation;
    },
    realise: (period: string, realisations: readonly Achieved[]) =>
      command(`/v1/evaluations/${period}:realise`, { realisations }),
    giveFeedback: (personId: string, wish: FeedbackWish) => command(`/v1/people/${personId}/feedback:give`, wish),
    rate: async (personId: string, period: string, wish: RatingWish) => {
      const path = `/v1/people/${personId}/evaluations/${period}:rate`;
      return (await command<{ evaluation: Evaluation }>(path, wish)).evaluation;
    },
    issue: async (period: string, personIds: readonly string[]) =>
      (await command<{ issued: number }>(`/v1/team/evaluations/${period}:issue`, { personIds })).issued,
    units: async (agencyId: string) => (await client.get<{ units: Unit[] }>(`/v1/agencies/${agencyId}/units`)).units,
    distribution: (agencyId: string, unitId: string, period: string) =>
      client.get<Distribution>(unitPath(agencyId, unitId), { query: { period } }),
    explain: (agencyId: string, unitId: string, period: string, reason: string) =>
      command(`${unitPath(agencyId, unitId)}:explain`, { period, reason }),
    setUnitPredicate: (
      agencyId: string,
      wish: { unitId: string; period: string; predicate: UnitPredicate; reason: string },
    ) => command(`/v1/agencies/${agencyId}/unit-predicates:set`, wish),
  };
}

export function useEvaluationCalls(): EvaluationCalls {
  const { platform } = useApp();
  return useMemo(() => createEvaluationCalls(platform), [platform]);
}
