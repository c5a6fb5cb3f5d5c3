import { Refusal } from "@kinerja/common/errors";
import { call } from "@kinerja/common/grpc";
import { firstDay, lastDay, parseDay } from "@kinerja/common/kernel";
import { type ActivityServiceClient, type DayTotal } from "@kinerja/proto/activity/v1/activity_service";
import { type EvaluationServiceClient } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type MonthSoFar } from "../../app/what-if.ts";
import { type RosterRow } from "../../domain/snapshot.ts";
import { predicateWords, rosterReading } from "./sealed-periods.ts";
import { rowsPerMessage, sealedStream } from "./sealed-stream.ts";
import { readCalendar } from "./work-calendar.ts";

export type Clients = {
  readonly identity: DirectoryServiceClient;
  readonly activity: ActivityServiceClient;
  readonly evaluation: EvaluationServiceClient;
};

const notThere = (error: unknown): boolean => error instanceof Refusal && error.kind === "not-found";

/** What has not been approved waits; what was returned or taken back counts nowhere. */
function entriesOf(days: readonly DayTotal[]): Awaited<ReturnType<MonthSoFar["entries"]>> {
  const sum = (of: (day: DayTotal) => number): number => days.reduce((total, day) => total + of(day), 0);
  return {
    approvedMinutes: sum(({ approvedMinutes }) => approvedMinutes),
    openMinutes: sum(({ minutes, approvedMinutes }) => Math.max(minutes - approvedMinutes, 0)),
    daysWithEntries: days.filter(({ entries }) => entries > 0).length,
    attendance: days
      .filter(({ attendance }) => attendance !== "")
      .map(({ workDate, attendance, lateMinutes, earlyMinutes, missedChecks, checkIn, checkOut }) => ({
        ...{ date: parseDay(workDate), status: attendance, lateMinutes, earlyMinutes, missedChecks },
        ...{ checkIn: checkIn === "" ? undefined : checkIn, checkOut: checkOut === "" ? undefined : checkOut },
      })),
  };
}

/** The running month of one person, over gRPC: identity answers the service, activity and evaluation the caller. */
export function monthSoFar({ identity, activity, evaluation }: Clients): MonthSoFar {
  return {
    async employments(personId, period) {
      const request = { personIds: [personId], fromDate: firstDay(period), toDate: lastDay(period) };
      const { employments } = await call(identity, identity.getEmployments.bind(identity), request, {});
      return employments.map(({ agencyId, primary }) => ({ agencyId, primary }));
    },
    async roster(agencyId, personId, period) {
      const request = { agencyId, personId, period, rowsPerMessage };
      const stream = sealedStream("ROSTER", identity.streamRoster.bind(identity, request), rosterReading);
      const rows: RosterRow[] = [];
      for await (const row of stream.rows) rows.push(row);
      await stream.end();
      return rows;
    },
    async entries({ token, requestId }, personId, period) {
      const context = { subject: { token }, traceId: requestId };
      const { days } = await call(activity, activity.getMonth.bind(activity), { personId, period }, context);
      return entriesOf(days);
    },
    async predicate({ token, requestId }, personId, period) {
      const context = { subject: { token }, traceId: requestId };
      const request = { personId, period };
      const found = await call(evaluation, evaluation.getEvaluation.bind(evaluation), request, context).catch(
        (error: unknown) => {
          if (notThere(error)) return undefined;
          throw error;
        },
      );
      return predicateWords.get(found?.evaluation?.predicate ?? "");
    },
    calendars: async (agencyId, period) => (await readCalendar(identity, agencyId, period)).calendars,
  };
}
