import { factsFrom, heldRoles, type KnownFacts, relationsTo, roleIn } from "@kinerja/common/access";
import { can, type Facts } from "@kinerja/common/authz";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Caller, type Need, type Target } from "../../app/authorise.ts";

/** An evaluation belongs to the agency of its place, wherever the person works by now. */
const factsOf = (known: KnownFacts, caller: Caller, { agencyId, personId, ...target }: Target): Facts => ({
  self: personId === caller.personId,
  roles: heldRoles(known),
  relations: [
    ...relationsTo(known, personId),
    ...(target.leads === true ? (["superior"] as const) : []),
    ...(target.isPeer === true ? (["peer"] as const) : []),
  ],
  objectAgencies: [agencyId],
  ownAgencies: known.ownAgencyIds,
});

/** Pure: the facts of one answer against the decision table. */
export function accessBy(known: KnownFacts, caller: Caller, [action, resource]: Need, target: Target): Access {
  const facts = factsOf(known, caller, target);
  return {
    verdict: can(action, resource, facts),
    role: roleIn(facts),
    relations: relationsTo(known, target.personId),
  };
}

/** Asks identity what the caller is, with the caller's own token, and the decision table what that allows. */
export function accessByFacts(client: DirectoryServiceClient): AccessTo {
  const factsFor = factsFrom(client);
  return async (caller, need, targets) => {
    const personIds = targets.flatMap(({ personId }) => personId ?? []);
    const known = await factsFor(caller, personIds, need[0] === "read" ? "recent" : "fresh");
    return targets.map((target) => accessBy(known, caller, need, target));
  };
}
