import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { unary } from "@kinerja/common/grpc";
import { EntryState, ReturnReason } from "@kinerja/proto/activity/v1/activity_service";
import {
  type ConfirmEscalationPolicyRequest,
  type DecisionAct as WireAct,
  type EscalationPolicy as WirePolicy,
  type GetEscalationPolicyRequest,
  type ListDecisionsRequest,
  type ListSilencesRequest,
  OnTimeout as WireOnTimeout,
  type OversightServiceServer,
  type ProposeEscalationPolicyRequest,
  type Silence as WireSilence,
} from "@kinerja/proto/activity/v1/oversight_service";

import {
  type confirmPolicy,
  type DecisionAct,
  type getPolicy,
  type listDecisions,
  type listSilences,
  type proposePolicy,
  type Silence,
} from "../../app/oversight.ts";
import { type EscalationPolicy, type OnTimeout } from "../../domain/escalation.ts";
import { callerOf } from "./caller.ts";
import { nameOf } from "./name-of.ts";
import { wireReason } from "./wire.ts";

export type OversightUseCases = {
  readonly listDecisions: ReturnType<typeof listDecisions>;
  readonly listSilences: ReturnType<typeof listSilences>;
  readonly proposePolicy: ReturnType<typeof proposePolicy>;
  readonly confirmPolicy: ReturnType<typeof confirmPolicy>;
  readonly getPolicy: ReturnType<typeof getPolicy>;
};

const onTimeouts: Readonly<Record<OnTimeout, WireOnTimeout>> = {
  WAIT: WireOnTimeout.WAIT,
  APPROVE: WireOnTimeout.APPROVE,
  ESCALATE: WireOnTimeout.ESCALATE,
};

const toPolicy = (policy: EscalationPolicy): WirePolicy => ({
  policyId: policy.id,
  waitingDays: policy.waitingDays,
  onTimeout: onTimeouts[policy.onTimeout],
  backfillDays: policy.backfillDays,
  basis: policy.basis,
  proposedBy: policy.proposedBy,
  proposedAt: new Date(policy.proposedAt),
  confirmedBy: policy.confirmedBy ?? "",
  confirmedAt: policy.confirmedAt === undefined ? undefined : new Date(policy.confirmedAt),
});

const toAct = ({ id, kind, decidedAt, reason, note, ...act }: DecisionAct): WireAct => ({
  ...act,
  decisionId: id,
  state: kind === "approved" ? EntryState.APPROVED : EntryState.RETURNED,
  decidedAt: new Date(decidedAt),
  reason: reason === undefined ? ReturnReason.UNSPECIFIED : wireReason(reason),
  note: note ?? "",
});

const toSilence = ({ id, assessorId, escalatedTo, at, ...silence }: Silence): WireSilence => ({
  ...silence,
  silenceId: id,
  assessorId: assessorId ?? "",
  escalatedTo: escalatedTo ?? "",
  at: new Date(at),
});

/** Acts of decision, and the clock of silent superiors, as the contract has them. */
export const oversightService = (use: OversightUseCases): UntypedServiceImplementation & OversightServiceServer => ({
  listDecisions: unary(async (request: ListDecisionsRequest, context) => {
    const { items, next } = await use.listDecisions(callerOf(context), request);
    return { decisions: items.map(toAct), nextPageToken: next };
  }),
  listSilences: unary(async (request: ListSilencesRequest, context) => {
    const { items, next } = await use.listSilences(callerOf(context), request);
    return { silences: items.map(toSilence), nextPageToken: next };
  }),
  proposeEscalationPolicy: unary(async ({ onTimeout, ...request }: ProposeEscalationPolicyRequest, context) => ({
    policy: toPolicy(
      await use.proposePolicy(callerOf(context), { ...request, onTimeout: nameOf(onTimeouts, onTimeout) }),
    ),
  })),
  confirmEscalationPolicy: unary(async (request: ConfirmEscalationPolicyRequest, context) => ({
    policy: toPolicy(await use.confirmPolicy(callerOf(context), request)),
  })),
  getEscalationPolicy: unary(async ({ agencyId }: GetEscalationPolicyRequest, context) => {
    const { policy, proposed } = await use.getPolicy(callerOf(context), agencyId);
    return { policy: policy && toPolicy(policy), proposed: proposed && toPolicy(proposed) };
  }),
});
