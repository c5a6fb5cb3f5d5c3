import { type Day, firstDay, lastDay, type Period } from "@kinerja/common/kernel";

import { type Days, daysWithin, noDays, together, without } from "../days.ts";

type Post = {
  readonly employmentId: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  readonly primary: boolean;
  readonly positionClass: string;
  readonly staffKind: string;
};
type Frozen = {
  readonly employmentId: string;
  readonly days: Days;
  readonly positionClass: string;
  readonly staffKind: string;
  readonly sharesDays: boolean;
};

/**
 * Its days are others, as far as can be told beside other employments or runs that have some of the month: where it begins or ends inside of the
 * month, or where the days that the other employments leave to it are others.
 */
function hasOtherDays(period: Period, now: Post, before: Frozen, frozen: readonly Frozen[]): boolean {
  const days = now.primary ? daysWithin(period, now.validFrom, now.validTo) : noDays;
  if (days === before.days) return false;
  if (days === noDays || (!before.sharesDays && frozen.length === 1)) return true;
  // It has days of the month, so whatever day it begins or ends on that is none of the month's own ends lies inside of it.
  if (now.validFrom > firstDay(period) || (now.validTo ?? lastDay(period)) < lastDay(period)) return true;
  if (before.sharesDays) return false;
  const others = frozen.reduce((all, one) => (one === before ? all : together(all, one.days)), noDays);
  return without(days, others) !== before.days;
}

/** Whether a month that was frozen would be another one by what identity says of an employment now. */
export function changesMonth(period: Period, now: Post, frozen: readonly Frozen[]): boolean {
  const days = now.primary ? daysWithin(period, now.validFrom, now.validTo) : noDays;
  const before = frozen.find(({ employmentId }) => employmentId === now.employmentId);
  if (!before) return days !== noDays;
  const isOther = before.positionClass !== now.positionClass || before.staffKind !== now.staffKind;
  return (days !== noDays && isOther) || hasOtherDays(period, now, before, frozen);
}
