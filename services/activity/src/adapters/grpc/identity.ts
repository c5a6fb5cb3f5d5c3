import { can, type Facts, type RelationKind as Relation, type Role } from "@kinerja/common/authz";
import { Refusal } from "@kinerja/common/errors";
import { call } from "@kinerja/common/grpc";
import { isDay, type Day, type Period } from "@kinerja/common/kernel";
import {
  type DirectoryServiceClient,
  type GetFactsResponse,
  RelationKind,
  Role as WireRole,
} from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Caller, type Target } from "../../app/authorise.ts";

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

function factsOf(response: GetFactsResponse, caller: Caller, target: Target): Facts {
  const personId = "personId" in target ? target.personId : undefined;
  return {
    self: personId === caller.personId,
    roles: response.roles.flatMap(({ role, agencyId }) => {
      const known = roles.get(role);
      return known === undefined ? [] : [{ role: known, ...(agencyId === "" ? {} : { agencyId }) }];
    }),
    relations: response.relations
      .filter((relation) => relation.personId === personId)
      .flatMap(({ kind }) => relations[kind] ?? []),
    objectAgencies:
      "agencyId" in target
        ? [target.agencyId]
        : (response.agencies.find((one) => one.personId === personId)?.agencyIds ?? []),
    ownAgencies: response.ownAgencyIds,
  };
}

const roleOf = (facts: Facts): string =>
  facts.relations[0] ??
  facts.roles.find(({ agencyId }) => agencyId === undefined || facts.objectAgencies.includes(agencyId))?.role ??
  "none";

/** Facts may be so old for reads; acts always ask. */
const readFactsMs = 5_000;
const readActions = new Set(["list", "read", "list-missing"]);
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

/** In a month before the first employment nobody is expected at work. */
function noDays(error: unknown): { days: never[] } {
  if (error instanceof Refusal && error.kind === "not-found") return { days: [] };
  throw error;
}

/** Working days of a month for the caller's main employment. */
export type WorkingDays = (caller: Caller, period: Period) => Promise<Day[]>;

export const workingDaysOf =
  (client: DirectoryServiceClient): WorkingDays =>
  async (caller, period) => {
    const subject = { token: caller.token };
    const { days } = await call(client, client.getCalendar.bind(client), { period }, { subject }).catch(noDays);
    return days
      .filter(({ workingMinutes }) => workingMinutes > 0)
      .map(({ date }) => date)
      .filter(isDay);
  };

/** People who report to the caller today. */
export type SubordinatesOf = (caller: Caller) => Promise<{ personId: string; agencyId: string }[]>;

export const subordinatesOf =
  (client: DirectoryServiceClient): SubordinatesOf =>
  async (caller) => {
    const subject = { token: caller.token };
    const { subordinates } = await call(client, client.listSubordinates.bind(client), {}, { subject });
    return subordinates.flatMap(({ person, employment }) =>
      person && employment ? [{ personId: person.personId, agencyId: employment.agencyId }] : [],
    );
  };
