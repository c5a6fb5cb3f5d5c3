import {
  type DecisionAct,
  type EscalationPolicy,
  type OnTimeout,
  type Silence,
} from "../../src/pages/people/oversight-calls.ts";
import { type FakeRoutes, ok } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";

const act = (number: number, person: number, at: string, more: Partial<DecisionAct> = {}): DecisionAct => ({
  ...{ decisionId: idOf(46, number), personId: idOf(0, person), actorId: idOf(0, 1), state: "APPROVED", entries: 4 },
  ...{ decidedAt: `2026-11-${at}Z`, reason: "UNSPECIFIED", note: "", byTimeout: false, actsInMinute: 1 },
  byClosing: false,
  ...more,
});

const decisions = [
  act(1, 0, "18T15:59:10", { entries: 34, actsInMinute: 7 }),
  act(2, 3, "18T15:59:02", { actsInMinute: 6 }),
  act(3, 2, "17T02:10:00", { state: "RETURNED", entries: 1, reason: "EVIDENCE_MISSING", note: "Lampirkan laporan." }),
  act(4, 6, "16T00:00:00", { entries: 22, byTimeout: true, byClosing: true, actsInMinute: 12 }),
];

const silences: readonly Silence[] = [
  {
    ...{ silenceId: idOf(47, 1), personId: idOf(0, 6), assessorId: idOf(0, 1), escalatedTo: idOf(0, 7) },
    ...{ approved: 22, escalated: 3, waiting: 3, atClosing: false, policyId: idOf(48, 1), at: "2026-11-16T00:00:00Z" },
  },
  {
    ...{ silenceId: idOf(47, 3), personId: idOf(0, 4), assessorId: idOf(0, 1), escalatedTo: "" },
    ...{ approved: 3, escalated: 1, waiting: 0, atClosing: true, policyId: idOf(48, 1), at: "2026-11-15T00:00:00Z" },
  },
  {
    ...{ silenceId: idOf(47, 2), personId: idOf(0, 5), assessorId: "", escalatedTo: "" },
    ...{ approved: 0, escalated: 2, waiting: 1, atClosing: false, policyId: idOf(48, 1), at: "2026-11-14T00:00:00Z" },
  },
];

const policyOf = (number: number, waitingDays: number, onTimeout: OnTimeout, basis: string): EscalationPolicy => ({
  ...{ policyId: idOf(48, number), waitingDays, onTimeout, backfillDays: 3, basis, proposedBy: idOf(0, 7) },
  ...{ proposedAt: "2026-11-01T02:00:00Z", confirmedBy: "" },
});

/** A policy holds, and another officer has proposed a stricter one. */
export function oversightRoutes(): FakeRoutes {
  let policy: EscalationPolicy = {
    ...policyOf(1, 7, "ESCALATE", "Pergub 21/2026 Pasal 14"),
    ...{ confirmedBy: idOf(0, 4), confirmedAt: "2026-11-02T02:00:00Z" },
  };
  let proposed: EscalationPolicy | undefined = policyOf(2, 5, "APPROVE", "Pergub 33/2026 Pasal 3");
  return {
    "GET /v1/agencies/*/months/*/decisions": ({ query }) => {
      const atLeast = Number(query.get("atLeast") ?? 1);
      return ok({ decisions: decisions.filter(({ entries }) => entries >= atLeast), nextPageToken: "" });
    },
    "GET /v1/agencies/*/months/*/silences": ({ parts }) =>
      ok({ silences: parts[4] === "2026-11" ? silences : [], nextPageToken: "" }),
    "GET /v1/agencies/*/escalation": () => ok({ policy, ...(proposed === undefined ? {} : { proposed }) }),
    "POST /v1/agencies/*/escalation:propose": ({ body, person }) => {
      const basis = typeof body["basis"] === "string" ? body["basis"] : "";
      const wish = policyOf(3, Number(body["waitingDays"]), body["onTimeout"] as OnTimeout, basis);
      proposed = { ...wish, backfillDays: Number(body["backfillDays"] ?? 0), proposedBy: person.me.personId };
      return ok({ policy: proposed });
    },
    "POST /v1/agencies/*/escalation/*:confirm": ({ person }) => {
      policy = { ...(proposed ?? policy), confirmedBy: person.me.personId, confirmedAt: "2026-11-19T05:05:00Z" };
      proposed = undefined;
      return ok({ policy });
    },
  };
}
