import { type AgencyId, type Day, type PersonId, type Zone } from "@kinerja/common/kernel";

import { type Agency } from "../domain/directory.ts";
import { type Role } from "../domain/grant.ts";
import { type AnyRelationKind } from "../domain/relation.ts";
import { type StaffKind } from "../domain/staff-kind.ts";
import { type Today, type Validity } from "../domain/validity.ts";
import { type RecordedWeek } from "../domain/working-week.ts";
import { type Actor, type Caller, type Cause, type Scope } from "./ports.ts";

export type EmploymentView = Validity & {
  readonly id: string;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly unitId: string;
  readonly unitName: string;
  readonly positionName: string;
  readonly positionClass: number;
  readonly zone: Zone;
  readonly main: boolean;
  readonly staffKind: StaffKind;
};

/** An employment as pay needs it; what is more than people are shown stays among services. */
export type RosterView = EmploymentView & {
  /** Golongan; empty when unknown. */
  readonly grade: string;
  /** As the source names it; empty when unknown. */
  readonly positionKind: string;
  /** The unit and those above it, the nearest first. */
  readonly unitIds: readonly string[];
};

export type NameView = {
  readonly personId: PersonId;
  readonly name: string;
  readonly nipSuffix: string;
  readonly positionName: string;
  readonly unitName: string;
};

export type PersonView = { readonly person: NameView; readonly employment: EmploymentView };
export type ListedPerson = PersonView & { readonly activated: boolean; readonly superiorId: PersonId | undefined };
export type SubordinateView = PersonView & { readonly kind: AnyRelationKind };

export type UnitView = {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly zone: Zone;
  readonly headPersonId: string | undefined;
};

/** What ties the caller to a person whose name is asked for. */
export type Tie = {
  readonly personId: PersonId;
  /** Where the person works or has worked. */
  readonly agencies: readonly AgencyId[];
  /** There is or was a relation between the two, in either direction. */
  readonly related: boolean;
};

export type PeopleQuery = {
  readonly agencyId: AgencyId;
  readonly unitId: string | undefined;
  readonly today: Today;
  readonly namePrefix: string | undefined;
  /** Only people with a password, or only those without one. */
  readonly activated: boolean | undefined;
  /** Only people with a superior on the day, or only those without one. */
  readonly hasSuperior: boolean | undefined;
  readonly limit: number;
  /** The employment that the page before ended with. */
  readonly after: string | undefined;
};

/** What the days of work of an agency are made of. */
export type CalendarParts = {
  readonly weeks: readonly RecordedWeek[];
  /** National ones and the agency's. */
  readonly daysOff: readonly DayOff[];
  /** A unit and those above it, the nearest first. */
  readonly pathOf: (unitId: string) => readonly string[];
};

export type DayOff = { readonly day: Day; readonly name: string; readonly collectiveLeave: boolean };

/** Questions that people ask; each reads what row-level security shows to the scope. */
export interface Directory {
  /** Refuses with SESSION_ENDED when the session does not live any more. */
  actor(caller: Caller, today: Today): Promise<Actor>;
  self(
    personId: PersonId,
    today: Today,
  ): Promise<{
    readonly name: NameView;
    readonly employments: readonly EmploymentView[];
    readonly subordinates: number;
    readonly superiorId: PersonId | undefined;
  }>;
  ties(personId: PersonId, others: readonly PersonId[]): Promise<readonly Tie[]>;
  names(scope: Scope, people: readonly PersonId[], today: Today): Promise<readonly NameView[]>;
  agencies(): Promise<readonly Agency[]>;
  people(scope: Scope, query: PeopleQuery): Promise<readonly ListedPerson[]>;
  units(scope: Scope, agencyId: AgencyId, today: Today): Promise<readonly UnitView[]>;
  /** All of them; refuses with TEAM_TOO_LARGE where they are more than 5,000. */
  subordinates(personId: PersonId, today: Today): Promise<readonly SubordinateView[]>;
  employments(personId: PersonId, from: Day, to: Day): Promise<readonly EmploymentView[]>;
  /** Those of the people who work in the agency, or will. */
  membersOf(agencyId: AgencyId, people: readonly PersonId[], today: Today): Promise<readonly PersonId[]>;
  calendarParts(agencyId: AgencyId, from: Day, to: Day): Promise<CalendarParts>;
  audit(entry: AuditEntry, cause: Cause): Promise<void>;
}

export type AuditEntry = {
  readonly action: string;
  readonly resource: string;
  readonly agencyId?: AgencyId;
  readonly objectId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Somebody who holds a role, and whether that role was ever used on the agency's people. */
export type RoleHolder = { readonly personId: PersonId; readonly role: Role; readonly acted: boolean };

export type RelationFact = Validity & { readonly personId: PersonId; readonly kind: AnyRelationKind };

/** Questions of other services; not bound to agencies. */
export interface Machine {
  /** Those of the people whose role holds at the whole site. */
  withSiteRole(people: readonly PersonId[], today: Today): Promise<readonly PersonId[]>;
  relations(personId: PersonId, others: readonly PersonId[], today: Today): Promise<readonly RelationFact[]>;
  agenciesOf(
    people: readonly PersonId[],
    today: Today,
  ): Promise<readonly { readonly personId: PersonId; readonly agencyIds: readonly AgencyId[] }[]>;
  employments(people: readonly PersonId[], from: Day, to: Day): Promise<readonly EmploymentView[]>;
  /** By person, first day and id, some at a time. Refuses with SERVICE_UNAVAILABLE when the agency's employments change while they are read. */
  roster(agencyId: AgencyId, from: Day, to: Day, personId?: string): AsyncIterable<readonly RosterView[]>;
  isAgency(agencyId: AgencyId): Promise<boolean>;
  calendarParts(agencyId: AgencyId, from: Day, to: Day): Promise<CalendarParts>;
  roleHolders(agencyId: AgencyId, roles: readonly Role[], today: Today): Promise<readonly RoleHolder[]>;
  /** Those of these index numbers, former ones too, whose people ever had a place in the agency. */
  byNipIndex(agencyId: AgencyId, indexes: readonly string[]): Promise<ReadonlyMap<string, PersonId>>;
}
