import { type Day } from "@kinerja/common/kernel";

import { flagBit, flagsOfDay } from "./flags.ts";
import { groupBy } from "./group.ts";
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
  readonly state: State;
  /** As stored; derived ones are added by `withDerivedFlags`. */
  readonly flags: number;
  readonly approvedVersion: number;
};

/** Validity of an employment as this service knows it. */
export type KnownEmployment = { readonly id: string; readonly validFrom: Day; readonly validTo: Day | undefined };

const countsFor = ({ state }: ListedEntry): boolean => state === "open" || state === "approved";

/** An employment that is not known yet is no fault: the token vouches for it. */
function isNotValid(
  { employmentId, workDate }: ListedEntry,
  employments: ReadonlyMap<string, KnownEmployment>,
): boolean {
  const known = employments.get(employmentId);
  if (known === undefined) return false;
  return workDate < known.validFrom || (known.validTo !== undefined && workDate > known.validTo);
}

/** Adds the flags that depend on other rows. `entries` holds whole days of persons: all entries of a day or none. */
export function withDerivedFlags<Entry extends ListedEntry>(
  entries: readonly Entry[],
  employments: ReadonlyMap<string, KnownEmployment>,
): Entry[] {
  const days = groupBy(entries.filter(countsFor), ({ personId, workDate }) => `${personId}/${workDate}`);
  const ofDay = new Map<ListedEntry, number>();
  for (const day of days.values()) flagsOfDay(day).forEach((flags, entry) => ofDay.set(entry, flags));
  return entries.map((entry) => ({
    ...entry,
    flags:
      entry.flags |
      (ofDay.get(entry) ?? 0) |
      (isNotValid(entry, employments) ? flagBit.EMPLOYMENT_NOT_VALID : 0) |
      (isChangedAfterApproval({ approvedVersion: entry.approvedVersion, current: entry })
        ? flagBit.CHANGED_AFTER_APPROVAL
        : 0),
  }));
}
