import { appendAudit } from "@kinerja/common/audit";
import { type Day, periodOf } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type Caller, type Grant } from "../../app/authorise.ts";
import { type RecordedShift, type Roster, type ShiftResult, type ShiftStore } from "../../app/shift-days.ts";
import { type Hours } from "../../domain/schedule.ts";
import { type Shift, type ShiftKind } from "../../domain/shift.ts";
import { dateArray, uuidArray } from "./binary.ts";
import { holdMonths } from "./decision-store.ts";
import { shiftIn } from "./held.ts";
import { noteReading } from "./note-reading.ts";
import { onceAs } from "./once.ts";
import { strangers } from "./strangers.ts";

type DayOf = { readonly personId: string; readonly date: Day };
type ShiftOn = (personId: string, date: Day) => Shift | undefined;

/** The shifts that hold on some persons' days. */
export async function shiftsOf(db: Db, agencyId: string, days: readonly DayOf[]): Promise<ShiftOn> {
  const rows = await db.query<{ key: string; kind: ShiftKind; hours: Hours | null }>(
    `select s.person_id || '/' || s.work_date as key, s.kind, s.hours from unnest($2::uuid[], $3::date[]) as k (p, d)
     join shift_day s on s.agency_id = $1 and s.person_id = k.p and s.work_date = k.d and s.replaced_at is null`,
    [agencyId, uuidArray(days.map(({ personId }) => personId)), dateArray(days.map(({ date }) => date))],
  );
  const shifts = new Map(rows.map(({ key, kind, hours }) => [key, shiftIn(kind, hours)]));
  return (personId, date) => shifts.get(`${personId}/${date}`);
}

const rowsSql = "unnest($2::uuid[], $3::date[], $4::text[], $5::jsonb[]) as t (person_id, work_date, kind, hours)";

// Two statements: the new row is one of the index only once the old one is not.
const replaceSql = `update shift_day s set replaced_at = $7 from ${rowsSql}
  where s.agency_id = $1 and s.person_id = t.person_id and s.work_date = t.work_date and s.replaced_at is null
    and (s.kind, s.hours, s.decree) is distinct from (t.kind, t.hours, $6)`;
const insertSql = `with made as (
  insert into shift_day (agency_id, person_id, work_date, kind, hours, decree, recorded_by, recorded_at)
  select $1, t.person_id, t.work_date, t.kind, t.hours, $6, $8, $7 from ${rowsSql}
  where not exists (select from shift_day s where s.agency_id = $1 and s.person_id = t.person_id and s.work_date = t.work_date
    and s.replaced_at is null)
  returning 1)
select count(*)::int as changed from made`;

async function write(db: Db, caller: Caller, now: number, { agencyId, decree, rows }: Roster): Promise<number> {
  const params = [
    ...[agencyId, uuidArray(rows.map(({ personId }) => personId)), dateArray(rows.map(({ date }) => date))],
    rows.map(({ kind }) => kind),
    rows.map(({ hours }) => (hours === undefined ? null : JSON.stringify(hours))),
    ...[decree, new Date(now)],
  ];
  await db.query(replaceSql, params);
  const [row] = await db.query<{ changed: number }>(insertSql, [...params, caller.personId]);
  return row?.changed ?? 0;
}

type ShiftRow = Omit<RecordedShift, "hours" | "replacedAt"> & { hours: Hours | null; replacedAt: Date | null };

const listSql = `select agency_id as "agencyId", person_id as "personId", work_date as date, kind, hours, decree,
    recorded_by as "recordedBy", recorded_at as "recordedAt", replaced_at as "replacedAt"
  from shift_day where person_id = $1 and work_date between $2 and $3 order by work_date, position desc limit 500`;

export const postgresShiftStore = (db: Database, now: () => number): ShiftStore => {
  async function recordIn(tx: Db, caller: Caller, grant: Grant, roster: Roster): Promise<ShiftResult> {
    const { agencyId, rows } = roster;
    // A month that is being sealed has all of them or none.
    await holdMonths(tx, rows.map(({ date }) => ({ agencyId, period: periodOf(date) }))); // prettier-ignore
    await lockKey(tx, `shift-day/${agencyId}`);
    const changed = await write(tx, caller, now(), roster);
    await appendAudit(tx, {
      ...{ at: new Date(now()), actor: caller.personId, role: grant.role, action: "set", resource: "shift-day" },
      ...{ objectId: agencyId, agencyId, requestId: caller.requestId },
      detail: { days: rows.length, changed, decree: roster.decree },
    });
    return { days: rows.length, changed };
  }
  return {
    strangers: (agencyId, rows) => db.transaction({ agencies: [agencyId] }, (tx) => strangers(tx, agencyId, rows)),
    record: (caller, grant, roster, command) =>
      db.transaction({ agencies: [roster.agencyId] }, (tx) =>
        onceAs<ShiftResult>(tx, caller, "shift-day:set", command, () => recordIn(tx, caller, grant, roster)),
      ),
    list: (grant, note, personId, { from, to }) =>
      db.transaction({ agencies: grant.agencies, person: grant.person }, async (tx) => {
        const rows = await tx.query<ShiftRow>(listSql, [personId, from, to]);
        await noteReading(tx, grant, note, now());
        return rows.map(({ hours, replacedAt, ...row }) => ({
          ...row,
          hours: hours ?? undefined,
          replacedAt: replacedAt ?? undefined,
        }));
      }),
  };
};
