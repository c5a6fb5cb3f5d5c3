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
