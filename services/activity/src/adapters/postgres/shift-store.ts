import { appendAudit } from "@kinerja/common/audit";
import { Refusal } from "@kinerja/common/errors";
import { type Day, dayAt, periodOf } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type Caller, type Grant } from "../../app/authorise.ts";
import { type Span } from "../../app/read.ts";
import { type ListedShifts, type RecordedShift, type Roster, type ShiftResult, type ShiftStore } from "../../app/shift-days.ts"; // prettier-ignore
import { mostViolations } from "../../domain/person-lines.ts";
import { type Hours } from "../../domain/schedule.ts";
import { type Shift, type ShiftKind } from "../../domain/shift.ts";
import { dateArray, uuidArray } from "./binary.ts";
import { holdForFacts, noteHands } from "./hands.ts";
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

const rowsSql =
  "unnest($2::uuid[], $3::date[], $4::text[], $5::jsonb[], $8::text[]) as t (person_id, work_date, kind, hours, reason)";

// Two statements: the new row is one of the index only once the old one is not.
const replaceSql = `update shift_day s set replaced_at = $7 from ${rowsSql}
  where s.agency_id = $1 and s.person_id = t.person_id and s.work_date = t.work_date and s.replaced_at is null
    and (s.kind, s.hours, s.decree) is distinct from (t.kind, t.hours, $6)`;
const insertSql = `with made as (
  insert into shift_day (agency_id, person_id, work_date, kind, hours, decree, recorded_by, recorded_at, reason)
  select $1, t.person_id, t.work_date, t.kind, t.hours, $6, $9, $7, t.reason from ${rowsSql}
  where not exists (select from shift_day s where s.agency_id = $1 and s.person_id = t.person_id and s.work_date = t.work_date
    and s.replaced_at is null)
  returning to_char(work_date, 'YYYY-MM') as period)
select count(*)::int as changed, coalesce(array_agg(distinct period), '{}') as periods from made`;

const columnsOf = ({ agencyId, rows }: Roster): unknown[] => [
  ...[agencyId, uuidArray(rows.map(({ personId }) => personId)), dateArray(rows.map(({ date }) => date))],
  rows.map(({ kind }) => kind),
  rows.map(({ hours }) => (hours === undefined ? null : JSON.stringify(hours))),
];

type Reasons = readonly (string | undefined)[];

async function write(db: Db, caller: Caller, now: number, roster: Roster, reasons: Reasons): Promise<number> {
  const said = [roster.decree, new Date(now), reasons.map((reason) => reason ?? null)];
  const params = [...columnsOf(roster), ...said];
  await db.query(replaceSql, params);
  const [row] = await db.query<{ changed: number; periods: string[] }>(insertSql, [...params, caller.personId]);
  const { changed, periods } = row ?? { changed: 0, periods: [] };
  await noteHands(db, caller, roster.agencyId, periods);
  return changed;
}

const violationsAt = (rows: Roster["rows"], list: Roster["list"], code: string) =>
  rows.slice(0, mostViolations).map(({ line }) => ({ pointer: `/${list}/${line}/date`, code }));

/** A month that is being sealed has all of them or none; one that was changes only when it is opened again. */
async function refuseSealed(db: Db, caller: Caller, { agencyId, list, rows }: Roster): Promise<void> {
  const sealed = await holdForFacts(db, caller, agencyId, rows.map(({ date }) => date)); // prettier-ignore
  const late = rows.filter(({ date }) => sealed.has(periodOf(date)));
  const [first] = late;
  if (first === undefined) return;
  const period = periodOf(first.date);
  throw new Refusal("refused", "PERIOD_SEALED", { period }, violationsAt(late, list, "PERIOD_SEALED"));
}

// Back to the hours of the unit changes nothing where they hold. Who sets another decree alone says nothing new of the day.
const pastSql = `select place, "isAfterwards", reason from (
  select t.nr::int - 1 as place, s.reason,
    (coalesce(s.kind, 'SCHEDULE'), s.hours) is distinct from (t.kind, t.hours) and (t.work_date <= $6 or exists (
      select from attendance a where a.agency_id = $1 and a.person_id = t.person_id and a.work_date = t.work_date)) as "isAfterwards"
  from unnest($2::uuid[], $3::date[], $4::text[], $5::jsonb[]) with ordinality as t (person_id, work_date, kind, hours, nr)
  left join shift_day s on s.agency_id = $1 and s.person_id = t.person_id and s.work_date = t.work_date and s.replaced_at is null) as known
where "isAfterwards" or reason is not null`;

