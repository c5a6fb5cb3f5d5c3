import { Refusal } from "@kinerja/common/errors";
import { type AgencyId, type Day } from "@kinerja/common/kernel";
import { type Database, type Db, noScope } from "@kinerja/common/postgres";

import { type RosterView } from "../../app/directory.ts";
import { unitPaths } from "../../domain/unit-paths.ts";
import { employmentColumns, employmentJoins, type EmploymentRow, toEmployment } from "./views.ts";
import { unitsOf } from "./work-calendar.ts";

const slice = 2_000;
const nobody = "00000000-0000-0000-0000-000000000000";
type Row = EmploymentRow & { grade: string; position_kind: string };

const pageSql = (ofOne: string): string => `
  with page as materialized (
    select e.* from employment e
    where e.agency_id = $1 and (e.person_id, e.valid_from, e.id) > ($4::uuid, $5::date, $6::uuid) ${ofOne}
      and e.valid_from <= $3 and coalesce(e.valid_to, 'infinity') >= $2
    order by e.person_id, e.valid_from, e.id limit ${slice})
  select ${employmentColumns}, e.grade, po.kind as position_kind from page e ${employmentJoins}
  order by e.person_id, e.valid_from, e.id`;

/** One plan serves all agencies here, and would read and sort the rest of an agency for each page: the index has the order. */
const byIndex = "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)";

const readPage = (reader: Database, sql: string, params: readonly unknown[]): Promise<Row[]> =>
  reader.transaction(noScope, async (tx) => {
    const [, rows] = await Promise.all([tx.query(byIndex), tx.query<Row>(sql, params)]);
    return rows;
  });

/** Another one whenever an employment of the agency begins or changes: versions only grow, and nothing is removed. */
async function stateOf(db: Db, agencyId: AgencyId): Promise<string> {
  const [row] = await db.query<{ state: string }>(
    "select count(*) || '/' || coalesce(sum(version), 0) as state from employment where agency_id = $1",
    [agencyId],
  );
  return row?.state ?? "";
}

/**
 * Page by page, each in a statement of its own: a transaction that stays open while a reader takes millions of rows would keep a connection from
 * everybody else and hold up VACUUM. That all pages are of one state is looked at in the end; if they are not, the reader begins anew.
 */
export async function* rosterPages(
  reader: Database,
  agencyId: AgencyId,
  from: Day,
  to: Day,
  personId?: string,
): AsyncGenerator<RosterView[]> {
  // One person's rows are one page.
  const stateNow = (): Promise<string> => (personId === undefined ? stateOf(reader, agencyId) : Promise.resolve(""));
  const state = await stateNow();
  const pathOf = unitPaths(await unitsOf(reader, agencyId));
  const [sql, one] = personId === undefined ? [pageSql(""), []] : [pageSql("and e.person_id = $7::uuid"), [personId]];
  let after: readonly string[] = [personId ?? nobody, "-infinity", nobody];
  for (;;) {
    const rows = await readPage(reader, sql, [agencyId, from, to, ...after, ...one]);
    yield rows.map((row) => ({
      ...toEmployment(row),
      grade: row.grade.trim(),
      positionKind: row.position_kind,
      unitIds: pathOf(row.unit_id),
    }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < slice) break;
    after = [last.person_id, last.valid_from, last.id];
  }
  if ((await stateNow()) !== state) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE");
}
