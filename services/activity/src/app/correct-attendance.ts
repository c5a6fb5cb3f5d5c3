import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, uuidV7 } from "@kinerja/common/kernel";

import { type AttendanceRow } from "../domain/attendance.ts";
import { daysAhead } from "../domain/attendance-limits.ts";
import { readCorrection, type WrittenCorrection } from "../domain/corrected-day.ts";
import { inRequest } from "../domain/person-lines.ts";
import { type AttendanceVersion } from "./attendance-history.ts";
import { type AttendanceStore, impossibleChecks } from "./attendance.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { type PeopleNeeds, unknownLines } from "./people-of-lines.ts";

export type CorrectCommand = WrittenCorrection & {
  readonly agencyId: string;
  readonly reason: string;
  readonly evidenceFileIds: readonly string[];
  readonly evidenceFileNames: readonly string[];
};
export type WithdrawCommand = { readonly agencyId: string; readonly correctionId: string; readonly reason: string };

export type CorrectedDay = {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly date: Day;
  /** Undefined: what was corrected counts no longer. */
  readonly fact: AttendanceRow | undefined;
  readonly reason: string;
  readonly evidenceFileIds: readonly string[];
  readonly evidenceFileNames: readonly string[];
  readonly recordedBy: string;
  readonly recordedAt: number;
};

export type DayOfCorrection = { readonly personId: string; readonly date: Day };

export type CorrectionStore = {
  /** The day that a correction of the agency is about. */
  dayOf(agencyId: string, correctionId: string): Promise<DayOfCorrection | undefined>;
  /** The answer that the request key had before; where there is none, refuses with PERIOD_SEALED. */
  before(caller: Caller, command: CorrectCommand, date: Day): Promise<AttendanceVersion | undefined>;
  /**
   * With a row of the audit; once for a request key. Refuses with PERIOD_SEALED, and with ATTENDANCE_CORRECTION_REPLACED where `instead` is no longer
   * what the day counts by.
   */
  record(
    caller: Caller,
    grant: Grant,
    corrected: CorrectedDay,
    command: CorrectCommand | WithdrawCommand,
    instead?: string,
  ): Promise<AttendanceVersion>;
};

export type CorrectionNeeds = Pick<PeopleNeeds, "employmentsOf"> & {
  readonly corrections: CorrectionStore;
  readonly attendance: Pick<AttendanceStore, "strangers" | "hoursOn">;
  readonly accessTo: AccessTo;
  readonly files: {
    /** Takes an uploaded file out of what is swept; false when there is none. */
    keep(fileId: string): Promise<boolean>;
    /** Whether this person has uploaded it. */
    isFrom(fileId: string, personId: string): Promise<boolean>;
  };
  readonly now: () => number;
};

function refuseOwn({ personId }: Caller, ofPersonId: string): void {
  if (personId === ofPersonId) throw new Refusal("forbidden", "OWN_ATTENDANCE");
}

function refuseAny(violations: readonly Violation[]): void {
  if (violations.length > 0)
    throw new Refusal("invalid", "REQUEST_INVALID", {}, violations.map((violation) => inRequest(violation, ""))); // prettier-ignore
}

/** Kept before it is recorded: what is swept meanwhile is no evidence. */
async function keepEvidence({ files }: CorrectionNeeds, { personId }: Caller, fileIds: readonly string[]) {
  for (const fileId of fileIds)
    if (!(await files.isFrom(fileId, personId)) || !(await files.keep(fileId)))
      throw new Refusal("not-found", "FILE_UNKNOWN");
}

function factOf(command: CorrectCommand): AttendanceRow {
  const read = readCorrection(command);
  if (!("line" in read)) throw new Refusal("invalid", "REQUEST_INVALID", {}, read);
  const { name: _, ...rest } = read;
  return { ...rest, personId: command.personId };
}

async function refuseUntrue(needs: CorrectionNeeds, agencyId: string, fact: AttendanceRow): Promise<void> {
  refuseAny(daysAhead([fact], needs.now()));
  const people = { ...needs, strangers: needs.attendance.strangers };
  refuseAny(await unknownLines(people, agencyId, [fact]));
  refuseAny(await impossibleChecks(needs, agencyId, [fact]));
}

/** Says of a person's day what goes before all files and machines. */
export const correctAttendance =
  (needs: CorrectionNeeds) =>
  async (caller: Caller, command: CorrectCommand): Promise<AttendanceVersion> => {
    const { agencyId, personId, reason, evidenceFileIds, evidenceFileNames } = command;
    const grant = await authorise(needs.accessTo, caller, ["correct", "attendance"], { agencyId });
    refuseOwn(caller, personId);
    const fact = factOf(command);
    const before = await needs.corrections.before(caller, command, fact.date);
    if (before !== undefined) return before;
    await refuseUntrue(needs, agencyId, fact);
    await keepEvidence(needs, caller, evidenceFileIds);
    const at = needs.now();
    const corrected: CorrectedDay = {
      ...{ id: uuidV7(at), agencyId, personId, date: fact.date, fact, reason: reason.trim() },
      ...{ evidenceFileIds, evidenceFileNames, recordedBy: caller.personId, recordedAt: at },
    };
    return needs.corrections.record(caller, grant, corrected, command);
  };

/** Lets files and machines speak again of a day that was corrected. */
export const withdrawCorrection =
  (needs: CorrectionNeeds) =>
  async (caller: Caller, command: WithdrawCommand): Promise<AttendanceVersion> => {
    const { agencyId, correctionId, reason } = command;
    const grant = await authorise(needs.accessTo, caller, ["correct", "attendance"], { agencyId });
    const day = await needs.corrections.dayOf(agencyId, correctionId);
    if (day === undefined) throw new Refusal("not-found", "ATTENDANCE_CORRECTION_UNKNOWN");
    refuseOwn(caller, day.personId);
    const at = needs.now();
    const withdrawn: CorrectedDay = {
      ...{ id: uuidV7(at), agencyId, ...day, fact: undefined, reason: reason.trim() },
      ...{ evidenceFileIds: [], evidenceFileNames: [], recordedBy: caller.personId, recordedAt: at },
    };
    return needs.corrections.record(caller, grant, withdrawn, command, correctionId);
  };