type Past = { readonly place: number; readonly isAfterwards: boolean; readonly reason: string | null };

/** Why each day gets its shift afterwards; undefined where it gets it before. Refuses those that get it afterwards for no reason. */
async function reasonsOf(db: Db, now: number, roster: Roster): Promise<Reasons> {
  const past = await db.query<Past>(pastSql, [...columnsOf(roster), dayAt(now, "WIT")]);
  const known = new Map(past.map((one) => [one.place, one]));
  const afterwards = roster.rows.filter((_, place) => known.get(place)?.isAfterwards === true);
  if (afterwards.length > 0 && roster.reason === undefined)
    throw new Refusal("invalid", "REQUEST_INVALID", {}, [
      { pointer: "/reason", code: "SHIFT_REASON_MISSING" },
      ...violationsAt(afterwards, roster.list, "SHIFT_REASON_MISSING"),
    ]);
  return roster.rows.map((_, place) => {
    const one = known.get(place);
    return one?.isAfterwards === true ? roster.reason : (one?.reason ?? undefined);
  });
}

type ShiftRow = Omit<RecordedShift, "hours" | "replacedAt"> & { hours: Hours | null; replacedAt: Date | null };

const mostListed = 500;
const listSql = `select agency_id as "agencyId", person_id as "personId", work_date as date, kind, hours, decree, coalesce(reason, '') as reason,
    recorded_by as "recordedBy", recorded_at as "recordedAt", replaced_at as "replacedAt"
  from shift_day where person_id = $1 and work_date between $2 and $3 order by replaced_at is not null, position desc limit $4`;

const byDay = (one: RecordedShift, other: RecordedShift): number => one.date.localeCompare(other.date);

async function listed(db: Db, personId: string, { from, to }: Span): Promise<ListedShifts> {
  const rows = await db.query<ShiftRow>(listSql, [personId, from, to, mostListed + 1]);
  const days = rows.slice(0, mostListed).map(({ hours, replacedAt, ...row }): RecordedShift => ({
    ...row,
    hours: hours ?? undefined,
    replacedAt: replacedAt ?? undefined,
  }));
  return { days: days.sort(byDay), more: rows.length > mostListed };
}

export const postgresShiftStore = (db: Database, now: () => number): ShiftStore => {
  async function recordIn(tx: Db, caller: Caller, grant: Grant, roster: Roster): Promise<ShiftResult> {
    const { agencyId, rows } = roster;
    await refuseSealed(tx, caller, roster);
    await lockKey(tx, `shift-day/${agencyId}`);
    const reasons = await reasonsOf(tx, now(), roster);
    const changed = await write(tx, caller, now(), roster, reasons);
    await appendAudit(tx, {
      ...{ at: new Date(now()), actor: caller.personId, role: grant.role, action: "set", resource: "shift-day" },
      ...{ objectId: agencyId, agencyId, requestId: caller.requestId },
      detail: { days: rows.length, changed, decree: roster.decree, ...(roster.reason && { reason: roster.reason }) },
    });
    return { days: rows.length, changed };
  }
  return {
    strangers: (agencyId, rows) => db.transaction({ agencies: [agencyId] }, (tx) => strangers(tx, agencyId, rows)),
    record: (caller, grant, roster, command) =>
      db.transaction({ agencies: [roster.agencyId] }, (tx) =>
        onceAs<ShiftResult>(tx, caller, "shift-day:set", command, () => recordIn(tx, caller, grant, roster)),
      ),
    list: (grant, note, personId, span) =>
      db.transaction({ agencies: grant.agencies, person: grant.person }, async (tx) => {
        const shifts = await listed(tx, personId, span);
        await noteReading(tx, grant, note, now());
        return shifts;
      }),
  };
};
