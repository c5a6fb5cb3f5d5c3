import { type Version } from "./version.ts";

type Judged = Pick<Version, "version" | "late" | "cancelled">;

/** The versions of an entry, and what was decided on those that count. */
export type Versions = {
  readonly current: Judged;
  readonly others: readonly Judged[];
  readonly approvedVersion: number;
  readonly returnedVersion: number;
};

/**
 * The version that stands in its month as long as the month is not sealed: the highest that came in time, or was admitted; what an approval or a return
 * holds for is one of these. 0 when all came too late, or the author cancelled it in time.
 */
export function standingVersion({ current, others, approvedVersion, returnedVersion }: Versions): number {
  const counting = [current, ...others].filter(
    ({ version, late }) => !late || version === approvedVersion || version === returnedVersion,
  );
  const highest = counting.toSorted((one, other) => other.version - one.version)[0];
  return highest === undefined || highest.cancelled ? 0 : highest.version;
}

/** The one that stands behind a current version that came too late, if nobody has decided on it; else 0. */
export function undecidedBehind(entry: Versions): number {
  const standing = standingVersion(entry);
  return [entry.current.version, entry.approvedVersion, entry.returnedVersion].includes(standing) ? 0 : standing;
}
