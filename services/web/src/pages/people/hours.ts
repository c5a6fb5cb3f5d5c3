/** What recorded hours say, and which of them hold on a day: as the server ranks them. */
import { type Schedule, type ScheduleDay, type WorkingWeek } from "./types.ts";

export type DayHours = Omit<ScheduleDay, "weekday">;

export interface HoursGroup {
  /** Monday 1 to Sunday 7, in order. */
  readonly weekdays: readonly number[];
  readonly hours: DayHours;
}

const keyOf = ({ starts, ends, latestStart, breakFrom, breakTo }: DayHours): string =>
  [starts, ends, latestStart, breakFrom, breakTo].join(" ");

/** Days with the same hours together, by the first day of each. */
export function groupsOf(days: readonly ScheduleDay[]): HoursGroup[] {
  const groups = new Map<string, HoursGroup>();
  for (const { weekday, ...hours } of days.toSorted((one, other) => one.weekday - other.weekday)) {
    const key = keyOf(hours);
    groups.set(key, { hours, weekdays: [...(groups.get(key)?.weekdays ?? []), weekday] });
  }
  return [...groups.values()];
}

/** Days of the week that follow each other; three or more of them are said as a span. */
export function spansOf(weekdays: readonly number[]): (readonly [from: number, to: number])[] {
  const spans: [number, number][] = [];
  for (const weekday of weekdays) {
    const last = spans.at(-1);
    if (last?.[1] === weekday - 1) last[1] = weekday;
    else spans.push([weekday, weekday]);
  }
  return spans.flatMap(([from, to]) => (to - from === 1 ? [[from, from] as const, [to, to] as const] : [[from, to]]));
}

/** The end lies on the next morning. */
export const isOverNight = ({ starts, ends }: Pick<DayHours, "starts" | "ends">): boolean => ends <= starts;

type Dated = Pick<Schedule, "validFrom" | "validTo">;
const holdsOn = ({ validFrom, validTo }: Dated, day: string): boolean =>
  validFrom <= day && (validTo === "" || day <= validTo);

/** Of several: the one with an end, then the one that begins later, then the one recorded last. */
const byRank = (one: Schedule, other: Schedule): number =>
  Number(one.validTo === "") - Number(other.validTo === "") ||
  other.validFrom.localeCompare(one.validFrom) ||
  (other.recordedAt ?? "").localeCompare(one.recordedAt ?? "");

/** The hours of exactly this unit on a day, or with an empty id those of the whole agency. */
export const holdingOf = (schedules: readonly Schedule[], unitId: string, day: string): Schedule | undefined =>
  schedules.filter((one) => one.unitId === unitId && holdsOn(one, day)).toSorted(byRank)[0];

export type Standing = "now" | "aside" | "later" | "past";

/** Where hours stand on a day, among all of the same unit. */
export function standingOf(schedule: Schedule, schedules: readonly Schedule[], day: string): Standing {
  if (schedule.validFrom > day) return "later";
  if (!holdsOn(schedule, day)) return "past";
  const holding = holdingOf(schedules, schedule.unitId, day);
  return holding?.scheduleId === schedule.scheduleId ? "now" : "aside";
}

/** Where a week stands: each lasts until a later one of the same unit begins. */
export function weekStanding(week: WorkingWeek, weeks: readonly WorkingWeek[], day: string): Standing {
  if (week.validFrom > day) return "later";
  const isFollowed = weeks.some(
    ({ unitId, validFrom }) => unitId === week.unitId && validFrom > week.validFrom && validFrom <= day,
  );
  return isFollowed ? "past" : "now";
}
