import { useApp } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { type ItemProgress, loggedByItem, passedShare, progressOf } from "./progress.ts";
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
  const { api } = useApp().platform;
  return useLoad(async () => {
    const logged = api
      .entries({ fromDate: `${period}-01`, toDate: lastDayOf(period) })
      .then(({ entries }) => loggedByItem(entries))
      .catch(() => undefined);
    const { items } = await calls.month(period, skpId);
    const known = await logged;
    return { skpId, period, items, progress: known && progressOf(items, known, passedShare(period, today)) };
  }, [calls, api, skpId, period, today]);
}

/** The month that was loaded, when it is the one wanted. */
export const viewOf = ({ value }: Loaded<MonthView>, { skpId }: Skp, period: string): MonthView | undefined =>
  value?.period === period && value.skpId === skpId ? value : undefined;
