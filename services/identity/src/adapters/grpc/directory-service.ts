import { unary } from "@kinerja/common/grpc";
import { invalid, Refusal } from "@kinerja/common/errors";
import { pageSizeOf, parseDay, parsePeriod, parseUuid } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import { type GetEmployments, type GetFacts, type ListRoleHolders } from "../../app/answer-services.ts";
import { type NameView } from "../../app/directory.ts";
import { type GetCalendar, type ListAgencies, type ListUnits } from "../../app/read-agency.ts";
import { type GetMe, type ListPeople, type ListSubordinates, type LookupPeople } from "../../app/read-people.ts";
import { type ResolveNips } from "../../app/resolve-nips.ts";
import { type SetRelation } from "../../app/relations.ts";
import { type HeldRole, roles } from "../../domain/grant.ts";
import { relationKinds } from "../../domain/relation.ts";
import { dayToProto, employmentToProto, kindToProto, unitToProto, zoneToProto } from "../proto.ts";
import { grantHandlers, type GrantUseCases } from "./grants.ts";
import { holidayHandlers, type HolidayUseCases } from "./holidays.ts";
import { payInputHandlers, type PayInputUseCases } from "./pay-inputs.ts";
import { agencyId, callerOf, choice, cursorOf, optionalDay, personId, personIds } from "./read.ts";

export type DirectoryUseCases = GrantUseCases &
  HolidayUseCases &
  PayInputUseCases & {
    readonly getMe: GetMe;
    readonly lookupPeople: LookupPeople;
    readonly listPeople: ListPeople;
    readonly listAgencies: ListAgencies;
    readonly listUnits: ListUnits;
    readonly listSubordinates: ListSubordinates;
    readonly getCalendar: GetCalendar;
    readonly setRelation: SetRelation;
    readonly getFacts: GetFacts;
    readonly getEmployments: GetEmployments;
    readonly listRoleHolders: ListRoleHolders;
    readonly resolveNips: ResolveNips;
  };

const mostNips = 5_000;

const nameToProto = (name: NameView): proto.PersonName => ({ ...name });
const roleToProto = ({ role, agencyId: agency = "" as HeldRole["agencyId"] }: HeldRole): proto.RoleGrant => ({
  role: proto.Role[role],
  agencyId: agency ?? "",
});

type Handlers = proto.DirectoryServiceServer;

const peopleHandlers = (
  app: DirectoryUseCases,
): Pick<Handlers, "getMe" | "lookupPeople" | "listPeople" | "listSubordinates"> => ({
  getMe: unary(async (_, context) => {
    const { name, employments, roles: held, subordinates, superiorId = "" } = await app.getMe(callerOf(context));
    return {
      personId: name.personId,
      name: name.name,
      nipSuffix: name.nipSuffix,
      employments: employments.map(employmentToProto),
      roles: held.map(roleToProto),
      subordinateCount: subordinates,
      superiorId,
    };
  }),
  lookupPeople: unary(async (request, context) => {
    const people = await app.lookupPeople(callerOf(context), personIds(request.personIds, 200));
    return { people: people.map(nameToProto) };
  }),
  listPeople: unary(async (request, context) => {
    const { people, next = "" } = await app.listPeople(callerOf(context), {
      agencyId: agencyId(request.agencyId),
      unitId: request.unitId === undefined ? undefined : parseUuid(request.unitId, "/unitId"),
      onDay: optionalDay(request.onDate, "/onDate"),
      namePrefix: request.namePrefix,
      pageSize: pageSizeOf(request.pageSize),
      activated: request.activated,
      hasSuperior: request.hasSuperior,
      after: cursorOf(request.pageToken),
    });
    return {
      people: people.map(({ person, employment, activated, superiorId }) => ({
        person: nameToProto(person),
        employment: employmentToProto(employment),
        activated,
        superiorId: superiorId ?? "",
      })),
      nextPageToken: next,
    };
  }),
  listSubordinates: unary(async ({ onDate }, context) => {
    const subordinates = await app.listSubordinates(callerOf(context), optionalDay(onDate, "/onDate"));
    return {
      subordinates: subordinates.map(({ person, employment, kind }) => ({
        person: nameToProto(person),
        employment: employmentToProto(employment),
        kind: kindToProto[kind],
      })),
    };
  }),
});

