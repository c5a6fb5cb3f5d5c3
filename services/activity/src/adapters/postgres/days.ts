import { type Db } from "@kinerja/common/postgres";

import { contributionsOf, type createDayLedger, type DayDelta } from "../../domain/day.ts";
import { flagBit } from "../../domain/flags.ts";
import { type StoredEntry } from "../../domain/version.ts";
import { dateArray, int2Array, int4Array, uuidArray } from "./binary.ts";
import { type EntryKey } from "./versions.ts";

/** Enters into the ledger what an entry counts for. */
export function enter(
  ledger: ReturnType<typeof createDayLedger>,
  sign: 1 | -1,
  key: EntryKey & { readonly flags: number },
  { current, others, state, approvedVersion }: StoredEntry,
): void {
  const approved = [current, ...others].find(({ version }) => version === approvedVersion);
  ledger.add(
    key,
    sign,
    contributionsOf({ current, approved, others, state, isLate: (key.flags & flagBit.LATE) !== 0 }),
  );
}

const upsert = `insert into day as d (agency_id, person_id, work_date, bucket, minutes, entries, approved_minutes, approved_entries,
    open_entries, late_entries, first_id, last_id)
  select * from unnest($1::uuid[], $2::uuid[], $3::date[], $4::int2[], $5::int4[], $6::int4[], $7::int4[], $8::int4[], $9::int4[],
    $10::int4[], $11::uuid[], $12::uuid[])
  on conflict (agency_id, person_id, work_date) do update set minutes = d.minutes + excluded.minutes,
    entries = d.entries + excluded.entries, approved_minutes = d.approved_minutes + excluded.approved_minutes,
    approved_entries = d.approved_entries + excluded.approved_entries, open_entries = d.open_entries + excluded.open_entries,
    late_entries = d.late_entries + excluded.late_entries,
    first_id = least(d.first_id, excluded.first_id), last_id = greatest(d.last_id, excluded.last_id)`;

/** Moves days by new − old. The deltas come in the order of their key, so transactions lock days in one order. */
export async function moveDays(db: Db, deltas: readonly DayDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  await db.query(upsert, [
    uuidArray(deltas.map(({ agencyId }) => agencyId)),
    uuidArray(deltas.map(({ personId }) => personId)),
    dateArray(deltas.map(({ workDate }) => workDate)),
    int2Array(deltas.map(({ bucket }) => bucket)),
    int4Array(deltas.map(({ minutes }) => minutes)),
    int4Array(deltas.map(({ entries }) => entries)),
    int4Array(deltas.map(({ approvedMinutes }) => approvedMinutes)),
    int4Array(deltas.map(({ approvedEntries }) => approvedEntries)),
    int4Array(deltas.map(({ openEntries }) => openEntries)),
    int4Array(deltas.map(({ lateEntries }) => lateEntries)),
    uuidArray(deltas.map(({ firstId }) => firstId)),
    uuidArray(deltas.map(({ lastId }) => lastId)),
  ]);
}
