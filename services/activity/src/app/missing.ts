import {
  type Day,
  dayAt,
  pagePlaceOf,
  pageSizeOf,
  pageTokenOf,
  parsePeriod,
  type Period,
} from "@kinerja/common/kernel";

import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";

export type Missing = { readonly personId: string; readonly dates: readonly Day[] };

/** The last one of the page before: how many days were missing, and who it was. */
export type MissingCursor = { readonly count: number; readonly personId: string };

export type MissingStore = {
  /** People of the agency with working days without an entry, most first; leave excuses. */
  missing(
    caller: Caller,
    grant: Grant,
    query: { agencyId: string; days: readonly Day[]; after: MissingCursor | undefined; limit: number },
  ): Promise<Missing[]>;
};

export type MissingNeeds = {
  readonly store: MissingStore;
  readonly accessTo: AccessTo;
  readonly workingDays: (caller: Caller, period: Period) => Promise<Day[]>;
  readonly now: () => number;
};

export type MissingQuery = {
  readonly agencyId: string;
  readonly period: string;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

function cursorFrom(token: string | undefined): MissingCursor | undefined {
  const place = pagePlaceOf(token, (count) => /^\d{1,2}$/.test(count));
  return place && { count: Number(place.order), personId: place.id };
}

/** Who has not logged? Working days until yesterday, by the officer's own calendar. */
export const listMissing =
  (needs: MissingNeeds) =>
  async (caller: Caller, query: MissingQuery): Promise<{ people: Missing[]; next: string }> => {
    const period = parsePeriod(query.period, "/period");
    const after = cursorFrom(query.pageToken);
    const size = pageSizeOf(query.pageSize);
    const grant = await authorise(needs.accessTo, caller, ["list-missing", "month"], { agencyId: query.agencyId });
    const today = dayAt(needs.now(), "WIB");
    const days = (await needs.workingDays(caller, period)).filter((day) => day < today);
    const { agencyId } = query;
    const found = await needs.store.missing(caller, grant, { agencyId, days, after, limit: size + 1 });
    const people = found.slice(0, size);
    const last = people.at(-1);
    const next = last !== undefined && found.length > size ? pageTokenOf(last.dates.length, last.personId) : "";
    return { people, next };
  };
