import { type SpanFact } from "../domain/policy/sources.ts";

/** The place of a day in the list of all days. */
export type DayNumber = number;
/** Months since the year 0. */
export type Month = number;

type Written = { readonly text: string; readonly month: Month; readonly dayOfMonth: number };

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function lengthOf(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const firstYear = 1940;
const lastYear = 2119;
const calendar: Written[] = [];
const numbers = new Map<string, DayNumber>();
const daysByMonth = new Map<Month, DayNumber[]>();

// Every day is written out once, so that whatever a rule asks is answered by walking along the list.
for (let year = firstYear; year <= lastYear; year += 1)
  for (let month = 1; month <= 12; month += 1) {
    const days: DayNumber[] = [];
    daysByMonth.set(year * 12 + month - 1, days);
    for (let day = 1; day <= lengthOf(year, month); day += 1) {
      const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      numbers.set(text, calendar.length);
      days.push(calendar.length);
      calendar.push({ text, month: year * 12 + month - 1, dayOfMonth: day });
    }
  }

function written(day: DayNumber): Written {
  const found = calendar[day];
  if (!found) throw new Error(`the list of days ends before day ${day}`);
  return found;
}

export const isWrittenDay = (text: string): boolean => numbers.has(text);

export function dayNumber(text: string): DayNumber {
  const found = numbers.get(text);
  if (found === undefined) throw new Error(`${text} is no day`);
  return found;
}

export const dayText = (day: DayNumber): string => written(day).text;
export const monthOf = (day: DayNumber): Month => written(day).month;
export const dayOfMonth = (day: DayNumber): number => written(day).dayOfMonth;
export const yearOf = (month: Month): number => Math.floor(month / 12);
/** 1 is January. */
export const monthOfYear = (month: Month): number => (month % 12) + 1;
export const monthNamed = (period: string): Month => monthOf(dayNumber(`${period}-01`));
export const daysOf = (month: Month): readonly DayNumber[] => daysByMonth.get(month) ?? [];
export const firstDayOf = (month: Month): DayNumber => daysOf(month)[0] ?? Number.NaN;
export const lastDayOf = (month: Month): DayNumber => daysOf(month).at(-1) ?? Number.NaN;

/** The same day of the month so many months later (earlier below 0), or the last of a month that has no such day. */
export function monthsLater(day: DayNumber, months: number): DayNumber {
  const month = monthOf(day) + months;
  return Math.min(firstDayOf(month) + dayOfMonth(day) - 1, lastDayOf(month));
}

/** Whole months from one day to another. */
export function wholeMonths(from: DayNumber, until: DayNumber): number {
  let months = 0;
  while (monthsLater(from, months + 1) <= until) months += 1;
  return months;
}

/** A span whose days are places in the list. */
export type Span = Omit<SpanFact, "from" | "to"> & { readonly from: DayNumber; readonly to?: DayNumber };

export function spanOf({ from, to, ...rest }: SpanFact): Span {
  return { ...rest, from: dayNumber(from), ...(to !== undefined && { to: dayNumber(to) }) };
}

export const lasts = (span: Span, day: DayNumber): boolean =>
  span.from <= day && (span.to === undefined || day <= span.to);
/** Renewed on the day after its last one, or before it has ended. */
export const goesOnInto = (span: Span, next: Span): boolean => lasts(span, next.from - 1) || lasts(span, next.from);
export const touches = (span: Span, month: Month): boolean => daysOf(month).some((day) => lasts(span, day));
export const fills = (span: Span, month: Month): boolean => daysOf(month).every((day) => lasts(span, day));
