import { type Platform } from "../../state/platform.ts";
import { agencyPath, type Command } from "./command.ts";
import { type AttendanceVersion, type RecordedShift, type ShiftDay } from "./types.ts";

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

/** Attendance of one person, as officers see and correct it, and the person's shifts. */
export function attendanceCalls({ client, api }: Platform, command: Command) {
  const attendancePath = (agencyId: string): string => `${agencyPath(agencyId)}/attendance`;
  return {
    monthOf: (period: string, personId: string) => api.month(period, { personId }),
    attendanceHistory: async (period: string, personId: string): Promise<readonly AttendanceVersion[]> => {
      const path = `/v1/months/${period}/attendance-history`;
      return (await client.get<{ versions: readonly AttendanceVersion[] }>(path, { query: { personId } })).versions;
    },
    correctAttendance: async (agencyId: string, { files, ...wish }: CorrectionWish): Promise<void> => {
      const evidenceFileIds: string[] = [];
      for (const file of files) evidenceFileIds.push((await client.upload(file)).fileId);
      // As many letters as the API keeps of a name.
      const evidenceFileNames = files.map(({ name }) => Array.from(name).slice(0, 120).join(""));
      await command(`${attendancePath(agencyId)}:correct`, { ...wish, evidenceFileIds, evidenceFileNames });
    },
    withdrawCorrection: (agencyId: string, correctionId: string, reason: string) =>
      command(`${attendancePath(agencyId)}:withdrawCorrection`, { correctionId, reason }),
    attendanceEvidence: (correctionId: string, fileId: string, personId: string) =>
      client.download(`/v1/attendance-corrections/${correctionId}/evidence/${fileId}`, { query: { personId } }),
    shiftDays: async (period: string, personId: string): Promise<readonly RecordedShift[]> => {
      const path = `/v1/months/${period}/shift-days`;
      return (await client.get<{ days: readonly RecordedShift[] }>(path, { query: { personId } })).days;
    },
    setShiftDays: (agencyId: string, days: readonly ShiftDay[], decree: string) =>
      command(`${agencyPath(agencyId)}/shift-days:set`, { days, decree }),
  };
}
