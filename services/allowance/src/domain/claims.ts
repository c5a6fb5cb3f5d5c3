import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";

import { type Days, daysWithin, noDays } from "./days.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { isYearly, type RunKind } from "./run.ts";

/** What is paid once for a day, by whatever agency and under whatever name. */
export type ClaimClass = "kinerja" | "thr" | "gaji13";

const classes: Readonly<Record<PolicyDocument["kind"], ClaimClass>> = {
  tukin: "kinerja",
  tpp: "kinerja",
  rapel: "kinerja",
  thr: "thr",
  gaji13: "gaji13",
};

/** Tukin of the state and TPP of a region are one allowance for one performance: whoever goes from one to the other is paid a day by one of them. */
export const claimClass = (kind: PolicyDocument["kind"]): ClaimClass => classes[kind];

/** What a run claims of its month: the days, or of a THR and a 13th month the one payment of the year. */
export const claimedDays = (kind: RunKind, days: Days): Days => (isYearly(kind) && days !== noDays ? 1 : days);

/** Under which time claims meet: the month, or the year. */
export const claimTime = (kind: RunKind, period: Period): string => (isYearly(kind) ? period.slice(0, 4) : period);

/** The days of the month that are no longer free, by what others have claimed. */
export function takenDays(kind: RunKind, period: Period, claimed: Days): Days {
  if (!isYearly(kind) || claimed === noDays) return claimed;
  return daysWithin(period, firstDay(period), lastDay(period));
}
