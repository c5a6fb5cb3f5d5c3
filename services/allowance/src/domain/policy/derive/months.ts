import { type Day, daysInMonth, firstDay, lastDay, type Period } from "@kinerja/common/kernel";

/** The month that is computed, with what its rules ask for every person. */
export type Month = { readonly period: Period; readonly first: Day; readonly last: Day };
export const monthOf = (period: Period): Month => ({ period, first: firstDay(period), last: lastDay(period) });

export const yearOf = (day: Day | Period): number => Number(day.slice(0, 4));
const monthIndex = (day: Day | Period): number => yearOf(day) * 12 + Number(day.slice(5, 7)) - 1;
/** Months of the calendar from that of one day to that of another; less than 0 when the other is earlier. */
export const monthsBetween = (from: Day | Period, to: Day | Period): number => monthIndex(to) - monthIndex(from);

/** The same day of another month; where that month is too short, its last. */
export function addMonths(day: Day, months: number): Day {
  const index = monthIndex(day) + months;
  const year = String(Math.floor(index / 12)).padStart(4, "0");
  const period = `${year}-${String((((index % 12) + 12) % 12) + 1).padStart(2, "0")}` as Period;
  const number = Math.min(Number(day.slice(8)), daysInMonth(period));
  return `${period}-${String(number).padStart(2, "0")}` as Day;
}

/** Whole months from one day to a later one: anniversaries since then, those that a month is too short for on its last day. */
export function wholeMonths(from: Day, to: Day): number {
  const months = monthsBetween(from, to);
  return addMonths(from, months) > to ? months - 1 : months;
}
