import { agenciesOf, factsFrom, heldRoles, type KnownFacts } from "@kinerja/common/access";
import { can, type Facts, type Role } from "@kinerja/common/authz";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Target } from "../../app/authorise.ts";
import { type Caller } from "../../app/ports.ts";

const payRoles: ReadonlySet<Role> = new Set<Role>(["PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"]);

type HeldRole = Facts["roles"][number];

/** Pure: the facts of one answer against the decision table. A policy is open to the people whom it pays. */
export function accessBy(
  known: KnownFacts,
  caller: Pick<Caller, "personId">,
  action: string,
  resource: string,
  target: Target,
): Access {
  const here = ({ agencyId }: HeldRole): boolean => agencyId === undefined || agencyId === target.agencyId;
  const facts: Facts = {
    roles: heldRoles(known),
    relations: [],
    self:
      target.personId === caller.personId || (resource === "policy" && known.ownAgencyIds.includes(target.agencyId)),
    objectAgencies: [target.agencyId],
    ownAgencies: known.ownAgencyIds,
  };
  const nobody: Facts = { ...facts, roles: [], self: false };
  const role = facts.roles.filter(here).find((held) => can(action, resource, { ...nobody, roles: [held] }) === "allow");
  return {
    verdict: can(action, resource, facts),
    role: role?.role ?? (facts.self ? "self" : "none"),
    isPayOfficer: facts.roles.some((held) => here(held) && payRoles.has(held.role)),
  };
}

/** Asks identity what the caller is at this moment, with the caller's own token. */
export function accessByFacts(client: DirectoryServiceClient): AccessTo {
  const factsFor = factsFrom(client);
  return async (caller, action, resource, target) =>
    accessBy(await factsFor(caller, [], "fresh"), caller, action, resource, target);
}

/** Agencies where the person works now. */
export function agenciesOfPerson(client: DirectoryServiceClient) {
  const factsFor = factsFrom(client);
  return async (caller: Caller, personId: string): Promise<readonly string[]> =>
    agenciesOf(await factsFor(caller, [personId], "fresh"), personId);
}
