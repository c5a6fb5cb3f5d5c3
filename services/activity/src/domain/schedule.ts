import { invalid } from "@kinerja/common/errors";
import { type Day, dayAt, minuteOfDay, weekday } from "@kinerja/common/kernel";

/** Minutes after midnight of the day on which the shift begins; what lies on the next morning is more than 1440. */
export type Hours = {
  readonly starts: number;
  readonly ends: number;
  /** Flexible hours: whoever comes until then goes so much later; `starts` where there is no window. */
  readonly latestStart: number;
  /** A time without work; both are `ends` where there is none. */
  readonly breakFrom: number;
  readonly breakTo: number;
};

/** Monday first; undefined is a day off. */
export type Week = readonly (Hours | undefined)[];

export type Schedule = {
  readonly id: string;
  /** Undefined for the whole agency. */
  readonly unitId: string | undefined;
  /** The unit and all below it; empty for the whole agency. */
  readonly unitIds: readonly string[];
  readonly from: Day;
  /** Undefined: until other hours are recorded. */
  readonly to: Day | undefined;
  readonly week: Week;
  /** Milliseconds of Unix time. */
  readonly recordedAt: number;
};

const leastReason = 3;

/**
 * Why hours are recorded whose first day has begun, in WIT, where days begin first; undefined where it has not. Refuses with SCHEDULE_REASON_MISSING: they
 * move the lateness of days that are known already.
 */
export function reasonOf(from: Day, recordedAt: number, told = ""): string | undefined {
  if (from > dayAt(recordedAt, "WIT")) return undefined;
  if (Array.from(told).length < leastReason) throw invalid("/reason", "SCHEDULE_REASON_MISSING");
  return told;
}

/** Hours as they are written down, "07:30"; an end that is not after the start lies on the next morning. */
export type WrittenHours = {
  readonly starts: string;
  readonly ends: string;
  readonly latestStart?: string | undefined;
  readonly breakFrom?: string | undefined;
  readonly breakTo?: string | undefined;
};

const dayMinutes = 1440;

function minuteAt(time: string, pointer: string): number {
  const minute = minuteOfDay(time);
  if (minute === undefined) throw invalid(pointer, "TIME_FORM");
  return minute;
}

/** In their order, each not before the one above; refuses with TIME_ORDER what stands in another, with TIME_FORM what is no time. */
export function readHours(written: WrittenHours, pointer: string): Hours {
  const starts = minuteAt(written.starts, `${pointer}/starts`);
  /** The first such time from the start on. */
  const after = (time: string, field: string): number => {
    const minute = minuteAt(time, `${pointer}/${field}`);
    return minute < starts ? minute + dayMinutes : minute;
  };
  const [{ latestStart, breakFrom, breakTo }, end] = [written, after(written.ends, "ends")];
  const ends = end === starts ? end + dayMinutes : end;
  if ((breakFrom === undefined) !== (breakTo === undefined))
    throw invalid(`${pointer}/${breakFrom === undefined ? "breakFrom" : "breakTo"}`, "FIELD_REQUIRED");
  const hours: Hours = {
    ...{ starts, ends },
    latestStart: latestStart === undefined ? starts : after(latestStart, "latestStart"),
    breakFrom: breakFrom === undefined ? ends : after(breakFrom, "breakFrom"),
    breakTo: breakTo === undefined ? ends : after(breakTo, "breakTo"),
  };
  if (hours.latestStart > hours.breakFrom) throw invalid(`${pointer}/latestStart`, "TIME_ORDER");
  if (hours.breakFrom > hours.breakTo) throw invalid(`${pointer}/breakTo`, "TIME_ORDER");
  if (hours.breakTo > ends) throw invalid(`${pointer}/breakTo`, "TIME_ORDER");
  return hours;
}

