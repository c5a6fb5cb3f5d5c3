import { standingVersion } from "./standing.ts";
import { type StoredEntry } from "./version.ts";

/** What a superior does with an entry that was shown in some version. */
export type DecisionKind = "approved" | "returned";

export type Decided =
  | { readonly outcome: "decided"; readonly entry: StoredEntry }
  /** It stood so already. */
  | { readonly outcome: "unchanged" }
  /** What was seen is not what is there now: it stays as it is. */
  | { readonly outcome: "changed" };

const unchanged: Decided = { outcome: "unchanged" };

/** Approving a cancelled entry takes note of the cancelling: it stays cancelled. */
function approve(entry: StoredEntry, counts: boolean): Decided {
  const { current, state, approvedVersion } = entry;
  if (counts ? approvedVersion === current.version : state === "approved") return unchanged;
  const next: StoredEntry = { ...entry, state: state === "cancelled" ? state : "approved" };
  return {
    outcome: "decided",
    entry: counts ? { ...next, approvedVersion: current.version, returnedVersion: 0 } : next,
  };
}

/** A returned entry stops counting, an earlier approval included, and waits for a new version. */
function giveBack(entry: StoredEntry, counts: boolean): Decided {
  if (entry.state === "returned") return unchanged;
  if (entry.state === "cancelled") return { outcome: "changed" };
  const next: StoredEntry = { ...entry, state: "returned" };
  return {
    outcome: "decided",
    entry: counts ? { ...next, approvedVersion: 0, returnedVersion: entry.current.version } : next,
  };
}

/** On the version that stands behind one that came too late, which keeps its own state. */
function decideBehind(entry: StoredEntry, version: number, kind: DecisionKind): Decided {
  const [approvedVersion, returnedVersion] = kind === "approved" ? [version, 0] : [0, version];
  const isSo = entry.approvedVersion === approvedVersion && entry.returnedVersion === returnedVersion;
  return isSo ? unchanged : { outcome: "decided", entry: { ...entry, approvedVersion, returnedVersion } };
}

/**
 * Decides on what was seen; a newer version stays open. Behind one that came too late and was not admitted, the version that stands can be decided still:
 * nobody loses what was written in time by a change after the deadline. A version is taken in when it came in time, or when this act admits it. What is decided on
 * another one tells of that version alone: what was decided in time stands beside it (ADR 0029). What was admitted before is decided as any other.
 */
export function decide(entry: StoredEntry, seenVersion: number, kind: DecisionKind, isTakenIn: boolean): Decided {
  const { current, approvedVersion } = entry;
  if (current.version !== seenVersion)
    return standingVersion(entry) === seenVersion ? decideBehind(entry, seenVersion, kind) : { outcome: "changed" };
  const counts = isTakenIn || approvedVersion === current.version;
  return kind === "approved" ? approve(entry, counts) : giveBack(entry, counts);
}
