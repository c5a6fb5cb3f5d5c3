import { withShownName } from "../../api/shown-name.ts";
import { useMemo } from "preact/hooks";
import { type Role } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { type Platform } from "../../state/platform.ts";
import { attendanceCalls } from "./attendance-calls.ts";
import { agencyPath, type Command, commandOf, fileLimitMs } from "./command.ts";
import { hoursCalls } from "./hours-calls.ts";
import { oversightCalls } from "./oversight-calls.ts";
import { recordCalls } from "./record-calls.ts";
import {
  type Agency,
  type Closing,
  type EvaluationGapCount,
  type EvaluationGapPerson,
  type Finding,
  type Grant,
  type Import,
  type Imported,
  type IssuedCode,
  type Listed,
  type MissingPerson,
  type Period,
  type Rows,
  type SealedPeriod,
  type SkpGap,
  type SkpGapCount,
  type Unit,
  type UnitPredicate,
} from "./types.ts";

interface PeopleQuery {
  readonly unitId?: string | undefined;
  readonly namePrefix?: string | undefined;
  readonly activated?: boolean;
  readonly hasSuperior?: boolean;
  readonly pageSize?: number;
}

interface RelationWish {
  readonly personId: string;
  readonly otherPersonId: string;
  readonly kind: "SUPERIOR" | "ACTING" | "TEAM_LEAD";
  readonly validFrom: string;
  readonly validTo?: string;
  readonly decree: string;
}

interface GrantWish {
  readonly personId: string;
  readonly role: Role;
  readonly validFrom: string;
  readonly validTo?: string;
}

interface GrantQuery {
  readonly state?: "PROPOSED" | "CONFIRMED";
  readonly personId?: string;
}

interface UnitPredicateWish {
  readonly unitId: string;
  readonly period: string;
  readonly predicate: UnitPredicate;
  readonly reason: string;
}

interface SkpGaps {
  readonly gaps: readonly SkpGap[];
  readonly byState: readonly SkpGapCount[];
  readonly nextPageToken: string;
}

interface EvaluationGaps {
  readonly people: readonly EvaluationGapPerson[];
  readonly counts: readonly EvaluationGapCount[];
  readonly nextPageToken: string;
}

const findingPages = 50;

const flag = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : String(value));

function importCalls({ client }: Platform, command: Command) {
  const long = { timeoutMs: fileLimitMs };
  return {
    imports: async (agencyId: string, pageToken: string): Promise<Rows<Import>> => {
      const query = { agencyId, pageSize: 20, pageToken };
      const answer = await client.get<{ imports: Import[]; nextPageToken: string }>("/v1/imports", { query });
      return { rows: answer.imports, next: answer.nextPageToken };
    },
    importOf: async (importId: string) => (await client.get<{ import: Import }>(`/v1/imports/${importId}`)).import,
    findings: async (importId: string): Promise<Finding[]> => {
      const found: Finding[] = [];
      let pageToken = "";
      for (let page = 0; page < findingPages; page += 1) {
        const query = { pageSize: 200, pageToken };
        const path = `/v1/imports/${importId}/findings`;
        const answer = await client.get<{ findings: Finding[]; nextPageToken: string }>(path, { query });
        found.push(...answer.findings);
        pageToken = answer.nextPageToken;
        if (pageToken === "") break;
      }
      return found;
    },
    startImport: async (fileId: string, effectiveDate: string) =>
      (await command<{ import: Import }>("/v1/imports:start", { fileId, effectiveDate }, long)).import,
    applyImport: async (importId: string) =>
      (await command<{ import: Import }>(`/v1/imports/${importId}:apply`, {}, long)).import,
    importAttendance: (agencyId: string, fileId: string) =>
      command<Imported>(`${agencyPath(agencyId)}/attendance:import`, { fileId }, long),
  };
}

const shownListed = (row: Listed): Listed => ({ ...row, person: withShownName(row.person) });

