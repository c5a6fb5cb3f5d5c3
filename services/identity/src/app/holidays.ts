import { type AgencyId, type Day, daysBetween } from "@kinerja/common/kernel";
import { invalid, Refusal } from "@kinerja/common/errors";

import { todayAt } from "../domain/validity.ts";
import { type RecordedWeek } from "../domain/working-week.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type DayOff } from "./directory.ts";
import { type Actor, type Caller, type Cause, type Scope } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

/** A day off with the paper that it rests on; national without an agency. */
export type RecordedDayOff = DayOff & {
  readonly agencyId: AgencyId | undefined;
  readonly decree: string;
  /** False while nobody has compared the day with the decree. */
  readonly verified: boolean;
};

export interface HolidayStore {
  /** National days, and those of the agencies of the scope, by day. */
  ofYear(scope: Scope, year: number): Promise<readonly RecordedDayOff[]>;
  /** Writes the day and moves the version of its year on, by which the calendar is told. */
  set(day: RecordedDayOff, cause: Cause): Promise<void>;
  /** Weeks of these agencies, by their first day. */
  weeks(scope: Scope): Promise<readonly RecordedWeek[]>;
  /** Refuses with UNIT_UNKNOWN where the agency has no such unit. */
  setWeek(week: RecordedWeek, cause: Cause): Promise<void>;
  /** False when there is no such day. */
  remove(day: Pick<RecordedDayOff, "agencyId" | "day" | "decree">, cause: Cause): Promise<boolean>;
}

type Needs = ReadNeeds & { readonly holidays: HolidayStore };

export type ListHolidays = (
  caller: Caller,
  query: { readonly year: number; readonly agencyId: AgencyId | undefined },
) => Promise<{ readonly days: readonly RecordedDayOff[]; readonly weeks: readonly RecordedWeek[] }>;

/** National days are everybody's; an agency's are for its people and its overseers. */
export const listHolidays =
  (needs: Needs): ListHolidays =>
  async (caller, { year, agencyId }) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    const agencies = agencyId === undefined ? [] : [agencyId];
    const self = agencyId === undefined || actor.ownAgencies.includes(agencyId);
    needs.authorise(actor, "list", "holiday", { agencies, self });
    const [days, weeks] = await Promise.all([
      needs.holidays.ofYear({ agencies }, year),
      agencyId === undefined ? [] : needs.holidays.weeks({ agencies }),
    ]);
    return { days, weeks };
  };

const farthestDays = 800;

/** Who may set days of this agency, or without one of the nation: a role at the whole site then. */
async function setterOf(needs: Needs, caller: Caller, agencyId: AgencyId | undefined, day: Day): Promise<Cause> {
  const at = needs.now();
  const today = todayAt(at);
  const actor: Actor = await needs.directory.actor(caller, today);
  const agencies = agencyId === undefined ? [] : [agencyId];
  if (agencyId === undefined && !actor.roles.some((held) => held.agencyId === undefined))
    throw new Refusal("forbidden", "NOT_PERMITTED");
  needs.authorise(actor, "set", "holiday", { agencies });
  if (Math.abs(daysBetween(today.WIT, day)) > farthestDays)
    throw invalid("/date", "DATE_RANGE", { days: farthestDays });
  return causeOf(caller, roleIn(actor, agencies), at);
}

export type SetHoliday = (caller: Caller, day: Omit<RecordedDayOff, "verified">) => Promise<RecordedDayOff>;
export const setHoliday =
  (needs: Needs): SetHoliday =>
  async (caller, given) => {
    const day = { ...given, verified: true };
    await needs.holidays.set(day, await setterOf(needs, caller, day.agencyId, day.day));
    return day;
  };

export type RemoveHoliday = (caller: Caller, day: Pick<RecordedDayOff, "agencyId" | "day" | "decree">) => Promise<void>;
export const removeHoliday =
  (needs: Needs): RemoveHoliday =>
  async (caller, day) => {
    const cause = await setterOf(needs, caller, day.agencyId, day.day);
    if (!(await needs.holidays.remove(day, cause))) throw new Refusal("not-found", "HOLIDAY_UNKNOWN");
  };

export type SetWorkingWeek = (caller: Caller, week: RecordedWeek) => Promise<RecordedWeek>;
/** Months that are paid already stay as they are: a run has frozen the calendar that it was computed by. */
export const setWorkingWeek =
  (needs: Needs): SetWorkingWeek =>
  async (caller, week) => {
    const at = needs.now();
    const today = todayAt(at);
    const actor = await needs.directory.actor(caller, today);
    const agencies = [week.agencyId];
    needs.authorise(actor, "set", "working-week", { agencies });
    if (Math.abs(daysBetween(today.WIT, week.validFrom)) > farthestDays)
      throw invalid("/validFrom", "DATE_RANGE", { days: farthestDays });
    await needs.holidays.setWeek(week, causeOf(caller, roleIn(actor, agencies), at));
    return week;
  };
