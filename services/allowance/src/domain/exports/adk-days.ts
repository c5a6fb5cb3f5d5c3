import { type Violation } from "@kinerja/common/errors";
import { type Day, isDay, type Period, periodOf, rational, round, type Rounding } from "@kinerja/common/kernel";

import { type DayFact, type Facts } from "../policy/sources.ts";
import { byText, type ExportFile, fileName, sealed, type Sha256, sumOf, textBytes } from "./file.ts";
import { nipFaults, refuse, twiceFaults } from "./text.ts";

/** A day of somebody, and how it was spent: "WFO", "WFH", "TUGAS_BELAJAR" and so on. */
export type DayStatus = { readonly nip: string; readonly day: Day; readonly status: string };

/** Statuses that earn a meal: presence at the office or at work from home, not a training or a trip that feeds its people. */
export const mealStatuses: readonly string[] = ["WFO", "WFH"];

/** The statuses that an agency names in its setting: "WFO, WFH". */
export const statusesIn = (setting: string): string[] => setting.split(",").map((word) => word.trim());

/** How a person's days of the month were spent. */
export const daysOf = ({ nip, facts }: { readonly nip: string; readonly facts: Facts }): DayStatus[] =>
  ((facts["attendance.days"] ?? []) as readonly DayFact[]).map(({ day, status }) => ({ nip, day, status }));

/** Overtime that was worked, to the minute. */
export type WorkedOvertime = { readonly nip: string; readonly day: Day; readonly minutes: number };

/** Overtime that somebody ordered, in whole hours. Without it nothing is paid: a late check-out is no order (G12). */
export type OrderedOvertime = { readonly nip: string; readonly day: Day; readonly hours: number };

export type OvertimeDay = { readonly nip: string; readonly day: Day; readonly hours: number };

type PersonDay = { readonly nip: string; readonly day: Day };

const lineEnd = "\r\n";
const byPersonAndDay = (a: PersonDay, b: PersonDay): number => byText(a.nip, b.nip) || byText(a.day, b.day);
const keyOf = ({ nip, day }: PersonDay): string => `${nip}\t${day}`;

function dayFaults(list: string, days: readonly PersonDay[], period: Period): Violation[] {
  const each = days.flatMap(({ nip, day }, index) => {
    const pointer = `/${list}/${index}/day`;
    const known = isDay(day) ? [] : [{ pointer, code: "DATE_FORM" }];
    const inside = isDay(day) && periodOf(day) !== period ? [{ pointer, code: "DAY_OUTSIDE", params: { period } }] : [];
    return [...nipFaults(`/${list}/${index}/nip`, nip), ...known, ...inside];
  });
  return [...each, ...twiceFaults(days.map(keyOf), (index) => `/${list}/${index}/day`, "LINE_TWICE")];
}

const hourFaults = (orders: readonly OrderedOvertime[], worked: readonly WorkedOvertime[]): Violation[] => [
  ...orders.flatMap(({ hours }, index) =>
    Number.isInteger(hours) && hours >= 1 && hours <= 24
      ? []
      : [{ pointer: `/orders/${index}/hours`, code: "NUMBER_OUT_OF_RANGE", params: { min: 1, max: 24 } }],
  ),
  ...worked.flatMap(({ minutes }, index) =>
    Number.isInteger(minutes) && minutes >= 0 && minutes <= 1440
      ? []
      : [{ pointer: `/worked/${index}/minutes`, code: "NUMBER_OUT_OF_RANGE", params: { min: 0, max: 1440 } }],
  ),
];

/** Neither header nor total: the treasury's application counts the rupiah itself. */
const daysFile = (
  parts: readonly string[],
  lines: readonly string[],
  totals: ExportFile["totals"],
  sha256: Sha256,
): ExportFile =>
  sealed(
    {
      name: fileName(parts, "txt"),
      contentType: "text/plain; charset=utf-8",
      bytes: textBytes(lines.map((line) => line + lineEnd).join("")),
      rows: lines.length,
      totals,
    },
    sha256,
  );

/** The ADK of meal money: a person and a day in each line, of the statuses named only. */
export function adkMealsFile(
  days: readonly DayStatus[],
  { period, statuses = mealStatuses }: { readonly period: Period; readonly statuses?: readonly string[] },
  sha256: Sha256,
): ExportFile {
  refuse(dayFaults("days", days, period));
  const paid = days.filter(({ status }) => statuses.includes(status)).toSorted(byPersonAndDay);
  return daysFile(["adk-uang-makan", period], paid.map(keyOf), { days: BigInt(paid.length) }, sha256);
}

/**
 * Whole hours of days with an order: what was worked, rounded as the agency does it, and never more than was ordered. A day that gives no hour has no line.
 */
export function payableOvertime(
  worked: readonly WorkedOvertime[],
  orders: readonly OrderedOvertime[],
  rounding: Rounding,
): OvertimeDay[] {
  const ordered = new Map(orders.map((order) => [keyOf(order), order.hours]));
  return worked
    .map(({ nip, day, minutes }) => {
      const hours = Number(round(rational(BigInt(minutes), 60n), rounding));
      return { nip, day, hours: Math.min(hours, ordered.get(keyOf({ nip, day })) ?? 0) };
    })
    .filter(({ hours }) => hours > 0)
    .toSorted(byPersonAndDay);
}

/** The ADK of overtime: a person, a day and its whole hours in each line. */
export function adkOvertimeFile(
  overtime: { readonly worked: readonly WorkedOvertime[]; readonly orders: readonly OrderedOvertime[] },
  { period, rounding }: { readonly period: Period; readonly rounding: Rounding },
  sha256: Sha256,
): ExportFile {
  const { worked, orders } = overtime;
  refuse([
    ...dayFaults("worked", worked, period),
    ...dayFaults("orders", orders, period),
    ...hourFaults(orders, worked),
  ]);
  const paid = payableOvertime(worked, orders, rounding);
  const hours = sumOf(paid.map((day) => BigInt(day.hours)));
  const lines = paid.map((day) => `${keyOf(day)}\t${day.hours}`);
  return daysFile(["adk-uang-lembur", period], lines, { days: BigInt(paid.length), hours }, sha256);
}
