import { type Day, type Zone } from "@kinerja/common/kernel";

import { type BackfillRule, isBackfilled } from "./backfill.ts";
import { flagBit, flagsOfDay } from "./flags.ts";
import { isItemUnknown, type KnownPlan } from "./plan.ts";
import { isChangedAfterApproval, type State } from "./version.ts";

/** An entry as far as lists and totals look at it. */
export type ListedEntry = {
  readonly personId: string;
  readonly id: string;
  readonly version: number;
  readonly agencyId: string;
  readonly employmentId: string;
  readonly workDate: Day;
  readonly starts: number | undefined;
  readonly ends: number | undefined;
  readonly minutes: number;
  readonly planItemId: string | undefined;
  readonly taskId: string | undefined;
  readonly textHash: number | undefined;
  /** Of this version, by the server's clock. */
  readonly acceptedAt: number;
  readonly zone: Zone;
  readonly state: State;
  /** As stored; derived ones are added by `withDerivedFlags`. */
  readonly flags: number;
  readonly approvedVersion: number;
  /** The current version, where it came too late and this one stands before it and waits. */
  readonly lateVersion?: number;
};

/** Validity of an employment as this service knows it. */
export type KnownEmployment = { readonly id: string; readonly validFrom: Day; readonly validTo: Day | undefined };

/** What other services have told, as far as flags depend on it. */
export type Known = {
  readonly employments: ReadonlyMap<string, KnownEmployment>;
  /** By person. */
  readonly plans: ReadonlyMap<string, readonly KnownPlan[]>;
  /** Of the tasks that entries name: those that are their person's, "person/task". */
  readonly tasks: ReadonlySet<string>;
  /** Windows in which work is written down, by agency. */
  readonly backfill: ReadonlyMap<string, readonly BackfillRule[]>;
  readonly now: number;
};

const countsFor = ({ state }: ListedEntry): boolean => state === "open" || state === "approved";

/** An employment that is not known yet is no fault: the token vouches for it. */
function isNotValid({ employmentId, workDate }: ListedEntry, employments: Known["employments"]): boolean {
  const known = employments.get(employmentId);
  if (known === undefined) return false;
  return workDate < known.validFrom || (known.validTo !== undefined && workDate > known.validTo);
}

/** Tasks are made here and are known at once. */
const isTaskUnknown = ({ personId, taskId }: ListedEntry, tasks: Known["tasks"]): boolean =>
  taskId !== undefined && !tasks.has(`${personId}/${taskId}`);

/** Adds the flags that depend on other rows. `entries` holds whole days of persons: all entries of a day or none. */
export function withDerivedFlags<Entry extends ListedEntry>(
  entries: readonly Entry[],
  { employments, plans, tasks, backfill, now }: Known,
): Entry[] {
  const days = Map.groupBy(entries.filter(countsFor), ({ personId, workDate }) => `${personId}/${workDate}`);
  const ofDay = new Map<ListedEntry, number>();
  for (const day of days.values()) flagsOfDay(day).forEach((flags, entry) => ofDay.set(entry, flags));
  return entries.map((entry) => ({
    ...entry,
    flags:
      entry.flags |
      (ofDay.get(entry) ?? 0) |
      (isNotValid(entry, employments) ? flagBit.EMPLOYMENT_NOT_VALID : 0) |
      (isItemUnknown(entry, plans.get(entry.personId) ?? [], now) ? flagBit.PLAN_ITEM_UNKNOWN : 0) |
      (isTaskUnknown(entry, tasks) ? flagBit.TASK_UNKNOWN : 0) |
      (isBackfilled(entry, backfill.get(entry.agencyId) ?? []) ? flagBit.BACKFILLED : 0) |
      (isChangedAfterApproval({ approvedVersion: entry.approvedVersion, current: entry })
        ? flagBit.CHANGED_AFTER_APPROVAL
        : 0),
  }));
}
