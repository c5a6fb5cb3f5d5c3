import { type FieldError } from "../../api/problem.ts";
import { reasonLeast } from "./correction-form.ts";

/** What a roster file rests on, and why days that have begun get another shift; as it is typed. */
export interface RosterForm {
  readonly decree: string;
  readonly reason: string;
}

/** Columns of the file; `kind` says what a day is that has no times. */
export const rosterColumns = ["nip", "date", "kind", "starts", "ends", "break_from", "break_to"] as const;

export type RosterField = keyof RosterForm;

export const decreeLeast = 3;

export const lettersOf = (text: string): number => Array.from(text.trim()).length;

/** Whether days have begun is known only from the file: a reason may be missing, but not be too short to be one. */
export function rosterFaults({ decree, reason }: RosterForm): RosterField[] {
  const isShort = reason.trim() !== "" && lettersOf(reason) < reasonLeast;
  return [...(lettersOf(decree) < decreeLeast ? (["decree"] as const) : []), ...(isShort ? (["reason"] as const) : [])];
}

/** What the server says of the form; what it says of lines stands in the list of lines. */
export const rosterTold = (errors: readonly FieldError[]): Readonly<Partial<Record<RosterField, string>>> =>
  Object.fromEntries(
    errors.flatMap(({ pointer, detail }) =>
      pointer === "/decree" || pointer === "/reason" ? [[pointer.slice(1), detail]] : [],
    ),
  );
