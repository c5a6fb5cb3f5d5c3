import { addDays, periodOf } from "../../time/dates.ts";

export const isPeriod = (text: string | null): text is string => text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

export const previousMonth = (period: string): string => periodOf(addDays(`${period}-01`, -1));
export const nextMonth = (period: string): string => periodOf(addDays(`${period}-28`, 4));
export const lastDay = (period: string): string => addDays(`${nextMonth(period)}-01`, -1);

/** The asked month, unless it has not begun yet; else the one that `today` closes. */
export function chosenMonth(asked: string | null, today: string): string {
  return isPeriod(asked) && asked <= periodOf(today) ? asked : previousMonth(periodOf(today));
}
