import { type Day, type Period } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { type PeriodStateName } from "../../app/close.ts";
import { type DayTotals, type EntryHistory, type ShownEntry, type Span, type View } from "../../app/read.ts";
import { flagBit } from "../../domain/flags.ts";
import { type ListedEntry } from "../../domain/listing.ts";
import { readArchivedWeeks } from "./archived.ts";
import { readAttendance } from "./attendance-days.ts";
import { isOff } from "./away.ts";
import { int2Array, uuidArray } from "./binary.ts";
import { countEscalated, readEscalated, readHandedUp } from "./escalated.ts";
import { isKeptFor } from "./evidence.ts";
import { readHistory } from "./history.ts";
import { readKnown } from "./known.ts";
import { readOwnEmployments, readReturned } from "./notices.ts";
import { type Decidable, standInPlace, versionsBefore } from "./standing.ts";
import { countTasks, readWaiting } from "./task-store.ts";
import { keyText, stateOf, zoneOf } from "./versions.ts";

type ListedRow = {
  readonly person_id: string;
  readonly id: string;
  readonly version: number;
  readonly agency_id: string;
  readonly employment_id: string;
  readonly work_date: Day;
  readonly starts: number | null;
  readonly ends: number | null;
  readonly minutes: number;
  readonly plan_item_id: string | null;
  readonly task_id: string | null;
  readonly text_hash: number | null;
  readonly accepted_at: Date;
  readonly zone: number;
  readonly state: number;
  readonly flags: number;
  readonly approved_version: number;
  readonly returned_version: number | null;
};

/** Of one person in the days that are read together, a month or two: 80 on each day. More are cut off, so that nobody can fill the memory. */
const mostOfPerson = 5_000;

const readListed = (row: ListedRow): Decidable => ({
  personId: row.person_id,
  id: row.id,
  version: row.version,
  agencyId: row.agency_id,
  employmentId: row.employment_id,
  workDate: row.work_date,
  starts: row.starts ?? undefined,
  ends: row.ends ?? undefined,
  minutes: row.minutes,
  planItemId: row.plan_item_id ?? undefined,
  taskId: row.task_id ?? undefined,
  textHash: row.text_hash ?? undefined,
  acceptedAt: row.accepted_at.getTime(),
  zone: zoneOf(row.zone),
  state: stateOf(row.state),
  flags: row.flags,
  approvedVersion: row.approved_version,
  returnedVersion: row.returned_version ?? 0,
});

/** Where the newest days of a person are cut off, none of that person's entries looks clean. */
function readPerson(rows: readonly ListedRow[]): Decidable[] {
  const isCut = rows.length > mostOfPerson;
  return rows.slice(0, mostOfPerson).map((row) => {
    const entry = readListed(row);
    return isCut ? { ...entry, flags: entry.flags | flagBit.TOO_MANY } : entry;
  });
}

const onDays = "work_date between $7 and $8";
/** Since a late version may say another day. */
const onDaysOrLate = `(${onDays} or flags & ${flagBit.LATE} <> 0)`;

/** The bounds of ids come from the days: the id's time says when the entry was made, not when the work was done. */
async function listPeople(
  db: Db,
  personIds: readonly string[],
  partitions: number,
  { from, to }: Span,
  condition = onDays,
): Promise<Decidable[]> {
  const bounds = await db.query<{ person_id: string; low: string; high: string }>(
    `select person_id, (array_agg(first_id order by first_id))[1] as low, (array_agg(last_id order by last_id desc))[1] as high
     from day where person_id = any ($1::uuid[]) and work_date between $2 and $3 group by person_id`,
    [personIds, from, to],
  );
  if (bounds.length === 0) return [];
  const lows = bounds.map(({ low }) => low).sort();
  const highs = bounds.map(({ high }) => high).sort();
  const rows = await db.query<ListedRow>(
    `select e.* from unnest($1::int2[], $2::uuid[], $3::uuid[], $4::uuid[]) as k (b, p, low, high)
     cross join lateral (
       select person_id, id, version, agency_id, employment_id, work_date, starts, ends, minutes, plan_item_id, task_id, text_hash,
         accepted_at, zone, state, flags, approved_version, returned_version
       from entry where bucket = k.b and person_id = k.p and id between k.low and k.high and id between $5 and $6
         and ${condition} order by work_date, id limit ${mostOfPerson + 1}) e`,
    [
      int2Array(bounds.map(({ person_id }) => partitionFor(person_id, partitions))),
      uuidArray(bounds.map(({ person_id }) => person_id)),
      uuidArray(bounds.map(({ low }) => low)),
      uuidArray(bounds.map(({ high }) => high)),
      lows[0],
      highs.at(-1),
      from,
      to,
    ],
  );
  return [...Map.groupBy(rows, ({ person_id }) => person_id).values()].flatMap(readPerson);
}

