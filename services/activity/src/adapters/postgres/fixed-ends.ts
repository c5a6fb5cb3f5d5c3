import { type Period, periodOf } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { isLateVersion, type Version } from "../../domain/version.ts";
import { uuidArray } from "./binary.ts";
import { type EntryKey } from "./versions.ts";

/** Where the log ended for months that were closed, by agency and period; and which of them were asked for. */
export type FixedEnds = {
  readonly asked: ReadonlySet<string>;
  readonly ends: ReadonlyMap<string, readonly bigint[]>;
};

type Placed = Pick<Version, "agencyId" | "workDate">;

const keyOf = (agencyId: string, period: Period): string => `${agencyId}/${period}`;
const monthOf = ({ agencyId, workDate }: Placed): string => keyOf(agencyId, periodOf(workDate));

/** Versions that are late by their time need no other reason. */
export const inTime = (items: readonly { readonly value: Version }[], deadlineDays: number): Version[] =>
  items.map(({ value }) => value).filter((version) => !isLateVersion([version], version, deadlineDays));

/** The ends of these versions' months, with those that are known. Nearly always none: who records for this month asks a month that nobody closes. */
export async function fixedEndsOf(
  db: Db,
  versions: readonly Placed[],
  known: FixedEnds = { asked: new Set(), ends: new Map() },
): Promise<FixedEnds> {
  const fresh = new Map(
    versions.map((version) => [monthOf(version), version] as const).filter(([key]) => !known.asked.has(key)),
  );
  if (fresh.size === 0) return known;
  const wanted = [...fresh.values()];
  const rows = await db.query<{ agency_id: string; period: Period; first_offsets: string[] }>(
    `select agency_id, period, first_offsets from period
     where first_offsets is not null and period = any ($1::text[]) and agency_id = any ($2::uuid[])`,
    [
      [...new Set(wanted.map(({ workDate }) => periodOf(workDate)))],
      uuidArray([...new Set(wanted.map(({ agencyId }) => agencyId))]),
    ],
  );
  const ends = rows.map((row) => [keyOf(row.agency_id, row.period), row.first_offsets.map(BigInt)] as const);
  return { asked: new Set([...known.asked, ...fresh.keys()]), ends: new Map([...known.ends, ...ends]) };
}

type Placing = Pick<EntryKey, "bucket"> & { readonly value: Version; readonly redriven?: boolean | undefined };

/**
 * Whether a version lies in the log behind the end up to which its month, or the month of a lower version of its entry, was closed (ADR 0034).
 * What was put aside and published once more came earlier than it lies: it is judged by its time alone.
 */
export function isBehind({ ends }: FixedEnds, item: Placing, others: readonly Version[]): boolean {
  const { bucket, value, redriven = false } = item;
  if (redriven || ends.size === 0) return false;
  const lower = others.filter(({ version }) => version < value.version);
  return [value, ...lower].some((version) => {
    const end = ends.get(monthOf(version))?.[bucket];
    return end !== undefined && value.offset >= end;
  });
}
