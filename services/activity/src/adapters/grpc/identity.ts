import { agenciesOf, factsFrom, heldRoles, type KnownFacts, relationsTo, roleIn } from "@kinerja/common/access";
import { can, type Facts } from "@kinerja/common/authz";
import { Refusal } from "@kinerja/common/errors";
import { call } from "@kinerja/common/grpc";
import { isDay, parseDay, type Day, type Period } from "@kinerja/common/kernel";
import { type DirectoryServiceClient, RelationKind } from "@kinerja/proto/identity/v1/directory_service";

import { type Access, type AccessTo, type Caller, type Target } from "../../app/authorise.ts";
import { type PeopleNeeds } from "../../app/people-of-lines.ts";
import { type UnitWorkNeeds } from "../../app/unit-work.ts";

function factsOf(known: KnownFacts, caller: Caller, target: Target): Facts {
  const personId = "personId" in target ? target.personId : undefined;
  return {
    // An agency's own people know how far its months are.
    self: "agencyId" in target ? known.ownAgencyIds.includes(target.agencyId) : personId === caller.personId,
    roles: heldRoles(known),
    relations: [...("leads" in target && target.leads ? (["superior"] as const) : []), ...relationsTo(known, personId)],
    objectAgencies: "agencyId" in target ? [target.agencyId] : agenciesOf(known, personId),
    ownAgencies: known.ownAgencyIds,
  };
}

/**
 * What the facts allow, and in which of the object's agencies: a role reaches no further than where it is held. Where nothing is allowed, they are all
 * of them.
 */
export function accessOf(action: string, resource: string, facts: Facts): Access {
  const verdict = can(action, resource, facts);
  const allowsIn = (agencyId: string): boolean =>
    can(action, resource, { ...facts, objectAgencies: [agencyId] }) === "allow";
  const agencies = verdict === "allow" ? facts.objectAgencies.filter(allowsIn) : facts.objectAgencies;
  return { verdict, agencies, role: roleIn({ ...facts, objectAgencies: agencies }) };
}

const readActions = new Set(["list", "read", "list-missing"]);

/** Asks identity what the caller is, with the caller's own token, and the decision table what that allows. */
export function accessByFacts(client: DirectoryServiceClient): AccessTo {
  const factsFor = factsFrom(client);
  return async (caller, action, resource, target): Promise<Access> => {
    const personIds = "personId" in target ? [target.personId] : [];
    const known = await factsFor(caller, personIds, readActions.has(action) ? "recent" : "fresh");
    return accessOf(action, resource, factsOf(known, caller, target));
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

const assessing = new Set<RelationKind>([RelationKind.SUPERIOR, RelationKind.ACTING]);

/** People who report to the caller today, or whose team the caller leads. */
export type SubordinatesOf = (caller: Caller) => Promise<{ personId: string; agencyId: string; isLedOnly: boolean }[]>;

export const subordinatesOf =
  (client: DirectoryServiceClient): SubordinatesOf =>
  async (caller) => {
    const subject = { token: caller.token };
    const { subordinates } = await call(client, client.listSubordinates.bind(client), {}, { subject });
    return subordinates.flatMap(({ person, employment, kind }) => {
      const isLedOnly = !assessing.has(kind);
      return person && employment ? [{ personId: person.personId, agencyId: employment.agencyId, isLedOnly }] : [];
    });
  };

/** Whom the caller assesses today, and in which unit. */
export const reportsOf =
  (client: DirectoryServiceClient): UnitWorkNeeds["reportsOf"] =>
  async (caller) => {
    const subject = { token: caller.token };
    const { subordinates } = await call(client, client.listSubordinates.bind(client), {}, { subject });
    return subordinates.flatMap(({ person, employment, kind }) =>
      person && employment && assessing.has(kind) ? [{ personId: person.personId, unitId: employment.unitId }] : [],
    );
  };

/** The tree of an agency, asked in the caller's name. */
export const unitsOf =
  (client: DirectoryServiceClient): UnitWorkNeeds["unitsOf"] =>
  async ({ token, requestId }, agencyId) => {
    const context = { subject: { token }, traceId: requestId };
    const { units } = await call(client, client.listUnits.bind(client), { agencyId }, context);
    return units.map(({ unitId, parentId, headPersonId }) => ({
      unitId,
      parentId: parentId || undefined,
      headPersonId: headPersonId || undefined,
    }));
  };

/** Employments of people in some days, as they are recorded now. */
export const employmentsOf =
  (client: DirectoryServiceClient): PeopleNeeds["employmentsOf"] =>
  async (personIds, fromDate, toDate) => {
    const request = { personIds: [...personIds], fromDate, toDate };
    const { employments } = await call(client, client.getEmployments.bind(client), request, { deadlineMs: 5_000 });
    return employments.map(({ personId, agencyId, validFrom, validTo }) => ({
      personId,
      agencyId,
      validFrom: parseDay(validFrom),
      validTo: validTo === "" ? undefined : parseDay(validTo),
    }));
  };

/** Whose NIPs these are, asked on behalf of the officer who imports. */
export const peopleOfNips =
  (client: DirectoryServiceClient): PeopleNeeds["peopleOf"] =>
  async ({ token, requestId }, agencyId, nips) => {
    const context = { subject: { token }, traceId: requestId, deadlineMs: 5_000 };
    const { personIds } = await call(client, client.resolveNips.bind(client), { agencyId, nips: [...nips] }, context);
    return personIds.map((id) => id || undefined);
  };