const timeOf = (minute: number): string =>
  [Math.floor((minute % dayMinutes) / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** As `readHours` reads them. */
export const writeHours = ({ starts, ends, latestStart, breakFrom, breakTo }: Hours): WrittenHours => ({
  ...{ starts: timeOf(starts), ends: timeOf(ends) },
  latestStart: latestStart === starts ? undefined : timeOf(latestStart),
  breakFrom: breakFrom === breakTo ? undefined : timeOf(breakFrom),
  breakTo: breakFrom === breakTo ? undefined : timeOf(breakTo),
});

const breadthOf = ({ unitIds }: Schedule): number => (unitIds.length === 0 ? Number.MAX_SAFE_INTEGER : unitIds.length);

/**
 * Which of two that hold goes before: the nearer unit, then the one with an end (Ramadan within the year's hours), then the one that begins later, then
 * the one recorded last.
 */
const byRank = (one: Schedule, other: Schedule): number =>
  breadthOf(one) - breadthOf(other) ||
  Number(one.to === undefined) - Number(other.to === undefined) ||
  other.from.localeCompare(one.from) ||
  other.recordedAt - one.recordedAt;

/** The schedule that holds on a day for who works in a unit; undefined where none does. */
export const scheduleOn = (
  schedules: readonly Schedule[],
  unitId: string | undefined,
  day: Day,
): Schedule | undefined =>
  schedules
    .filter(({ unitIds, from, to }) => {
      const covers = unitIds.length === 0 || (unitId !== undefined && unitIds.includes(unitId));
      return covers && from <= day && (to === undefined || day <= to);
    })
    .sort(byRank)[0];

/** What a day is by a schedule or a roster; without hours it is a day off. */
export type Planned = { readonly hours: Hours | undefined };

/** A day by a schedule. */
export const plannedBy = ({ week }: Schedule, day: Day): Planned => ({ hours: week[weekday(day) - 1] });

/** Minutes of work between two times of a day with a break. */
const workBetween = (from: number, to: number, { breakFrom, breakTo }: Hours): number => {
  const overlap = Math.max(0, Math.min(to, breakTo) - Math.max(from, breakFrom));
  return Math.max(0, to - from - overlap);
};

/** How long the shift is, without its break. */
export const lengthOf = (hours: Hours): number => workBetween(hours.starts, hours.ends, hours);

/** Minutes that a check may lie outside a shift which leaves less of the day than twice that. */
const leastMargin = 240;

/** How long before a shift a check in belongs to it, and how long after it a check out: until half way to the next one like it. */
const marginOf = ({ starts, ends }: Hours): number => Math.max((dayMinutes - (ends - starts)) / 2, leastMargin);

/** A time as it was read from a clock, where it comes first from a minute on; that may be on the evening before or on the morning after. */
const firstFrom = (minute: number, time: number): number => time + dayMinutes * Math.ceil((minute - time) / dayMinutes);

const cameAt = (time: number, hours: Hours): number => firstFrom(hours.starts - marginOf(hours), time);
const leftAt = (time: number, hours: Hours): number => firstFrom(hours.ends + marginOf(hours) - dayMinutes, time);

type Checks = { readonly checkIn: string; readonly checkOut: string };
type Missed = { readonly lateMinutes: number; readonly earlyMinutes: number; readonly missedChecks: number };

/**
 * What the checks of a day lack against its hours. A check exactly on the edge is on time; the break counts nothing; late and early together are never
 * more than the shift. Without a check nothing is found on its side but that it is missing.
 */
export function minutesAgainst(hours: Hours, { checkIn, checkOut }: Checks): Missed {
  const [inAt, outAt] = [minuteOfDay(checkIn), minuteOfDay(checkOut)];
  const came = inAt === undefined ? undefined : cameAt(inAt, hours);
  const left = outAt === undefined ? undefined : leftAt(outAt, hours);
  const { starts, latestStart } = hours;
  const begins = Math.min(Math.max(came ?? starts, starts), latestStart);
  const ends = hours.ends + begins - starts;
  const here = Math.min(Math.max(came ?? begins, begins), ends);
  const gone = Math.min(Math.max(left ?? ends, here), ends);
  return {
    lateMinutes: workBetween(begins, here, hours),
    earlyMinutes: workBetween(gone, ends, hours),
    missedChecks: Number(came === undefined) + Number(left === undefined),
  };
}

/** Whether a check out that reads earlier than the check in comes after it all the same: by hours over midnight, or near it. */
export const isThroughNight = (hours: Hours | undefined, { checkIn, checkOut }: Checks): boolean => {
  const [came, left] = [minuteOfDay(checkIn), minuteOfDay(checkOut)];
  if (hours === undefined || came === undefined || left === undefined) return false;
  return cameAt(came, hours) <= leftAt(left, hours);
};

/** Minutes after midnight of the day at which its checks were made; where no hours hold, the second is never the one before the first. */
export function checksAt(hours: Hours | undefined, { checkIn, checkOut }: Checks) {
  const [came, left] = [minuteOfDay(checkIn), minuteOfDay(checkOut)];
  const next = came !== undefined && left !== undefined && left < came ? dayMinutes : 0;
  return {
    came: came === undefined || hours === undefined ? came : cameAt(came, hours),
    left: left === undefined ? undefined : hours === undefined ? left + next : leftAt(left, hours),
  };
}

/** Who was there, or should have been for the whole of it; the others' checks say nothing about their hours. */
const present = new Set(["HADIR", "TERLAMBAT", "PULANG_CEPAT"]);

type Told = Checks & Missed & { readonly status: string; readonly work: boolean | undefined };
export type Derived = {
  /** Whether the minutes were found from the checks; undefined where they are the source's own. */
  readonly derived: true | undefined;
  /** The hours that the day was measured by, "07:30"; undefined where it was not. */
  readonly plannedStart: string | undefined;
  readonly plannedEnd: string | undefined;
};

const asTold: Derived = { derived: undefined, plannedStart: undefined, plannedEnd: undefined };
const nothingMissed: Missed = { lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 };

/**
 * A fact of attendance with the minutes that its checks lack. The source's own minutes stand where it gives no checks, where no hours hold, and for
 * whoever was not present. On a day off nothing is missed; it is no day of work unless the source calls it one.
 */
export function against<Fact extends Told>(day: Planned | undefined, fact: Fact): Fact & Derived {
  if (day === undefined || !present.has(fact.status)) return { ...fact, ...asTold };
  if (fact.checkIn === "" && fact.checkOut === "") return { ...fact, ...asTold };
  const { hours } = day;
  if (fact.work === false || (hours === undefined && fact.work === undefined))
    return { ...fact, ...nothingMissed, work: false, ...asTold, derived: true };
  if (hours === undefined) return { ...fact, ...asTold };
  const planned = { plannedStart: timeOf(hours.starts), plannedEnd: timeOf(hours.ends) };
  return { ...fact, ...minutesAgainst(hours, fact), derived: true, ...planned };
}
