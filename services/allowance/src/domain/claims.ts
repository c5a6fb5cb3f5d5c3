import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";

import { type Days, daysWithin, noDays } from "./days.ts";
import { type RunKind } from "./run.ts";

/** A THR and a 13th month are paid once a year, in whatever month and by whatever agency: a claim to one of them is one to the whole year. */
const isYearly = (kind: RunKind): boolean => kind === "THR" || kind === "GAJI13";

/** What a run claims of its month: the days, or the one payment of the year. */
export const claimedDays = (kind: RunKind, days: Days): Days => (isYearly(kind) && days !== noDays ? 1 : days);

/** Under which time claims meet: the month, or the year. */
export const claimTime = (kind: RunKind, period: Period): string => (isYearly(kind) ? period.slice(0, 4) : period);

/** The days of the month that are no longer free, by what others have claimed. */
export function takenDays(kind: RunKind, period: Period, claimed: Days): Days {
  if (!isYearly(kind) || claimed === noDays) return claimed;
  return daysWithin(period, firstDay(period), lastDay(period));
}
