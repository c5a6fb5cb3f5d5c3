import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { unary } from "@kinerja/common/grpc";
import {
  type ConfirmCorrectionRequest,
  CorrectionServiceService,
  type CorrectionServiceServer,
  type GetCorrectionRequest,
  type ListCorrectionsRequest,
  type ListReceivablesRequest,
  type ListStatementVersionsRequest,
  type OpenCorrectionRequest,
  type PreviewCorrectionRequest,
  type RefuseCorrectionRequest,
  type ReleaseHoldRequest,
} from "@kinerja/proto/allowance/v1/correction_service";

import { type confirmCorrection, type refuseCorrection } from "../../app/corrections/confirm-correction.ts";
import { type listCorrections, type listReceivables, type openCorrection } from "../../app/corrections/open-correction.ts"; // prettier-ignore
import {
  type previewCorrection,
  type readCorrection,
  type ShownPreview,
} from "../../app/corrections/preview-correction.ts";
import { type releaseHold } from "../../app/corrections/release-hold.ts";
import { type statementHistory } from "../../app/corrections/statement-history.ts";
import { callersOf } from "./caller.ts";
import { nextOf, pageOf } from "./wire.ts";
import { fromState, toCase, toDeductions, toMonth, toReceivable, toVersion } from "./wire-corrections.ts";

export type CorrectionUseCases = {
  readonly openCorrection: ReturnType<typeof openCorrection>;
  readonly listCorrections: ReturnType<typeof listCorrections>;
  readonly readCorrection: ReturnType<typeof readCorrection>;
  readonly previewCorrection: ReturnType<typeof previewCorrection>;
  readonly confirmCorrection: ReturnType<typeof confirmCorrection>;
  readonly refuseCorrection: ReturnType<typeof refuseCorrection>;
  readonly releaseHold: ReturnType<typeof releaseHold>;
  readonly listReceivables: ReturnType<typeof listReceivables>;
  readonly statementHistory: ReturnType<typeof statementHistory>;
};

type Method = "openCorrection" | "confirmCorrection" | "refuseCorrection" | "releaseHold";

const callerOf = callersOf<Method>(CorrectionServiceService);

const toShown = ({ found, sha256, delta, months, lacksRecoveryRule, ...told }: ShownPreview) => ({
  ...{ correction: toCase(found), sha256, deltaRupiah: delta, months: months.map(toMonth), lacksRecoveryRule },
  staleDeductions: [...told.staleDeductions],
  deductions: told.deductions.map(toDeductions),
});

const readings = (use: CorrectionUseCases) => ({
  getCorrection: unary(async (request: GetCorrectionRequest, context) =>
    toShown(await use.readCorrection(callerOf(context), request)),
  ),
  listCorrections: unary(async (request: ListCorrectionsRequest, context) => {
    const page = pageOf(request);
    const query = { ...page, state: fromState(request.state), personId: request.personId };
    const found = await use.listCorrections(callerOf(context), request.agencyId, query);
    return { corrections: found.map(toCase), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  listReceivables: unary(async (request: ListReceivablesRequest, context) => {
    const page = pageOf(request);
    const query = { ...page, personId: request.personId };
    const found = await use.listReceivables(callerOf(context), request.agencyId, query);
    return { receivables: found.map(toReceivable), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  listStatementVersions: unary(async ({ period }: ListStatementVersionsRequest, context) => ({
    versions: (await use.statementHistory(callerOf(context), period)).map(toVersion),
  })),
});

const acts = (use: CorrectionUseCases) => ({
  openCorrection: unary(async (request: OpenCorrectionRequest, context) => ({
    correction: toCase(await use.openCorrection(callerOf(context, "openCorrection", request), request)),
  })),
  // Looking again is always possible, so it needs no key: the newest look is what counts.
  previewCorrection: unary(async (request: PreviewCorrectionRequest, context) => {
    const shown = await use.previewCorrection(callerOf(context), request);
    const waiting = shown.stillHeld.map(({ period, blockedBy }) => ({ period, blockedBy: [...blockedBy] }));
    return { ...toShown(shown), waiting };
  }),
  confirmCorrection: unary(async (request: ConfirmCorrectionRequest, context) => {
    const command = { ...request, letter: request.letter ?? "" };
    return {
      correction: toCase(await use.confirmCorrection(callerOf(context, "confirmCorrection", request), command)),
    };
  }),
  refuseCorrection: unary(async (request: RefuseCorrectionRequest, context) => ({
    correction: toCase(await use.refuseCorrection(callerOf(context, "refuseCorrection", request), request)),
  })),
  releaseHold: unary(async (request: ReleaseHoldRequest, context) => ({
    amountRupiah: (await use.releaseHold(callerOf(context, "releaseHold", request), request)).amount,
  })),
});

/** The contract of corrections on their use cases. */
export const correctionService = (use: CorrectionUseCases): UntypedServiceImplementation & CorrectionServiceServer => ({
  ...readings(use),
  ...acts(use),
});
