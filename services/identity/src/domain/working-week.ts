import {
  type AgencyId,
  type CalendarDay,
  calendarOf,
  type Day,
  fiveDayWeek,
  type Holidays,
  type Period,
  type WorkingWeek,
} from "@kinerja/common/kernel";

export type WeekDays = 5 | 6;

/** From its first day on, until a later one of the same agency or unit. */
export type RecordedWeek = {
  readonly agencyId: AgencyId;
  /** With all below it that has no week of its own; undefined for the agency. */
  readonly unitId: string | undefined;
  readonly validFrom: Day;
  readonly days: WeekDays;
  readonly decree: string;
};

/** As many minutes as in five days, evenly: 37 h 30 min without breaks. */
const sixDayWeek: WorkingWeek = [0, 375, 375, 375, 375, 375, 375, 0];

/** The latest one that has begun. */
function weekOn(weeks: readonly RecordedWeek[], day: Day): WeekDays | undefined {
  const begun = weeks.filter(({ validFrom }) => validFrom <= day);
  return begun.reduce<RecordedWeek | undefined>(
    (latest, one) => (latest === undefined || one.validFrom > latest.validFrom ? one : latest),
    undefined,
  )?.days;
}

/**
 * The month of a unit by the weeks recorded in its agency: its own, else that of the nearest unit above, else the agency's, else five days. `path` is
 * the unit and those above it, the nearest first; empty for the agency.
 */
export function monthBy(
  period: Period,
  holidays: Holidays,
  weeks: readonly RecordedWeek[],
  path: readonly string[],
): CalendarDay[] {
  const byUnit = Map.groupBy(weeks, ({ unitId }) => unitId);
  const nearestFirst = [...path, undefined].map((unitId) => byUnit.get(unitId) ?? []);
  const six = calendarOf(period, holidays, sixDayWeek);
  return calendarOf(period, holidays, fiveDayWeek).map((five, at) => {
    const days = nearestFirst.map((own) => weekOn(own, five.day)).find((known) => known !== undefined);
    return days === 6 ? (six[at] ?? five) : five;
  });
}
