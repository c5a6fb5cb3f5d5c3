import { type Violation } from "@kinerja/common/errors";

import { type ReadRow, readLine, workCell } from "./attendance.ts";
import { inRequest } from "./person-lines.ts";

/** A day of somebody as a person says that it was. */
export type WrittenCorrection = {
  readonly personId: string;
  readonly date: string;
  readonly status: string;
  readonly checkIn?: string | undefined;
  readonly checkOut?: string | undefined;
  readonly lateMinutes?: number | undefined;
  readonly earlyMinutes?: number | undefined;
  readonly missedChecks?: number | undefined;
  readonly work?: boolean | undefined;
};

const numberCell = (count: number | undefined): string => (count === undefined ? "" : String(count));

/** By the rules for the lines of a file; the order of checks is looked at later, by the shifts. */
export function readCorrection(written: WrittenCorrection): ReadRow | readonly Violation[] {
  const { personId, date, status, checkIn = "", checkOut = "", work } = written;
  const { row, violations } = readLine(
    {
      ...{ person_id: personId, date, status, check_in: checkIn, check_out: checkOut },
      late_minutes: numberCell(written.lateMinutes),
      early_minutes: numberCell(written.earlyMinutes),
      missed_checks: numberCell(written.missedChecks),
      work: workCell(work),
    },
    0,
    true,
  );
  return row ?? violations.map((violation) => inRequest(violation, ""));
}