function directoryCalls({ client }: Platform, command: Command) {
  return {
    agencies: async () => (await client.get<{ agencies: Agency[] }>("/v1/agencies")).agencies,
    units: async (agencyId: string) => (await client.get<{ units: Unit[] }>(`${agencyPath(agencyId)}/units`)).units,
    people: async (agencyId: string, asked: PeopleQuery, pageToken = ""): Promise<Rows<Listed>> => {
      const { activated, hasSuperior, pageSize = 50, ...rest } = asked;
      const query = { ...rest, activated: flag(activated), hasSuperior: flag(hasSuperior), pageSize, pageToken };
      const answer = await client.get<{ people: Listed[]; nextPageToken: string }>(`${agencyPath(agencyId)}/people`, {
        query,
      });
      return { rows: answer.people.map(shownListed), next: answer.nextPageToken };
    },
    /** A retry with the same key within some minutes gives the same codes. */
    issueCodes: async (agencyId: string, personIds: readonly string[], key: string) =>
      (await command<{ codes: IssuedCode[] }>(`${agencyPath(agencyId)}/codes:issue`, { personIds }, { key })).codes,
    setRelation: (agencyId: string, wish: RelationWish) => command(`${agencyPath(agencyId)}/relations:set`, wish),
    grants: async (agencyId: string, asked: GrantQuery, pageToken: string): Promise<Rows<Grant>> => {
      const query = { ...asked, pageSize: 50, pageToken };
      const answer = await client.get<{ grants: Grant[]; nextPageToken: string }>(`${agencyPath(agencyId)}/grants`, {
        query,
      });
      return { rows: answer.grants, next: answer.nextPageToken };
    },
    proposeGrant: (agencyId: string, wish: GrantWish) => command(`${agencyPath(agencyId)}/grants:propose`, wish),
    confirmGrant: (agencyId: string, grantId: string) =>
      command(`${agencyPath(agencyId)}/grants/${grantId}:confirm`, {}),
  };
}

function gapCalls({ client }: Platform, command: Command) {
  return {
    missing: async (
      agencyId: string,
      period: string,
      pageToken: string,
      pageSize = 50,
    ): Promise<Rows<MissingPerson>> => {
      const query = { pageSize, pageToken };
      const path = `${agencyPath(agencyId)}/months/${period}/missing`;
      const answer = await client.get<{ people: MissingPerson[]; nextPageToken: string }>(path, { query });
      return { rows: answer.people, next: answer.nextPageToken };
    },
    skpGaps: async (agencyId: string, asked: { onDate: string; unitId?: string }, pageToken: string) => {
      const query = { ...asked, pageSize: 50, pageToken };
      const answer = await client.get<SkpGaps>(`${agencyPath(agencyId)}/skps/gaps`, { query });
      const total = answer.byState.reduce((sum, { employments }) => sum + employments, 0);
      return { rows: answer.gaps, next: answer.nextPageToken, total };
    },
    evaluationGaps: async (agencyId: string, period: string, unitId: string, pageToken: string) => {
      const query = { unitId, pageSize: 50, pageToken };
      const answer = await client.get<EvaluationGaps>(`${agencyPath(agencyId)}/evaluations/${period}/gaps`, { query });
      const total = answer.counts.reduce((sum, { people }) => sum + people, 0);
      return { rows: answer.people, next: answer.nextPageToken, total };
    },
    setUnitPredicate: (agencyId: string, wish: UnitPredicateWish) =>
      command(`${agencyPath(agencyId)}/unit-predicates:set`, wish),
  };
}

function periodCalls({ client }: Platform, command: Command) {
  return {
    closing: async (agencyId: string, period: string): Promise<Closing> => {
      const [log, seal] = await Promise.all([
        client.get<{ period: Period }>(`${agencyPath(agencyId)}/months/${period}`),
        client.get<{ period: SealedPeriod; missing: number }>(`${agencyPath(agencyId)}/evaluations/${period}`),
      ]);
      return { log: log.period, predicates: seal.period, unrated: seal.missing };
    },
    close: (agencyId: string, period: string) => command(`${agencyPath(agencyId)}/months/${period}:close`, {}),
    seal: (agencyId: string, period: string, acceptMissing: boolean) =>
      command(`${agencyPath(agencyId)}/evaluations/${period}:seal`, acceptMissing ? { acceptMissing } : {}),
  };
}

export type PeopleCalls = ReturnType<typeof createPeopleCalls>;

function createPeopleCalls(platform: Platform) {
  const command = commandOf(platform);
  return {
    newId: platform.newId,
    upload: platform.client.upload,
    ...importCalls(platform, command),
    ...directoryCalls(platform, command),
    ...gapCalls(platform, command),
    ...periodCalls(platform, command),
    ...recordCalls(platform, command),
    ...oversightCalls(platform, command),
    ...hoursCalls(platform, command),
    ...attendanceCalls(platform, command),
  };
}

export function usePeopleCalls(): PeopleCalls {
  const { platform } = useApp();
  return useMemo(() => createPeopleCalls(platform), [platform]);
}
