import { type Day } from "@kinerja/common/kernel";

import { type State } from "./version.ts";

/** What an entry adds to one day of its person. */
export type Contribution = {
  readonly agencyId: string;
  readonly workDate: Day;
  readonly minutes: number;
  readonly entries: number;
  readonly approvedMinutes: number;
  readonly approvedEntries: number;
  readonly openEntries: number;
  /** Accepted after the deadline, whatever their state: in no sealed revision. */
  readonly lateEntries: number;
};

type Part = { readonly version: number; readonly agencyId: string; readonly workDate: Day; readonly minutes: number };

/** What the contribution of an entry depends on; `approved` is the version whose approval counts. */
export type Counted = {
  readonly current: Part;
  readonly approved?: Part | undefined;
  /** Every version that is not current. */
  readonly others?: readonly Part[];
  readonly state: State;
  /** The current version came after the deadline. */
  readonly isLate: boolean;
};

const nothing = { minutes: 0, entries: 0, approvedMinutes: 0, approvedEntries: 0, openEntries: 0, lateEntries: 0 };

const at = ({ agencyId, workDate }: Part, what: Partial<Contribution>): Contribution => ({
  agencyId,
  workDate,
  ...nothing,
  ...what,
});

const asApproved = (part: Part, lateEntries: number): Contribution =>
  at(part, { minutes: part.minutes, entries: 1, approvedMinutes: part.minutes, approvedEntries: 1, lateEntries });

/** Of the current version alone. The approval of one that came too late is none, unless it was admitted. */
function ownPart({ current, approved, state, isLate }: Counted): Contribution {
  const lateEntries = isLate ? 1 : 0;
  if (state === "returned" || state === "cancelled") return at(current, { lateEntries });
  if (state === "approved" && (approved !== undefined || !isLate)) return asApproved(current, lateEntries);
  return at(current, { minutes: current.minutes, entries: 1, openEntries: state === "open" ? 1 : 0, lateEntries });
}

/**
 * What counts, and where. The day of each version is always named, with zeros if need be, so that a month finds every entry that was ever in it: while a
 * change is too late, what stood before counts. Returned and cancelled entries count nothing; while a change waits, the approved version counts. So it
 * does whatever becomes of a change that came too late.
 */
export function contributionsOf(entry: Counted): Contribution[] {
  const { current, approved, others = [], state, isLate } = entry;
  const isBeside = approved !== undefined && approved.version !== current.version && (state === "open" || isLate);
  const counting = isBeside
    ? [asApproved(approved, 0), at(current, { openEntries: state === "open" ? 1 : 0, lateEntries: isLate ? 1 : 0 })]
    : [ownPart(entry)];
  return others.length === 0 ? counting : [...counting, ...others.map((other) => at(other, nothing))];
}

/** A change of one day's totals, with the ids it must be able to find. */
export type DayDelta = Omit<Contribution, "agencyId" | "workDate"> & {
  readonly agencyId: string;
  readonly personId: string;
  readonly workDate: Day;
  readonly bucket: number;
  readonly firstId: string;
  readonly lastId: string;
};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Sums what entries add (+1) and no longer add (−1), by agency, person and day. */
export function createDayLedger(): {
  add(
    entry: { bucket: number; personId: string; id: string },
    sign: 1 | -1,
    contributions: readonly Contribution[],
  ): void;
  /** In the order of the key, so that two transactions lock days in one order. */
  deltas(): DayDelta[];
} {
  /** Days of a person; few belong to more than one agency. */
  const byPerson = new Map<string, Map<Day, Mutable<DayDelta>[]>>();
  const deltaOf = (personId: string, agencyId: string, workDate: Day, of: { bucket: number; id: string }) => {
    const days = computed(byPerson, personId, () => new Map<Day, Mutable<DayDelta>[]>());
    const ofDay = computed(days, workDate, () => []);
    let delta = ofDay.find((one) => one.agencyId === agencyId);
    if (delta === undefined) {
      delta = { agencyId, personId, workDate, bucket: of.bucket, firstId: of.id, lastId: of.id, ...nothing };
      ofDay.push(delta);
    }
    return delta;
  };
  return {
    add({ bucket, personId, id }, sign, contributions) {
      for (const one of contributions) {
        const delta = deltaOf(personId, one.agencyId, one.workDate, { bucket, id });
        if (id < delta.firstId) delta.firstId = id;
        if (id > delta.lastId) delta.lastId = id;
        delta.minutes += sign * one.minutes;
        delta.entries += sign * one.entries;
        delta.approvedMinutes += sign * one.approvedMinutes;
        delta.approvedEntries += sign * one.approvedEntries;
        delta.openEntries += sign * one.openEntries;
        delta.lateEntries += sign * one.lateEntries;
      }
    },
    deltas: () =>
      [...byPerson.values()]
        .flatMap((days) => [...days.values()].flat())
        .map((delta) => [`${delta.agencyId}/${delta.personId}/${delta.workDate}`, delta] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, delta]) => delta),
  };
}

function computed<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
