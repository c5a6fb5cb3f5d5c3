import { type Day, periodOf, type Zone } from "@kinerja/common/kernel";

import { deadlineOf } from "./deadline.ts";
import { flagBit } from "./flags.ts";

/** One accepted version of an entry, as it stands in the log. */
export type Version = {
  readonly version: number;
  readonly agencyId: string;
  readonly employmentId: string;
  readonly workDate: Day;
  readonly starts: number | undefined;
  readonly ends: number | undefined;
  /** 0 when cancelled. */
  readonly minutes: number;
  /** Item of the action plan that it names. */
  readonly planItemId: string | undefined;
  /** Task that it names. */
  readonly taskId: string | undefined;
  /** Of the description: two that say the same have the same; undefined for entries of before. */
  readonly textHash: number | undefined;
  readonly cancelled: boolean;
  readonly sessionEnded: boolean;
  readonly zone: Zone;
  /** Milliseconds of Unix time. */
  readonly acceptedAt: number;
  readonly offset: bigint;
  /** Late by its place in the log, whatever its time (ADR 0034); what was stored as late stays late. */
  readonly late: boolean;
  readonly bodySha256: Buffer;
  readonly body: Buffer;
};

export type State = "open" | "approved" | "returned" | "cancelled";

/** An entry with all that was ever accepted for it. */
export type StoredEntry = {
  /** The highest version. */
  readonly current: Version;
  /** Replaced versions, and lower ones that came late. */
  readonly others: readonly Version[];
  /** Same version, other body, in log order. */
  readonly conflicts: readonly Version[];
  readonly state: State;
  /** 0 when none; counts while a newer version waits. A version that came too late is none unless it was admitted. */
  readonly approvedVersion: number;
  /** 0 when none; as the approved one. A late version does not bring back what was returned in time. */
  readonly returnedVersion: number;
};

const stateOf = (version: Version): State => (version.cancelled ? "cancelled" : "open");

/** The first accepted version of an entry. */
export const firstOf = (version: Version): StoredEntry => ({
  current: version,
  others: [],
  conflicts: [],
  state: stateOf(version),
  approvedVersion: 0,
  returnedVersion: 0,
});

/**
 * Adds the next accepted version in log order. The same version and body again: nothing new. Same version, other body: the first
 * stands, the second is a conflict. A higher version becomes the current one and waits for a decision again.
 */
export function addVersion(entry: StoredEntry, next: Version): StoredEntry {
  const twin = [entry.current, ...entry.others].find(({ version }) => version === next.version);
  if (twin === undefined)
    return next.version > entry.current.version
      ? { ...entry, current: next, others: [...entry.others, entry.current], state: stateOf(next) }
      : { ...entry, others: [...entry.others, next] };
  const known = [twin, ...entry.conflicts.filter(({ version }) => version === next.version)];
  if (known.some(({ bodySha256 }) => bodySha256.equals(next.bodySha256))) return entry;
  return { ...entry, conflicts: [...entry.conflicts, next] };
}

/** What lateness depends on. */
export type Timed = Pick<Version, "version" | "workDate" | "zone" | "acceptedAt" | "late">;

/**
 * Late = accepted after the deadline of the month of its work or of a lower version's: moving work out of a closed month is as late as
 * adding to it. Or in the log behind the end up to which such a month was closed.
 */
export function isLateVersion(versions: readonly Timed[], version: Timed, deadlineDays: number): boolean {
  if (version.late) return true;
  const upToIt = versions.filter((other) => other.version <= version.version);
  return upToIt.some(({ workDate, zone }) => version.acceptedAt > deadlineOf(periodOf(workDate), zone, deadlineDays));
}

/** Flags that are stored with the entry. A twin of a version that was replaced asks nobody any more: who wrote the next one has chosen. */
export function storedFlags({ current, others, conflicts }: StoredEntry, deadlineDays: number): number {
  return (
    (isLateVersion([current, ...others], current, deadlineDays) ? flagBit.LATE : 0) |
    (current.sessionEnded ? flagBit.SESSION_ENDED : 0) |
    (conflicts.some(({ version }) => version === current.version) ? flagBit.CONFLICT : 0)
  );
}

/** Changed or cancelled since it was approved. */
export const isChangedAfterApproval = (
  entry: Pick<StoredEntry, "approvedVersion"> & { current: { version: number } },
): boolean => entry.approvedVersion > 0 && entry.approvedVersion < entry.current.version;