const agencyHandlers = (app: DirectoryUseCases): Pick<Handlers, "listAgencies" | "listUnits" | "getCalendar"> => ({
  listAgencies: unary(async (_, context) => {
    const agencies = await app.listAgencies(callerOf(context));
    return { agencies: agencies.map(({ id, name, kind }) => ({ agencyId: id, name, kind })) };
  }),
  listUnits: unary(async (request, context) => {
    const onDay = optionalDay(request.onDate, "/onDate");
    const units = await app.listUnits(callerOf(context), agencyId(request.agencyId), onDay);
    return { units: units.map(unitToProto) };
  }),
  getCalendar: unary(async ({ period, employmentId }, context) => {
    const wanted = employmentId === undefined ? undefined : parseUuid(employmentId, "/employmentId");
    const { zone, days } = await app.getCalendar(callerOf(context), parsePeriod(period, "/period"), wanted);
    return {
      zone: zoneToProto[zone],
      days: days.map(({ day, workingMinutes, holiday = "" }) => ({ date: day, workingMinutes, holiday })),
    };
  }),
});

const changeHandlers = (app: DirectoryUseCases): Pick<Handlers, "setRelation"> => ({
  setRelation: unary(async (request, context) => {
    const relation = await app.setRelation(callerOf(context), {
      agencyId: agencyId(request.agencyId),
      personId: personId(request.personId),
      otherPersonId: personId(request.otherPersonId, "/otherPersonId"),
      kind: choice(relationKinds, "RELATION_KIND", request.kind, "/kind"),
      validFrom: parseDay(request.validFrom, "/validFrom"),
      validTo: optionalDay(request.validTo, "/validTo"),
      decree: request.decree,
    });
    return { relationId: relation.id };
  }),
});

const serviceHandlers = (
  app: DirectoryUseCases,
): Pick<Handlers, "getFacts" | "getEmployments" | "listRoleHolders" | "resolveNips"> => ({
  getFacts: unary(async (request, context) => {
    const onDay = optionalDay(request.onDate, "/onDate");
    const facts = await app.getFacts(callerOf(context), personIds(request.personIds, 500), onDay);
    return {
      roles: facts.roles.map(roleToProto),
      relations: facts.relations.map(({ personId: id, kind, validFrom, validTo }) => ({
        personId: id,
        kind: kindToProto[kind],
        validFrom,
        validTo: dayToProto(validTo),
      })),
      agencies: facts.agencies.map(({ personId: id, agencyIds }) => ({ personId: id, agencyIds: [...agencyIds] })),
      ownAgencyIds: [...facts.ownAgencies],
    };
  }),
  getEmployments: unary(async (request) => {
    const [from, to] = [parseDay(request.fromDate, "/fromDate"), parseDay(request.toDate, "/toDate")];
    const employments = await app.getEmployments(personIds(request.personIds, 500), from, to);
    return { employments: employments.map(employmentToProto) };
  }),
  listRoleHolders: unary(async (request) => {
    const wanted = request.roles.map((role, index) => choice(roles, "ROLE", role, `/roles/${index}`));
    const at = request.at ?? new Date(Number.NaN);
    if (Number.isNaN(at.getTime())) throw invalid("/at", "FIELD_REQUIRED");
    const holders = await app.listRoleHolders(agencyId(request.agencyId), wanted, at.getTime());
    return { holders: holders.map(({ role, ...one }) => ({ ...one, role: proto.Role[role] })) };
  }),
  resolveNips: unary(async ({ agencyId: agency, nips }, context) => {
    // No other service has files that speak of people by NIP: attendance, and the facts that pay rests on.
    if (context.peer !== "activity" && context.peer !== "allowance") throw new Refusal("forbidden", "NOT_PERMITTED");
    if (nips.length > mostNips) throw invalid("/nips", "LIST_TOO_LONG", { max: mostNips });
    const people = await app.resolveNips(callerOf(context), agencyId(agency), nips);
    return { personIds: people.map((one) => one ?? "") };
  }),
});

export const directoryService = (app: DirectoryUseCases): Handlers => ({
  ...peopleHandlers(app),
  ...agencyHandlers(app),
  ...changeHandlers(app),
  ...grantHandlers(app),
  ...holidayHandlers(app),
  ...serviceHandlers(app),
  ...payInputHandlers(app),
});
