import { Refusal } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

export type TaskKind = "ASSIGNED" | "ADDITIONAL";
export type TaskState = "ASSIGNED" | "DONE" | "CONFIRMED" | "CANCELLED";

/** A task that a superior gave (penugasan, tugas tambahan). */
export type Task = {
  readonly id: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly assignerId: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly detail: string;
  readonly due: Day | undefined;
  /** 0 when no result was named. */
  readonly quantity: number;
  readonly quantityUnit: string;
  readonly state: TaskState;
  /** Counts changes, from 1. */
  readonly version: number;
  readonly assignedAt: number;
  readonly doneAt: number | undefined;
  readonly doneNote: string;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
  /** Why it was returned last; empty otherwise. */
  readonly returnNote: string;
};

/** What is done with a task, by whom and when; `note` is what the actor wrote. */
export type TaskAct = {
  readonly kind: "finish" | "confirm" | "return" | "cancel";
  readonly expectedVersion: number;
  readonly actorId: string;
  readonly now: number;
  readonly note: string;
};

const later = (task: Task, change: Partial<Task>): Task => ({ ...task, ...change, version: task.version + 1 });

function finish(task: Task, { now, note }: TaskAct): Task {
  return task.state === "DONE" ? task : later(task, { state: "DONE", doneAt: now, doneNote: note, returnNote: "" });
}

function judge(task: Task, { kind, actorId, now, note }: TaskAct): Task {
  if (task.state !== "DONE") throw new Refusal("refused", "TASK_NOT_DONE");
  const decided = { decidedBy: actorId, decidedAt: now };
  return kind === "confirm"
    ? later(task, { ...decided, state: "CONFIRMED" })
    : later(task, { ...decided, state: "ASSIGNED", returnNote: note });
}

/** A task after an act on what was seen of it. What is confirmed or withdrawn stays so. */
export function afterAct(task: Task, act: TaskAct): Task {
  if (task.version !== act.expectedVersion)
    throw new Refusal("conflict", "VERSION_CONFLICT", { version: task.version });
  if (task.state === "CONFIRMED" || task.state === "CANCELLED")
    throw new Refusal("refused", "TASK_ENDED", { state: task.state });
  switch (act.kind) {
    case "finish":
      return finish(task, act);
    case "cancel":
      return later(task, { state: "CANCELLED", decidedBy: act.actorId, decidedAt: act.now });
    case "confirm":
    case "return":
      return judge(task, act);
  }
}

/** Its last day has passed and it is neither done nor withdrawn. */
export const isTaskLate = ({ state, due }: Pick<Task, "state" | "due">, today: Day): boolean =>
  state === "ASSIGNED" && due !== undefined && due < today;
