import { can, type Facts, type RelationKind as Relation, type Role } from "@kinerja/common/authz";
import { call } from "@kinerja/common/grpc";
import { type Day } from "@kinerja/common/kernel";
import {
  type DirectoryServiceClient,
  type GetFactsResponse,
  RelationKind,
  Role as WireRole,
} from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Caller, type Target } from "../../app/authorise.ts";
import { type Directory, type Subordinate } from "../../app/directory.ts";

const relations: Readonly<Partial<Record<RelationKind, Relation>>> = {
  [RelationKind.SUPERIOR]: "superior",
  [RelationKind.SUPERIOR_OF_SUPERIOR]: "superior-of-superior",
  [RelationKind.TEAM_LEAD]: "team-lead",
  [RelationKind.ACTING]: "acting",
};
const kinds: Readonly<Partial<Record<RelationKind, Subordinate["kind"]>>> = {
  [RelationKind.SUPERIOR]: "SUPERIOR",
  [RelationKind.ACTING]: "ACTING",
  [RelationKind.TEAM_LEAD]: "TEAM_LEAD",
};
const roles = new Map<WireRole, Role>(
  Object.entries(WireRole)
    .filter(([name]) => name !== "UNRECOGNIZED" && name !== "UNSPECIFIED")
    .map(([name, value]) => [value, name as Role]),
);

const rolesOf = ({ roles: held }: GetFactsResponse): Facts["roles"] =>
  held.flatMap(({ role, agencyId }) => {
    const known = roles.get(role);
    return known === undefined ? [] : [{ role: known, ...(agencyId === "" ? {} : { agencyId }) }];
  });

/** An agency's objects belong to everybody who works there; a unit's to its head. */
function factsOf(response: GetFactsResponse, caller: Caller, target: Target): Facts {
  const shared = { roles: rolesOf(response), ownAgencies: response.ownAgencyIds };
  if ("agencyId" in target)
    return {
      ...shared,
      self: response.ownAgencyIds.includes(target.agencyId),
      relations: target.leads === true ? ["superior"] : [],
      objectAgencies: [target.agencyId],
    };
  const { personId, heldBy } = target;
  const agencies = response.agencies.find((one) => one.personId === personId)?.agencyIds ?? [];
  return {
    ...shared,
    self: personId === caller.personId,
    relations: response.relations
      .filter((relation) => relation.personId === personId)
      .flatMap(({ kind }) => relations[kind] ?? []),
    objectAgencies: [...new Set([...(heldBy === undefined ? [] : [heldBy]), ...agencies])],
  };
}

const roleOf = (facts: Facts): string =>
  facts.relations[0] ??
  facts.roles.find(({ agencyId }) => agencyId === undefined || facts.objectAgencies.includes(agencyId))?.role ??
  (facts.self ? "self" : "none");

/** Facts may be so old for reads; acts always ask. */
const readFactsMs = 5_000;
const readActions = new Set(["list", "read"]);
const cacheLimit = 10_000;

/** Asks identity what the caller is, with the caller's own token, and the decision table what that allows. */
export function accessByFacts(client: DirectoryServiceClient): AccessTo {
  const cache = new Map<string, { at: number; facts: Promise<GetFactsResponse> }>();
  const ask = (caller: Caller, personIds: string[]): Promise<GetFactsResponse> =>
    call(client, client.getFacts.bind(client), { personIds }, { subject: { token: caller.token } });
  const recent = (caller: Caller, personIds: string[]): Promise<GetFactsResponse> => {
    const key = `${caller.personId}/${personIds.join()}`;
    const known = cache.get(key);
    if (known !== undefined && performance.now() - known.at < readFactsMs) return known.facts;
    if (cache.size >= cacheLimit) cache.clear();
    const facts = ask(caller, personIds);
    cache.set(key, { at: performance.now(), facts });
    facts.catch(() => cache.delete(key));
    return facts;
  };
  return async (caller, action, resource, target): Promise<Access> => {
    const personIds = "personId" in target ? [target.personId] : [];
    const response = await (readActions.has(action) ? recent(caller, personIds) : ask(caller, personIds));
    const facts = factsOf(response, caller, target);
    return { verdict: can(action, resource, facts), agencies: facts.objectAgencies, role: roleOf(facts) };
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
  };
}
