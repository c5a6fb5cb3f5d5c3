import { type Day, daysInMonth, type Period } from "@kinerja/common/kernel";

/** Days of one month as bits: bit 0 is the first. */
export type Days = number;

export const noDays: Days = 0;
export const countDays = (days: Days): number => {
  let count = 0;
  for (let rest = days; rest !== 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
};
/** Bits stay below 2^31, where JavaScript's operators are exact. */
export const without = (days: Days, taken: Days): Days => days & ~taken;
export const together = (a: Days, b: Days): Days => a | b;

/** The days of the month between two days, both included; no end = open. */
export function daysWithin(period: Period, from: Day, to: Day | undefined): Days {
  const first = from > `${period}-01` ? (from.startsWith(period) ? Number(from.slice(8)) : 32) : 1;
  const count = daysInMonth(period);
  const end = to?.startsWith(period) ? Number(to.slice(8)) : count;
  const last = to !== undefined && to < `${period}-01` ? 0 : Math.min(end, count);
  return first > last ? noDays : 2 ** last - 2 ** (first - 1);
}
