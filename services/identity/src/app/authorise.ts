import { type AgencyId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { type AnyRelationKind } from "../domain/relation.ts";
import { type Actor, type Caller, type Cause } from "./ports.ts";

type Relation = "superior" | "superior-of-superior" | "team-lead" | "acting";

/** The facts of a decision, in the form of the shared policy. */
type Facts = {
  readonly roles: readonly { readonly role: Actor["roles"][number]["role"]; readonly agencyId?: string }[];
  readonly relations: readonly Relation[];
  readonly self: boolean;
  readonly objectAgencies: readonly string[];
  readonly ownAgencies: readonly string[];
};
export type Can = (action: string, resource: string, facts: Facts) => "allow" | "forbidden" | "not-found";

/** What is acted on: where it belongs, and what it is to the caller. */
export type Target = {
  readonly agencies: readonly AgencyId[];
  readonly self?: boolean;
  readonly relations?: readonly AnyRelationKind[];
};

const relationNames: Record<AnyRelationKind, Relation> = {
  SUPERIOR: "superior",
  SUPERIOR_OF_SUPERIOR: "superior-of-superior",
  TEAM_LEAD: "team-lead",
  ACTING: "acting",
};

export function factsOf(actor: Actor, target: Target): Facts {
  return {
    roles: actor.roles.map(({ role, agencyId }) => (agencyId === undefined ? { role } : { role, agencyId })),
    relations: (target.relations ?? []).map((kind) => relationNames[kind]),
    self: target.self ?? false,
    objectAgencies: target.agencies,
    ownAgencies: actor.ownAgencies,
  };
}

/** The role to put into the audit: what the caller holds there, else nothing but itself. */
export const roleIn = (actor: Actor, agencies: readonly AgencyId[]): string =>
  actor.roles.find(({ agencyId }) => agencyId === undefined || agencies.includes(agencyId))?.role ?? "SELF";

export type Authorise = (actor: Actor, action: string, resource: string, target: Target) => void;

/** Refuses what the policy does not allow; what belongs to other agencies is not known to exist. */
export const authoriseBy =
  (can: Can): Authorise =>
  (actor, action, resource, target) => {
    const verdict = can(action, resource, factsOf(actor, target));
    if (verdict === "not-found") throw new Refusal("not-found", "AGENCY_UNKNOWN");
    if (verdict === "forbidden") throw new Refusal("forbidden", "NOT_PERMITTED");
  };

export const causeOf = (caller: Caller, role: string, at: number): Cause => ({
  actor: caller.personId,
  role,
  requestId: caller.requestId,
  at,
  request: caller.request,
});
