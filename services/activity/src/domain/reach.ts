import { type Violation } from "@kinerja/common/errors";
import { type Day, dayAt, lastDay, nextPeriod, periodOf } from "@kinerja/common/kernel";

import { mostViolations } from "./person-lines.ts";

const monthsAhead = 13;
const mostMonths = 24;

/** The last day of the thirteenth month from now: no roster and no leave is known longer ahead. */
function lastDayAhead(now: number): Day {
  let period = periodOf(dayAt(now, "WIT"));
  for (let ahead = 0; ahead < monthsAhead; ahead += 1) period = nextPeriod(period);
  return lastDay(period);
}

type Dated = { readonly line: number; readonly date: Day };

/**
 * Days that no command names: more than 13 months ahead (DATE_TOO_FAR, by line), or of more than 24 months at once (MONTHS_TOO_MANY, of the list). Each
 * month of a command is locked until its end. `now`: milliseconds of Unix time.
 */
export function outOfReach(rows: readonly Dated[], list: string, now: number, most = mostViolations): Violation[] {
  const until = lastDayAhead(now);
  const tooFar = rows
    .filter(({ date }) => date > until)
    .map(({ line }) => ({ pointer: `/${list}/${line}/date`, code: "DATE_TOO_FAR", params: { until } }));
  if (tooFar.length > 0) return tooFar.slice(0, most);
  const months = new Set(rows.map(({ date }) => periodOf(date))).size;
  return months > mostMonths ? [{ pointer: `/${list}`, code: "MONTHS_TOO_MANY", params: { max: mostMonths } }] : [];
}
