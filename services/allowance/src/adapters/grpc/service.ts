import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { type CallContext, serverStream, unary } from "@kinerja/common/grpc";
import { isUuid } from "@kinerja/common/kernel";
import {
  type ActivatePolicyRequest,
  type AllowanceServiceServer,
  AllowanceServiceService,
  type ApprovePolicyRequest,
  type ApproveRunRequest,
  type CheckRunRequest,
  type ConfirmPolicyNumberRequest,
  type DraftPolicyRequest,
  type ExportRunRequest,
  type ExportRunResponse,
  type GetLedgerTotalsRequest,
  type GetPolicyRequest,
  type GetRunRequest,
  type GetStatementRequest,
  type HoldPersonRequest,
  type ListPoliciesRequest,
  type ListRunFlagsRequest,
  type ListRunsRequest,
  type ListRunStatementsRequest,
  type ListStatementsRequest,
  type ReportPolicyImpactRequest,
  type ResolveFlagRequest,
  type ReviewPolicyRequest,
  type SettleRunRequest,
  type StartRunRequest,
} from "@kinerja/proto/allowance/v1/allowance_service";

import { type approveRun, type checkRun, type resolveFlag, type settleRun } from "../../app/decide-run.ts";
import { type exportRun } from "../../app/export-run.ts";
import { type activatePolicy, type confirmPolicyNumber, type reportPolicyImpact } from "../../app/govern-policy.ts";
import {
  type approvePolicy,
  type draftPolicy,
  type getPolicy,
  type listPolicies,
  type reviewPolicy,
} from "../../app/policies.ts";
import { type holdPerson } from "../../app/hold-person.ts";
import { type getRun, type listRunFlags, type listRuns, type listRunStatements } from "../../app/read-runs.ts";
import { type startRun } from "../../app/start-run.ts";
import { type getStatement, type ledgerTotals, type listNotices, type listStatements } from "../../app/statements.ts";
import { flagCursor } from "../postgres/flags.ts";
import { callersOf } from "./caller.ts";
import { piecesOf } from "./pieces.ts";
import {
  fromBatch,
  fromDecision,
  fromKind,
  nextOf,
  pageOf,
  toFlag,
  toRun,
  toWaiting,
  toRunStatement,
  toStatement,
  toSummary,
} from "./wire.ts";
import { toImpact, toImpactRow, toPlace, toPolicy } from "./wire-policies.ts";

export type UseCases = {
  readonly draftPolicy: ReturnType<typeof draftPolicy>;
  readonly reviewPolicy: ReturnType<typeof reviewPolicy>;
  readonly approvePolicy: ReturnType<typeof approvePolicy>;
  readonly activatePolicy: ReturnType<typeof activatePolicy>;
  readonly confirmPolicyNumber: ReturnType<typeof confirmPolicyNumber>;
  readonly reportPolicyImpact: ReturnType<typeof reportPolicyImpact>;
  readonly listPolicies: ReturnType<typeof listPolicies>;
  readonly getPolicy: ReturnType<typeof getPolicy>;
  readonly startRun: ReturnType<typeof startRun>;
  readonly getRun: ReturnType<typeof getRun>;
  readonly listRuns: ReturnType<typeof listRuns>;
  readonly listRunStatements: ReturnType<typeof listRunStatements>;
  readonly listRunFlags: ReturnType<typeof listRunFlags>;
  readonly resolveFlag: ReturnType<typeof resolveFlag>;
  readonly checkRun: ReturnType<typeof checkRun>;
  readonly approveRun: ReturnType<typeof approveRun>;
  readonly settleRun: ReturnType<typeof settleRun>;
  readonly holdPerson: ReturnType<typeof holdPerson>;
  readonly exportRun: ReturnType<typeof exportRun>;
  readonly listStatements: ReturnType<typeof listStatements>;
  readonly getStatement: ReturnType<typeof getStatement>;
  readonly ledgerTotals: ReturnType<typeof ledgerTotals>;
  readonly listNotices: ReturnType<typeof listNotices>;
};

type Method =
  | "draftPolicy"
  | "reviewPolicy"
  | "approvePolicy"
  | "activatePolicy"
  | "confirmPolicyNumber"
  | "reportPolicyImpact"
  | "startRun"
  | "resolveFlag"
  | "checkRun"
  | "approveRun"
  | "settleRun"
  | "holdPerson";

const callerOf = callersOf<Method>(AllowanceServiceService);

