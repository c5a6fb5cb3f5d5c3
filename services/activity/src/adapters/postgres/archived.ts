import { Refusal } from "@kinerja/common/errors";
import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Span } from "../../app/read.ts";

/** Weeks of ids in the archive that entries of a person's days may lie in: the days know between which ids their entries are. */
export async function readArchivedWeeks(db: Db, personId: string, { from, to }: Span): Promise<string[]> {
  const rows = await db.query<{ week: string }>(
    `select week from (
       select week, to_date(week, 'IYYY"w"IW')::timestamp as monday from archived_week where table_name = 'entry' and restored_at is null) w
     where exists (select from day d where d.person_id = $1 and d.work_date between $2 and $3
       and d.last_id >= uuid_at(monday at time zone 'UTC') and d.first_id < uuid_at(monday at time zone 'UTC' + interval '7 days'))
     order by week`,
    [personId, from, to],
  );
  return rows.map(({ week }) => week);
}

type Month = { readonly agencyId: string; readonly period: Period };

/** An id is made at most 100 days before its entry is accepted, and nobody logs work of tomorrow: an older week holds nothing of the month. */
export const idsBehindDays = 102;

/**
 * Weeks of ids in the archive that entries of an agency's month may lie in, by the same bounds of the days by which sealing reads the entries: without
 * these weeks it would count too little. One that an archive run has taken out and not yet noted is such a week too; an empty one is none.
 */
export async function archivedWeeksOf(db: Db, { agencyId, period }: Month): Promise<string[]> {
  const rows = await db.query<{ week: string }>(
    `select week from (
       select week, to_date(week, 'IYYY"w"IW')::timestamp as monday from (
         select week from archived_week where restored_at is null and row_count > 0
         union select right(relname, 7) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
           and not relispartition and relname ~ '^entry(_version|_conflict)?_\\d{4}w\\d{2}$') a) w
     where monday >= $2::date - ${idsBehindDays + 7} and exists (
       select from day d where d.agency_id = $1 and d.work_date between $2 and $3
         and d.last_id >= uuid_at(monday at time zone 'UTC') and d.first_id < uuid_at(monday at time zone 'UTC' + interval '7 days'))
     order by week`,
    [agencyId, firstDay(period), lastDay(period)],
  );
  return rows.map(({ week }) => week);
}

/** A month is opened again, and closed again, only while all its entries are here. */
export async function refuseArchived(db: Db, month: Month): Promise<void> {
  const weeks = await archivedWeeksOf(db, month);
  if (weeks.length > 0)
    throw new Refusal("refused", "WEEKS_ARCHIVED", { period: month.period, weeks: weeks.join(", ") });
}
