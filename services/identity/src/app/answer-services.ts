import { Refusal } from "@kinerja/common/errors";
import {
  type AgencyId,
  type Day,
  firstDay,
  type Holidays,
  lastDay,
  type Period,
  type PersonId,
  workingDays,
} from "@kinerja/common/kernel";

import { type HeldRole, type Role } from "../domain/grant.ts";
import { everywhere, todayAt } from "../domain/validity.ts";
import { monthBy } from "../domain/working-week.ts";
import {
  type DayOff,
  type Directory,
  type EmploymentView,
  type Machine,
  type RelationFact,
  type RoleHolder,
  type RosterView,
} from "./directory.ts";
import { type Caller, type Now } from "./ports.ts";

type Needs = { readonly directory: Directory; readonly machine: Machine; readonly now: Now };

export type GetFacts = (
  caller: Caller,
  people: readonly PersonId[],
  onDay: Day | undefined,
) => Promise<{
  readonly roles: readonly HeldRole[];
  readonly relations: readonly RelationFact[];
  readonly agencies: Awaited<ReturnType<Machine["agenciesOf"]>>;
  readonly ownAgencies: readonly AgencyId[];
}>;

/** What the originating person is to others, at this moment. An ended session has no facts. */
export const getFacts =
  ({ directory, machine, now }: Needs): GetFacts =>
  async (caller, people, onDay) => {
    const today = todayAt(now());
    const at = onDay === undefined ? today : everywhere(onDay);
    const { personId } = caller;
    const [actor, relations, agencies] = await Promise.all([
      directory.actor(caller, today),
      machine.relations(personId, people, at),
      machine.agenciesOf([...people, personId], at),
    ]);
    return {
      roles: actor.roles,
      relations,
      agencies: agencies.filter((one) => people.includes(one.personId)),
      ownAgencies: agencies.find((one) => one.personId === personId)?.agencyIds ?? [],
    };
  };

export type GetEmployments = (people: readonly PersonId[], from: Day, to: Day) => Promise<readonly EmploymentView[]>;
export const getEmployments =
  ({ machine }: Needs): GetEmployments =>
  (people, from, to) =>
    machine.employments(people, from, to);

export type ListRoleHolders = (
  agencyId: AgencyId,
  roles: readonly Role[],
  at: number,
) => Promise<readonly RoleHolder[]>;
export const listRoleHolders =
  ({ machine }: Needs): ListRoleHolders =>
  (agencyId, roles, at) =>
    machine.roleHolders(agencyId, roles, todayAt(at));

/** Of one person only where one is named. */
export type GetRoster = (agencyId: AgencyId, period: Period, personId?: string) => AsyncIterable<readonly RosterView[]>;
export const getRoster =
  ({ machine }: Needs): GetRoster =>
  (agencyId, period, personId) =>
    machine.roster(agencyId, firstDay(period), lastDay(period), personId);

export const holidaysOf = (daysOff: readonly DayOff[]): Holidays =>
  new Map(daysOff.map(({ day, name }) => [day, name]));

export type GetWorkCalendar = (
  agencyId: AgencyId,
  period: Period,
) => Promise<readonly { readonly unitId: string | undefined; readonly workdays: readonly Day[] }[]>;

/** Days of work of the agency, and of each unit that has a week of its own, by id. */
export const getWorkCalendar =
  ({ machine }: Needs): GetWorkCalendar =>
  async (agencyId, period) => {
    if (!(await machine.isAgency(agencyId))) throw new Refusal("not-found", "AGENCY_UNKNOWN");
    const { weeks, daysOff, pathOf } = await machine.calendarParts(agencyId, firstDay(period), lastDay(period));
    const holidays = holidaysOf(daysOff);
    const workdays = (path: readonly string[]): Day[] => workingDays(monthBy(period, holidays, weeks, path));
    const units = [...new Set(weeks.flatMap(({ unitId }) => unitId ?? []))].sort();
    return [
      { unitId: undefined, workdays: workdays([]) },
      ...units.map((unitId) => ({ unitId, workdays: workdays(pathOf(unitId)) })),
    ];
  };
