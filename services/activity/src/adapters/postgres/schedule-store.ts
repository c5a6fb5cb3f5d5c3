import { appendAudit } from "@kinerja/common/audit";
import { type Day } from "@kinerja/common/kernel";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type Grant, type Caller } from "../../app/authorise.ts";
import { type RecordedSchedule, type ScheduleCommand, type ScheduleStore } from "../../app/schedules.ts";
import { type AttendanceRow } from "../../domain/attendance.ts";
import {
  against,
  type Derived,
  type Hours,
  type Planned,
  plannedBy,
  reasonOf,
  type Schedule,
  scheduleOn,
} from "../../domain/schedule.ts";
import { type AttendanceFact } from "../../domain/seal.ts";
import { plannedByShift, type Shift } from "../../domain/shift.ts";
import { uuidArray } from "./binary.ts";
import { refuseHoursOfSealed } from "./hours-of-sealed.ts";
import { onceAs } from "./once.ts";
import { shiftsOf } from "./shift-store.ts";

type Row = {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string | null;
  readonly unitIds: string[];
  readonly from: Day;
  readonly to: Day | null;
  readonly week: (Hours | null)[];
  readonly decree: string;
  readonly reason: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
};

const columns = `id, agency_id as "agencyId", unit_id as "unitId", unit_ids as "unitIds", valid_from as from, valid_to as to, week, decree,
  reason, recorded_by as "recordedBy", recorded_at as "recordedAt"`;

const readRow = ({ unitId, to, week, reason, recordedAt, ...row }: Row): RecordedSchedule => ({
  ...row,
  unitId: unitId ?? undefined,
  to: to ?? undefined,
  reason: reason ?? undefined,
  week: week.map((hours) => hours ?? undefined),
  recordedAt: recordedAt.getTime(),
});

/** All that may hold on a day of the span. */
export async function schedulesOf(db: Db, agencyId: string, from: Day, to: Day): Promise<Schedule[]> {
  const rows = await db.query<Row>(
    `select ${columns} from schedule where agency_id = $1 and valid_from <= $3 and (valid_to is null or valid_to >= $2)`,
    [agencyId, from, to],
  );
  return rows.map(readRow);
}

type Post = { readonly personId: string; readonly unitId: string | null; readonly from: Day; readonly to: Day | null };

/** The unit of a person on a day, by the main post that holds on it. */
async function unitsOfPeople(db: Db, agencyId: string, personIds: readonly string[]) {
  const rows = await db.query<Post>(
    `select person_id as "personId", unit_id as "unitId", valid_from as from, valid_to as to from employment_copy
     where agency_id = $1 and person_id = any ($2::uuid[]) order by main desc, valid_from desc, id`,
    [agencyId, uuidArray(personIds)],
  );
  const posts = Map.groupBy(rows, ({ personId }) => personId);
  return (personId: string, day: Day): string | undefined => {
    const post = posts.get(personId)?.find(({ from, to }) => from <= day && (to === null || day <= to));
    return post?.unitId ?? undefined;
  };
}

type PersonsFact = Omit<AttendanceFact, keyof Derived> & {
  readonly personId: string;
  readonly shift: Shift | undefined;
};

/** What a person's day is measured by: the own shift before the hours of the unit. */
function planned(schedule: Schedule | undefined, shift: Shift | undefined, date: Day): Planned | undefined {
  return plannedByShift(shift) ?? (schedule && plannedBy(schedule, date));
}

/** Facts of an agency's people with the minutes that their checks lack against their shifts, else the hours of their units. */
export async function measured<Fact extends PersonsFact>(
  db: Db,
  agencyId: string,
  schedules: readonly Schedule[],
  facts: readonly Fact[],
): Promise<(Fact & Derived)[]> {
  const people = schedules.length === 0 ? [] : [...new Set(facts.map(({ personId }) => personId))];
  const unitOn = await unitsOfPeople(db, agencyId, people);
  return facts.map((fact) => {
    const schedule = scheduleOn(schedules, unitOn(fact.personId, fact.date), fact.date);
    return against(planned(schedule, fact.shift, fact.date), fact);
  });
}

