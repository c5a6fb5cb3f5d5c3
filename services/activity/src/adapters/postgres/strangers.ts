import { type Day } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { dateArray, uuidArray } from "./binary.ts";

type DayOf = { readonly personId: string; readonly date: Day };

/** Rows of people of whom nothing was heard yet that they have an employment in the agency on that day. */
export async function strangers<Row extends DayOf>(db: Db, agencyId: string, rows: readonly Row[]): Promise<Row[]> {
  const found = await db.query<{ nr: bigint }>(
    `select k.nr from unnest($2::uuid[], $3::date[]) with ordinality as k (person, day, nr)
     where not exists (select from employment_copy c where c.agency_id = $1 and c.person_id = k.person
       and c.valid_from <= k.day and (c.valid_to is null or k.day <= c.valid_to))
     order by k.nr`,
    [agencyId, uuidArray(rows.map(({ personId }) => personId)), dateArray(rows.map(({ date }) => date))],
  );
  return found.flatMap(({ nr }) => rows[Number(nr) - 1] ?? []);
}
