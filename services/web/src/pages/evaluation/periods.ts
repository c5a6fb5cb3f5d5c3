/** A term of an evaluation: a month "2026-10", or a year "2026-00". */

export const isPeriod = (text: string): boolean => /^\d{4}-(0\d|1[0-2])$/.test(text);
export const isYear = (period: string): boolean => period.endsWith("-00");
export const yearOf = (period: string): string => period.slice(0, 4);
export const annualOf = (period: string): string => `${yearOf(period)}-00`;

const pad = (month: number): string => String(month).padStart(2, "0");

/** A month, or a year, that lies so many after it. */
export function moved(period: string, by: number): string {
  const year = Number(yearOf(period));
  if (isYear(period)) return `${String(year + by)}-00`;
  const months = year * 12 + Number(period.slice(5)) - 1 + by;
  return `${String(Math.floor(months / 12))}-${pad((months % 12) + 1)}`;
}

/** The month that is evaluated now: the last one that is over. */
export const lastMonth = (today: string): string => moved(today.slice(0, 7), -1);

/** What an address asks for; something that is no period or still ahead is the last month. */
export function askedPeriod(asked: string | null, today: string): string {
  const newest = today.slice(0, 7);
  const isKnown = asked !== null && isPeriod(asked) && (isYear(asked) ? annualOf(newest) : newest) >= asked;
  return isKnown ? asked : lastMonth(today);
}

/** The year and its months until now, within which somebody had a post; the newest month first. */
export function periodsOf(year: string, today: string, since: string): readonly string[] {
  const months = [];
  for (let month = 12; month >= 1; month -= 1) {
    const period = `${year}-${pad(month)}`;
    if (period <= today.slice(0, 7) && period >= since.slice(0, 7)) months.push(period);
  }
  return months.length === 0 ? [] : [`${year}-00`, ...months];
}

const dayMs = 86_400_000;

/** Days from one date to another; negative when it has passed. */
export const daysUntil = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

export interface ObjectionClock {
  /** 0 on the last day, negative afterwards. */
  readonly left: number;
  /** Days from the issue on, and how many of them are over; for the picture. */
  readonly days: number;
  readonly passed: number;
}

/** The clock of an objection, in the days of the place where the document was issued. */
export function objectionClock(issuedOn: string, until: string, today: string): ObjectionClock {
  const days = Math.max(daysUntil(issuedOn, until), 1);
  const left = daysUntil(today, until);
  return { left, days, passed: Math.min(Math.max(days - left, 0), days) };
}
