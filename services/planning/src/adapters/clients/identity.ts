import { agenciesOf, factsFrom, heldRoles, type KnownFacts, relationsTo, roleIn } from "@kinerja/common/access";
import { can, type Facts } from "@kinerja/common/authz";
import { call } from "@kinerja/common/grpc";
import { type Day } from "@kinerja/common/kernel";
import { type DirectoryServiceClient, RelationKind } from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Caller, type Target } from "../../app/authorise.ts";
import { type Directory, type Subordinate } from "../../app/directory.ts";
import { readRoster } from "./roster.ts";

const kinds: Readonly<Partial<Record<RelationKind, Subordinate["kind"]>>> = {
  [RelationKind.SUPERIOR]: "SUPERIOR",
  [RelationKind.ACTING]: "ACTING",
  [RelationKind.TEAM_LEAD]: "TEAM_LEAD",
};
/** An agency's objects belong to everybody who works there; a unit's to its head. */
function factsOf(known: KnownFacts, caller: Caller, target: Target): Facts {
  const shared = { roles: heldRoles(known), ownAgencies: known.ownAgencyIds };
  if ("agencyId" in target)
    return {
      ...shared,
      self: known.ownAgencyIds.includes(target.agencyId),
      relations: target.leads === true ? ["superior"] : [],
      objectAgencies: [target.agencyId],
    };
  const { personId, heldBy } = target;
  return {
    ...shared,
    self: personId === caller.personId,
    relations: relationsTo(known, personId),
    objectAgencies: [...new Set([...(heldBy === undefined ? [] : [heldBy]), ...agenciesOf(known, personId)])],
  };
}

const readActions = new Set(["list", "read"]);

/** Asks identity what the caller is, with the caller's own token, and the decision table what that allows. */
export function accessByFacts(client: DirectoryServiceClient): AccessTo {
  const factsFor = factsFrom(client);
  return async (caller, action, resource, target): Promise<Access> => {
    const personIds = "personId" in target ? [target.personId] : [];
    const known = await factsFor(caller, personIds, readActions.has(action) ? "recent" : "fresh");
    const facts = factsOf(known, caller, target);
    return { verdict: can(action, resource, facts), agencies: facts.objectAgencies, role: roleIn(facts) };
  };
}

const optional = (text: string): string | undefined => (text === "" ? undefined : text);

/** Identity's answers about the caller, asked with the caller's own token. */
export function identityDirectory(client: DirectoryServiceClient): Directory {
  const as = ({ token, requestId }: Caller) => ({ subject: { token }, traceId: requestId });
  return {
    async superiorOf(caller) {
      const { superiorId } = await call(client, client.getMe.bind(client), {}, as(caller));
      return optional(superiorId);
    },
    async employmentsOf(caller, year) {
      const request = { personIds: [caller.personId], fromDate: `${year}-01-01`, toDate: `${year}-12-31` };
      const { employments } = await call(client, client.getEmployments.bind(client), request, as(caller));
      return employments.map(({ employmentId, agencyId, unitId, validFrom, validTo }) => ({
        id: employmentId,
        agencyId,
        unitId,
        validFrom: validFrom as Day,
        validTo: optional(validTo) as Day | undefined,
      }));
    },
    async subordinatesOf(caller) {
      const { subordinates } = await call(client, client.listSubordinates.bind(client), {}, as(caller));
      return subordinates.flatMap(({ person, employment, kind: wire }) => {
        const kind = kinds[wire];
        if (person === undefined || employment === undefined || kind === undefined) return [];
        return [{ personId: person.personId, agencyId: employment.agencyId, unitId: employment.unitId, kind }];
      });
    },
    async units(caller, agencyId) {
      const { units } = await call(client, client.listUnits.bind(client), { agencyId }, as(caller));
      return units.map(({ unitId, parentId, headPersonId }) => ({
        id: unitId,
        parentId: optional(parentId),
        headPersonId: optional(headPersonId),
      }));
    },
    roster: (agencyId, period) => readRoster(client, { agencyId, period }),
  };
}
