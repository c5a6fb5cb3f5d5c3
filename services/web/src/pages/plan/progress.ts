/** How the items of a month's action plan stand against what was logged. */
import { type CalendarDay } from "../../api/types.ts";
import { type LoggedItem } from "../../entries/by-item.ts";
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

/** Share of a month's working days that are over, today's not counted: nobody is late with a day that still runs. */
export function passedShare(days: readonly CalendarDay[], today: string): number {
  const working = days.filter(({ workingMinutes }) => workingMinutes > 0);
  return working.length === 0 ? 0 : working.filter(({ date }) => date < today).length / working.length;
}

/** Behind is who has less than the share of the month's working days that are over, by one whole unit or more. */
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
