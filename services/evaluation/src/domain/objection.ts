import { addDays, type Day, weekday } from "@kinerja/common/kernel";

/** PP 30/2019 Pasal 59: 14 days after receipt. Whether PermenPANRB 6/2022 counts calendar or working days was not to be found. */
export type ObjectionRule = { readonly days: number; readonly dayKind: "CALENDAR" | "WORKING" };

/** The last day on which an objection is in time; the day of the issue does not count. */
export function objectionUntil(issuedOn: Day, { days, dayKind }: ObjectionRule, daysOff: ReadonlySet<Day>): Day {
  if (dayKind === "CALENDAR") return addDays(issuedOn, days);
  let day = issuedOn;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (weekday(day) <= 5 && !daysOff.has(day)) left--;
  }
  return day;
}
