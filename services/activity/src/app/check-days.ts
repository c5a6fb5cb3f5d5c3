import { dayAt, type Period, periodOf, previousPeriod } from "@kinerja/common/kernel";

import { type DayDifference } from "../domain/day-check.ts";

/** Whose days are looked at: of everybody who has entries, or of who has kept days and no entry at all. */
export type DayWalk = "entries" | "days";

/** A page of people, and behind whom the next one begins; the text is the store's own. */
export type DayPage = { readonly personIds: readonly string[]; readonly after: string };

/** How far a round has come: it goes through a month and the one before. */
export type DayRound = {
  readonly month: Period;
  /** Which of its walks. */
  readonly leg: number;
  readonly after: string;
  /** Days that differed until here. */
  readonly differing: number;
};

export type DayCheckStore = {
  /** Undefined between two rounds. */
  round(): Promise<DayRound | undefined>;
  keepRound(round: DayRound | undefined): Promise<void>;
  /** The next people; undefined after the last one. */
  people(period: Period, walk: DayWalk, after: string): Promise<DayPage | undefined>;
  differences(period: Period, personIds: readonly string[]): Promise<DayDifference[]>;
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
  readonly differences: readonly DayDifference[];
  /** Of the round until here. */
  readonly differing: number;
};

const legsOf = (month: Period): { readonly period: Period; readonly walk: DayWalk }[] =>
  [previousPeriod(month), month].flatMap((period) => [
    { period, walk: "entries" },
    { period, walk: "days" },
  ]);

/**
 * Walks through everybody's days of this month and the one before, a page at each call and then from the beginning, and computes them anew from
 * the entries; the place is kept, so that a new leader goes on there. Nothing is corrected: a difference is an error of the software, and somebody
 * looks.
 */
export function createDayCheck({ store, now, settle }: DayCheckNeeds): () => Promise<DayCheck> {
  async function confirmed(period: Period, personIds: readonly string[]): Promise<DayDifference[]> {
    const first = await store.differences(period, personIds);
    if (first.length === 0) return [];
    await settle();
    const again = await store.differences(period, [...new Set(first.map(({ personId }) => personId))]);
    const seen = new Set(first.map((one) => JSON.stringify(one)));
    return again.filter((one) => seen.has(JSON.stringify(one)));
  }

  async function nextLeg(round: DayRound): Promise<DayCheck> {
    const leg = round.leg + 1;
    const isRoundOver = leg >= legsOf(round.month).length;
    await store.keepRound(isRoundOver ? undefined : { ...round, leg, after: "" });
    return { people: 0, isRoundOver, differences: [], differing: round.differing };
  }

  return async () => {
    const month = periodOf(dayAt(now(), "WIT"));
    const round = (await store.round()) ?? { month, leg: 0, after: "", differing: 0 };
    const leg = legsOf(round.month)[round.leg];
    const page = leg && (await store.people(leg.period, leg.walk, round.after));
    if (page === undefined) return nextLeg(round);
    const differences = await confirmed(leg?.period ?? month, page.personIds);
    const differing = round.differing + differences.length;
    await store.keepRound({ ...round, after: page.after, differing });
    return { people: page.personIds.length, isRoundOver: false, differences, differing };
  };
}
