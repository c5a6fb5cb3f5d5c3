import { loggedByItem } from "../../entries/by-item.ts";
import { mergeRows } from "../../entries/rows.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { type ItemProgress, passedShare, progressOf } from "./progress.ts";
import { type PlanItem, type Skp } from "./types.ts";
import { useCalls } from "./use-plan.ts";

export interface MonthView {
  readonly skpId: string;
  readonly period: string;
  readonly items: readonly PlanItem[];
  /** Undefined while the entries can't be read. */
  readonly progress: readonly ItemProgress[] | undefined;
}

const lastDayOf = (period: string): string =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** The action plan of a month with what was logged for it. */
export function useMonth(skpId: string, period: string, today: string): Loaded<MonthView> {
  const calls = useCalls();
  const { platform, outbox } = useApp();
  const { personId } = useMe();
  const { api } = platform;
  return useLoad(async () => {
    const facts = Promise.all([
      api.entries({ fromDate: `${period}-01`, toDate: lastDayOf(period) }),
      api.calendar(period),
    ]).catch(() => undefined);
    const { items } = await calls.month(period, skpId);
    const known = await facts;
    if (known === undefined) return { skpId, period, items, progress: undefined };
    const [{ entries }, { days }] = known;
    const logged = loggedByItem(mergeRows(entries, outbox.items, personId), period);
    return { skpId, period, items, progress: progressOf(items, logged, passedShare(days, today)) };
  }, [calls, api, skpId, period, today]);
}

/** The month that was loaded, when it is the one wanted. */
export const viewOf = ({ value }: Loaded<MonthView>, { skpId }: Skp, period: string): MonthView | undefined =>
  value?.period === period && value.skpId === skpId ? value : undefined;
