import { type Day } from "@kinerja/common/kernel";

import { flagBit } from "./flags.ts";
import { type ListedEntry } from "./listing.ts";

/** One person's week as a superior sees it. */
export type MemberWeek = {
  readonly personId: string;
  /** Waits, with something to look at. */
  readonly exceptions: readonly ListedEntry[];
  /** Waits, with nothing to look at. */
  readonly clean: readonly ListedEntry[];
  readonly cleanMinutes: number;
  /** Waits in a sealed month: nobody decides on it before the month is opened again. */
  readonly locked: number;
  readonly missing: readonly Day[];
  readonly approved: number;
};

/** How far the month of an entry's work is. */
export type MonthStateOf = (entry: ListedEntry) => "open" | "closing" | "sealed" | "reopened";
type MonthState = ReturnType<MonthStateOf>;

/** Came too late and counts nowhere; while the month is open again, a superior may admit it (ADR 0029). */
const mayBeAdmitted = ({ flags, version, approvedVersion }: ListedEntry, month: MonthState): boolean =>
  month === "reopened" && (flags & flagBit.LATE) !== 0 && approvedVersion !== version;

function waits(entry: ListedEntry, month: MonthState): boolean {
  const { state, flags } = entry;
  if (state === "returned") return false;
  const isTold = state === "cancelled" && (flags & flagBit.CHANGED_AFTER_APPROVAL) !== 0;
  return state === "open" || isTold || mayBeAdmitted(entry, month);
}

/** A change behind it that came too late is to be seen, too. */
const isClean = ({ flags, lateVersion }: ListedEntry): boolean => flags === 0 && lateVersion === undefined;

const mostExceptions = 100;
const mostClean = 500;

/** Entries come with all their flags; `expected` are the working days on which something should be there. */
export function memberWeek(
  personId: string,
  entries: readonly ListedEntry[],
  expected: readonly Day[],
  monthStateOf: MonthStateOf,
): MemberWeek {
  const waiting = entries.filter((entry) => waits(entry, monthStateOf(entry)));
  const decidable = waiting.filter((entry) => monthStateOf(entry) !== "sealed");
  const logged = new Set(entries.filter(({ state }) => state !== "cancelled").map(({ workDate }) => workDate));
  const clean = decidable.filter(isClean).slice(0, mostClean);
  return {
    personId,
    exceptions: decidable.filter((entry) => !isClean(entry)).slice(0, mostExceptions),
    clean,
    cleanMinutes: clean.reduce((sum, { minutes }) => sum + minutes, 0),
    locked: waiting.length - decidable.length,
    missing: expected.filter((day) => !logged.has(day)),
    approved: entries.filter(({ state }) => state === "approved").length,
  };
}

/** Exceptions first, most of them first; then a fixed order. */
export const byUrgency = (one: MemberWeek, other: MemberWeek): number =>
  other.exceptions.length - one.exceptions.length || (one.personId < other.personId ? -1 : 1);
