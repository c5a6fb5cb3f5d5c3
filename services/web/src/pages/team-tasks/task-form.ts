/** A task that is being given, as the form holds it. */
import { type TaskKind } from "../../api/types.ts";

export interface TaskForm {
  readonly personId: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly detail: string;
  readonly dueDate: string;
  readonly quantity: string;
  readonly quantityUnit: string;
}

/** As the contract takes it. */
export interface TaskWish {
  readonly kind: TaskKind;
  readonly title: string;
  readonly detail?: string;
  readonly dueDate?: string;
  readonly quantity?: number;
  readonly quantityUnit?: string;
}

export type TaskFault =
  | "personMissing"
  | "titleShort"
  | "titleLong"
  | "detailShort"
  | "detailLong"
  | "duePast"
  | "quantityWhole"
  | "quantityMissing"
  | "unitMissing"
  | "unitLong";

export type TaskFaults = Partial<Record<keyof TaskForm, TaskFault>>;

export const emptyTask = (personId: string): TaskForm => ({
  ...{ personId, kind: "ASSIGNED", title: "", detail: "", dueDate: "", quantity: "", quantityUnit: "" },
});

const lengthOf = (text: string): number => Array.from(text.trim()).length;

/** Nothing, or a text within bounds. */
function lengthFault<Fault>(text: string, most: number, short: Fault, long: Fault): Fault | undefined {
  const length = lengthOf(text);
  if (length > most) return long;
  return length > 0 && length < 3 ? short : undefined;
}

function resultFaults({ quantity, quantityUnit }: TaskForm): TaskFaults {
  const text = quantity.trim();
  if (text !== "" && (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > 1_000_000))
    return { quantity: "quantityWhole" };
  if (lengthOf(quantityUnit) > 40) return { quantityUnit: "unitLong" };
  if (text !== "" && quantityUnit.trim() === "") return { quantityUnit: "unitMissing" };
  return text === "" && quantityUnit.trim() !== "" ? { quantity: "quantityMissing" } : {};
}

/** What has to change before the task can be given; empty when nothing. */
export function faultsOf(form: TaskForm, today: string): TaskFaults {
  const title = form.title.trim() === "" ? "titleShort" : lengthFault(form.title, 200, "titleShort", "titleLong");
  const detail = lengthFault(form.detail, 2000, "detailShort", "detailLong");
  return {
    ...(form.personId === "" ? { personId: "personMissing" } : {}),
    ...(title === undefined ? {} : { title }),
    ...(detail === undefined ? {} : { detail }),
    ...(form.dueDate !== "" && form.dueDate < today ? { dueDate: "duePast" } : {}),
    ...resultFaults(form),
  };
}

/** The task of a form without faults. What is empty is left out, as the contract wants. */
export function wishOf({ kind, title, detail, dueDate, quantity, quantityUnit }: TaskForm): TaskWish {
  return {
    kind,
    title: title.trim(),
    ...(detail.trim() === "" ? {} : { detail: detail.trim() }),
    ...(dueDate === "" ? {} : { dueDate }),
    ...(quantity.trim() === "" ? {} : { quantity: Number(quantity), quantityUnit: quantityUnit.trim() }),
  };
}
