/** What the screen shows of entries: the server's copy, and over it what this device knows better. */
import { type Entry, type StoredEntry } from "../api/types.ts";
import { type Outbox, type OutboxItem } from "../offline/outbox.ts";
import { minutesOf, timeOf } from "../time/dates.ts";

export interface Row {
  readonly entry: Entry;
  readonly stored?: StoredEntry;
  /** The own copy, where it is newer than the server's or not yet seen there. */
  readonly own?: OutboxItem;
}

const isEmpty = (text: string | undefined): text is "" | undefined => text === undefined || text === "";

/** Minutes that count, as the server will count them. */
export function minutesOfEntry(entry: Entry): number {
  if (entry.cancelled === true) return 0;
  if (isEmpty(entry.startsAt) || isEmpty(entry.endsAt)) return entry.minutes ?? 0;
  return Math.max(0, (minutesOf(entry.endsAt) ?? 0) - (minutesOf(entry.startsAt) ?? 0));
}

function newestOwn(outbox: Outbox, personId: string): Map<string, OutboxItem> {
  const newest = new Map<string, OutboxItem>();
  for (const item of outbox) {
    const known = newest.get(item.entry.id);
    if (item.personId === personId && (known === undefined || known.entry.version <= item.entry.version)) {
      newest.set(item.entry.id, item);
    }
  }
  return newest;
}

const startOf = ({ entry }: Row): number => (isEmpty(entry.startsAt) ? -1 : (minutesOf(entry.startsAt) ?? -1));

/** Newest work first; entries without a time of day stand below those with one, in the order of their making. */
const byNewestWork = (left: Row, right: Row): number =>
  right.entry.workDate.localeCompare(left.entry.workDate) ||
  startOf(right) - startOf(left) ||
  right.entry.id.localeCompare(left.entry.id);

export function mergeRows(stored: readonly StoredEntry[], outbox: Outbox, personId: string): Row[] {
  const own = newestOwn(outbox, personId);
  const rows = stored.map((copy): Row => {
    const item = own.get(copy.entry.id);
    own.delete(copy.entry.id);
    const isNewer = item !== undefined && item.entry.version > copy.entry.version;
    return isNewer ? { entry: item.entry, stored: copy, own: item } : { entry: copy.entry, stored: copy };
  });
  for (const item of own.values()) rows.push({ entry: item.entry, own: item });
  return rows.sort(byNewestWork);
}

/** A refused entry that the server never had doesn't count; everything else counts as it stands. */
export function rowMinutes({ entry, stored, own }: Row): number {
  if (own?.status === "refused") return stored?.minutes ?? 0;
  return own === undefined && stored !== undefined ? stored.minutes : minutesOfEntry(entry);
}

export type RowState = "sending" | "waiting" | "fix" | "stored" | "noted" | "approved" | "returned" | "cancelled";

/** Flags on which the author can act; the others only tell the superior something. */
const toFix: ReadonlySet<string> = new Set([
  "OVERLAP",
  "DAY_FULL",
  "PLAN_ITEM_UNKNOWN",
  "EMPLOYMENT_NOT_VALID",
  "CONFLICT",
  "IDENTICAL",
  "TASK_UNKNOWN",
]);

function ownState({ status, attempts, entry }: OutboxItem, isHeld: boolean): RowState {
  if (status === "refused") return "fix";
  if (status === "acknowledged") return entry.cancelled === true ? "cancelled" : "stored";
  return isHeld || attempts > 1 ? "waiting" : "sending";
}

const settled: Partial<Record<StoredEntry["state"], RowState>> = {
  CANCELLED: "cancelled",
  RETURNED: "returned",
  APPROVED: "approved",
};

function storedState({ state, flags }: StoredEntry): RowState {
  if (flags.some((flag) => toFix.has(flag)) && state === "OPEN") return "fix";
  return settled[state] ?? (flags.length > 0 ? "noted" : "stored");
}

export function stateOf({ stored, own }: Row, isHeld: boolean): RowState {
  if (own !== undefined) return ownState(own, isHeld);
  return stored === undefined ? "stored" : storedState(stored);
}

export const needsAuthor = (state: RowState): boolean => state === "fix" || state === "returned";

export interface Overlap {
  readonly minutes: number;
  readonly other: Entry;
}

type Spanned = Pick<Entry, "id" | "workDate" | "startsAt" | "endsAt">;

/** From and to in minutes of the day, where an entry has both. */
function spanOf({ startsAt, endsAt }: Spanned): readonly [number, number] | undefined {
  const from = minutesOf(startsAt ?? "");
  const to = minutesOf(endsAt ?? "");
  return from === undefined || to === undefined ? undefined : [from, to];
}

function sharedMinutes(left: Spanned, right: Spanned): number {
  const [one, two] = [spanOf(left), spanOf(right)];
  return one && two ? Math.min(one[1], two[1]) - Math.max(one[0], two[0]) : 0;
}

/** The greatest overlap of a span with another row of the day. */
export function overlapOf(entry: Spanned, rows: readonly Row[]): Overlap | undefined {
  let greatest: Overlap | undefined;
  for (const { entry: other } of rows) {
    if (other.id === entry.id || other.workDate !== entry.workDate || other.cancelled === true) continue;
    const minutes = sharedMinutes(entry, other);
    if (minutes > (greatest?.minutes ?? 0)) greatest = { minutes, other };
  }
  return greatest;
}

/** Start and end to offer for the next entry of a day: after the last one, until now where that is later. */
export function nextSpan(rows: readonly Row[], workDate: string, nowTime: string | undefined): [string, string] {
  const ends = rows
    .filter(({ entry }) => entry.workDate === workDate && entry.cancelled !== true)
    .map(({ entry }) => minutesOf(entry.endsAt ?? "") ?? 0);
  const starts = Math.max(450, ...ends);
  const now = nowTime === undefined ? undefined : minutesOf(nowTime);
  if (now === undefined) return [timeOf(starts), ends.length === 0 ? "16:00" : ""];
  const rounded = now - (now % 15);
  return rounded > starts ? [timeOf(starts), timeOf(rounded)] : [timeOf(starts), ""];
}

/** The last different kinds of work, newest first, without those of `exceptDate`. */
export function lastUsed(rows: readonly Row[], exceptDate: string, limit: number): Entry[] {
  const seen = new Set<string>();
  const found: Entry[] = [];
  const label = ({ description, kind }: Entry) => `${kind} ${description.trim().toLowerCase()}`;
  for (const { entry } of rows) if (entry.workDate === exceptDate) seen.add(label(entry));
  for (const { entry } of rows) {
    if (found.length >= limit) break;
    if (entry.cancelled === true || seen.has(label(entry))) continue;
    seen.add(label(entry));
    found.push(entry);
  }
  return found;
}

/** The entries of the last day before `date` that has any. */
export function lastDayBefore(rows: readonly Row[], date: string): Entry[] {
  const before = rows.filter(({ entry }) => entry.workDate < date && entry.cancelled !== true);
  const last = before.reduce((latest, { entry }) => (entry.workDate > latest ? entry.workDate : latest), "");
  return before
    .filter(({ entry }) => entry.workDate === last)
    .map(({ entry }) => entry)
    .reverse();
}
