import { type FieldError } from "../../api/problem.ts";
import { groupsOf } from "./hours.ts";
import { type HoursWish, type WeekWish } from "./hours-calls.ts";
import { type Schedule } from "./types.ts";

/** Hours that some days of the week share, as they are typed. */
export interface Block {
  readonly weekdays: readonly number[];
  readonly starts: string;
  readonly ends: string;
  readonly latestStart: string;
  readonly breakFrom: string;
  readonly breakTo: string;
}

export interface HoursForm {
  /** Empty for the whole agency. */
  readonly unitId: string;
  readonly validFrom: string;
  /** Empty: until other hours are recorded. */
  readonly validTo: string;
  readonly decree: string;
  readonly reason: string;
  readonly blocks: readonly Block[];
}

const noHours: Block = { weekdays: [], starts: "", ends: "", latestStart: "", breakFrom: "", breakTo: "" };

/** A form that begins with the hours that hold now, since most changes are small ones. */
export const formOf = (holding: Schedule | undefined, validFrom: string): HoursForm => ({
  ...{ unitId: holding?.unitId ?? "", validFrom, validTo: "", decree: "", reason: "" },
  blocks: holding
    ? groupsOf(holding.days).map(
        ({ weekdays, hours: { latestStart = "", breakFrom = "", breakTo = "", ...rest } }) => ({
          ...{ weekdays, ...rest, latestStart, breakFrom, breakTo },
        }),
      )
    : [{ ...noHours, weekdays: [1, 2, 3, 4, 5] }],
});

export const changedBlock = (form: HoursForm, place: number, change: Partial<Block>): HoursForm => ({
  ...form,
  blocks: form.blocks.map((block, at) => (at === place ? { ...block, ...change } : block)),
});

/** A day has one kind of hours: chosen in one block, it leaves the others. */
export const withDay = (form: HoursForm, place: number, weekday: number, isChosen: boolean): HoursForm => ({
  ...form,
  blocks: form.blocks.map((block, at) => {
    const others = block.weekdays.filter((one) => one !== weekday);
    return { ...block, weekdays: isChosen && at === place ? [...others, weekday].toSorted((a, b) => a - b) : others };
  }),
});

export const withBlock = (form: HoursForm): HoursForm => ({ ...form, blocks: [...form.blocks, noHours] });
export const withoutBlock = (form: HoursForm, place: number): HoursForm => ({
  ...form,
  blocks: form.blocks.filter((_, at) => at !== place),
});

/** Hours that hold from a day that has begun are recorded only for a reason. */
export const beginsBefore = ({ validFrom }: HoursForm, today: string): boolean =>
  validFrom !== "" && validFrom <= today;

export type HoursFault = "days" | "time" | "break" | "from" | "order" | "decree" | "reason";

/** By field: "validTo", or "0/starts" of a block. */
export type ByField<Error> = Readonly<Partial<Record<string, Error>>>;

type Found = readonly [field: string, fault: HoursFault];
const when = (isWrong: boolean, field: string, fault: HoursFault): readonly Found[] =>
  isWrong ? [[field, fault]] : [];

function blockFaults({ weekdays, starts, ends, breakFrom, breakTo }: Block, place: number): Found[] {
  const at = (field: string): string => `${String(place)}/${field}`;
  return [
    ...when(weekdays.length === 0, at("weekdays"), "days"),
    ...when(starts === "", at("starts"), "time"),
    ...when(ends === "", at("ends"), "time"),
    ...when(breakFrom === "" && breakTo !== "", at("breakFrom"), "break"),
    ...when(breakFrom !== "" && breakTo === "", at("breakTo"), "break"),
  ];
}

const isShort = (text: string): boolean => Array.from(text.trim()).length < 3;

/** What can be seen before anything is sent; whether times are in order, the server says. */
export function hoursFaults(form: HoursForm, today: string): ByField<HoursFault> {
  const { validFrom, validTo, decree, reason, blocks } = form;
  return Object.fromEntries([
    ...when(validFrom === "", "validFrom", "from"),
    ...when(validTo !== "" && validTo < validFrom, "validTo", "order"),
    ...when(isShort(decree), "decree", "decree"),
    ...when(isShort(reason) && (beginsBefore(form, today) || reason.trim() !== ""), "reason", "reason"),
    ...blocks.flatMap(blockFaults),
  ]);
}

/** Each day of the form with the block that it is from, Monday first: as they are sent. */
const daysOf = ({ blocks }: HoursForm) =>
  blocks
    .flatMap(({ weekdays, ...hours }, place) => weekdays.map((weekday) => ({ place, weekday, hours })))
    .toSorted((one, other) => one.weekday - other.weekday);

const given = (field: string, value: string) => (value === "" ? {} : { [field]: value });

export const wishOf = (form: HoursForm): HoursWish => ({
  ...{ ...given("unitId", form.unitId), validFrom: form.validFrom, ...given("validTo", form.validTo) },
  decree: form.decree.trim(),
  ...given("reason", form.reason.trim()),
  days: daysOf(form).map(({ weekday, hours: { starts, ends, latestStart, breakFrom, breakTo } }) => ({
    ...{ weekday, starts, ends },
    ...given("latestStart", latestStart),
    ...given("breakFrom", breakFrom),
    ...given("breakTo", breakTo),
  })),
});

/** What the server says of single fields: it points to "/days/3/breakTo", which stands in the block of that day. */
export function toldOf(errors: readonly FieldError[], form: HoursForm): ByField<string> {
  const days = daysOf(form);
  return Object.fromEntries(
    errors.flatMap(({ pointer, detail }): [string, string][] => {
      const ofDay = /^\/days\/(\d+)\/(\w+)$/.exec(pointer);
      if (ofDay === null) return [[pointer.slice(1), detail]];
      const [, number = "", field = ""] = ofDay;
      const place = days[Number(number)]?.place;
      return place === undefined ? [] : [[`${String(place)}/${field === "weekday" ? "weekdays" : field}`, detail]];
    }),
  );
}

/** Of a working week. */
export interface WeekForm {
  readonly unitId: string;
  readonly validFrom: string;
  readonly days: 5 | 6;
  readonly decree: string;
}

export const weekWish = ({ unitId, validFrom, days, decree }: WeekForm): WeekWish => ({
  ...{ ...given("unitId", unitId), validFrom, days, decree: decree.trim() },
});

export const toldOfWeek = (errors: readonly FieldError[]): ByField<string> =>
  Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.slice(1), detail]));

/** The fields that are still empty. */
export const weekFaults = ({ validFrom, decree }: WeekForm): readonly ("validFrom" | "decree")[] => [
  ...(validFrom === "" ? (["validFrom"] as const) : []),
  ...(decree.trim() === "" ? (["decree"] as const) : []),
];
