import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { type CallContext, unary } from "@kinerja/common/grpc";
import {
  type AssignTaskRequest,
  type CancelTaskRequest,
  type ConfirmTaskRequest,
  type FinishTaskRequest,
  type GetTeamWorkRequest,
  type GetUnitWorkRequest,
  type ListGivenTasksRequest,
  type ListTasksRequest,
  type MemberWork as WireWork,
  type ReturnTaskRequest,
  type Task as WireTask,
  TaskKind as WireKind,
  type TaskServiceServer,
  TaskState as WireState,
} from "@kinerja/proto/activity/v1/task_service";

import {
  type ActCommand,
  type assignTask,
  type changeTask,
  type listGivenTasks,
  type listTasks,
  type TaskAtWork,
  type TaskPage,
} from "../../app/tasks.ts";
import { type getTeamWork } from "../../app/team-work.ts";
import { type getUnitWork } from "../../app/unit-work.ts";
import { type TaskKind, type TaskState } from "../../domain/task.ts";
import { type MemberWork } from "../../domain/team-work.ts";
import { callerOf } from "./caller.ts";
import { nameOf } from "./name-of.ts";

export type TaskUseCases = {
  readonly assignTask: ReturnType<typeof assignTask>;
  readonly changeTask: ReturnType<typeof changeTask>;
  readonly listTasks: ReturnType<typeof listTasks>;
  readonly listGivenTasks: ReturnType<typeof listGivenTasks>;
  readonly getTeamWork: ReturnType<typeof getTeamWork>;
  readonly getUnitWork: ReturnType<typeof getUnitWork>;
};

const kinds: Readonly<Record<TaskKind, WireKind>> = { ASSIGNED: WireKind.ASSIGNED, ADDITIONAL: WireKind.ADDITIONAL };
const states: Readonly<Record<TaskState, WireState>> = {
  ASSIGNED: WireState.ASSIGNED,
  DONE: WireState.DONE,
  CONFIRMED: WireState.CONFIRMED,
  CANCELLED: WireState.CANCELLED,
};

const instant = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));

const toTask = ({
  id,
  due,
  kind,
  state,
  assignedAt,
  doneAt,
  decidedAt,
  decidedBy: _,
  ...task
}: TaskAtWork): WireTask => ({
  ...task,
  taskId: id,
  kind: kinds[kind],
  dueDate: due ?? "",
  state: states[state],
  assignedAt: new Date(assignedAt),
  doneAt: instant(doneAt),
  decidedAt: instant(decidedAt),
});

const toPage = ({ tasks, next }: TaskPage) => ({ tasks: tasks.map(toTask), nextPageToken: next });

const toWork = ({ personId, tasks, ...work }: MemberWork): WireWork => ({
  personId,
  entries: work.entries,
  plannedEntries: work.planned,
  taskEntries: work.forTasks,
  openEntries: work.open,
  flaggedEntries: work.flagged,
  minutes: work.minutes,
  approvedMinutes: work.approvedMinutes,
  daysWithEntries: work.days,
  tasks: tasks.tasks,
  tasksDone: tasks.done,
  tasksConfirmed: tasks.confirmed,
  tasksLate: tasks.late,
});

/** Giving, doing and confirming tasks as the contract has it. */
export function taskService(use: TaskUseCases): UntypedServiceImplementation & TaskServiceServer {
  const act = async (context: CallContext, command: ActCommand): Promise<{ task: WireTask }> => ({
    task: toTask(await use.changeTask(callerOf(context), command)),
  });
  type Judged = { personId: string; taskId: string; expectedVersion: number };
  const judged = (
    kind: ActCommand["kind"],
    { personId, taskId, expectedVersion }: Judged,
    note?: string,
  ): ActCommand => ({
    ...{ kind, personId, taskId, expectedVersion, note },
  });
  return {
    assignTask: unary(async ({ kind, ...request }: AssignTaskRequest, context) => ({
      task: toTask(await use.assignTask(callerOf(context), { ...request, kind: nameOf(kinds, kind) })),
    })),
    listTasks: unary(async ({ state, ...query }: ListTasksRequest, context) =>
      toPage(await use.listTasks(callerOf(context), { ...query, state: nameOf(states, state) })),
    ),
    listGivenTasks: unary(async ({ state, ...query }: ListGivenTasksRequest, context) =>
      toPage(await use.listGivenTasks(callerOf(context), { ...query, state: nameOf(states, state) })),
    ),
    finishTask: unary(({ taskId, expectedVersion, note }: FinishTaskRequest, context) =>
      act(context, { kind: "finish", personId: undefined, taskId, expectedVersion, note }),
    ),
    confirmTask: unary((request: ConfirmTaskRequest, context) => act(context, judged("confirm", request))),
    returnTask: unary((request: ReturnTaskRequest, context) => act(context, judged("return", request, request.note))),
    cancelTask: unary((request: CancelTaskRequest, context) => act(context, judged("cancel", request))),
    getTeamWork: unary(async ({ fromDate: from, toDate: to, ...page }: GetTeamWorkRequest, context) => {
      const { members, next } = await use.getTeamWork(callerOf(context), { from, to, ...page });
      return { members: members.map(toWork), nextPageToken: next };
    }),
    getUnitWork: unary(async ({ fromDate: from, toDate: to, ...of }: GetUnitWorkRequest, context) => {
      const { tasks, ...work } = await use.getUnitWork(callerOf(context), { from, to, ...of });
      const whole = { entries: BigInt(work.entries), openEntries: BigInt(work.openEntries) };
      const minutes = { minutes: BigInt(work.minutes), approvedMinutes: BigInt(work.approvedMinutes) };
      const given = {
        tasks: tasks.tasks,
        tasksDone: tasks.done,
        tasksConfirmed: tasks.confirmed,
        tasksLate: tasks.late,
      };
      return { work: { people: work.people, peopleLogging: work.logging, ...whole, ...minutes, ...given } };
    }),
  };
}
