import { type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { uploadedPieces } from "@kinerja/common/files";
import { inMessages, serverStream, unary } from "@kinerja/common/grpc";
import {
  type ActivityServiceServer,
  ActivityServiceService,
  type ApproveWeekRequest,
  type ApproveWeekResponse,
  type ClosePeriodRequest,
  type ConfirmReopeningRequest,
  type GetEntryHistoryRequest,
  type GetEvidenceRequest,
  type GetMonthRequest,
  type GetPeriodRequest,
  type GetTeamInboxRequest,
  type ImportAttendanceRequest,
  type ListActivityNoticesRequest,
  type ListEntriesRequest,
  type ListMissingRequest,
  type Period,
  PeriodState,
  type ProposeReopeningRequest,
  type RejectReopeningRequest,
  ReopeningState,
  type ReturnEntriesRequest,
  SealedMonth,
  type StreamSealedMonthsRequest,
  type StreamSealedMonthsResponse,
  type TeamMember,
} from "@kinerja/proto/activity/v1/activity_service";

import { type importAttendance } from "../../app/attendance.ts";
import {
  type closePeriod,
  type decideReopening,
  type getPeriod,
  type PeriodStatus,
  type proposeReopening,
  type Reopening,
} from "../../app/close.ts";
import { type decideEntries } from "../../app/decide.ts";
import { type getEvidence } from "../../app/evidence.ts";
import { type getTeamInbox, type InboxPage } from "../../app/inbox.ts";
import { type listMissing } from "../../app/missing.ts";
import { type listNotices } from "../../app/notices.ts";
import { type getEntryHistory, type getMonth, type listEntries } from "../../app/read.ts";
import { toFlagCounts } from "../flag-counts.ts";
import { callerOf } from "./caller.ts";
import { reasonName, toConflicts, toDecisions, toStoredEntry, toVersions } from "./wire.ts";

export type UseCases = {
  readonly listEntries: ReturnType<typeof listEntries>;
  readonly getMonth: ReturnType<typeof getMonth>;
  readonly getEntryHistory: ReturnType<typeof getEntryHistory>;
  readonly getTeamInbox: ReturnType<typeof getTeamInbox>;
  readonly decideEntries: ReturnType<typeof decideEntries>;
  readonly importAttendance: ReturnType<typeof importAttendance>;
  readonly listMissing: ReturnType<typeof listMissing>;
  readonly listNotices: ReturnType<typeof listNotices>;
  readonly closePeriod: ReturnType<typeof closePeriod>;
  readonly getPeriod: ReturnType<typeof getPeriod>;
  readonly proposeReopening: ReturnType<typeof proposeReopening>;
  readonly decideReopening: ReturnType<typeof decideReopening>;
  readonly getEvidence: ReturnType<typeof getEvidence>;
  readonly sealedMonths: (month: {
    agencyId: string;
    period: string;
    revision: number;
    personId?: string | undefined;
  }) => AsyncGenerator<Buffer, { count: number; sha256: string }>;
};

const states: Readonly<Record<PeriodStatus["state"], PeriodState>> = {
  open: PeriodState.OPEN,
  closing: PeriodState.CLOSING,
  sealed: PeriodState.SEALED,
  reopened: PeriodState.REOPENED,
};

const reopeningStates: Readonly<Record<Reopening["state"], ReopeningState>> = {
  PROPOSED: ReopeningState.PROPOSED,
  CONFIRMED: ReopeningState.CONFIRMED,
  REJECTED: ReopeningState.REJECTED,
};

const toReopening = ({ id, state, proposedAt, decidedBy, decidedAt, ...reopening }: Reopening) => ({
  ...reopening,
  reopeningId: id,
  state: reopeningStates[state],
  proposedAt: new Date(proposedAt),
  decidedBy: decidedBy ?? "",
  decidedAt: decidedAt === undefined ? undefined : new Date(decidedAt),
});

const toPeriod = ({ sealedAt, state, byFlag, reopenings, ...status }: PeriodStatus): Period => ({
  ...status,
  byFlag: toFlagCounts(byFlag),
  reopenings: reopenings.map(toReopening),
  state: states[state],
  sealedAt: sealedAt === undefined ? undefined : new Date(sealedAt),
});

const toMember = (member: InboxPage["members"][number]): TeamMember => ({
  personId: member.personId,
  exceptions: member.shown.map(toStoredEntry),
  clean: member.clean.map(({ id, version }) => ({ entryId: id, version })),
  cleanMinutes: member.cleanMinutes,
  missingDates: [...member.missing],
  approved: member.approved,
  escalated: member.escalated,
  locked: member.locked,
  readOnly: member.isReadOnly,
});

async function* streamMonths(
  request: StreamSealedMonthsRequest,
  months: UseCases["sealedMonths"],
): AsyncIterable<StreamSealedMonthsResponse> {
  const { rowsPerMessage = 0 } = request;
  const messages = inMessages(months(request), rowsPerMessage);
  for (;;) {
    const next = await messages.next();
    if (next.done === true) {
      yield { month: undefined, rows: [], count: BigInt(next.value.count), sha256: next.value.sha256 };
      return;
    }
    if (rowsPerMessage > 0) yield { month: undefined, rows: next.value };
    else for (const body of next.value) yield { month: SealedMonth.decode(body), rows: [] };
  }
}

const reads = (use: UseCases) => ({
  listEntries: unary(async ({ fromDate: from, toDate: to, ...request }: ListEntriesRequest, context) => {
    const query = { from, to, personId: request.personId, after: request.after };
    const page = { pageSize: request.pageSize, pageToken: request.pageToken };
    const result = await use.listEntries(callerOf(context), { ...query, ...page });
    return { entries: result.entries.map(toStoredEntry), nextPageToken: result.next, pending: result.pending };
  }),
  getMonth: unary(async ({ personId, period, after }: GetMonthRequest, context) => {
    const result = await use.getMonth(callerOf(context), { personId, period, after });
    const days = result.days.map(({ openEntries: open, ...day }) => ({ ...day, open }));
    const byFlag = toFlagCounts(result.byFlag);
    const { state, pending, flagged } = result;
    const archivedWeeks = [...result.archivedWeeks];
    return { days, state: states[state], pending, flagged, byFlag, deadline: new Date(result.deadline), archivedWeeks };
  }),
  getEntryHistory: unary(async ({ personId, entryId }: GetEntryHistoryRequest, context) => {
    const history = await use.getEntryHistory(callerOf(context), { personId, entryId });
    const conflictsAcceptedAt = history.conflicts.map(({ acceptedAt }) => acceptedAt);
    const [versions, conflicts, decisions] = [toVersions(history), toConflicts(history), toDecisions(history)];
    return { versions, conflicts, decisions, conflictsAcceptedAt };
  }),
  getTeamInbox: unary(async ({ weekStart, pageSize, pageToken }: GetTeamInboxRequest, context) => {
    const page = await use.getTeamInbox(callerOf(context), { weekStart, pageSize, pageToken });
    return { members: page.members.map(toMember), nextPageToken: page.next };
  }),
  listMissing: unary(async ({ agencyId, period, pageSize, pageToken }: ListMissingRequest, context) => {
    const { people, next } = await use.listMissing(callerOf(context), { agencyId, period, pageSize, pageToken });
    const missing = people.map(({ personId, dates }) => ({ personId, missingDates: [...dates] }));
    return { people: missing, nextPageToken: next };
  }),
  listActivityNotices: unary(async (_: ListActivityNoticesRequest, context) => ({
    notices: (await use.listNotices(callerOf(context))).map(({ id, code, params, at }) => ({
      ...{ noticeId: id, code, params: { ...params } },
      at: new Date(at),
    })),
  })),
  getPeriod: unary(async ({ agencyId, period }: GetPeriodRequest, context) => ({
    period: toPeriod(await use.getPeriod(callerOf(context), { agencyId, period })),
  })),
});

const commands = (use: UseCases) => ({
  approveWeek: unary(async ({ personId, seen }: ApproveWeekRequest, context): Promise<ApproveWeekResponse> => {
    const command = { personId, seen, kind: "approved" as const, reason: undefined, note: undefined };
    const { decided, changedEntryIds } = await use.decideEntries(callerOf(context), command);
    return { approved: decided, changedEntryIds: [...changedEntryIds] };
  }),
  returnEntries: unary(async ({ personId, seen, reason, note }: ReturnEntriesRequest, context) => {
    const command = { personId, seen, kind: "returned" as const, reason: reasonName(reason), note };
    const { decided, changedEntryIds } = await use.decideEntries(callerOf(context), command);
    return { returned: decided, changedEntryIds: [...changedEntryIds] };
  }),
  importAttendance: unary(async ({ agencyId, fileId }: ImportAttendanceRequest, context) => {
    const { corrections, ownLines, ...result } = await use.importAttendance(callerOf(context), { agencyId, fileId });
    return { ...result, corrections: [...corrections], ownLines: [...ownLines] };
  }),
  closePeriod: unary(async ({ agencyId, period }: ClosePeriodRequest, context) => ({
    period: toPeriod(await use.closePeriod(callerOf(context), { agencyId, period })),
  })),
  proposeReopening: unary(async (request: ProposeReopeningRequest, context) => ({
    period: toPeriod(await use.proposeReopening(callerOf(context), request)),
  })),
  confirmReopening: unary(async (request: ConfirmReopeningRequest, context) => ({
    period: toPeriod(await use.decideReopening(callerOf(context), { ...request, kind: "confirm" })),
  })),
  rejectReopening: unary(async (request: RejectReopeningRequest, context) => ({
    period: toPeriod(await use.decideReopening(callerOf(context), { ...request, kind: "reject" })),
  })),
});

/** Reading, deciding and closing as the contract has it. */
export const activityService = (use: UseCases): UntypedServiceImplementation & ActivityServiceServer => ({
  ...reads(use),
  ...commands(use),
  getEvidence: serverStream(async function* (request: GetEvidenceRequest, context) {
    yield* uploadedPieces(await use.getEvidence(callerOf(context), request), request.fileId);
  }),
  streamSealedMonths: serverStream((request: StreamSealedMonthsRequest) => streamMonths(request, use.sealedMonths)),
});

/** What can be asked where people lie in several databases (ADR 0032): the other calls are not in the definition either, and answer UNIMPLEMENTED. */
export const shardedActivityService = (use: UseCases): [ServiceDefinition, UntypedServiceImplementation] => {
  const { listEntries, getMonth, getEntryHistory, getTeamInbox, listMissing, listActivityNotices } = reads(use);
  const { approveWeek, returnEntries } = commands(use);
  const { getEvidence: evidence } = activityService(use);
  const reading = { listEntries, getMonth, getEntryHistory, getTeamInbox, listMissing, listActivityNotices };
  const implementation = { ...reading, approveWeek, returnEntries, getEvidence: evidence };
  const served = Object.entries(ActivityServiceService).filter(([name]) => name in implementation);
  return [Object.fromEntries(served), implementation];
};
