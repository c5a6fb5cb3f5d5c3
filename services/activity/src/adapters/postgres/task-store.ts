import { appendAudit } from "@kinerja/common/audit";
import { type Day } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type Caller, type Grant } from "../../app/authorise.ts";
import { type Span } from "../../app/read.ts";
import { type TaskAtWork, type TaskFilter, type TaskStore } from "../../app/tasks.ts";
import { afterAct, type Task, type TaskAct } from "../../domain/task.ts";
import { type WaitingTasks } from "../../domain/notices.ts";
import { type TaskCounts, type Todays } from "../../domain/team-work.ts";
import { dateArray, int2Array, uuidArray } from "./binary.ts";
import { onceAs } from "./once.ts";
import { dayIn, dayWhereWorks } from "./work-zone.ts";

type Row = Omit<Task, "due" | "assignedAt" | "doneAt" | "decidedBy" | "decidedAt"> & {
  readonly due: Day | null;
  readonly assignedAt: Date;
  readonly doneAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

const columns = `id, person_id as "personId", agency_id as "agencyId", assigner_id as "assignerId", kind, title, detail, due, quantity,
  quantity_unit as "quantityUnit", state, version, assigned_at as "assignedAt", done_at as "doneAt", done_note as "doneNote",
  decided_by as "decidedBy", decided_at as "decidedAt", return_note as "returnNote"`;

const readTask = ({ due, assignedAt, doneAt, decidedBy, decidedAt, ...row }: Row): Task => ({
  ...row,
  due: due ?? undefined,
  assignedAt: assignedAt.getTime(),
  doneAt: doneAt?.getTime(),
  decidedBy: decidedBy ?? undefined,
  decidedAt: decidedAt?.getTime(),
});

const instant = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

async function insertTask(db: Db, task: Task): Promise<void> {
  await db.query(
    `insert into task (id, person_id, agency_id, assigner_id, kind, title, detail, due, quantity, quantity_unit, state, version, assigned_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[task.id, task.personId, task.agencyId, task.assignerId, task.kind, task.title, task.detail, task.due ?? null],
      ...[task.quantity, task.quantityUnit, task.state, task.version, new Date(task.assignedAt)],
    ],
  );
}

async function updateTask(db: Db, task: Task): Promise<void> {
  await db.query(
    `update task set state = $2, version = $3, done_at = $4, done_note = $5, decided_by = $6, decided_at = $7, return_note = $8
     where id = $1`,
    [
      ...[task.id, task.state, task.version, instant(task.doneAt), task.doneNote],
      ...[task.decidedBy ?? null, instant(task.decidedAt), task.returnNote],
    ],
  );
}

type WorkRow = { readonly task_id: string; readonly entries: number; readonly minutes: number };

/** What was logged for tasks. An entry for one was made after it: its id leads into the key of the entries. */
async function workOn(db: Db, tasks: readonly Task[], partitions: number): Promise<Map<string, WorkRow>> {
  if (tasks.length === 0) return new Map();
  const first = Math.min(...tasks.map(({ assignedAt }) => assignedAt));
  const rows = await db.query<WorkRow>(
    `select k.t as task_id, count(e.id)::int as entries, coalesce(sum(e.minutes), 0)::int as minutes
     from unnest($1::int2[], $2::uuid[], $3::uuid[]) as k (b, p, t)
     cross join lateral (select id, minutes from entry
       where bucket = k.b and person_id = k.p and id >= uuid_at($4) and task_id = k.t and state in (1, 2) offset 0) e
     group by k.t`,
    [
      int2Array(tasks.map(({ personId }) => partitionFor(personId, partitions))),
      uuidArray(tasks.map(({ personId }) => personId)),
      uuidArray(tasks.map(({ id }) => id)),
      new Date(first - deviceClockMs),
    ],
  );
  return new Map(rows.map((row) => [row.task_id, row]));
}

/** The clock of a phone may be behind. */
const deviceClockMs = 86_400_000;

async function withWork(db: Db, tasks: readonly Task[], partitions: number): Promise<TaskAtWork[]> {
  const work = await workOn(db, tasks, partitions);
  return tasks.map((task) => {
    const { entries = 0, minutes = 0 } = work.get(task.id) ?? {};
    return { ...task, entries, minutes };
  });
}

async function only(db: Db, task: Task, partitions: number): Promise<TaskAtWork> {
  const [found] = await withWork(db, [task], partitions);
  return found ?? { ...task, entries: 0, minutes: 0 };
}

async function noteAct(db: Db, caller: Caller, grant: Grant, at: number, [action, task]: readonly [string, Task]) {
  await appendAudit(db, {
    ...{ at: new Date(at), actor: caller.personId, role: grant.role, action, resource: "task", objectId: task.id },
    ...{ agencyId: task.agencyId, requestId: caller.requestId },
    detail: { personId: task.personId, state: task.state, version: task.version },
  });
}

function listQuery({ of, state, before, limit }: TaskFilter): [string, unknown[]] {
  const [column, id] = "personId" in of ? ["person_id", of.personId] : ["assigner_id", of.assignerId];
  return [
    `select ${columns} from task where ${column} = $1 and ($2::text is null or state = $2) and ($3::uuid is null or id < $3)
     order by id desc limit $4`,
    [id, state ?? null, before ?? null, limit],
  ];
}

/** The day where somebody works, of `$4`. */
export const todayOf = (task: string): string => dayWhereWorks(task, (zone) => `($4::date[])[${zone}]`);

/** The one day, hence the one month, that a task counts in: when it is due, or else when it was given, where its person works. */
export const dayOfTask = (task: string): string =>
  `coalesce(${task}.due, ${dayWhereWorks(task, dayIn(`${task}.assigned_at`))})`;

/** By the numbers of the zones. */
export const daysOfZones = ({ WIB, WITA, WIT }: Todays): Buffer => dateArray([WIB, WITA, WIT]);

/** Tasks of some days, by person. */
export async function countTasks(
  db: Db,
  personIds: readonly string[],
  { from, to }: Span,
  todays: Todays,
): Promise<Map<string, TaskCounts>> {
  const rows = await db.query<TaskCounts & { person_id: string }>(
    `select person_id, count(*)::int as tasks, count(*) filter (where state = 'DONE')::int as done,
       count(*) filter (where state = 'CONFIRMED')::int as confirmed,
       count(*) filter (where state = 'ASSIGNED' and due < ${todayOf("t")})::int as late
     from task t where person_id = any ($1::uuid[]) and state <> 'CANCELLED'
       and ${dayOfTask("t")} between $2 and $3
     group by person_id`,
    [uuidArray(personIds), from, to, daysOfZones(todays)],
  );
  return new Map(rows.map(({ person_id: personId, ...counts }) => [personId, counts]));
}

type WaitingRow = { readonly id: string; readonly due: Day | null; readonly since: Date };

/** At most so many are looked at: nobody has more to do. */
const mostWaiting = 500;

export async function readWaiting(db: Db, personId: string): Promise<WaitingTasks> {
  const [open, toConfirm] = await Promise.all([
    db.query<WaitingRow>(
      `select id, due, coalesce(decided_at, assigned_at) as since from task where person_id = $1 and state = 'ASSIGNED'
       order by since desc limit ${mostWaiting}`,
      [personId],
    ),
    db.query<WaitingRow>(
      `select id, due, done_at as since from task where assigner_id = $1 and state = 'DONE' order by since desc limit ${mostWaiting}`,
      [personId],
    ),
  ]);
  const since = (row: WaitingRow): number => row.since.getTime();
  return {
    open: open.map((row) => ({ id: row.id, due: row.due ?? undefined, since: since(row) })),
    toConfirm: toConfirm.map((row) => ({ id: row.id, since: since(row) })),
  };
}

export const postgresTaskStore = (db: Database, partitions: number, now: () => number): TaskStore => ({
  add: (caller, grant, task) =>
    db.transaction({ agencies: grant.agencies, person: grant.person }, (tx) =>
      onceAs(tx, caller, "tasks:assign", { ...task, id: "", assignedAt: 0 }, async () => {
        await Promise.all([insertTask(tx, task), noteAct(tx, caller, grant, task.assignedAt, ["assign", task])]);
        return { ...task, entries: 0, minutes: 0 };
      }),
    ),
  change: (caller, grant, { personId, id }, act: TaskAct) =>
    db.transaction({ agencies: grant.agencies, person: grant.person, byKey: true }, async (tx) => {
      const command = { id, ...act, now: 0 };
      const answer = await onceAs(tx, caller, `tasks:${act.kind}`, command, async () => {
        await lockKey(tx, `task/${id}`);
        const [row] = await tx.query<Row>(`select ${columns} from task where id = $1 and person_id = $2`, [
          id,
          personId,
        ]);
        if (row === undefined) return null;
        const before = readTask(row);
        const task = afterAct(before, act);
        if (task !== before)
          await Promise.all([updateTask(tx, task), noteAct(tx, caller, grant, act.now, [act.kind, task])]);
        return only(tx, task, partitions);
      });
      return answer ?? undefined;
    }),
  list: (grant, note, filter) =>
    db.transaction({ agencies: grant.agencies, person: grant.person, byKey: true }, async (tx) => {
      const rows = await tx.query<Row>(...listQuery(filter));
      if (note !== undefined) {
        const { caller, action, resource, objectId } = note;
        await appendAudit(tx, {
          ...{ at: new Date(now()), actor: caller.personId, role: grant.role, action, resource, objectId },
          ...(grant.agencies[0] === undefined ? {} : { agencyId: grant.agencies[0] }),
          requestId: caller.requestId,
        });
      }
      return withWork(tx, rows.map(readTask), partitions);
    }),
});
