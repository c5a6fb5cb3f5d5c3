import { withShownName } from "../../api/shown-name.ts";
import { type Client } from "../../api/client.ts";
import { type Platform } from "../../state/platform.ts";
import {
  type Agreement,
  type MatrixCell,
  type MonthPlan,
  type ParentChoice,
  type Person,
  type PlanItem,
  type PlanItemInput,
  type PlanningNotice,
  type PositionKind,
  type ShownSkp,
  type Skp,
  type SkpContent,
  type SkpHeader,
  type TeamSkps,
  type Unit,
} from "./types.ts";

/** Lists are read whole, but never without an end. */
const pageLimit = 10;

type Saved = { readonly skp: Skp };

function readCalls({ get }: Client) {
  return {
    skpsOf: async (year: number, personId?: string) =>
      (await get<{ skps: Skp[] }>("/v1/skps", { query: { year, personId } })).skps,
    skp: (skpId: string, setRevision?: number) => get<ShownSkp>(`/v1/skps/${skpId}`, { query: { setRevision } }),
    month: (period: string, skpId: string) => get<MonthPlan>(`/v1/plans/${period}`, { query: { skpId } }),
    parents: async (year: number) => (await get<{ choices: ParentChoice[] }>(`/v1/parents/${String(year)}`)).choices,
    notices: async () => (await get<{ notices: PlanningNotice[] }>("/v1/notices/planning")).notices,
    units: async (agencyId: string) => (await get<{ units: Unit[] }>(`/v1/agencies/${agencyId}/units`)).units,
    matrix: async (year: number) => (await get<{ cells: MatrixCell[] }>(`/v1/matrices/${String(year)}`)).cells,
    subordinates: async () => {
      const { subordinates } = await get<{ subordinates: { person: Person }[] }>("/v1/me/subordinates");
      return [...new Map(subordinates.map(({ person }) => [person.personId, withShownName(person)])).values()];
    },
    agreementOf: async (agencyId: string, unitId: string, year: number) => {
      const query = { year, unitId };
      return (await get<{ agreements: Agreement[] }>(`/v1/agencies/${agencyId}/agreements`, { query })).agreements[0];
    },
  };
}

/** Everybody whom the caller assesses; a page of the API holds 200. */
async function teamSkps({ get }: Client, year: number): Promise<Omit<TeamSkps, "nextPageToken">> {
  const skps: SkpHeader[] = [];
  let without: readonly string[] = [];
  let pageToken = "";
  for (let page = 0; page < pageLimit; page += 1) {
    const answer = await get<TeamSkps>("/v1/team/skps", { query: { year, pageSize: 200, pageToken } });
    skps.push(...answer.skps);
    without = answer.peopleWithoutSkp;
    pageToken = answer.nextPageToken;
    if (pageToken === "") break;
  }
  return { skps, peopleWithoutSkp: without };
}

type Sent = Omit<SkpContent, "results"> & { readonly results: readonly object[] };
export type ObjectiveInput = { readonly text: string; readonly indicators: readonly object[] };

/** The calls of planning. Each command carries its own key, so that a retry is no second act. */
export function planCalls({ client, newId }: Platform) {
  const command = <Answer>(path: string, body: object) =>
    client.post<Answer>(path, body, { headers: { "idempotency-key": newId() } });
  const step = async (skpId: string, act: string, body: object) =>
    (await command<Saved>(`/v1/skps/${skpId}:${act}`, body)).skp;
  return {
    ...readCalls(client),
    teamSkps: (year: number) => teamSkps(client, year),
    create: async (employmentId: string, year: number, positionKind: PositionKind) =>
      (await command<Saved>("/v1/skps:create", { employmentId, year, positionKind })).skp,
    save: (skpId: string, expectedVersion: number, content: Sent) => step(skpId, "save", { expectedVersion, content }),
    submit: (skpId: string, expectedVersion: number) => step(skpId, "submit", { expectedVersion }),
    return: (skpId: string, expectedVersion: number, reason: string) =>
      step(skpId, "return", { expectedVersion, reason }),
    set: (skpId: string, expectedVersion: number) => step(skpId, "set", { expectedVersion }),
    revise: (skpId: string) => step(skpId, "revise", {}),
    saveMonth: async (skpId: string, period: string, items: readonly PlanItemInput[]) =>
      (await command<{ items: PlanItem[] }>(`/v1/skps/${skpId}/plans/${period}:save`, { items })).items,
    saveMatrix: (year: number, cells: readonly MatrixCell[]) => command("/v1/matrices:save", { year, cells }),
    saveAgreement: async (
      agencyId: string,
      body: { unitId: string; year: number; expectedVersion?: number; objectives: readonly ObjectiveInput[] },
    ) => (await command<{ agreement: Agreement }>(`/v1/agencies/${agencyId}/agreements:save`, body)).agreement,
    setAgreement: async (agencyId: string, agreementId: string) =>
      (await command<{ agreement: Agreement }>(`/v1/agencies/${agencyId}/agreements/${agreementId}:set`, {})).agreement,
  };
}
export type PlanCalls = ReturnType<typeof planCalls>;
