import { appendAudit } from "@kinerja/common/audit";
import { Refusal } from "@kinerja/common/errors";
import { periodOf } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type AttendanceVersion } from "../../app/attendance-history.ts";
import { type Caller, type Grant } from "../../app/authorise.ts";
import { type CorrectedDay, type CorrectionStore, type DayOfCorrection } from "../../app/correct-attendance.ts";
import { refuseSealed } from "./decision-store.ts";
import { holdForFacts, noteHands } from "./hands.ts";
import { answeredAs, onceAs } from "./once.ts";

const monthOf = ({ agencyId, date }: Pick<CorrectedDay, "agencyId" | "date">) => ({ agencyId, period: periodOf(date) });

/** The last word of the day until now is one no longer; refuses where it is another one than was seen. */
async function replace(db: Db, { agencyId, personId, date, recordedAt }: CorrectedDay, instead: string | undefined) {
  const replaced = await db.query<{ id: string; stands: boolean }>(
    `update corrected_day set replaced_at = $4 where agency_id = $1 and person_id = $2 and work_date = $3 and replaced_at is null
     returning id, status is not null as stands`,
    [agencyId, personId, date, new Date(recordedAt)],
  );
  if (instead !== undefined && !replaced.some(({ id, stands }) => stands && id === instead))
    throw new Refusal("conflict", "ATTENDANCE_CORRECTION_REPLACED");
}

/** A withdrawal says nothing of the day. */
const nothing = {
  ...{ status: undefined, lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 },
  ...{ checkIn: undefined, checkOut: undefined, work: undefined },
};

async function insert(db: Db, { fact, ...corrected }: CorrectedDay): Promise<void> {
  const { status, lateMinutes, earlyMinutes, missedChecks, checkIn, checkOut, work } = fact ?? nothing;
  await db.query(
    `insert into corrected_day (id, agency_id, person_id, work_date, status, late_minutes, early_minutes, missed_checks, check_in,
       check_out, work, reason, evidence_file_ids, evidence_file_names, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[corrected.id, corrected.agencyId, corrected.personId, corrected.date, status],
      ...[lateMinutes, earlyMinutes, missedChecks, checkIn, checkOut, work, corrected.reason],
      ...[corrected.evidenceFileIds, corrected.evidenceFileNames],
      ...[corrected.recordedBy, new Date(corrected.recordedAt)],
    ],
  );
}

function versionOf({ fact, recordedAt, id, personId: _, ...corrected }: CorrectedDay): AttendanceVersion {
  const { status = "", checkIn = "", checkOut = "", ...rest } = fact ?? nothing;
  const { lateMinutes, earlyMinutes, missedChecks, work } = rest;
  return {
    ...corrected,
    source: fact === undefined ? "WITHDRAWAL" : "CORRECTION",
    sourceId: id,
    ...{ status, checkIn, checkOut, lateMinutes, earlyMinutes, missedChecks, work },
    knownFrom: new Date(recordedAt),
    knownTo: undefined,
    counts: fact !== undefined,
    waiting: false,
  };
}

async function recordIn(tx: Db, caller: Caller, grant: Grant, corrected: CorrectedDay, instead: string | undefined) {
  const { agencyId, personId, date, fact, id, recordedAt } = corrected;
  await holdForFacts(tx, caller, agencyId, [date]);
  await refuseSealed(tx, [monthOf(corrected)]);
  await lockKey(tx, `corrected-day/${agencyId}/${personId}/${date}`);
  await replace(tx, corrected, instead);
  await insert(tx, corrected);
  await noteHands(tx, caller, agencyId, [periodOf(date)]);
  await appendAudit(tx, {
    ...{ at: new Date(recordedAt), actor: caller.personId, role: grant.role, agencyId, requestId: caller.requestId },
    ...{ action: fact === undefined ? "withdraw-correction" : "correct", resource: "attendance", objectId: id },
    detail: { personId, date },
  });
  return versionOf(corrected);
}

const method = "attendance:correct";

/** An answer that was kept as JSON has its instants as text. */
const revived = (version: AttendanceVersion): AttendanceVersion => ({
  ...version,
  knownFrom: new Date(version.knownFrom),
});

export const postgresCorrectionStore = (db: Database): CorrectionStore => ({
  dayOf: (agencyId, correctionId) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const [day] = await tx.query<DayOfCorrection>(
        'select person_id as "personId", work_date as date from corrected_day where id = $1 and agency_id = $2 and status is not null',
        [correctionId, agencyId],
      );
      return day;
    }),
  before: (caller, command, date) =>
    db.transaction({ agencies: [command.agencyId] }, async (tx) => {
      const answer = await answeredAs<AttendanceVersion>(tx, caller, method, command);
      if (answer === undefined) await refuseSealed(tx, [monthOf({ agencyId: command.agencyId, date })]);
      return answer && revived(answer);
    }),
  record: (caller, grant, corrected, command, instead) =>
    db.transaction({ agencies: [corrected.agencyId] }, async (tx) =>
      revived(await onceAs(tx, caller, method, command, () => recordIn(tx, caller, grant, corrected, instead))),
    ),
});
