import { call } from "@kinerja/common/grpc";
import { isDay, type Day } from "@kinerja/common/kernel";
import { type ActivityServiceClient, PeriodState, SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import {
  type EvaluationServiceClient,
  Predicate,
  SealedPredicate,
} from "@kinerja/proto/evaluation/v1/evaluation_service";
import { type DirectoryServiceClient, Employment, StaffKind } from "@kinerja/proto/identity/v1/directory_service";

import { type Sealed, type SealedPeriods } from "../../app/ports.ts";
import { type MonthRow, type PredicateRow, type RosterRow } from "../../domain/snapshot.ts";
import { readSealed } from "./sealed-stream.ts";

/** The words of policies: as the enum, in small letters. */
const wordsOf = (values: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(values)
      .filter(([name]) => name !== "UNSPECIFIED" && name !== "UNRECOGNIZED")
      .map(([name, value]) => [value, name.toLowerCase()]),
  );
const predicates = wordsOf(Predicate);
const staffKinds = wordsOf(StaffKind);

const dayOf = (text: string): Day => {
  if (!isDay(text)) throw new Error("an employment has no day where it needs one");
  return text;
};

const rosterRow = (row: Employment): RosterRow => ({
  personId: row.personId,
  employmentId: row.employmentId,
  validFrom: dayOf(row.validFrom),
  validTo: row.validTo === "" ? undefined : dayOf(row.validTo),
  primary: row.primary,
  positionClass: row.positionClass,
  staffKind: staffKinds.get(row.staffKind),
});

const monthRow = ({
  personId,
  employmentId,
  approvedMinutes,
  openMinutes,
  daysWithEntries,
  attendance,
}: SealedMonth): MonthRow => ({
  personId,
  employmentId,
  approvedMinutes,
  openMinutes,
  daysWithEntries,
  attendance: attendance.map(({ date, status, lateMinutes, earlyMinutes, missedChecks }) => ({
    date: date as Day,
    status,
    lateMinutes,
    earlyMinutes,
    missedChecks,
  })),
});

const predicateRow = ({ personId, employmentId, predicate }: SealedPredicate): PredicateRow => ({
  personId,
  employmentId,
  predicate: predicates.get(predicate),
});

export type Clients = {
  readonly identity: DirectoryServiceClient;
  readonly activity: ActivityServiceClient;
  readonly evaluation: EvaluationServiceClient;
};

const sealOf = ({ revision, count, sha256 }: Sealed): Sealed => ({ revision, count, sha256 });

/** The sealed months of the other services, over gRPC. */
export function sealedPeriods({ identity, activity, evaluation }: Clients): SealedPeriods {
  return {
    async activity({ token }, agencyId, period) {
      const request = { agencyId, period };
      const { period: found } = await call(activity, activity.getPeriod.bind(activity), request, {
        subject: { token },
      });
      return found?.state === PeriodState.SEALED ? sealOf(found) : undefined;
    },
    async evaluation({ token }, agencyId, period) {
      const request = { agencyId, period };
      const { period: found } = await call(evaluation, evaluation.getSealedPeriod.bind(evaluation), request, {
        subject: { token },
      });
      return found && found.revision > 0 ? sealOf(found) : undefined;
    },
    async read({ agencyId, period, activity: sealedActivity, evaluation: sealedEvaluation }) {
      const ofMonth = { agencyId, period };
      const [roster, months, ratings] = await Promise.all([
        readSealed("ROSTER", (metadata, options) => identity.streamRoster(ofMonth, metadata, options), {
          of: (message) => message.employment,
          encode: (row: Employment) => Employment.encode(row).finish(),
        }),
        readSealed(
          "ACTIVITY",
          (metadata, options) =>
            activity.streamSealedMonths({ ...ofMonth, revision: sealedActivity.revision }, metadata, options),
          { of: (message) => message.month, encode: (row: SealedMonth) => SealedMonth.encode(row).finish() },
          sealedActivity,
        ),
        readSealed(
          "EVALUATION",
          (metadata, options) =>
            evaluation.streamSealedPredicates({ ...ofMonth, revision: sealedEvaluation.revision }, metadata, options),
          { of: (message) => message.row, encode: (row: SealedPredicate) => SealedPredicate.encode(row).finish() },
          sealedEvaluation,
        ),
      ]);
      return {
        roster: roster.rows.map(rosterRow),
        months: months.rows.map(monthRow),
        predicates: ratings.rows.map(predicateRow),
        rosterSeal: roster.seal,
      };
    },
  };
}
