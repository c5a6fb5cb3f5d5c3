/** How the items of a month's action plan stand against what was logged. */
import { type StoredEntry } from "../../api/types.ts";
import { type PlanItem } from "./types.ts";

export type Course = "reached" | "on-course" | "behind" | "idle";

export interface ItemProgress {
  readonly item: PlanItem;
  /** Logged in the month, in the unit of the item. */
  readonly done: number;
  /** Entries that name the item. */
  readonly entries: number;
  readonly course: Course;
}

export interface LoggedItem {
  readonly quantity: number;
  readonly entries: number;
}

/** Quantities by plan item. What was cancelled or returned does not count; who writes no quantity has done the thing once. */
export function loggedByItem(entries: readonly StoredEntry[]): ReadonlyMap<string, LoggedItem> {
  const found = new Map<string, LoggedItem>();
  for (const { entry, state } of entries) {
    if (entry.planItemId === undefined || state === "CANCELLED" || state === "RETURNED") continue;
    const known = found.get(entry.planItemId) ?? { quantity: 0, entries: 0 };
    found.set(entry.planItemId, { quantity: known.quantity + (entry.quantity ?? 1), entries: known.entries + 1 });
  }
  return found;
}

/** Share of a month that has passed by the end of a day: 0 before it, 1 after it. */
export function passedShare(period: string, today: string): number {
  const month = today.slice(0, 7);
  if (month !== period) return month < period ? 0 : 1;
  const lastDay = new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0)).getUTCDate();
  return Number(today.slice(8)) / lastDay;
}

/** Behind is who has less than the share of the month that has passed, by one whole unit or more. */
function courseOf(target: number, done: number, share: number): Course {
  if (done >= target && target > 0) return "reached";
  if (share === 0 || target === 0) return "idle";
  return share === 1 || done <= target * share - 1 ? "behind" : "on-course";
}

export function progressOf(
  items: readonly PlanItem[],
  logged: ReadonlyMap<string, LoggedItem>,
  share: number,
): ItemProgress[] {
  return items.map((item) => {
    const { quantity: done, entries } = logged.get(item.itemId ?? "") ?? { quantity: 0, entries: 0 };
    return { item, done, entries, course: courseOf(item.target, done, share) };
  });
}

/** Whole percent of the target, for the bar; never more than all of it. */
export const filled = ({ item, done }: ItemProgress): number =>
  item.target === 0 ? 0 : Math.min(100, Math.round((done / item.target) * 100));
