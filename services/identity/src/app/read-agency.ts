import {
  type AgencyId,
  type CalendarDay,
  type Day,
  firstDay,
  lastDay,
  type Period,
  type Zone,
} from "@kinerja/common/kernel";

import { type Agency } from "../domain/directory.ts";
import { todayAt } from "../domain/validity.ts";
import { monthBy } from "../domain/working-week.ts";
import { holidaysOf } from "./answer-services.ts";
import { type UnitView } from "./directory.ts";
import { type Caller } from "./ports.ts";
import { dayOrToday, type ReadNeeds, unknown } from "./read-people.ts";

export type ListAgencies = (caller: Caller) => Promise<readonly Agency[]>;
export const listAgencies =
  ({ directory, now }: ReadNeeds): ListAgencies =>
  async (caller) => {
    await directory.actor(caller, todayAt(now()));
    return directory.agencies();
  };

export type ListUnits = (caller: Caller, agencyId: AgencyId, onDay: Day | undefined) => Promise<readonly UnitView[]>;
export const listUnits =
  (needs: ReadNeeds): ListUnits =>
  async (caller, agencyId, onDay) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    const self = actor.ownAgencies.includes(agencyId);
    needs.authorise(actor, "list", "unit", { agencies: [agencyId], self });
    return needs.directory.units({ agencies: [agencyId] }, agencyId, dayOrToday(needs, onDay));
  };

export type GetCalendar = (
  caller: Caller,
  period: Period,
  employmentId: string | undefined,
) => Promise<{ readonly zone: Zone; readonly days: readonly CalendarDay[] }>;

/** A month of one of the own employments; of the main one when none is named. */
export const getCalendar =
  ({ directory, now }: ReadNeeds): GetCalendar =>
  async (caller, period, employmentId) => {
    const actor = await directory.actor(caller, todayAt(now()));
    const [from, to] = [firstDay(period), lastDay(period)];
    const employments = await directory.employments(actor.personId, from, to);
    const main = employments.find((one) => one.main) ?? employments[0];
    const employment = employmentId === undefined ? main : employments.find(({ id }) => id === employmentId);
    if (employment === undefined) throw unknown("EMPLOYMENT_UNKNOWN");
    const { weeks, daysOff, pathOf } = await directory.calendarParts(employment.agencyId, from, to);
    const days = monthBy(period, holidaysOf(daysOff), weeks, pathOf(employment.unitId));
    return { zone: employment.zone, days };
  };
