/** What the attendance fact of a day says, in words: nothing is derived here, since schedules and cuts are the pay policy's. */
import { type DayTotal, type Zone } from "../api/types.ts";
import { type Format } from "../i18n/format.ts";
import { dateIn } from "../time/zone.ts";
import { type attendanceWords } from "./attendance-words.ts";

type Words = (typeof attendanceWords)["id"];
type Fact = {
  readonly status: string;
  readonly checkIn?: string | undefined;
  readonly checkOut?: string | undefined;
  readonly lateMinutes?: number | undefined;
  readonly earlyMinutes?: number | undefined;
  readonly missedChecks?: number | undefined;
};

const when = (value: string | undefined, say: (text: string) => string): string[] => (value ? [say(value)] : []);
const more = (value: number | undefined, say: (count: number) => string): string[] =>
  value !== undefined && value > 0 ? [say(value)] : [];

/** Times and minutes say what these statuses say. */
function isSaid({ status, lateMinutes = 0, earlyMinutes = 0 }: Fact, parts: readonly string[]): boolean {
  if (status === "HADIR") return parts.length > 0;
  return (status === "TERLAMBAT" && lateMinutes > 0) || (status === "PULANG_CEPAT" && earlyMinutes > 0);
}

/** "Masuk 07.28 · Pulang 16.02 · Terlambat 13 menit"; empty without a fact. */
export function factText(fact: Fact, w: Words, f: Format): string {
  const { status } = fact;
  const parts = [
    ...when(fact.checkIn, (time) => w.checkIn(f.time(time))),
    ...when(fact.checkOut, (time) => w.checkOut(f.time(time))),
    ...more(fact.lateMinutes, (minutes) => w.late(f.duration(minutes))),
    ...more(fact.earlyMinutes, (minutes) => w.early(f.duration(minutes))),
    ...more(fact.missedChecks, w.missed),
  ];
  const word = status === "" || isSaid(fact, parts) ? [] : [w.statuses[status] ?? status];
  return [...word, ...parts].join(" · ");
}

export interface AttendanceText {
  readonly says: string;
  /** That a person corrected it and why, that it came late, and what came late and does not count yet; sentences. */
  readonly late: readonly string[];
}

const dayOf = (instant: string | undefined, zone: Zone, f: Format): string =>
  f.date(dateIn(zone, Date.parse(instant ?? "")));

/** Undefined where nothing is known of the day. */
export function attendanceOf(day: DayTotal | undefined, zone: Zone, w: Words, f: Format): AttendanceText | undefined {
  if (day === undefined || (day.attendance === "" && day.correction === undefined)) return undefined;
  const { attendanceAt, attendanceCorrected, attendanceByHand, attendanceReason = "", correction } = day;
  return {
    says: factText({ ...day, status: day.attendance }, w, f),
    late: [
      ...(attendanceByHand === true ? [w.byHand(attendanceReason)] : []),
      ...(attendanceCorrected === true ? [w.corrected(dayOf(attendanceAt, zone, f))] : []),
      ...(correction ? [w.waits(dayOf(correction.cameAt, zone, f), factText(correction, w, f))] : []),
    ],
  };
}

/** Where the facts are from, by the newest file; empty where none is known. */
export function sourceOf(days: readonly DayTotal[], zone: Zone, w: Words, f: Format): string {
  const newest = days
    .flatMap(({ attendanceAt }) => attendanceAt ?? [])
    .sort()
    .at(-1);
  return newest === undefined ? "" : w.source(dayOf(newest, zone, f));
}
