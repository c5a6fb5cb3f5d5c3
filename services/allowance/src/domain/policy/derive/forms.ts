import { daysInMonth, isDay, minuteOfDay, type Period } from "@kinerja/common/kernel";

import { type DayFact, type SpanFact } from "../sources.ts";

const mostDays = 62;
const mostSpans = 500;
const mostMinutes = 1_440;
const longestText = 100;

type Right = (value: unknown) => boolean;
type Unknown<Fact> = Partial<Record<keyof Fact & string, unknown>>;

/** An object with no other keys than these. */
function hasOnly<Key extends string>(value: unknown, keys: ReadonlySet<Key>): value is Partial<Record<Key, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const known: ReadonlySet<string> = keys;
  for (const key in value) if (!known.has(key)) return false;
  return true;
}

const isText: Right = (value) => typeof value === "string" && value.length > 0 && value.length <= longestText;
const isRealDay: Right = (value) => typeof value === "string" && isDay(value);
const isFlag: Right = (value) => value === undefined || typeof value === "boolean";
const isWord: Right = (value) => value === undefined || isText(value);
const isTime: Right = (value) => value === undefined || (typeof value === "string" && minuteOfDay(value) !== undefined);
const isMinutes: Right = (value) =>
  value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= mostMinutes);

const dayKeys: ReadonlySet<keyof DayFact> = new Set([
  "day",
  "work",
  "status",
  "late",
  "early",
  "away",
  "missed_in",
  "missed_out",
  "check_in",
  "check_out",
]);

/** A day of attendance but for its date. */
function isAttendance(value: unknown): value is Unknown<DayFact> {
  if (!hasOnly(value, dayKeys)) return false;
  const { work, status, late, early, away } = value;
  const isNamed = typeof work === "boolean" && isText(status);
  const hasMinutes = isMinutes(late) && isMinutes(early) && isMinutes(away);
  const hasChecks = isFlag(value.missed_in) && isFlag(value.missed_out);
  return isNamed && hasMinutes && hasChecks && isTime(value.check_in) && isTime(value.check_out);
}

export const isDayFact = (value: unknown): value is DayFact => isAttendance(value) && isRealDay(value.day);

/** "01" … "31". */
const dayNumbers: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 31 }, (_, index) => [String(index + 1).padStart(2, "0"), index + 1]),
);

/** 0 for what is no day of the month; the month is known to be one. */
function numberIn(period: Period, length: number, day: unknown): number {
  if (typeof day !== "string" || day.length !== 10 || day[7] !== "-" || !day.startsWith(period)) return 0;
  const number = dayNumbers.get(day.slice(8)) ?? 0;
  return number <= length ? number : 0;
}

/** Days of the month, in any order, each at most once. */
export function isDays(value: unknown, period: Period): value is readonly DayFact[] {
  if (!Array.isArray(value) || value.length > mostDays) return false;
  const length = daysInMonth(period);
  let seen = 0;
  for (const entry of value as readonly unknown[]) {
    const number = isAttendance(entry) ? numberIn(period, length, entry.day) : 0;
    const bit = 1 << (number - 1);
    if (number === 0 || (seen & bit) !== 0) return false;
    seen |= bit;
  }
  return true;
}

const spanKeys: ReadonlySet<keyof SpanFact> = new Set(["kind", "from", "to", "class", "level", "pending"]);

/** A time that does not end before it begins. */
export function isSpan(value: unknown): value is SpanFact {
  if (!hasOnly(value, spanKeys)) return false;
  const { kind, from, to, pending } = value;
  if (!isText(kind) || !isRealDay(from) || !isFlag(pending) || !isWord(value.class) || !isWord(value.level))
    return false;
  return to === undefined || (isRealDay(to) && (to as string) >= (from as string));
}

export function isSpans(value: unknown): value is readonly SpanFact[] {
  if (!Array.isArray(value) || value.length > mostSpans) return false;
  for (const entry of value as readonly unknown[]) if (!isSpan(entry)) return false;
  return true;
}
