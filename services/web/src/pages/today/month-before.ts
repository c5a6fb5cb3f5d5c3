import { type Api } from "../../api/calls.ts";
import { type Month } from "../../api/types.ts";
import { addDays, dayOfMonth, periodOf } from "../../time/dates.ts";

export interface MonthBefore {
  readonly before?: Month | undefined;
  /** When it was asked for. */
  readonly beforeAt?: number | undefined;
}

/** A month stays open for days after its end, never for longer than this. */
const mayBeOpenDays = 14;
/** Two officers may open it again later: that is asked once an hour. */
const knownMs = 3_600_000;
/** What could not be read is asked for again sooner. */
const againMs = 60_000;

/** The month before, as it was known or as it is; where it can't be read, the page has what it knew. */
export async function monthBefore(
  api: Pick<Api, "month">,
  date: string,
  nowMs: number,
  known: MonthBefore | undefined,
): Promise<MonthBefore> {
  const isKnown = dayOfMonth(date) > mayBeOpenDays && nowMs - (known?.beforeAt ?? -Infinity) < knownMs;
  if (isKnown) return { before: known?.before, beforeAt: known?.beforeAt };
  try {
    return { before: await api.month(periodOf(addDays(`${periodOf(date)}-01`, -1))), beforeAt: nowMs };
  } catch {
    return { before: known?.before, beforeAt: nowMs - knownMs + againMs };
  }
}
