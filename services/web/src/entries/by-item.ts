/** What was logged for the items of a month's action plan; every page that shows it counts here. */
import { periodOf } from "../time/dates.ts";
import { type Row } from "./rows.ts";

export interface LoggedItem {
  readonly quantity: number;
  readonly entries: number;
}

/** A change that this device still holds decides by itself; one that was refused leaves what the server has. */
function counts({ entry, stored, own }: Row): boolean {
  if (own !== undefined && own.status !== "refused") return entry.cancelled !== true;
  return stored !== undefined && stored.state !== "CANCELLED" && stored.state !== "RETURNED";
}

const countedEntry = ({ entry, stored, own }: Row) => (own?.status === "refused" ? (stored?.entry ?? entry) : entry);

/** Quantities by plan item. What was cancelled or returned does not count; who writes no quantity has done the thing once. */
export function loggedByItem(rows: readonly Row[], period: string): ReadonlyMap<string, LoggedItem> {
  const found = new Map<string, LoggedItem>();
  for (const { planItemId, workDate, quantity = 1 } of rows.filter(counts).map(countedEntry)) {
    if (planItemId === undefined || planItemId === "" || periodOf(workDate) !== period) continue;
    const known = found.get(planItemId) ?? { quantity: 0, entries: 0 };
    found.set(planItemId, { quantity: known.quantity + quantity, entries: known.entries + 1 });
  }
  return found;
}
