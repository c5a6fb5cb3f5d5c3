import { type Day, dayAt, type Zone } from "@kinerja/common/kernel";

import { type ListedEntry } from "./listing.ts";

/** What day it is at each place: a task is late where its person works. */
export type Todays = Readonly<Record<Zone, Day>>;
export const todaysAt = (now: number): Todays => ({
  WIB: dayAt(now, "WIB"),
  WITA: dayAt(now, "WITA"),
  WIT: dayAt(now, "WIT"),
});

/** Tasks of one person in some days, the withdrawn ones left out. */
export type TaskCounts = {
  readonly tasks: number;
  readonly done: number;
  readonly confirmed: number;
  readonly late: number;
};

export const noTasks: TaskCounts = { tasks: 0, done: 0, confirmed: 0, late: 0 };

/** What one person did in some days: a day of it is the daily evaluation, a month the cumulative one. */
export type MemberWork = {
  readonly personId: string;
  readonly entries: number;
  readonly planned: number;
  readonly forTasks: number;
  readonly open: number;
  readonly flagged: number;
  readonly minutes: number;
  readonly approvedMinutes: number;
  readonly days: number;
  readonly tasks: TaskCounts;
};

const minutesOf = (entries: readonly ListedEntry[]): number => entries.reduce((sum, { minutes }) => sum + minutes, 0);

/**
 * Counts what counts: neither returned nor cancelled. Entries come with all their flags. The approval of a version that came too late is none, unless
 * that was admitted.
 */
export function memberWork(personId: string, entries: readonly ListedEntry[], tasks = noTasks): MemberWork {
  const counted = entries.filter(({ state }) => state === "open" || state === "approved");
  const count = (holds: (entry: ListedEntry) => boolean): number => counted.filter(holds).length;
  return {
    personId,
    entries: counted.length,
    planned: count(({ planItemId }) => planItemId !== undefined),
    forTasks: count(({ taskId }) => taskId !== undefined),
    open: count(({ state }) => state === "open"),
    flagged: count(({ flags }) => flags !== 0),
    minutes: minutesOf(counted),
    approvedMinutes: minutesOf(
      counted.filter(({ state, version, approvedVersion }) => state === "approved" && approvedVersion === version),
    ),
    days: new Set(counted.map(({ workDate }) => workDate)).size,
    tasks,
  };
}

/** What waits longest for the superior comes first: late tasks, tasks to confirm, open entries; then a fixed order. */
export const byUrgency = (one: MemberWork, other: MemberWork): number =>
  other.tasks.late - one.tasks.late ||
  other.tasks.done - one.tasks.done ||
  other.open - one.open ||
  (one.personId < other.personId ? -1 : 1);
