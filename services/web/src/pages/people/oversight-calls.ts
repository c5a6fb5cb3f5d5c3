import type { components } from "../../api/schema.d.ts";
import { type Platform } from "../../state/platform.ts";
import { agencyPath, type Command } from "./command.ts";
import { type Rows } from "./types.ts";

type Schemas = components["schemas"];
export type DecisionAct = Readonly<Schemas["DecisionAct"]>;
export type Silence = Readonly<Schemas["Silence"]>;
export type EscalationPolicy = Readonly<Schemas["EscalationPolicy"]>;
export type OnTimeout = Schemas["OnTimeout"];

export interface PolicyWish {
  readonly waitingDays: number;
  readonly onTimeout: OnTimeout;
  readonly backfillDays?: number;
  readonly basis: string;
}

export interface Policies {
  readonly policy?: EscalationPolicy;
  readonly proposed?: EscalationPolicy;
}

/** How entries are decided, what happens when nobody does, and months that are opened again. */
export function oversightCalls({ client }: Platform, command: Command) {
  const month = (agencyId: string, period: string): string => `${agencyPath(agencyId)}/months/${period}`;
  const escalation = (agencyId: string): string => `${agencyPath(agencyId)}/escalation`;
  return {
    decisions: async (
      agencyId: string,
      period: string,
      atLeast: number,
      pageToken: string,
    ): Promise<Rows<DecisionAct>> => {
      const query = { pageSize: 50, pageToken, ...(atLeast > 1 ? { atLeast } : {}) };
      const path = `${month(agencyId, period)}/decisions`;
      const answer = await client.get<{ decisions: DecisionAct[]; nextPageToken: string }>(path, { query });
      return { rows: answer.decisions, next: answer.nextPageToken };
    },
    silences: async (agencyId: string, period: string, pageToken: string): Promise<Rows<Silence>> => {
      const query = { pageSize: 50, pageToken };
      const path = `${month(agencyId, period)}/silences`;
      const answer = await client.get<{ silences: Silence[]; nextPageToken: string }>(path, { query });
      return { rows: answer.silences, next: answer.nextPageToken };
    },
    escalation: (agencyId: string) => client.get<Policies>(escalation(agencyId)),
    proposeEscalation: (agencyId: string, wish: PolicyWish) => command(`${escalation(agencyId)}:propose`, wish),
    confirmEscalation: (agencyId: string, policyId: string) =>
      command(`${escalation(agencyId)}/${policyId}:confirm`, {}),
    proposeReopening: (agencyId: string, period: string, reason: string) =>
      command(`${month(agencyId, period)}/reopenings:propose`, { reason }),
    decideReopening: (agencyId: string, period: string, reopeningId: string, verb: "confirm" | "reject") =>
      command(`${month(agencyId, period)}/reopenings/${reopeningId}:${verb}`, {}),
  };
}
