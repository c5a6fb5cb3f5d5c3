/** Tasks of a superior, as the pages show them. */
import { type Task } from "../api/types.ts";
import { type Draft } from "./draft.ts";

export const isLate = ({ state, dueDate }: Task, today: string): boolean =>
  state === "ASSIGNED" && dueDate !== "" && dueDate < today;

/** Those that are due soonest first, those without a day last. */
export const byDue = (tasks: readonly Task[]): Task[] =>
  tasks.toSorted(
    (one, other) =>
      (one.dueDate || "9999").localeCompare(other.dueDate || "9999") || one.taskId.localeCompare(other.taskId),
  );

/** What an entry for a task begins with. */
export const draftPartOf = ({ taskId, kind, title, quantityUnit }: Task): Partial<Draft> => ({
  taskId,
  kind: kind === "ADDITIONAL" ? "ADDITIONAL" : "ASSIGNED",
  description: title,
  ...(quantityUnit === "" ? {} : { quantity: "1", quantityUnit }),
});