async function listStanding(db: Db, personIds: readonly string[], partitions: number, span: Span) {
  const listed = await listPeople(db, personIds, partitions, span, onDaysOrLate);
  const standing = await standInPlace(db, listed, partitions);
  return standing.filter(({ workDate }) => span.from <= workDate && workDate <= span.to);
}

type ShownRow = {
  readonly person_id: string;
  readonly id: string;
  readonly body_sha256: Buffer;
  readonly body: Buffer;
  readonly reason: string | null;
  readonly note: string | null;
};

/** Bodies and the reason of a return, for entries that were listed in the same transaction. */
async function showEntries(db: Db, entries: readonly ListedEntry[], partitions: number): Promise<ShownEntry[]> {
  if (entries.length === 0) return [];
  const ids = entries.map(({ id }) => id).sort();
  const rows = await db.query<ShownRow>(
    `select e.person_id, e.id, e.body_sha256, e.body, d.reason, d.note
     from unnest($1::int2[], $2::uuid[], $3::uuid[]) as k (b, p, i)
     cross join lateral (select person_id, id, body_sha256, body, decision_id, state from entry
       where bucket = k.b and person_id = k.p and id = k.i and id between $4 and $5 offset 0) e
     left join decision d on d.bucket = k.b and d.person_id = k.p and d.id = e.decision_id and e.state = 3`,
    [
      int2Array(entries.map(({ personId }) => partitionFor(personId, partitions))),
      uuidArray(entries.map(({ personId }) => personId)),
      uuidArray(entries.map(({ id }) => id)),
      ids[0],
      ids.at(-1),
    ],
  );
  const behind = entries.filter(({ lateVersion }) => lateVersion !== undefined);
  const before = await versionsBefore(db, behind, partitions);
  const byKey = new Map(rows.map((row) => [`${row.person_id}/${row.id}`, row]));
  return entries.flatMap((entry) => {
    const row = byKey.get(`${entry.personId}/${entry.id}`);
    if (row === undefined) return [];
    const returned =
      entry.state === "returned" ? { reason: row.reason ?? undefined, note: row.note ?? undefined } : undefined;
    const standing = before.get(keyText(entry))?.find(({ version }) => version === entry.version);
    const { bodySha256, body } = standing ?? { bodySha256: row.body_sha256, body: row.body };
    return [{ ...entry, bodySha256, body, returned }];
  });
}

async function readDays(db: Db, personId: string, { from, to }: Span): Promise<DayTotals[]> {
  return db.query<DayTotals>(
    `select work_date as "workDate", sum(minutes)::int as minutes, sum(entries)::int as entries,
       sum(approved_minutes)::int as "approvedMinutes", sum(open_entries)::int as "openEntries"
     from day where person_id = $1 and work_date between $2 and $3
     group by work_date having sum(entries) + sum(open_entries) > 0 order by work_date`,
    [personId, from, to],
  );
}

async function readLeave(db: Db, personIds: readonly string[], { from, to }: Span): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>(
    `select person_id || '/' || work_date as key from attendance_held a
     where person_id = any ($1::uuid[]) and work_date between $2 and $3 and ${isOff("a")}`,
    [personIds, from, to],
  );
  return new Set(rows.map(({ key }) => key));
}

async function readPeriodState(db: Db, agencyId: string, period: Period): Promise<PeriodStateName> {
  const [row] = await db.query<{ state: PeriodStateName }>(
    "select state from period where agency_id = $1 and period = $2",
    [agencyId, period],
  );
  return row?.state ?? "open";
}

/** What one transaction sees. */
export const viewOf = (db: Db, partitions: number, now: number): View => ({
  listed: (personId, span) => listPeople(db, [personId], partitions, span),
  listedOf: (personIds, span) => listPeople(db, personIds, partitions, span),
  standingOf: (personIds, span) => listStanding(db, personIds, partitions, span),
  leaveDays: (personIds, span) => readLeave(db, personIds, span),
  shown: (entries) => showEntries(db, entries, partitions),
  known: (entries) => readKnown(db, entries, now),
  days: (personId, span) => readDays(db, personId, span),
  archivedWeeks: (personId, span) => readArchivedWeeks(db, personId, span),
  attendance: (personId, span) => readAttendance(db, personId, span),
  ownEmployments: (personId) => readOwnEmployments(db, personId),
  returned: (entries) => readReturned(db, entries, partitions),
  escalatedTo: (personId, span) => readEscalated(db, personId, span),
  handedUp: (personId, toPersonId) => readHandedUp(db, personId, toPersonId, partitions),
  escalatedCount: (personId) => countEscalated(db, personId),
  taskCounts: (personIds, span, todays) => countTasks(db, personIds, span, todays),
  waitingTasks: (personId) => readWaiting(db, personId),
  history: (personId, entryId): Promise<EntryHistory | undefined> => readHistory(db, personId, entryId, partitions),
  isKept: (personId, fileId) => isKeptFor(db, partitionFor(personId, partitions), personId, fileId),
  periodState: (agencyId, period) => readPeriodState(db, agencyId, period),
});
