import { uploadEvidence } from "../../api/evidence.ts";
import { type Platform } from "../../state/platform.ts";
import { agencyPath, type Command, fileLimitMs } from "./command.ts";
import {
  type AttendanceHistory,
  type Correction,
  type CorrectionState,
  type RecordedShift,
  type Rows,
  type ShiftDay,
} from "./types.ts";

/** A day of somebody as it was; what is left out is not said. */
export interface CorrectionWish {
  readonly personId: string;
  readonly date: string;
  readonly status: string;
  readonly checkIn?: string;
  readonly checkOut?: string;
  readonly lateMinutes?: number;
  readonly earlyMinutes?: number;
  readonly missedChecks?: number;
  readonly work?: boolean;
  readonly reason: string;
  readonly files: readonly File[];
}

/** What shifts rest on, and why they are set afterwards; empty where they are not. */
interface ShiftBasis {
  readonly decree: string;
  readonly reason: string;
}

/** Days of a file of shifts, and how many of them were new or other than what held. */
export interface ImportedShifts {
  readonly days: number;
  readonly changed: number;
}

/** `more`: there are others, replaced earlier, that are not told. */
interface Listed<One> {
  readonly days: readonly One[];
  readonly more: boolean;
}

/** An empty reason is not sent. */
const said = ({ decree, reason }: ShiftBasis) => ({
  decree: decree.trim(),
  ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
});

/** Attendance of one person, as officers see and correct it, and the person's shifts. */
export function attendanceCalls({ client, api }: Platform, command: Command) {
  const attendancePath = (agencyId: string): string => `${agencyPath(agencyId)}/attendance`;
  return {
    monthOf: (period: string, personId: string) => api.month(period, { personId }),
    attendanceHistory: (period: string, personId: string): Promise<AttendanceHistory> =>
      client.get(`/v1/months/${period}/attendance-history`, { query: { personId } }),
    /** Sent again under the same key it is the same correction. */
    correctAttendance: async (agencyId: string, { files, ...wish }: CorrectionWish, key: string): Promise<void> => {
      const evidence = await uploadEvidence(client, files);
      await command(`${attendancePath(agencyId)}:correct`, { ...wish, ...evidence }, { key });
    },
    corrections: async (
      agencyId: string,
      period: string,
      state: "" | CorrectionState,
      pageToken: string,
    ): Promise<Rows<Correction>> => {
      const query = { pageSize: 50, pageToken, ...(state === "" ? {} : { state }) };
      const path = `${agencyPath(agencyId)}/months/${period}/attendance-corrections`;
      const answer = await client.get<{ corrections: readonly Correction[]; nextPageToken: string }>(path, { query });
      return { rows: answer.corrections, next: answer.nextPageToken };
    },
    withdrawCorrection: (agencyId: string, correctionId: string, reason: string, key: string) =>
      command(`${attendancePath(agencyId)}:withdrawCorrection`, { correctionId, reason }, { key }),
    attendanceEvidence: (correctionId: string, fileId: string, personId: string) =>
      client.download(`/v1/attendance-corrections/${correctionId}/evidence/${fileId}`, { query: { personId } }),
    shiftDays: (period: string, personId: string): Promise<Listed<RecordedShift>> =>
      client.get<Listed<RecordedShift>>(`/v1/months/${period}/shift-days`, { query: { personId } }),
    setShiftDays: (agencyId: string, days: readonly ShiftDay[], basis: ShiftBasis) =>
      command(`${agencyPath(agencyId)}/shift-days:set`, { days, ...said(basis) }),
    importShiftDays: (agencyId: string, fileId: string, basis: ShiftBasis): Promise<ImportedShifts> =>
      command(`${agencyPath(agencyId)}/shift-days:import`, { fileId, ...said(basis) }, { timeoutMs: fileLimitMs }),
  };
}
