import { invalid, Refusal } from "@kinerja/common/errors";
import { type Day, dayAt, isDay, uuidV7 } from "@kinerja/common/kernel";

import { type Task, type TaskAct, type TaskKind, type TaskState } from "../domain/task.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { pageById, type PageQuery } from "./page-by-id.ts";
import { type AuditNote } from "./read.ts";

/** A task with what was logged for it: entries that count, and their minutes. */
export type TaskAtWork = Task & { readonly entries: number; readonly minutes: number };

export type TaskFilter = {
  /** Whose they are, or who gave them. */
  readonly of: { readonly personId: string } | { readonly assignerId: string };
  readonly state: TaskState | undefined;
  /** Id of the last one shown. */
  readonly before: string | undefined;
  readonly limit: number;
};

export type TaskStore = {
  add(caller: Caller, grant: Grant, task: Task): Promise<TaskAtWork>;
  /** Loads, decides and stores in one transaction; undefined when the person has no such task. */
  change(
    caller: Caller,
    grant: Grant,
    task: { readonly personId: string; readonly id: string },
    act: TaskAct,
  ): Promise<TaskAtWork | undefined>;
  /** Newest first. */
  list(grant: Grant, audit: AuditNote | undefined, filter: TaskFilter): Promise<TaskAtWork[]>;
};

export type TaskNeeds = { readonly tasks: TaskStore; readonly accessTo: AccessTo; readonly now: () => number };

export type AssignCommand = {
  readonly personId: string;
  readonly kind: TaskKind | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly dueDate?: string | undefined;
  readonly quantity?: number | undefined;
  readonly quantityUnit?: string | undefined;
};

function dueOf(text: string | undefined, now: number): Day | undefined {
  if (text === undefined) return undefined;
  if (!isDay(text)) throw invalid("/dueDate", "DATE_FORM");
  const today = dayAt(now, "WIB"); // where a day ends last
  if (text < today) throw invalid("/dueDate", "TASK_DUE_PAST", { today });
  return text;
}

function checkResult({ quantity, quantityUnit }: AssignCommand): void {
  if (quantity !== undefined && quantityUnit === undefined) throw invalid("/quantityUnit", "FIELD_REQUIRED");
  if (quantity === undefined && quantityUnit !== undefined) throw invalid("/quantity", "FIELD_REQUIRED");
}

/** Gives a task to somebody whom the caller assesses or leads. */
export const assignTask =
  ({ tasks, accessTo, now }: TaskNeeds) =>
  async (caller: Caller, command: AssignCommand): Promise<TaskAtWork> => {
    const { personId, kind } = command;
    if (kind === undefined) throw invalid("/kind", "FIELD_REQUIRED");
    checkResult(command);
    const at = now();
    const due = dueOf(command.dueDate, at);
    const grant = await authorise(accessTo, caller, ["assign", "task"], { personId });
    const [agencyId] = grant.agencies;
    if (agencyId === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return tasks.add(caller, grant, {
      ...{ id: uuidV7(at), personId, agencyId, assignerId: caller.personId, kind, due },
      ...{ title: command.title.trim(), detail: command.detail?.trim() ?? "" },
      ...{ quantity: command.quantity ?? 0, quantityUnit: command.quantityUnit?.trim() ?? "" },
      ...{ state: "ASSIGNED", version: 1, assignedAt: at, doneAt: undefined, doneNote: "" },
      ...{ decidedBy: undefined, decidedAt: undefined, returnNote: "" },
    });
  };

export type ActCommand = {
  readonly kind: TaskAct["kind"];
  /** The caller's own when missing. */
  readonly personId: string | undefined;
  readonly taskId: string;
  readonly expectedVersion: number;
  readonly note?: string | undefined;
};

/** Finishes an own task, or confirms, returns or withdraws somebody's. */
export const changeTask =
  ({ tasks, accessTo, now }: TaskNeeds) =>
  async (caller: Caller, { kind, taskId: id, expectedVersion, ...command }: ActCommand): Promise<TaskAtWork> => {
    const personId = command.personId ?? caller.personId;
    const grant = await authorise(accessTo, caller, [kind, "task"], { personId });
    const act: TaskAct = {
      ...{ kind, expectedVersion, actorId: caller.personId },
      ...{ now: now(), note: command.note?.trim() ?? "" },
    };
    const task = await tasks.change(caller, grant, { personId, id }, act);
    if (task === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return task;
  };

export type TaskQuery = PageQuery & { readonly state: TaskState | undefined };

export type TaskPage = { readonly tasks: readonly TaskAtWork[]; readonly next: string };

async function pageOf(
  query: TaskQuery,
  of: TaskFilter["of"],
  list: (filter: TaskFilter) => Promise<TaskAtWork[]>,
): Promise<TaskPage> {
  const { state } = query;
  const { items, next } = await pageById("task", query, (before, limit) => list({ of, state, before, limit }));
  return { tasks: items, next };
}

/** Tasks of one person, newest first. */
export const listTasks =
  ({ tasks, accessTo }: Pick<TaskNeeds, "tasks" | "accessTo">) =>
  async (caller: Caller, query: TaskQuery & { readonly personId?: string | undefined }): Promise<TaskPage> => {
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(accessTo, caller, ["list", "task"], { personId });
    const note = { caller, action: "list", resource: "task", objectId: personId };
    return pageOf(query, { personId }, (filter) => tasks.list(grant, grant.role === "self" ? undefined : note, filter));
  };

/** Tasks that the caller gave, newest first: own ones, whoever has them now. */
export const listGivenTasks =
  ({ tasks }: Pick<TaskNeeds, "tasks">) =>
  (caller: Caller, query: TaskQuery): Promise<TaskPage> =>
    pageOf(query, { assignerId: caller.personId }, (filter) =>
      tasks.list(
        { agencies: caller.agencyIds, person: caller.personId, role: "self" },
        { caller, action: "list-given", resource: "task", objectId: caller.personId },
        filter,
      ),
    );
