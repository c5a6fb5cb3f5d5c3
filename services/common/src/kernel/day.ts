import { invalid } from "../errors/index.ts";
import { type Brand } from "./brand.ts";

/** A day of the Gregorian calendar, "2026-03-31". Sorts as text; compares with === and <. */
export type Day = Brand<string, "Day">;
/** A calendar month, "2026-03". Sorts as text; compares with === and <. */
export type Period = Brand<string, "Period">;
/** Time zones of Indonesia; there is no daylight saving. */
export type Zone = "WIB" | "WITA" | "WIT";

const offsetHours: Record<Zone, number> = { WIB: 7, WITA: 8, WIT: 9 };
export const ianaZone: Record<Zone, string> = { WIB: "Asia/Jakarta", WITA: "Asia/Makassar", WIT: "Asia/Jayapura" };

const dayMs = 86_400_000;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysInMonth(period: Period): number {
  const [year, month] = [Number(period.slice(0, 4)), Number(period.slice(5, 7))];
  return month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);
}

export function isPeriod(text: string): text is Period {
  return /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const period = text.slice(0, 7);
  const day = Number(text.slice(8));
  return isPeriod(period) && day >= 1 && day <= daysInMonth(period);
}

export function parseDay(text: string, pointer = ""): Day {
  if (!isDay(text)) throw invalid(pointer, "DATE_FORM");
  return text;
}

export function parsePeriod(text: string, pointer = ""): Period {
  if (!isPeriod(text)) throw invalid(pointer, "MONTH_FORM");
  return text;
}

const epochDays = (day: Day): number => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8)) / dayMs;
const dayOfEpochMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day;

export const addDays = (day: Day, days: number): Day => dayOfEpochMs((epochDays(day) + days) * dayMs);
export const daysBetween = (from: Day, to: Day): number => epochDays(to) - epochDays(from);
/** 1 = Monday … 7 = Sunday. */
export const weekday = (day: Day): number => ((((epochDays(day) + 3) % 7) + 7) % 7) + 1;
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));

export const periodOf = (day: Day): Period => day.slice(0, 7) as Period;
export const firstDay = (period: Period): Day => `${period}-01` as Day;
export const lastDay = (period: Period): Day => `${period}-${String(daysInMonth(period)).padStart(2, "0")}` as Day;
export const daysOf = (period: Period): Day[] =>
  Array.from({ length: daysInMonth(period) }, (_, index) => addDays(firstDay(period), index));
export const nextPeriod = (period: Period): Period => periodOf(addDays(lastDay(period), 1));
export const previousPeriod = (period: Period): Period => periodOf(addDays(firstDay(period), -1));

/** The day that an instant falls on in a zone (a day is a day in the unit's zone). */
export const dayAt = (epochMs: number, zone: Zone): Day => dayOfEpochMs(epochMs + offsetHours[zone] * 3_600_000);
/** The instant at which a day begins in a zone, milliseconds of Unix time. */
export const startOfDay = (day: Day, zone: Zone): number => epochDays(day) * dayMs - offsetHours[zone] * 3_600_000;

/** The digit with this character code, NaN for others. */
const digit = (code: number): number => (code >= 48 && code <= 57 ? code - 48 : Number.NaN);

/** Minutes after midnight of "07:30"; undefined when it is no time of day. Without a pattern, since each entry has two. */
export function minuteOfDay(time: string): number | undefined {
  if (time.length !== 5 || time[2] !== ":") return undefined;
  const hour = digit(time.charCodeAt(0)) * 10 + digit(time.charCodeAt(1));
  const minute = digit(time.charCodeAt(3)) * 10 + digit(time.charCodeAt(4));
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}
