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
  readonly missing: readonly Day[];
  readonly approved: number;
};

const isException = ({ state, flags }: ListedEntry): boolean =>
  state === "open" ? flags !== 0 : state === "cancelled" && (flags & flagBit.CHANGED_AFTER_APPROVAL) !== 0;

const mostExceptions = 100;
const mostClean = 500;

/** Entries come with all their flags; `expected` are the working days on which something should be there. */
export function memberWeek(personId: string, entries: readonly ListedEntry[], expected: readonly Day[]): MemberWeek {
  const logged = new Set(entries.filter(({ state }) => state !== "cancelled").map(({ workDate }) => workDate));
  const clean = entries.filter(({ state, flags }) => state === "open" && flags === 0).slice(0, mostClean);
  return {
    personId,
    exceptions: entries.filter(isException).slice(0, mostExceptions),
    clean,
    cleanMinutes: clean.reduce((sum, { minutes }) => sum + minutes, 0),
    missing: expected.filter((day) => !logged.has(day)),
    approved: entries.filter(({ state }) => state === "approved").length,
  };
}

/** Exceptions first, most of them first; then a fixed order. */
export const byUrgency = (one: MemberWeek, other: MemberWeek): number =>
  other.exceptions.length - one.exceptions.length || (one.personId < other.personId ? -1 : 1);