const policies = (use: UseCases) => ({
  draftPolicy: unary(async (request: DraftPolicyRequest, context) => ({
    policy: toPolicy(await use.draftPolicy(callerOf(context, "draftPolicy", request), request)),
  })),
  reviewPolicy: unary(async (request: ReviewPolicyRequest, context) => ({
    policy: toPolicy(await use.reviewPolicy(callerOf(context, "reviewPolicy", request), request)),
  })),
  approvePolicy: unary(async (request: ApprovePolicyRequest, context) => ({
    policy: toPolicy(await use.approvePolicy(callerOf(context, "approvePolicy", request), request)),
  })),
  activatePolicy: unary(async (request: ActivatePolicyRequest, context) => ({
    policy: toPolicy(await use.activatePolicy(callerOf(context, "activatePolicy", request), request)),
  })),
  confirmPolicyNumber: unary(async (request: ConfirmPolicyNumberRequest, context) => ({
    place: toPlace(await use.confirmPolicyNumber(callerOf(context, "confirmPolicyNumber", request), request)),
  })),
  reportPolicyImpact: unary(async (request: ReportPolicyImpactRequest, context) => {
    const found = await use.reportPolicyImpact(callerOf(context, "reportPolicyImpact", request), request);
    return { impact: toImpact(found), rows: found.rows.map(toImpactRow) };
  }),
  listPolicies: unary(async (request: ListPoliciesRequest, context) => {
    const page = pageOf(request);
    const found = await use.listPolicies(callerOf(context), request.agencyId, page);
    return { policies: found.map(toPolicy), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  getPolicy: unary(async (request: GetPolicyRequest, context) => {
    const { policy, read, unverified, impact } = await use.getPolicy(callerOf(context), request);
    const documentJson = read === undefined ? "" : JSON.stringify(read);
    return {
      ...{ policy: toPolicy(policy), document: policy.document, documentJson },
      unverified: unverified.map(toPlace),
      impact: impact && toImpact(impact),
    };
  }),
});

const isFlagCursor = (text: string): boolean => /^[123]\./.test(text) && isUuid(text.slice(2));

const runs = (use: UseCases) => ({
  startRun: unary(async (request: StartRunRequest, context) => ({
    run: toRun(
      await use.startRun(callerOf(context, "startRun", request), { ...request, kind: fromKind(request.kind) }),
    ),
  })),
  getRun: unary(async (request: GetRunRequest, context) => ({
    run: toRun(await use.getRun(callerOf(context), request)),
  })),
  listRuns: unary(async (request: ListRunsRequest, context) => {
    const page = pageOf(request);
    const { runs, waiting } = await use.listRuns(callerOf(context), request.agencyId, page);
    const nextPageToken = nextOf(runs, page.limit, ({ run }) => run.id);
    return { runs: runs.map(toRun), nextPageToken, waiting: waiting.map(toWaiting) };
  }),
  listRunFlags: unary(async (request: ListRunFlagsRequest, context) => {
    const page = pageOf(request, isFlagCursor);
    const found = await use.listRunFlags(callerOf(context), request, page);
    return { flags: found.map(toFlag), nextPageToken: nextOf(found, page.limit, flagCursor) };
  }),
  listRunStatements: unary(async (request: ListRunStatementsRequest, context) => {
    const page = pageOf(request);
    const batch = request.batch === undefined ? undefined : fromBatch(request.batch);
    const query = { ...page, batch, held: request.held };
    const found = await use.listRunStatements(callerOf(context), request, query);
    const nextPageToken = nextOf(found, page.limit, ({ personId }) => personId);
    return { statements: found.map(toRunStatement), nextPageToken };
  }),
  resolveFlag: unary(async (request: ResolveFlagRequest, context) => {
    const decision = fromDecision(request.decision);
    await use.resolveFlag(callerOf(context, "resolveFlag", request), { ...request, decision });
    return {};
  }),
  checkRun: unary(async (request: CheckRunRequest, context) => ({
    run: toRun(
      await use.checkRun(callerOf(context, "checkRun", request), { ...request, batch: fromBatch(request.batch) }),
    ),
  })),
  approveRun: unary(async (request: ApproveRunRequest, context) => ({
    run: toRun(
      await use.approveRun(callerOf(context, "approveRun", request), { ...request, batch: fromBatch(request.batch) }),
    ),
  })),
  settleRun: unary(async (request: SettleRunRequest, context) => ({
    run: toRun(
      await use.settleRun(callerOf(context, "settleRun", request), { ...request, batch: fromBatch(request.batch) }),
    ),
  })),
  holdPerson: unary(async (request: HoldPersonRequest, context) => ({
    run: toRun(await use.holdPerson(callerOf(context, "holdPerson", request), request)),
  })),
});

const statements = (use: UseCases) => ({
  listStatements: unary(async ({ period }: ListStatementsRequest, context) => ({
    statements: (await use.listStatements(callerOf(context), period)).map(toSummary),
  })),
  getStatement: unary(async ({ period, personId, agencyId, runId }: GetStatementRequest, context) => ({
    statement: toStatement(await use.getStatement(callerOf(context), { period, personId, agencyId, runId })),
  })),
  getLedgerTotals: unary(async (request: GetLedgerTotalsRequest, context) => {
    const totals = await use.ledgerTotals(callerOf(context), request);
    return {
      accounts: totals.map(({ account, amount }) => ({ account, amountRupiah: amount })),
      sumRupiah: totals.reduce((sum, { amount }) => sum + amount, 0n),
    };
  }),
  listAllowanceNotices: unary(async (_: object, context) => ({
    notices: (await use.listNotices(callerOf(context))).map(({ id, code, params, at }) => ({
      noticeId: id,
      code,
      params: { ...params },
      at,
    })),
  })),
});

async function* exportPieces(
  use: UseCases,
  request: ExportRunRequest,
  context: CallContext,
): AsyncGenerator<ExportRunResponse> {
  yield* piecesOf(
    await use.exportRun(callerOf(context), {
      ...request,
      batch: fromBatch(request.batch),
      withBom: request.withBom,
      reason: request.reason,
    }),
  );
}

/** The contract on the use cases. */
export const allowanceService = (use: UseCases): UntypedServiceImplementation & AllowanceServiceServer => ({
  ...policies(use),
  ...runs(use),
  ...statements(use),
  exportRun: serverStream((request: ExportRunRequest, context) => exportPieces(use, request, context)),
});
