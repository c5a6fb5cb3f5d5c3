import { type Period } from "@kinerja/common/kernel";

import { daysWithin, noDays } from "./days.ts";
import { type MonthRow, type SnapshotRow } from "./snapshot.ts";

/** Days that are paid and rest on a person's word: a corrected day of attendance, a shift that was set afterwards. */
export type ByHand = {
  readonly days: number;
  /** "2026-10-05". */
  readonly first: string;
};

/**
 * Of the rows of one person; undefined where no paid day is one. Whether the day would have paid less without that word nobody can tell: the sealed month
 * has the fact that holds, and not the one that it has replaced.
 */
export function byHandOf(
  period: Period,
  rows: readonly Pick<SnapshotRow, "employmentId" | "days">[],
  months: readonly Pick<MonthRow, "employmentId" | "byHand">[],
): ByHand | undefined {
  let found: ByHand | undefined;
  for (const { employmentId, byHand } of months) {
    if (byHand === undefined) continue;
    const paid = rows.find((row) => row.employmentId === employmentId)?.days ?? noDays;
    for (const day of byHand) {
      if ((daysWithin(period, day, day) & paid) === noDays) continue;
      const { days, first } = found ?? { days: 0, first: day };
      found = { days: days + 1, first: day < first ? day : first };
    }
  }
  return found;
}
