import { type AgencyId, type Day } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type CalendarParts, type DayOff } from "../../app/directory.ts";
import { type TreeUnit, unitPaths } from "../../domain/unit-paths.ts";
import { type RecordedWeek, type WeekDays } from "../../domain/working-week.ts";

/** National days off and those of the agency; of a day that both have, the nation's comes last. */
async function daysOffOf(db: Db, agencyId: AgencyId, from: Day, to: Day): Promise<DayOff[]> {
  const rows = await db.query<{ day: Day; name: string; collective_leave: boolean }>(
    `select day, name, collective_leave from holiday where (agency_id is null or agency_id = $3) and day between $1 and $2
     order by day, agency_id nulls last`,
    [from, to, agencyId],
  );
  return rows.map(({ day, name, collective_leave }) => ({ day, name, collectiveLeave: collective_leave }));
}

export async function weeksOf(db: Db, agencyId: AgencyId): Promise<RecordedWeek[]> {
  type Row = { unit_id: string | null; valid_from: Day; days: WeekDays; decree: string };
  const rows = await db.query<Row>(
    `select unit_id, valid_from, days, decree from working_week where agency_id = $1
     order by valid_from, unit_id nulls first limit 5000`,
    [agencyId],
  );
  return rows.map(({ unit_id, valid_from, days, decree }) => ({
    agencyId,
    unitId: unit_id ?? undefined,
    validFrom: valid_from,
    days,
    decree,
  }));
}

/** All units that the agency ever had: what a unit was below is a matter of the tree, not of the day. */
export async function unitsOf(db: Db, agencyId: AgencyId): Promise<TreeUnit[]> {
  const rows = await db.query<{ id: string; parent_id: string | null }>(
    "select id, parent_id from unit where agency_id = $1",
    [agencyId],
  );
  return rows.map(({ id, parent_id }) => ({ id, parentId: parent_id ?? undefined }));
}

/** What the days of work of an agency are made of; the tree is read only where a week is recorded. */
export async function calendarParts(db: Db, agencyId: AgencyId, from: Day, to: Day): Promise<CalendarParts> {
  const [weeks, daysOff] = await Promise.all([weeksOf(db, agencyId), daysOffOf(db, agencyId, from, to)]);
  return { weeks, daysOff, pathOf: unitPaths(weeks.length === 0 ? [] : await unitsOf(db, agencyId)) };
}
