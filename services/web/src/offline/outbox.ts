/** What waits on this device to be acknowledged, as values: every change of the outbox is one of these functions. */
import { type Problem } from "../api/problem.ts";
import { type Entry, type EntryRefusal, type EntryResult, type StoredEntry, type Receipt } from "../api/types.ts";

type OutboxStatus = "waiting" | "acknowledged" | "refused";

export interface OutboxItem {
  /** `id:version`, the identity of what is sent. */
  readonly key: string;
  /** Entries of one person are never sent with the session of another. */
  readonly personId: string;
  readonly entry: Entry;
  readonly queuedAt: number;
  /** Calls that carried it. From the first on its body may be in the log and must not change. */
  readonly attempts: number;
  readonly status: OutboxStatus;
  readonly receipt?: Receipt;
  readonly refusal?: EntryRefusal;
}

export type Outbox = readonly OutboxItem[];

const keyOf = ({ id, version }: Pick<Entry, "id" | "version">): string => `${id}:${String(version)}`;

/** Adds entries; one that was never sent is replaced, and a refused one gives way to what comes after it. */
export function queue(outbox: Outbox, personId: string, entries: readonly Entry[], nowMs: number): Outbox {
  const added = entries.map((entry): OutboxItem => ({
    key: keyOf(entry),
    personId,
    entry,
    queuedAt: nowMs,
    attempts: 0,
    status: "waiting",
  }));
  const ids = new Set(entries.map((entry) => entry.id));
  const keys = new Set(added.map((item) => item.key));
  const kept = outbox.filter((item) => !keys.has(item.key) && !(ids.has(item.entry.id) && item.status === "refused"));
  return [...kept, ...added];
}

export const remove = (outbox: Outbox, key: string): Outbox => outbox.filter((item) => item.key !== key);

/** The versions of an entry that the page knew when a change of it began. */
export interface Known {
  /** The server's; 0 when it has none. */
  readonly stored: number;
  /** The one that was shown, which may have left the outbox meanwhile because it was confirmed. */
  readonly shown: number;
}

/** The version that a change of an entry gets: the same only while no call can have put it into the log. */
export function nextVersion(outbox: Outbox, id: string, { stored, shown }: Known): number {
  const own = outbox.filter((item) => item.entry.id === id);
  const newest = Math.max(stored, shown, ...own.map((item) => item.entry.version));
  const last = own.find((item) => item.entry.version === newest);
  const isUnsent = last !== undefined && last.attempts <= (last.status === "refused" ? 1 : 0);
  return isUnsent && newest > stored ? newest : newest + 1;
}

/** What goes into the next call, oldest first. */
export const nextBatch = (outbox: Outbox, personId: string, limit: number): Outbox =>
  outbox.filter((item) => item.status === "waiting" && item.personId === personId).slice(0, limit);

/** Marks a batch as carried by a call; stored before the call is made. */
export function markAttempt(outbox: Outbox, batch: Outbox): Outbox {
  const keys = new Set(batch.map((item) => item.key));
  return outbox.map((item) => (keys.has(item.key) ? { ...item, attempts: item.attempts + 1 } : item));
}

/** Takes the answers of a call; an entry without an answer waits on. */
export function applyResults(outbox: Outbox, results: readonly EntryResult[]): Outbox {
  const byKey = new Map(results.map((result) => [keyOf(result), result]));
  return outbox.map((item) => {
    const result = byKey.get(item.key);
    if (result?.receipt !== undefined) return { ...item, status: "acknowledged", receipt: result.receipt };
    if (result?.refusal !== undefined) return { ...item, status: "refused", refusal: result.refusal };
    return item;
  });
}

/** Refusals that a problem of the whole call names by its pointers, "/entries/3/description". */
export function refusalsOf(batch: Outbox, problem: Problem): EntryResult[] {
  const refusals = new Map<number, EntryRefusal>();
  for (const { pointer, code } of problem.errors) {
    const match = /^\/entries\/(\d+)(\/.*)?$/.exec(pointer);
    if (match && !refusals.has(Number(match[1]))) {
      refusals.set(Number(match[1]), { code, pointer: match[2] ?? "", params: {} });
    }
  }
  if (refusals.size === 0 && batch.length === 1) refusals.set(0, { code: problem.code, pointer: "", params: {} });
  return batch.flatMap((item, index) => {
    const refusal = refusals.get(index);
    return refusal ? [{ id: item.entry.id, version: item.entry.version, refusal }] : [];
  });
}

/** Not a number for what the spool keeps while the log is away: it has no place yet. */
const offsetOf = (position: string): number => Number(position.split(":")[1] ?? Number.NaN);

/** Whether a receipt is of the spool: no read can wait for it. */
export const isSpooled = (position: string): boolean => position.startsWith("spool:");

/**
 * Place in the log of the last receipt that no read has shown yet: what a read has to wait for. A person has one partition. When there are receipts of
 * the spool alone, one of them: the answer says that it is not complete.
 */
export function lastPosition(outbox: Outbox, personId: string): string | undefined {
  let last: string | undefined;
  for (const { receipt, personId: owner } of outbox) {
    if (receipt === undefined || owner !== personId) continue;
    const isLater = last === undefined || isSpooled(last) || offsetOf(receipt.position) > offsetOf(last);
    if (isLater && !(last !== undefined && isSpooled(receipt.position))) last = receipt.position;
  }
  return last;
}

/** Drops what an answer shows in the same version or a later one, wherever its receipt says that it is. */
export function confirmShown(outbox: Outbox, personId: string, shown: readonly StoredEntry[]): Outbox {
  const versions = new Map(shown.map(({ entry }) => [entry.id, entry.version]));
  return outbox.filter(
    ({ status, entry, personId: owner }) =>
      owner !== personId || status !== "acknowledged" || !((versions.get(entry.id) ?? 0) >= entry.version),
  );
}

/** Drops what a complete read that waited for `position` must have contained. */
export function confirm(outbox: Outbox, personId: string, position: string): Outbox {
  return outbox.filter(
    ({ receipt, personId: owner }) =>
      owner !== personId || receipt === undefined || !(offsetOf(receipt.position) <= offsetOf(position)),
  );
}

/** Pause before the next call after `failures` in a row, or what the server asked for; `chance` is 0 … 1. */
export function pauseMs(failures: number, asked: number | undefined, chance: number): number {
  const backOff = Math.min(60_000, 1_000 * 2 ** Math.min(failures, 6));
  return Math.round(Math.max(asked ?? 0, backOff / 2 + (chance * backOff) / 2));
}
