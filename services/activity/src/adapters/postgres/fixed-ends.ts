import { type Period, periodOf } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { monthText } from "../../app/close.ts";
import { type LoggedEntry } from "../../app/log.ts";
import { type Version } from "../../domain/version.ts";
import { int8Array, uuidArray } from "./binary.ts";
import { holdMonths } from "./decision-store.ts";
import { type EntryKey } from "./versions.ts";

type Fixed = {
  /** Of each partition the end up to which the log belongs to the month. */
  readonly ends: readonly bigint[];
  /** Once at least. */
  readonly isSealed: boolean;
};

/** Months that were closed or are being closed, by agency and period; and which were asked for. */
export type FixedEnds = {
  readonly asked: ReadonlySet<string>;
  readonly months: ReadonlyMap<string, Fixed>;
};

type Placed = Pick<Version, "agencyId" | "workDate">;

const monthOf = ({ agencyId, workDate }: Placed): string => monthText({ agencyId, period: periodOf(workDate) });

/** Neighbours are of one person, as a rule, and of one month. */
const differentMonths = (versions: readonly Placed[]): Placed[] =>
  versions.filter(({ agencyId, workDate }, index) => {
    const before = versions[index - 1];
    return before?.agencyId !== agencyId || !workDate.startsWith(periodOf(before.workDate));
  });

/** The ends of these versions' months, with those that are known. Nearly always none: who records for this month asks a month that nobody closes. */
export async function fixedEndsOf(
  db: Db,
  versions: readonly Placed[],
  known: FixedEnds = { asked: new Set(), months: new Map() },
): Promise<FixedEnds> {
  const fresh = new Map(
    differentMonths(versions)
      .map((version) => [monthOf(version), version] as const)
      .filter(([key]) => !known.asked.has(key)),
  );
  if (fresh.size === 0) return known;
  const wanted = [...fresh.values()];
  const rows = await db.query<{ agency_id: string; period: Period; revision: number; first_offsets: string[] }>(
    `select agency_id, period, revision, first_offsets from period
     where first_offsets is not null and period = any ($1::text[]) and agency_id = any ($2::uuid[])`,
    [
      [...new Set(wanted.map(({ workDate }) => periodOf(workDate)))],
      uuidArray([...new Set(wanted.map(({ agencyId }) => agencyId))]),
    ],
  );
  const months = rows.map(
    (row) =>
      [
        monthText({ agencyId: row.agency_id, period: row.period }),
        { ends: row.first_offsets.map(BigInt), isSealed: row.revision > 0 },
      ] as const,
  );
  return { asked: new Set([...known.asked, ...fresh.keys()]), months: new Map([...known.months, ...months]) };
}

export type Placing = Pick<EntryKey, "bucket"> & Pick<LoggedEntry, "firstOffset"> & { readonly value: Version };

/**
 * Whether a version lies in the log behind the end up to which its month, or the month of a lower version of its entry, was closed (ADR 0034).
 * What was put aside and published once more came when it lay at its first place; where its month was sealed without it, it is late all the same.
 */
export function isBehind({ months }: FixedEnds, item: Placing, others: readonly Version[]): boolean {
  const { bucket, value, firstOffset } = item;
  if (months.size === 0) return false;
  const lower = others.filter(({ version }) => version < value.version);
  return [value, ...lower].some((version) => {
    const month = months.get(monthOf(version));
    const end = month?.ends[bucket];
    if (month === undefined || end === undefined) return false;
    return (firstOffset ?? value.offset) >= end || (firstOffset !== undefined && month.isSealed);
  });
}

/**
 * Waits for a sealing of these months that is under way: an operator may publish once more what was settled before, and it is either in the sealed month
 * or known to come after it.
 */
export async function waitForSealing(db: Db, items: readonly Placing[]): Promise<void> {
  const late = items.filter(({ firstOffset }) => firstOffset !== undefined);
  if (late.length === 0) return;
  await holdMonths(db, late.map(({ value: { agencyId, workDate } }) => ({ agencyId, period: periodOf(workDate) }))); // prettier-ignore
}

/** Of these places those at which a record was published once more. */
export async function redrivenAt(db: Db, places: readonly { bucket: number; offset: bigint }[]): Promise<Set<string>> {
  if (places.length === 0) return new Set();
  const rows = await db.query<{ place: string }>(
    `select k.p || ':' || k.o as place from unnest($1::int[], $2::int8[]) as k (p, o) where exists (
       select from inbox_parked q where q.consumer = 'activity-writer' and q.partition = k.p and k.o = any (q.redriven_offsets))`,
    [places.map(({ bucket }) => bucket), int8Array(places.map(({ offset }) => offset))],
  );
  return new Set(rows.map(({ place }) => place));
}
