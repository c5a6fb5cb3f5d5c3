/** Bits of `flags`: 1 << number of the flag in the contract. The first three are written with the entry, the others derived when it is read. */
export const flagBit = {
  LATE: 1 << 1,
  SESSION_ENDED: 1 << 6,
  CONFLICT: 1 << 7,
  OVERLAP: 1 << 2,
  DAY_FULL: 1 << 3,
  PLAN_ITEM_UNKNOWN: 1 << 4,
  EMPLOYMENT_NOT_VALID: 1 << 5,
  CHANGED_AFTER_APPROVAL: 1 << 8,
  IDENTICAL: 1 << 9,
  TASK_UNKNOWN: 1 << 10,
  BACKFILLED: 1 << 11,
  TOO_MANY: 1 << 12,
} as const;

export type FlagName = keyof typeof flagBit;

export const flagNames = (flags: number): FlagName[] =>
  (Object.keys(flagBit) as FlagName[])
    .filter((name) => (flags & flagBit[name]) !== 0)
    .sort((one, other) => flagBit[one] - flagBit[other]);

/** How many entries have each flag; only flags that occur, in the order of the contract. */
export function countFlags(entries: readonly { readonly flags: number }[]): Map<FlagName, number> {
  const counts = new Map<FlagName, number>();
  for (const name of flagNames(~0)) {
    const count = entries.filter(({ flags }) => (flags & flagBit[name]) !== 0).length;
    if (count > 0) counts.set(name, count);
  }
  return counts;
}

/** What the flags of a day look at. */
export type OnDay = {
  readonly starts: number | undefined;
  readonly ends: number | undefined;
  readonly minutes: number;
  readonly textHash: number | undefined;
};

const minutesADay = 1440;

function overlapping(entries: readonly OnDay[]): Set<OnDay> {
  const spans = entries.filter(({ starts, ends }) => starts !== undefined && ends !== undefined);
  spans.sort((one, other) => (one.starts ?? 0) - (other.starts ?? 0));
  const found = new Set<OnDay>();
  let widest: OnDay | undefined; // of those that began before, the one that ends last
  for (const span of spans) {
    if (widest !== undefined && (span.starts ?? 0) < (widest.ends ?? 0)) found.add(widest).add(span);
    if (widest === undefined || (span.ends ?? 0) > (widest.ends ?? 0)) widest = span;
  }
  return found;
}

/** Entries that say the same of the same time, or of as long where no time is given: blocks copied within one day. Work that goes on is none. */
function identical(entries: readonly OnDay[]): Set<OnDay> {
  const alike = Map.groupBy(
    entries.filter(({ textHash }) => textHash !== undefined),
    ({ textHash, starts, ends, minutes }) => `${textHash ?? 0}/${starts ?? ""}/${ends ?? ""}/${minutes}`,
  );
  return new Set([...alike.values()].filter(({ length }) => length > 1).flat());
}

/** Flags that come from the other entries of the same person and day; only entries that count are given. */
export function flagsOfDay<Entry extends OnDay>(entries: readonly Entry[]): Map<Entry, number> {
  const shared = overlapping(entries);
  const copied = identical(entries);
  const full = entries.reduce((sum, { minutes }) => sum + minutes, 0) > minutesADay ? flagBit.DAY_FULL : 0;
  return new Map(
    entries.map((entry) => [
      entry,
      full | (shared.has(entry) ? flagBit.OVERLAP : 0) | (copied.has(entry) ? flagBit.IDENTICAL : 0),
    ]),
  );
}
