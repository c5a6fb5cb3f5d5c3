import { useEffect, useRef } from "preact/hooks";
import { type Calendar, type Month, type PlanItem, type StoredEntry, type Task } from "../../api/types.ts";
import { confirm, confirmShown, isSpooled, lastPosition, type Outbox } from "../../offline/outbox.ts";
import { useApp, useMe } from "../../state/context.ts";
import { readLocal, writeLocal } from "../../state/local.ts";
import { useLive } from "../../state/use-live.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { addDays, periodOf } from "../../time/dates.ts";
import { monthBefore } from "./month-before.ts";

export interface TodayData {
  readonly personId: string;
  readonly date: string;
  readonly calendar: Calendar;
  readonly month: Month;
  /** The month before: while one may still log for it, and whether it is open again. */
  readonly before?: Month | undefined;
  readonly beforeAt?: number | undefined;
  readonly entries: readonly StoredEntry[];
  /** Items of the month; missing while planning can not be read: recording goes on without it. */
  readonly plan?: readonly PlanItem[] | undefined;
  /** Open tasks; missing while they can not be read. */
  readonly tasks?: readonly Task[] | undefined;
  readonly pending: boolean;
}

/** What the device shows before the network answers; small, and of the same person and month. */
function remembered(personId: string, date: string): TodayData | undefined {
  const data = readLocal("today") as TodayData | undefined;
  return data?.personId === personId && periodOf(data.date) === periodOf(date) ? data : undefined;
}

const rememberedEntries = 60;

/** From the first of the month, but at least two weeks back, so that there is something to repeat. */
const firstDay = (date: string): string => {
  const twoWeeksAgo = addDays(date, -13);
  const firstOfMonth = `${periodOf(date)}-01`;
  return twoWeeksAgo < firstOfMonth ? twoWeeksAgo : firstOfMonth;
};

/** Whether something of the spool is not among what was read. */
const isAnySpooled = (outbox: Outbox, personId: string, shown: readonly StoredEntry[]): boolean =>
  confirmShown(outbox, personId, shown).some(
    ({ receipt, personId: owner }) => owner === personId && receipt !== undefined && isSpooled(receipt.position),
  );

/** Calendar, month and entries round today; own writes are waited for, and confirmed once they were read back. */
export function useToday(date: string): Loaded<TodayData> {
  const { platform, outbox } = useApp();
  const { personId } = useMe();
  const { api } = platform;
  const position = lastPosition(outbox.items, personId);

  const loaded = useLoad(
    async (): Promise<TodayData> => {
      const period = periodOf(date);
      const [calendar, month, entries, plan, before, tasks] = await Promise.all([
        api.calendar(period),
        api.month(period, { after: position }),
        api.entries({ fromDate: firstDay(date), toDate: date, ...(position === undefined ? {} : { after: position }) }),
        api.plan(period).catch(() => undefined),
        monthBefore(api, date, platform.clock.now(), remembered(personId, date)),
        api.openTasks().catch(() => undefined),
      ]);
      const pending = entries.pending || month.pending || isAnySpooled(outbox.items, personId, entries.entries);
      const data = { personId, date, calendar, month, ...before, entries: entries.entries, plan, tasks, pending };
      writeLocal("today", { ...data, entries: data.entries.slice(0, rememberedEntries) });
      const isComplete = position !== undefined && !(entries.pending || month.pending);
      const settle = (items: Outbox): Outbox => {
        const rest = confirmShown(items, personId, data.entries);
        return isComplete ? confirm(rest, personId, position) : rest;
      };
      // After the new copy is drawn, else the entry would vanish for a moment.
      if (position !== undefined) setTimeout(() => void outbox.store.change(settle));
      return data;
    },
    [api, personId, date],
    remembered(personId, date),
  );

  useReloadOnReceipt(position, loaded);
  useLive(loaded.reload, personId);
  return loaded;
}

const reloadMs = 3_000;
/** The log is away: that takes longer, and everybody waits. */
const spooledReloadMs = 20_000;

/** Reads again after each new receipt, and while the log is not yet stored up to it. */
function useReloadOnReceipt(position: string | undefined, { value, reload }: Loaded<TodayData>): void {
  const seen = useRef(position);
  useEffect(() => {
    if (position !== undefined && position !== seen.current) reload();
    seen.current = position;
  }, [position, reload]);
  useEffect(() => {
    if (value?.pending !== true) return;
    const timer = setTimeout(reload, position !== undefined && isSpooled(position) ? spooledReloadMs : reloadMs);
    return () => clearTimeout(timer);
  }, [value, position, reload]);
}
