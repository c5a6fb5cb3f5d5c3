import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { uploadedPieces } from "@kinerja/common/files";
import { serverStream, unary } from "@kinerja/common/grpc";
import {
  type AnswerObjectionRequest,
  type CompareRunRequest,
  type ComparePoliciesRequest,
  type FileObjectionRequest,
  type GetObjectionEvidenceRequest,
  type ListObjectionsRequest,
  type SimulateMonthRequest,
  WhatIfServiceService,
  type WhatIfServiceServer,
  type WithdrawObjectionRequest,
} from "@kinerja/proto/allowance/v1/what_if_service";

import { type compareRun } from "../../app/compare-runs.ts";
import { type comparePolicies } from "../../app/diff-policies.ts";
import {
  type answerObjection,
  type fileObjection,
  type listObjections,
  type listOwnObjections,
  type objectionEvidence,
  type withdrawObjection,
} from "../../app/objections.ts";
import { type simulateMonth } from "../../app/what-if.ts";
import { callersOf } from "./caller.ts";
import { nextOf, pageOf } from "./wire.ts";
import { fromChange, fromFiling, toCompared, toComparison, toObjection, toSimulated } from "./wire-what-if.ts";

export type WhatIfUseCases = {
  readonly simulateMonth: ReturnType<typeof simulateMonth>;
  readonly fileObjection: ReturnType<typeof fileObjection>;
  readonly withdrawObjection: ReturnType<typeof withdrawObjection>;
  readonly listOwnObjections: ReturnType<typeof listOwnObjections>;
  readonly listObjections: ReturnType<typeof listObjections>;
  readonly answerObjection: ReturnType<typeof answerObjection>;
  readonly objectionEvidence: ReturnType<typeof objectionEvidence>;
  readonly compareRun: ReturnType<typeof compareRun>;
  readonly comparePolicies: ReturnType<typeof comparePolicies>;
};

type Command = "fileObjection" | "withdrawObjection" | "answerObjection";

const callerOf = callersOf<Command>(WhatIfServiceService);

const objections = (use: WhatIfUseCases) => ({
  fileObjection: unary(async (request: FileObjectionRequest, context) => ({
    objection: toObjection(await use.fileObjection(callerOf(context, "fileObjection", request), fromFiling(request))),
  })),
  withdrawObjection: unary(async (request: WithdrawObjectionRequest, context) => ({
    objection: toObjection(await use.withdrawObjection(callerOf(context, "withdrawObjection", request), request)),
  })),
  listOwnObjections: unary(async (_: object, context) => ({
    objections: (await use.listOwnObjections(callerOf(context))).map(toObjection),
  })),
  listObjections: unary(async (request: ListObjectionsRequest, context) => {
    const page = pageOf(request);
    const query = { ...page, runId: request.runId, open: request.open ?? false };
    const found = await use.listObjections(callerOf(context), request.agencyId, query);
    return { objections: found.map(toObjection), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  answerObjection: unary(async (request: AnswerObjectionRequest, context) => ({
    objection: toObjection(await use.answerObjection(callerOf(context, "answerObjection", request), request)),
  })),
  getObjectionEvidence: serverStream(async function* (request: GetObjectionEvidenceRequest, context) {
    const { objectionId, fileId, agencyId } = request;
    yield* uploadedPieces(await use.objectionEvidence(callerOf(context), { objectionId, fileId, agencyId }), fileId);
  }),
});

/** The contract on the use cases. */
export const whatIfService = (use: WhatIfUseCases): UntypedServiceImplementation & WhatIfServiceServer => ({
  ...objections(use),
  simulateMonth: unary(async ({ period, personId, agencyId, changes }: SimulateMonthRequest, context) => {
    const query = { period, personId, agencyId, changes: changes.map(fromChange) };
    return toSimulated(await use.simulateMonth(callerOf(context), query));
  }),
  compareRun: unary(async (request: CompareRunRequest, context) =>
    toComparison(await use.compareRun(callerOf(context), request)),
  ),
  comparePolicies: unary(async (request: ComparePoliciesRequest, context) =>
    toCompared(await use.comparePolicies(callerOf(context), request)),
  ),
});
