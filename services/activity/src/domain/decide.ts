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
function approve(entry: StoredEntry): Decided {
  const { current, state, approvedVersion } = entry;
  if (approvedVersion === current.version && state !== "returned") return unchanged;
  const next = state === "cancelled" ? state : "approved";
  return { outcome: "decided", entry: { ...entry, state: next, approvedVersion: current.version } };
}

/** A returned entry stops counting, an earlier approval included, and waits for a new version. */
function giveBack(entry: StoredEntry): Decided {
  if (entry.state === "returned") return unchanged;
  if (entry.state === "cancelled") return { outcome: "changed" };
  return { outcome: "decided", entry: { ...entry, state: "returned", approvedVersion: 0 } };
}

/** Decides on what was seen; a newer version stays open. */
export function decide(entry: StoredEntry, seenVersion: number, kind: DecisionKind): Decided {
  if (entry.current.version !== seenVersion) return { outcome: "changed" };
  return kind === "approved" ? approve(entry) : giveBack(entry);
}
