import { call } from "@kinerja/common/grpc";
import { isDay, type Day } from "@kinerja/common/kernel";
import {
  type ActivityServiceClient,
  PeriodState,
  SealedMonth,
  type StreamSealedMonthsResponse,
} from "@kinerja/proto/activity/v1/activity_service";
import {
  type EvaluationServiceClient,
  Predicate,
  SealedPredicate,
  type StreamSealedPredicatesResponse,
} from "@kinerja/proto/evaluation/v1/evaluation_service";
import {
  type DirectoryServiceClient,
  Employment,
  RosterRow as SentRow,
  StaffKind,
  type StreamRosterResponse,
} from "@kinerja/proto/identity/v1/directory_service";

import { type Sealed, type SealedPeriods } from "../../app/ports.ts";
import { type MonthRow, type PredicateRow, type RosterRow } from "../../domain/snapshot.ts";
import { type Reading, rowsPerMessage, sealedStream } from "./sealed-stream.ts";
import { readCalendar } from "./work-calendar.ts";

/** The words of policies: as the enum, in small letters. */
const wordsOf = (values: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(values)
      .filter(([name]) => name !== "UNSPECIFIED" && name !== "UNRECOGNIZED")
      .map(([name, value]) => [value, name.toLowerCase()]),
  );
export const predicateWords = wordsOf(Predicate);
const staffKinds = wordsOf(StaffKind);

const dayOf = (text: string): Day => {
  if (!isDay(text)) throw new Error("an employment has no day where it needs one");
  return text;
};

const known = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

const rosterRow = (row: Omit<SentRow, "grade" | "positionKind" | "unitIds"> & Partial<SentRow>): RosterRow => ({
  personId: row.personId,
  employmentId: row.employmentId,
  validFrom: dayOf(row.validFrom),
  validTo: row.validTo === "" ? undefined : dayOf(row.validTo),
  primary: row.primary,
  positionClass: row.positionClass,
  staffKind: staffKinds.get(row.staffKind),
  grade: known(row.grade),
  positionKind: known(row.positionKind),
  unitIds: row.unitIds ?? [],
});

const monthRow = ({
  personId,
  employmentId,
  approvedMinutes,
  openMinutes,
  daysWithEntries,
  attendance,
}: SealedMonth): MonthRow => {
  const byHand: Day[] = [];
  const month = {
    ...{ personId, employmentId, approvedMinutes, openMinutes, daysWithEntries },
    attendance: attendance.map(({ date, checkIn, checkOut, byHand: isByHand, ...day }) => {
      if (isByHand === true) byHand.push(date as Day);
      return { ...day, date: date as Day, checkIn: known(checkIn), checkOut: known(checkOut) };
    }),
  };
  // Of nearly nobody.
  return byHand.length === 0 ? month : { ...month, byHand };
};

const predicateRow = ({ personId, employmentId, predicate }: SealedPredicate): PredicateRow => ({
  personId,
  employmentId,
  predicate: predicateWords.get(predicate),
});

export const rosterReading: Reading<StreamRosterResponse, RosterRow> = {
  decode: (bytes) => rosterRow(SentRow.decode(bytes)),
  one: ({ employment }) => employment && { row: rosterRow(employment), bytes: Employment.encode(employment).finish() },
};
export const monthReading: Reading<StreamSealedMonthsResponse, MonthRow> = {
  decode: (bytes) => monthRow(SealedMonth.decode(bytes)),
  one: ({ month }) => month && { row: monthRow(month), bytes: SealedMonth.encode(month).finish() },
};
export const predicateReading: Reading<StreamSealedPredicatesResponse, PredicateRow> = {
  decode: (bytes) => predicateRow(SealedPredicate.decode(bytes)),
  one: ({ row }) => row && { row: predicateRow(row), bytes: SealedPredicate.encode(row).finish() },
};

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
    async open({ agencyId, period, activity: sealedActivity, evaluation: sealedEvaluation }) {
      const ofMonth = { agencyId, period, rowsPerMessage };
      const roster = sealedStream("ROSTER", identity.streamRoster.bind(identity, ofMonth), rosterReading);
      const months = sealedStream(
        "ACTIVITY",
        activity.streamSealedMonths.bind(activity, { ...ofMonth, revision: sealedActivity.revision }),
        monthReading,
        sealedActivity,
      );
      const predicates = sealedStream(
        "EVALUATION",
        evaluation.streamSealedPredicates.bind(evaluation, { ...ofMonth, revision: sealedEvaluation.revision }),
        predicateReading,
        sealedEvaluation,
      );
      return {
        roster: roster.batches,
        months: months.batches,
        predicates: predicates.batches,
        calendar: await readCalendar(identity, agencyId, period),
        async ends() {
          const [seal] = await Promise.all([roster.end(), months.end(), predicates.end()]);
          return { roster: seal };
        },
        close() {
          for (const stream of [roster, months, predicates]) stream.close();
        },
      };
    },
  };
}
