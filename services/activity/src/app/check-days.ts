import { dayAt, type Period, periodOf, previousPeriod } from "@kinerja/common/kernel";

import { type DayDifference } from "../domain/day-check.ts";

/** A page of people of one agency; where the next one begins. */
export type DayPage = {
  readonly agencyId: string;
  readonly personIds: readonly string[];
};
export type DayPlace = { readonly agencyId: string; readonly personId: string };

export type DayCheckStore = {
  /** The next people with days in the month, of one agency; undefined after the last one. */
  people(period: Period, after: DayPlace | undefined): Promise<DayPage | undefined>;
  differences(period: Period, page: DayPage): Promise<DayDifference[]>;
};

export type DayCheckNeeds = {
  readonly store: DayCheckStore;
  readonly now: () => number;
  /** Between two looks at what differed: what was being written in between is equal then. */
  readonly settle: () => Promise<void>;
};

export type DayCheck = {
  readonly people: number;
  /** The round through both months is complete. */
  readonly isRoundOver: boolean;
  readonly differences: readonly (DayDifference & { readonly agencyId: string })[];
};

/**
 * Walks through everybody's days of this month and the one before, a page at each call and then from the beginning, and computes them anew from
 * the entries. Nothing is corrected: a difference is an error of the software, and somebody looks.
 */
export function createDayCheck({ store, now, settle }: DayCheckNeeds): () => Promise<DayCheck> {
  let months: Period[] = [];
  let after: DayPlace | undefined;

  async function confirmed(period: Period, page: DayPage): Promise<DayDifference[]> {
    const first = await store.differences(period, page);
    if (first.length === 0) return [];
    await settle();
    const again = await store.differences(period, {
      ...page,
      personIds: [...new Set(first.map(({ personId }) => personId))],
    });
    const seen = new Set(first.map((one) => JSON.stringify(one)));
    return again.filter((one) => seen.has(JSON.stringify(one)));
  }

  return async () => {
    const current = periodOf(dayAt(now(), "WIT"));
    if (months.length === 0) months = [previousPeriod(current), current];
    const [period = current] = months;
    const page = await store.people(period, after);
    if (page === undefined) {
      months = months.slice(1);
      after = undefined;
      return { people: 0, isRoundOver: months.length === 0, differences: [] };
    }
    const found = await confirmed(period, page);
    after = { agencyId: page.agencyId, personId: page.personIds.at(-1) ?? "" };
    const differences = found.map((one) => ({ ...one, agencyId: page.agencyId }));
    return { people: page.personIds.length, isRoundOver: false, differences };
  };
}
