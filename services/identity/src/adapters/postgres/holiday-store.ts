import { Refusal } from "@kinerja/common/errors";
import { type AgencyId, type Day } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey, type Scope } from "@kinerja/common/postgres";

import { type HolidayStore, type RecordedDayOff } from "../../app/holidays.ts";
import { type Cause } from "../../app/ports.ts";
import { type RecordedWeek } from "../../domain/working-week.ts";
import { assertAgency } from "./agencies.ts";
import { writeAudit } from "./audit.ts";
import { onceById } from "./once.ts";
import { weeksOf } from "./work-calendar.ts";

type Row = {
  agency_id: AgencyId | null;
  day: Day;
  name: string;
  collective_leave: boolean;
  decree: string;
  verified: boolean;
};

const toDayOff = (row: Row): RecordedDayOff => ({
  agencyId: row.agency_id ?? undefined,
  day: row.day,
  name: row.name,
  collectiveLeave: row.collective_leave,
  decree: row.decree,
  verified: row.verified,
});

type Changed = Pick<RecordedDayOff, "agencyId" | "day" | "decree">;
const scopeOf = ({ agencyId }: Changed): Scope => ({ agencies: agencyId === undefined ? [] : [agencyId] });

/** The calendar of the year is told anew. */
async function renewCalendar(tx: Db, { agencyId, day }: Changed): Promise<void> {
  await tx.query(
    `insert into calendar (agency_id, year, version) values ($1, $2, 1)
     on conflict (agency_id, year) do update set version = calendar.version + 1`,
    [agencyId ?? null, Number(day.slice(0, 4))],
  );
}

async function audit(tx: Db, action: string, { agencyId, day, decree }: Changed, cause: Cause): Promise<void> {
  const entry = { action, resource: "holiday", objectId: day, detail: { decree } };
  await writeAudit(tx, agencyId === undefined ? entry : { ...entry, agencyId }, cause);
}

const same = (row: Row | undefined, day: RecordedDayOff): boolean =>
  row !== undefined &&
  row.name === day.name &&
  row.collective_leave === day.collectiveLeave &&
  row.decree === day.decree &&
  row.verified === day.verified;

async function writeDay(tx: Db, day: RecordedDayOff, cause: Cause): Promise<void> {
  await assertAgency(tx, day.agencyId);
  const [before] = await tx.query<Row>("select * from holiday where agency_id is not distinct from $1 and day = $2", [
    day.agencyId ?? null,
    day.day,
  ]);
  if (same(before, day)) return;
  await tx.query(
    `insert into holiday (agency_id, day, name, collective_leave, decree, verified, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (agency_id, day) do update set name = excluded.name, collective_leave = excluded.collective_leave,
       decree = excluded.decree, verified = excluded.verified, recorded_by = excluded.recorded_by`,
    [day.agencyId ?? null, day.day, day.name, day.collectiveLeave, day.decree, day.verified, cause.actor],
  );
  await renewCalendar(tx, day);
  await audit(tx, "set", day, cause);
}

async function removeDay(tx: Db, day: Changed, cause: Cause): Promise<boolean> {
  const gone = await tx.query(
    "delete from holiday where agency_id is not distinct from $1 and day = $2 returning day",
    [day.agencyId ?? null, day.day],
  );
  if (gone.length === 0) return false;
  await renewCalendar(tx, day);
  await audit(tx, "remove", day, cause);
  return true;
}

async function writeWeek(tx: Db, { agencyId, unitId, validFrom, days, decree }: RecordedWeek, cause: Cause) {
  await assertAgency(tx, agencyId);
  if (unitId !== undefined) {
    const known = await tx.query("select from unit where id = $1 and agency_id = $2", [unitId, agencyId]);
    if (known.length === 0) throw new Refusal("not-found", "UNIT_UNKNOWN");
  }
  const written = await tx.query(
    `insert into working_week as w (agency_id, unit_id, valid_from, days, decree, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (agency_id, unit_id, valid_from) do update set days = excluded.days, decree = excluded.decree,
       recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
     where (w.days, w.decree) <> (excluded.days, excluded.decree) returning 1`,
    [agencyId, unitId ?? null, validFrom, days, decree, cause.actor, new Date(cause.at)],
  );
  if (written.length === 0) return;
  const detail = { decree, days, ...(unitId !== undefined && { unitId }) };
  await writeAudit(tx, { action: "set", resource: "working-week", objectId: validFrom, agencyId, detail }, cause);
}

export const postgresHolidayStore = (db: Database): HolidayStore => ({
  ofYear: (scope, year) =>
    db.transaction(scope, async (tx) => {
      const rows = await tx.query<Row>(
        "select * from holiday where extract(year from day) = $1 order by day, agency_id nulls first",
        [year],
      );
      return rows.map(toDayOff);
    }),
  weeks: ({ agencies }) =>
    db.transaction({ agencies }, async (tx) => {
      const found = await Promise.all(agencies.map((agencyId) => weeksOf(tx, agencyId as AgencyId)));
      return found.flat();
    }),
  setWeek: (week, cause) => db.transaction({ agencies: [week.agencyId] }, (tx) => writeWeek(tx, week, cause)),
  set: (day, cause) =>
    db.transaction(scopeOf(day), async (tx) => {
      await lockKey(tx, "identity/calendar");
      await writeDay(tx, day, cause);
    }),
  remove: (day, cause) =>
    db.transaction(scopeOf(day), async (tx) => {
      await lockKey(tx, "identity/calendar");
      return (await onceById(cause, tx, async () => ((await removeDay(tx, day, cause)) ? "gone" : ""))) === "gone";
    }),
});
