/** The work of a team in a day or a month, as values. */
import type { components } from "../../api/schema.d.ts";
import { addDays, periodOf } from "../../time/dates.ts";

export type MemberWork = Readonly<components["schemas"]["MemberWork"]>;

/** A day or a whole month. */
export interface Span {
  readonly kind: "day" | "month";
  readonly from: string;
  readonly to: string;
}

const dayForm = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const monthForm = /^20\d\d-(0[1-9]|1[0-2])$/;

const isDay = (text: string): boolean => dayForm.test(text) && addDays(text, 0) === text;
const dayOf = (date: string): Span => ({ kind: "day", from: date, to: date });

export function monthOf(period: string): Span {
  const next = periodOf(addDays(`${period}-28`, 4));
  return { kind: "month", from: `${period}-01`, to: addDays(`${next}-01`, -1) };
}

/** What the address asks for, never of the future; today when it asks for nothing. */
export function spanOf(query: URLSearchParams, today: string): Span {
  const [day, month] = [query.get("hari") ?? "", query.get("bulan") ?? ""];
  if (monthForm.test(month)) return monthOf(month <= periodOf(today) ? month : periodOf(today));
  return dayOf(isDay(day) && day <= today ? day : today);
}

/** The span before or after, of the same kind. */
export const moved = ({ kind, from, to }: Span, by: 1 | -1): Span =>
  kind === "day" ? dayOf(addDays(from, by)) : monthOf(periodOf(by === 1 ? addDays(to, 1) : addDays(from, -1)));

export const hrefOf = ({ kind, from }: Span): string =>
  kind === "day" ? `/tim/kerja?hari=${from}` : `/tim/kerja?bulan=${periodOf(from)}`;

/** The day in a span whose week the inbox shows: its last one that is not to come. */
export const inboxDayOf = ({ to }: Span, today: string): string => (to < today ? to : today);

export interface Totals {
  readonly people: number;
  readonly logging: number;
  readonly minutes: number;
  readonly open: number;
  readonly late: number;
}

export const totalsOf = (members: readonly MemberWork[]): Totals => ({
  people: members.length,
  logging: members.filter(({ entries }) => entries > 0).length,
  minutes: members.reduce((sum, { minutes }) => sum + minutes, 0),
  open: members.reduce((sum, { openEntries }) => sum + openEntries, 0),
  late: members.reduce((sum, { tasksLate }) => sum + tasksLate, 0),
});

/** Entries for neither the plan nor a task. */
export const otherEntries = ({ entries, plannedEntries, taskEntries }: MemberWork): number =>
  Math.max(0, entries - plannedEntries - taskEntries);
