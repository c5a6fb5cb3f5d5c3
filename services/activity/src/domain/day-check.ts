import { type Day, type Period, periodOf } from "@kinerja/common/kernel";

import { contributionsOf } from "./day.ts";
import { flagBit } from "./flags.ts";
import { type Sealable } from "./seal.ts";

/** What counts on one day of a person in an agency. */
export type DaySums = {
  readonly minutes: number;
  readonly entries: number;
  readonly approvedMinutes: number;
  readonly approvedEntries: number;
  readonly openEntries: number;
  readonly lateEntries: number;
  /** Entries that are not found by the bounds of ids that the day keeps; 0 where it is as it should be. */
  readonly unfoundEntries: number;
};

export type KeptDay = Omit<DaySums, "unfoundEntries"> & {
  readonly agencyId: string;
  readonly personId: string;
  readonly workDate: Day;
  readonly firstId: string;
  readonly lastId: string;
};

/** A day whose kept sums are not what its entries make. */
export type DayDifference = {
  readonly agencyId: string;
  readonly personId: string;
  readonly workDate: Day;
  readonly kept: DaySums;
  readonly made: DaySums;
};

/** "2026-10-05: minutes 60 kept, 120 made" */
export const describeDay = ({ workDate, kept, made }: DayDifference): string =>
  `${workDate}: ${names
    .filter((name) => kept[name] !== made[name])
    .map((name) => `${name} ${kept[name]} kept, ${made[name]} made`)
    .join("; ")}`;

const names = ["minutes", "entries", "approvedMinutes", "approvedEntries", "openEntries", "lateEntries", "unfoundEntries"] as const; // prettier-ignore
const nothing: DaySums = { minutes: 0, entries: 0, approvedMinutes: 0, approvedEntries: 0, openEntries: 0, lateEntries: 0, unfoundEntries: 0 }; // prettier-ignore

const plus = (one: DaySums, other: DaySums): DaySums =>
  Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as DaySums;
const areEqual = (one: DaySums, other: DaySums): boolean => names.every((name) => one[name] === other[name]);

function contributionsIn({ versions, approvedVersion, state, flags }: Sealable) {
  const [current] = versions;
  if (current === undefined) return [];
  const approved = versions.find(({ version }) => version === approvedVersion);
  return contributionsOf({ current, approved, state, isLate: (flags & flagBit.LATE) !== 0 });
}

const isFound = (id: string, day: KeptDay | undefined): boolean =>
  day !== undefined && day.firstId <= id && id <= day.lastId;

/**
 * Days of a month computed anew from all entries of some people, beside the kept ones. The writer moves days by new − old; here nothing is moved, so an
 * error of either shows.
 */
export function dayDifferences(
  period: Period,
  entries: readonly Sealable[],
  kept: readonly KeptDay[],
): DayDifference[] {
  const keptOf = new Map(kept.map((day) => [`${day.agencyId}/${day.personId}/${day.workDate}`, day]));
  const made = new Map<string, DaySums>();
  for (const entry of entries)
    for (const part of contributionsIn(entry)) {
      if (periodOf(part.workDate) !== period) continue;
      const key = `${part.agencyId}/${entry.personId}/${part.workDate}`;
      const unfoundEntries = isFound(entry.id, keptOf.get(key)) ? 0 : 1;
      made.set(key, plus(made.get(key) ?? nothing, { ...part, unfoundEntries }));
    }
  const keys = [...new Set([...keptOf.keys(), ...made.keys()])].sort();
  return keys.flatMap((key) => {
    const [sums, own] = [{ ...nothing, ...keptOf.get(key) }, made.get(key) ?? nothing];
    const [agencyId = "", personId = "", workDate = ""] = key.split("/");
    return areEqual(sums, own) ? [] : [{ agencyId, personId, workDate: workDate as Day, kept: sums, made: own }];
  });
}
