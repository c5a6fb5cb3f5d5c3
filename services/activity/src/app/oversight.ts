import { invalid, Refusal } from "@kinerja/common/errors";
import { parsePeriod, type Period, uuidV7 } from "@kinerja/common/kernel";

import { type EscalationPolicy, type OnTimeout } from "../domain/escalation.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { pageById, type PageQuery } from "./page-by-id.ts";

/** An act of decision, as those see it who oversee the agency. */
export type DecisionAct = {
  readonly id: string;
  readonly personId: string;
  readonly actorId: string;
  readonly kind: "approved" | "returned";
  readonly entries: number;
  readonly decidedAt: number;
  readonly reason: string | undefined;
  readonly note: string | undefined;
  readonly byTimeout: boolean;
  readonly byClosing: boolean;
  /** Acts of the same person in the minute before, this one included. */
  readonly actsInMinute: number;
};

/** A mark on an assessor who stayed silent. */
export type Silence = {
  readonly id: string;
  readonly personId: string;
  readonly assessorId: string | undefined;
  readonly escalatedTo: string | undefined;
  readonly approved: number;
  readonly escalated: number;
  /** Of those that went up, or could not: how many still wait. */
  readonly waiting: number;
  /** When the month was sealed: what was not approved stayed open. */
  readonly atClosing: boolean;
  readonly policyId: string;
  readonly at: number;
};

export type DecisionFilter = {
  readonly agencyId: string;
  readonly period: Period;
  readonly atLeast: number;
  readonly actorId: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
};

export type OversightStore = {
  /** Newest first; leaves an audit row. */
  decisions(caller: Caller, grant: Grant, filter: DecisionFilter): Promise<DecisionAct[]>;
  silences(caller: Caller, grant: Grant, filter: Omit<DecisionFilter, "atLeast" | "actorId">): Promise<Silence[]>;
  propose(caller: Caller, grant: Grant, policy: EscalationPolicy): Promise<EscalationPolicy>;
  /** Refuses with ESCALATION_POLICY_UNKNOWN or SAME_PERSON. */
  confirm(caller: Caller, grant: Grant, agencyId: string, policyId: string): Promise<EscalationPolicy>;
  /** The one that holds, and a newer proposal. */
  policies(agencyId: string): Promise<PolicyPair>;
};

export type PolicyPair = {
  readonly policy: EscalationPolicy | undefined;
  readonly proposed: EscalationPolicy | undefined;
};

export type OversightNeeds = {
  readonly oversight: OversightStore;
  readonly accessTo: AccessTo;
  readonly now: () => number;
};

type MonthPage = PageQuery & { readonly agencyId: string; readonly period: string };

/** Who decided how much at once in a month: an approval of hundreds in a second is allowed, and seen. */
export const listDecisions =
  ({ oversight, accessTo }: Omit<OversightNeeds, "now">) =>
  async (
    caller: Caller,
    { agencyId, ...query }: MonthPage & { atLeast?: number | undefined; actorId?: string | undefined },
  ) => {
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(accessTo, caller, ["list", "decision"], { agencyId });
    const { atLeast = 1, actorId } = query;
    return pageById("act", query, (before, limit) =>
      oversight.decisions(caller, grant, { agencyId, period, atLeast, actorId, before, limit }),
    );
  };

export const listSilences =
  ({ oversight, accessTo }: Omit<OversightNeeds, "now">) =>
  async (caller: Caller, { agencyId, ...query }: MonthPage) => {
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(accessTo, caller, ["list", "escalation"], { agencyId });
    return pageById("act", query, (before, limit) =>
      oversight.silences(caller, grant, { agencyId, period, before, limit }),
    );
  };

export type PolicyCommand = {
  readonly agencyId: string;
  readonly waitingDays: number;
  readonly onTimeout: OnTimeout | undefined;
  readonly backfillDays?: number | undefined;
  readonly basis: string;
};

/** The first signature: it may move pay. */
export const proposePolicy =
  ({ oversight, accessTo, now }: OversightNeeds) =>
  async (caller: Caller, { agencyId, onTimeout, ...command }: PolicyCommand): Promise<EscalationPolicy> => {
    const { waitingDays, backfillDays = 0, basis } = command;
    if (onTimeout === undefined) throw invalid("/onTimeout", "FIELD_REQUIRED");
    const grant = await authorise(accessTo, caller, ["propose", "escalation"], { agencyId });
    const at = now();
    return oversight.propose(caller, grant, {
      ...{ id: uuidV7(at), agencyId, waitingDays, onTimeout, backfillDays, basis: basis.trim() },
      ...{ proposedBy: caller.personId, proposedAt: at, confirmedBy: undefined, confirmedAt: undefined },
    });
  };

/** The second one, by another officer: it holds from now on. */
export const confirmPolicy =
  ({ oversight, accessTo }: OversightNeeds) =>
  async (caller: Caller, { agencyId, policyId }: { agencyId: string; policyId: string }): Promise<EscalationPolicy> => {
    const grant = await authorise(accessTo, caller, ["confirm", "escalation"], { agencyId });
    return oversight.confirm(caller, grant, agencyId, policyId);
  };

export const getPolicy =
  ({ oversight, accessTo }: OversightNeeds) =>
  async (caller: Caller, agencyId: string): Promise<PolicyPair> => {
    await authorise(accessTo, caller, ["read", "escalation"], { agencyId });
    return oversight.policies(agencyId);
  };

/** Only what waits can be confirmed, and not by its author. */
export function checkConfirming(policy: EscalationPolicy | undefined, caller: Caller): EscalationPolicy {
  if (policy === undefined || policy.confirmedBy !== undefined)
    throw new Refusal("refused", "ESCALATION_POLICY_UNKNOWN");
  if (policy.proposedBy === caller.personId) throw new Refusal("forbidden", "SAME_PERSON");
  return policy;
}
