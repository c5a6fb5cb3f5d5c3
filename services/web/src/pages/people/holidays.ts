import { type HolidayWish } from "./record-calls.ts";
import { type DayOff } from "./types.ts";

export type HolidayKind = "nation" | "leave" | "agency" | "agencyLeave";

export function kindOf({ agencyId, collectiveLeave }: DayOff): HolidayKind {
  if (agencyId === "") return collectiveLeave ? "leave" : "nation";
  return collectiveLeave ? "agencyLeave" : "agency";
}

/** What is typed of a day off. */
export interface HolidayForm {
  /** Empty for the nation. */
  readonly agencyId: string;
  readonly date: string;
  readonly name: string;
  readonly collectiveLeave: boolean;
  readonly decree: string;
}

export type HolidayField = "date" | "name" | "decree";

/** The fields that are still empty. */
export const missingOf = (form: HolidayForm): readonly HolidayField[] =>
  (["date", "name", "decree"] as const).filter((field) => form[field].trim() === "");

/** A day that is compared keeps what it says, save the decree, which somebody reads now. */
export const formOf = ({ agencyId, date, name, collectiveLeave, decree, verified }: DayOff): HolidayForm => ({
  ...{ agencyId, date, name, collectiveLeave },
  decree: verified ? decree : "",
});

const whoseOf = (agencyId: string) => (agencyId === "" ? {} : { agencyId });

export const wishOf = ({ agencyId, date, name, collectiveLeave, decree }: HolidayForm): HolidayWish => ({
  ...{ ...whoseOf(agencyId), date, name: name.trim(), collectiveLeave, decree: decree.trim() },
});

export const removalOf = ({ agencyId, date }: DayOff, decree: string) => ({
  ...{ ...whoseOf(agencyId), date, decree: decree.trim() },
});

/** The year of an address, else that of the day; within what the API keeps. */
export function yearOf(asked: string | null, today: string): number {
  const year = Number(asked ?? "");
  return Number.isInteger(year) && year >= 2020 && year <= 2100 ? year : Number(today.slice(0, 4));
}
