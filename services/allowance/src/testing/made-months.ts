import { type Day, type Period } from "@kinerja/common/kernel";

import { type SealedPeriods } from "../app/ports.ts";
import { type AttendanceFact, type MonthRow, type PredicateRow, type RosterRow } from "../domain/snapshot.ts";
import { employment, person, usualCalendar } from "./month.ts";

/** Some come late now and then; one in seven is absent a day and late often. */
function attendanceOf(period: Period, n: number): AttendanceFact[] {
  const isBad = n % 7 === 0;
  return Array.from({ length: 21 }, (_, index): AttendanceFact => {
    const isAbsent = isBad && index === n % 21;
    const isLate = !isAbsent && (n + index) % (isBad ? 3 : 17) === 0;
    return {
      date: `${period}-${String(index + 1).padStart(2, "0")}` as Day,
      status: isAbsent ? "ALPA" : "HADIR",
      lateMinutes: isLate ? 1 + ((n * 13 + index) % 90) : 0,
      earlyMinutes: 0,
      missedChecks: isAbsent ? 2 : 0,
    };
  });
}

const seal = { count: 0n, sha256: "" };
/** As the services send them. */
const rowsAtOnce = 200;

/** The other services' sealed months of people 1 to n, made as they are read: nothing of them is kept. `onOpen` is told of each freeze. */
export function madeMonths(people: number, onOpen: () => void = () => undefined): SealedPeriods {
  // eslint-disable-next-line @typescript-eslint/require-await -- streams are read as those of other services
  async function* rows<Row>(
    of: (n: number, ids: { personId: string; employmentId: string }) => Row,
  ): AsyncGenerator<Row[]> {
    for (let first = 1; first <= people; first += rowsAtOnce)
      yield Array.from({ length: Math.min(rowsAtOnce, people + 1 - first) }, (_, at) =>
        of(first + at, { personId: person(first + at), employmentId: employment(first + at) }),
      );
  }
  return {
    activity: () => Promise.resolve({ revision: 1, ...seal }),
    evaluation: () => Promise.resolve({ revision: 1, ...seal }),
    open({ period }) {
      onOpen();
      return Promise.resolve({
        roster: rows((n, ids): RosterRow => ({
          ...{ ...ids, validFrom: "2020-01-01" as Day, validTo: undefined, primary: true },
          ...{ positionClass: 5 + (n % 8), staffKind: n % 5 === 0 ? "pppk" : "pns" },
        })),
        months: rows((n, ids): MonthRow => ({
          ...{ ...ids, approvedMinutes: 6_000 + (n % 900), openMinutes: 0, daysWithEntries: 21 },
          attendance: attendanceOf(period, n),
        })),
        predicates: rows((n, ids): PredicateRow => ({ ...ids, predicate: n % 7 === 0 ? "butuh_perbaikan" : "baik" })),
        calendar: { calendars: [usualCalendar(period)], seal },
        ends: () => Promise.resolve({ roster: seal }),
        close: () => undefined,
      });
    },
  };
}
