import { type Day, type Period, periodOf } from "@kinerja/common/kernel";

import { type BackfillRule } from "./backfill.ts";
import { countFlags, flagBit, type FlagName } from "./flags.ts";
import { type KnownEmployment, type ListedEntry, withDerivedFlags } from "./listing.ts";
import { type KnownPlan } from "./plan.ts";
import { type Derived } from "./schedule.ts";
import { isLateVersion, type State, type Version } from "./version.ts";

/** What a version of an entry must tell to be counted in a month. */
export type SealableVersion = Pick<
  Version,
  | "version"
  | "agencyId"
  | "employmentId"
  | "workDate"
  | "starts"
  | "ends"
  | "minutes"
  | "planItemId"
  | "taskId"
  | "textHash"
  | "cancelled"
  | "zone"
  | "acceptedAt"
  | "late"
>;

/** An entry with all its versions, as it stands when the month is sealed. */
export type Sealable = {
  readonly personId: string;
  readonly id: string;
  readonly versions: readonly SealableVersion[];
  readonly state: State;
  readonly approvedVersion: number;
  readonly returnedVersion: number;
  readonly flags: number;
  /** Late versions that a superior approved while the month was open again. */
  readonly admitted: ReadonlySet<number>;
};

export type AttendanceFact = {
  readonly date: Day;
  readonly status: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
  /** "07:28" in the zone of the unit; empty without a check. */
  readonly checkIn: string;
  readonly checkOut: string;
  /** Whether it was a day of work of this person; undefined where neither the source nor the hours of the unit say so. */
  readonly work: boolean | undefined;
  /** A person corrected it. */
  readonly byHand?: true | undefined;
} & Partial<Derived>;

export type MonthRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly approvedMinutes: number;
  readonly openMinutes: number;
  readonly flaggedMinutes: number;
  readonly approvedEntries: number;
  readonly openEntries: number;
  readonly daysWithEntries: number;
  readonly flaggedEntries: number;
  readonly byFlag: ReadonlyMap<FlagName, number>;
  readonly attendance: readonly AttendanceFact[];
};

/**
 * The version that counts in a sealed month, and how. Late versions are never folded in by themselves: the highest one that came in time, or that
 * was admitted by a superior while the month was open again, stands. An approval
 * holds for the version it named; while a change waits, the approved version counts. One that was returned counts nothing, also when a late version
 * came after it. Weeks that were archived long ago tell what was returned by the state alone.
 */
export function standing(entry: Sealable, deadlineDays: number): ListedEntry | undefined {
  const { versions, approvedVersion, returnedVersion, state, admitted } = entry;
  const inTime = versions.filter(
    (version) => admitted.has(version.version) || !isLateVersion(versions, version, deadlineDays),
  );
  const highest = inTime.reduce<SealableVersion | undefined>(
    (best, one) => (best === undefined || one.version > best.version ? one : best),
    undefined,
  );
  if (highest === undefined || highest.cancelled) return undefined;
  const isCurrent = versions.every(({ version }) => version <= highest.version);
  if (highest.version === returnedVersion || (isCurrent && state === "returned")) return undefined;
  const approved = inTime.find(({ version }) => version === approvedVersion && version <= highest.version);
  const counted = approved ?? highest;
  return {
    ...counted,
    personId: entry.personId,
    id: entry.id,
    state: approved === undefined ? "open" : "approved",
    flags: (entry.flags & ~flagBit.LATE) | (counted.version < highest.version ? flagBit.CHANGED_AFTER_APPROVAL : 0),
    approvedVersion: approved === undefined ? 0 : counted.version,
  };
}

/** One person's rows of a month in one agency, by employment. */
export function sealPerson(month: {
  readonly personId: string;
  readonly agencyId: string;
  readonly period: Period;
  readonly deadlineDays: number;
  readonly entries: readonly Sealable[];
  readonly employments: readonly Held[];
  readonly plans: readonly KnownPlan[];
  /** As in `Known`. */
  readonly tasks: ReadonlySet<string>;
  /** Of the agency. */
  readonly backfill: readonly BackfillRule[];
  readonly now: number;
  readonly attendance: readonly AttendanceFact[];
}): MonthRow[] {
  const { personId, agencyId, period, employments } = month;
  const known = new Map(employments.map((one) => [one.id, one]));
  const standingEntries = month.entries.flatMap((entry) => standing(entry, month.deadlineDays) ?? []);
  const plans = new Map([[personId, month.plans]]);
  const counted = withDerivedFlags(standingEntries, {
    employments: known,
    plans,
    tasks: month.tasks,
    backfill: new Map([[agencyId, month.backfill]]),
    now: month.now,
  }).filter((entry) => entry.agencyId === agencyId && periodOf(entry.workDate) === period);
  const ids = [...new Set([...known.keys(), ...counted.map(({ employmentId }) => employmentId)])].sort();
  return ids.map((employmentId) => {
    const own = counted.filter((entry) => entry.employmentId === employmentId);
    const attendance = month.attendance.filter(({ date }) => employmentOn(employments, date) === employmentId);
    return { personId, employmentId, ...sumsOf(own), attendance };
  });
}

/** An employment in the agency, the main one or a second post. */
export type Held = KnownEmployment & { readonly isMain: boolean };

/** A fact of attendance names no employment: it goes to the main one that is valid on its day, for that is the one paid by it. */
function employmentOn(employments: readonly Held[], date: Day): string | undefined {
  const valid = employments.filter(
    ({ validFrom, validTo }) => validFrom <= date && (validTo === undefined || date <= validTo),
  );
  const held = valid.length > 0 ? valid : employments;
  const main = held.filter(({ isMain }) => isMain);
  return (main.length > 0 ? main : held).map(({ id }) => id).sort()[0];
}

function sumsOf(entries: readonly ListedEntry[]) {
  const sum = (of: readonly ListedEntry[]): number => of.reduce((total, { minutes }) => total + minutes, 0);
  const approved = entries.filter(({ state }) => state === "approved");
  const open = entries.filter(({ state }) => state === "open");
  const flagged = entries.filter(({ flags }) => flags !== 0);
  return {
    approvedMinutes: sum(approved),
    openMinutes: sum(open),
    flaggedMinutes: sum(flagged),
    approvedEntries: approved.length,
    openEntries: open.length,
    daysWithEntries: new Set(entries.map(({ workDate }) => workDate)).size,
    flaggedEntries: flagged.length,
    byFlag: countFlags(flagged),
  };
}