/** By what persons' days are measured, in the order of the rows. */
export async function hoursOn(
  db: Db,
  agencyId: string,
  rows: readonly Pick<AttendanceRow, "personId" | "date">[],
): Promise<(Hours | undefined)[]> {
  const days = rows.map(({ date }) => date).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return [];
  const schedules = await schedulesOf(db, agencyId, from, to);
  const unitOn = await unitsOfPeople(db, agencyId, [...new Set(rows.map(({ personId }) => personId))]);
  const shiftOn = await shiftsOf(db, agencyId, rows);
  return rows.map(({ personId, date }) => {
    const schedule = scheduleOn(schedules, unitOn(personId, date), date);
    return planned(schedule, shiftOn(personId, date), date)?.hours;
  });
}

// As `isThroughNight` finds that a check may lie on the day before or after.
const isNearMidnight = `cross join lateral (select (d ->> 'starts')::int as starts, (d ->> 'ends')::int as ends) as h
  cross join lateral (select greatest((1440 - (ends - starts)) / 2.0, 240) as margin) as m
  where starts - margin < 0 or ends + margin > 1440`;

export async function hasNights(db: Db, agencyId: string): Promise<boolean> {
  const found = await db.query(
    `with known as (
       select jsonb_array_elements(week) as d from schedule where agency_id = $1
       union all select hours from shift_day where agency_id = $1 and replaced_at is null)
     select from known ${isNearMidnight} limit 1`,
    [agencyId],
  );
  return found.length > 0;
}

async function insert(db: Db, caller: Caller, grant: Grant, schedule: RecordedSchedule): Promise<void> {
  const { id, agencyId, unitId, unitIds, from, to, week, decree, reason, recordedBy, recordedAt } = schedule;
  const at = new Date(recordedAt);
  await db.query(
    `insert into schedule (id, agency_id, unit_id, unit_ids, valid_from, valid_to, week, decree, recorded_by, recorded_at, reason)
     values ($1, $2, $3, $4::uuid[], $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[id, agencyId, unitId ?? null, unitIds, from, to ?? null],
      ...[JSON.stringify(week.map((hours) => hours ?? null)), decree, recordedBy, at],
      reason ?? null,
    ],
  );
  await appendAudit(db, {
    ...{ at, actor: caller.personId, role: grant.role, action: "set", resource: "schedule", objectId: id, agencyId },
    ...{
      requestId: caller.requestId,
      detail: { unitId: unitId ?? "", from, to: to ?? "", decree, ...(reason && { reason }) },
    },
  });
}

async function recordIn(db: Db, caller: Caller, grant: Grant, said: RecordedSchedule): Promise<RecordedSchedule> {
  const schedule = { ...said, reason: reasonOf(said.from, said.recordedAt, said.reason) };
  await refuseHoursOfSealed(db, schedule);
  await insert(db, caller, grant, schedule);
  return schedule;
}

/** An answer that was kept as JSON has lost what is undefined. */
const revived = (schedule: RecordedSchedule): RecordedSchedule => ({
  ...schedule,
  week: schedule.week.map((hours) => (hours as Hours | null | undefined) ?? undefined),
});

export const postgresScheduleStore = (db: Database): ScheduleStore => ({
  record: (caller, grant, schedule, command: ScheduleCommand) =>
    db.transaction({ agencies: [schedule.agencyId] }, async (tx) =>
      revived(await onceAs(tx, caller, "schedule:set", command, () => recordIn(tx, caller, grant, schedule))),
    ),
  list: (agencyId, before, limit) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const rows = await tx.query<Row>(
        `select ${columns} from schedule where agency_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
        [agencyId, before ?? null, limit],
      );
      return rows.map(readRow);
    }),
});
