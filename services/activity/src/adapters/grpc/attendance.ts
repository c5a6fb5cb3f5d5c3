import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { uploadedPieces } from "@kinerja/common/files";
import { serverStream, unary } from "@kinerja/common/grpc";
import { parsePeriod } from "@kinerja/common/kernel";
import {
  type ListedAttendanceCorrection,
  AttendanceCorrectionState,
  type AttendanceServiceServer,
  AttendanceSource,
  type AttendanceVersion as WireVersion,
  type CorrectAttendanceRequest,
  type GetAttendanceEvidenceRequest,
  type ListAttendanceCorrectionsRequest,
  type ListAttendanceHistoryRequest,
  type ListCheckDaysRequest,
  type RecordAttendanceRequest,
  type WithdrawAttendanceCorrectionRequest,
} from "@kinerja/proto/activity/v1/attendance_service";

import {
  type AttendanceVersion,
  type getAttendanceEvidence,
  type listAttendanceHistory,
} from "../../app/attendance-history.ts";
import { type BatchResult, type recordAttendance } from "../../app/attendance.ts";
import { type correctAttendance, type withdrawCorrection } from "../../app/correct-attendance.ts";
import { type CorrectionState, type listCorrections, type ListedCorrection } from "../../app/correction-list.ts";
import { type checkDaysOf } from "../postgres/check-days.ts";
import { callerOf } from "./caller.ts";
import { nameOf } from "./name-of.ts";

export type AttendanceUseCases = {
  readonly checkDays: ReturnType<typeof checkDaysOf>;
  readonly recordAttendance: ReturnType<typeof recordAttendance>;
  readonly correctAttendance: ReturnType<typeof correctAttendance>;
  readonly withdrawCorrection: ReturnType<typeof withdrawCorrection>;
  readonly listCorrections: ReturnType<typeof listCorrections>;
  readonly listAttendanceHistory: ReturnType<typeof listAttendanceHistory>;
  readonly getAttendanceEvidence: ReturnType<typeof getAttendanceEvidence>;
};

const toVersion = ({ source, ...version }: AttendanceVersion): WireVersion => ({
  ...version,
  source: AttendanceSource[source],
  evidenceFileIds: [...version.evidenceFileIds],
  evidenceFileNames: [...version.evidenceFileNames],
});

const states: Readonly<Record<CorrectionState, AttendanceCorrectionState>> = {
  STANDING: AttendanceCorrectionState.STANDING,
  REPLACED: AttendanceCorrectionState.REPLACED,
  WITHDRAWN: AttendanceCorrectionState.WITHDRAWN,
};

const toCorrection = ({ id, state, withdrawal, ...correction }: ListedCorrection): ListedAttendanceCorrection => ({
  ...correction,
  correctionId: id,
  state: states[state],
  withdrawnBy: withdrawal?.by ?? "",
  withdrawnAt: withdrawal?.at,
  withdrawalReason: withdrawal?.reason ?? "",
});

const toResult = ({ corrections, refused, ...counts }: BatchResult) => ({
  ...counts,
  corrections: [...corrections],
  refused: refused.map(({ params = {}, ...refusal }) => ({
    ...refusal,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
  })),
});

/** Attendance: from machines, corrected by a person, and as other services ask for it, where who may see it was decided there. */
export const attendanceService = (use: AttendanceUseCases): UntypedServiceImplementation & AttendanceServiceServer => ({
  listCheckDays: unary(async ({ agencyId, period, unitId }: ListCheckDaysRequest) => ({
    days: await use.checkDays({ agencyId, period: parsePeriod(period, "/period"), unitId }),
  })),
  recordAttendance: unary(async (request: RecordAttendanceRequest, context) =>
    toResult(await use.recordAttendance(callerOf(context), request)),
  ),
  correctAttendance: unary(async (request: CorrectAttendanceRequest, context) => ({
    correction: toVersion(await use.correctAttendance(callerOf(context), request)),
  })),
  withdrawAttendanceCorrection: unary(async (request: WithdrawAttendanceCorrectionRequest, context) => ({
    withdrawal: toVersion(await use.withdrawCorrection(callerOf(context), request)),
  })),
  listAttendanceHistory: unary(async (request: ListAttendanceHistoryRequest, context) => {
    const { versions, more } = await use.listAttendanceHistory(callerOf(context), request);
    return { versions: versions.map(toVersion), more };
  }),
  listAttendanceCorrections: unary(async ({ state, ...query }: ListAttendanceCorrectionsRequest, context) => {
    const { items, next } = await use.listCorrections(callerOf(context), { ...query, state: nameOf(states, state) });
    return { corrections: items.map(toCorrection), nextPageToken: next };
  }),
  getAttendanceEvidence: serverStream(async function* (request: GetAttendanceEvidenceRequest, context) {
    yield* uploadedPieces(await use.getAttendanceEvidence(callerOf(context), request), request.fileId);
  }),
});
