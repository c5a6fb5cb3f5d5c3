import { type FieldError } from "../../api/problem.ts";
import { reasonLeast } from "./correction-form.ts";
import { decreeLeast, lettersOf } from "./roster-form.ts";
import { type ShiftDay, type ShiftKind } from "./types.ts";

/** One shift for the chosen dates, as it is typed. */
export interface ShiftForm {
  readonly dates: readonly string[];
  readonly kind: ShiftKind;
  readonly starts: string;
  readonly ends: string;
  readonly breakFrom: string;
  readonly breakTo: string;
  readonly decree: string;
  /** Why days that have begun get another shift. */
  readonly reason: string;
}

export const shiftKinds = ["WORK", "OFF", "SCHEDULE"] as const satisfies readonly ShiftKind[];

export const emptyShift: ShiftForm = {
  ...{ dates: [], kind: "WORK", starts: "", ends: "", breakFrom: "", breakTo: "", decree: "", reason: "" },
};

/** Dates in their order. */
export const withDate = (form: ShiftForm, date: string, isChosen: boolean): ShiftForm => {
  const others = form.dates.filter((one) => one !== date);
  return { ...form, dates: isChosen ? [...others, date].sort() : others };
};

export type ShiftField = "dates" | "starts" | "ends" | "breakFrom" | "breakTo" | "decree" | "reason";

/** Days that have begun get another shift only for a reason. */
export const isAfterwards = ({ dates }: ShiftForm, today: string): boolean => dates.some((date) => date <= today);

/** The fields that lack something, in the order of the form. */
export function shiftFaults(form: ShiftForm, today: string): ShiftField[] {
  const { dates, kind, starts, ends, breakFrom, breakTo, decree, reason } = form;
  const isWork = kind === "WORK";
  const found: readonly (readonly [ShiftField, boolean])[] = [
    ["dates", dates.length === 0],
    ["starts", isWork && starts === ""],
    ["ends", isWork && ends === ""],
    ["breakFrom", isWork && breakFrom === "" && breakTo !== ""],
    ["breakTo", isWork && breakTo === "" && breakFrom !== ""],
    ["decree", lettersOf(decree) < decreeLeast],
    ["reason", lettersOf(reason) < reasonLeast && (isAfterwards(form, today) || reason.trim() !== "")],
  ];
  return found.flatMap(([field, isWrong]) => (isWrong ? [field] : []));
}

const breakOf = ({ breakFrom, breakTo }: ShiftForm) => (breakFrom === "" ? {} : { breakFrom, breakTo });

/** A day off and a day by the hours of the unit have no times. */
export function shiftDays(personId: string, form: ShiftForm): ShiftDay[] {
  const { kind, starts, ends } = form;
  const times = kind === "WORK" ? { starts, ends, ...breakOf(form) } : {};
  return form.dates.map((date) => ({ personId, date, kind, ...times }));
}

/** What the server says of single days stands at the field that all of them share, once. */
export const shiftTold = (errors: readonly FieldError[]): Readonly<Partial<Record<string, string>>> =>
  Object.fromEntries(
    errors.map(({ pointer, detail }) => {
      const field = /^\/days\/\d+\/(\w+)$/.exec(pointer)?.[1] ?? pointer.slice(1);
      return [field === "date" || field === "personId" ? "dates" : field, detail];
    }),
  );
