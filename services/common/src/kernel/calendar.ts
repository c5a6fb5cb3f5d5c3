import { type Day, daysOf, type Period, weekday } from "./day.ts";

/** Days off of a year, by day; national and the agency's own. */
export type Holidays = ReadonlyMap<Day, string>;

/** Expected working minutes, index 1 = Monday … 7 = Sunday (index 0 unused). */
export type WorkingWeek = readonly [0, number, number, number, number, number, number, number];

/** Five days, 37 h 30 min without breaks, start 07:30, Friday's break is longer (Perpres 21/2023). */
export const fiveDayWeek: WorkingWeek = [0, 450, 450, 450, 450, 450, 0, 0];

export type CalendarDay = { readonly day: Day; readonly workingMinutes: number; readonly holiday?: string };

export function calendarOf(period: Period, holidays: Holidays, week: WorkingWeek = fiveDayWeek): CalendarDay[] {
  return daysOf(period).map((day) => {
    const holiday = holidays.get(day);
    return holiday === undefined
      ? { day, workingMinutes: week[weekday(day)] ?? 0 }
      : { day, workingMinutes: 0, holiday };
  });
}

export const workingDays = (calendar: readonly CalendarDay[]): Day[] =>
  calendar.filter(({ workingMinutes }) => workingMinutes > 0).map(({ day }) => day);
