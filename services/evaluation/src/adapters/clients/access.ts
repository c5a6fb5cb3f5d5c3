import { can, type Facts, type Role } from "@kinerja/common/authz";
import { call } from "@kinerja/common/grpc";
import {
  type DirectoryServiceClient,
  type GetFactsResponse,
  RelationKind,
  Role as WireRole,
} from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Caller, type Need, type Relation, type Target } from "../../app/authorise.ts";

const relations: Readonly<Partial<Record<RelationKind, Relation>>> = {
  [RelationKind.SUPERIOR]: "superior",
  [RelationKind.SUPERIOR_OF_SUPERIOR]: "superior-of-superior",
  [RelationKind.TEAM_LEAD]: "team-lead",
  [RelationKind.ACTING]: "acting",
};
const roles = new Map<WireRole, Role>(
  Object.entries(WireRole)
    .filter(([name]) => name !== "UNRECOGNIZED" && name !== "UNSPECIFIED")
    .map(([name, value]) => [value, name as Role]),
);

const relationsTo = (response: GetFactsResponse, personId: string | undefined): Relation[] =>
  response.relations.filter((one) => one.personId === personId).flatMap(({ kind }) => relations[kind] ?? []);

const rolesOf = ({ roles: held }: GetFactsResponse): Facts["roles"] =>
  held.flatMap(({ role, agencyId }) => {
    const known = roles.get(role);
    return known === undefined ? [] : [{ role: known, ...(agencyId === "" ? {} : { agencyId }) }];
  });

/** An evaluation belongs to the agency of its place, wherever the person works by now. */
const factsOf = (response: GetFactsResponse, caller: Caller, { agencyId, personId, leads = false }: Target): Facts => ({
  self: personId === caller.personId,
  roles: rolesOf(response),
  relations: [...relationsTo(response, personId), ...(leads ? (["superior"] as const) : [])],
  objectAgencies: [agencyId],
  ownAgencies: response.ownAgencyIds,
});

const roleOf = ({ relations: [first], roles: held, objectAgencies, self }: Facts): string =>
  first ??
  held.find(({ agencyId }) => agencyId === undefined || objectAgencies.includes(agencyId))?.role ??
  (self ? "self" : "none");

/** Pure: the facts of one answer against the decision table. */
export function accessBy(response: GetFactsResponse, caller: Caller, [action, resource]: Need, target: Target): Access {
  const facts = factsOf(response, caller, target);
  return {
    verdict: can(action, resource, facts),
    role: roleOf(facts),
    relations: relationsTo(response, target.personId),
  };
}

/** Facts may be so old for reads; acts always ask. */
const readFactsMs = 5_000;
const cacheLimit = 10_000;

/** Asks identity what the caller is, with the caller's own token, and the decision table what that allows. */
export function accessByFacts(client: DirectoryServiceClient): AccessTo {
  const cache = new Map<string, { at: number; facts: Promise<GetFactsResponse> }>();
  const ask = ({ token, requestId }: Caller, personIds: string[]): Promise<GetFactsResponse> =>
    call(client, client.getFacts.bind(client), { personIds }, { subject: { token }, traceId: requestId });
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
  return async (caller, need, targets) => {
    const personIds = targets.flatMap(({ personId }) => personId ?? []);
    const response = await (need[0] === "read" ? recent(caller, personIds) : ask(caller, personIds));
    return targets.map((target) => accessBy(response, caller, need, target));
  };
}
