import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { unary } from "@kinerja/common/grpc";
import { parsePeriod } from "@kinerja/common/kernel";
import {
  type DecideFactsRequest,
  FactServiceService,
  type FactServiceServer,
  type ImportFactsRequest,
  type ListFactsRequest,
  type ListOutageCandidatesRequest,
  type ListOwnFactsRequest,
  type PreviewFactImportRequest,
  type ProposeFactRequest,
  type RevokeFactRequest,
  type SupersedeFactRequest,
} from "@kinerja/proto/allowance/v1/fact_service";

import { type decideFacts, type DecideCommand } from "../../app/facts/decide-facts.ts";
import { type applyImport, type previewImport } from "../../app/facts/import-facts.ts";
import { type proposeFact, type revokeFact, type supersedeFact } from "../../app/facts/propose-fact.ts";
import { type listFacts, type listOutageCandidates, type listOwnFacts } from "../../app/facts/read-facts.ts";
import { factForms } from "../../domain/facts/forms.ts";
import { callersOf } from "./caller.ts";
import { nextOf, pageOf } from "./wire.ts";
import {
  fromFields,
  fromKind,
  fromKindOrNone,
  fromVerdict,
  toCandidate,
  toCounts,
  toFact,
  toOwnFact,
  toKind,
  toLine,
} from "./wire-facts.ts";

export type FactUseCases = {
  readonly listFacts: ReturnType<typeof listFacts>;
  readonly listOwnFacts: ReturnType<typeof listOwnFacts>;
  readonly proposeFact: ReturnType<typeof proposeFact>;
  readonly supersedeFact: ReturnType<typeof supersedeFact>;
  readonly revokeFact: ReturnType<typeof revokeFact>;
  readonly previewImport: ReturnType<typeof previewImport>;
  readonly applyImport: ReturnType<typeof applyImport>;
  readonly decideFacts: ReturnType<typeof decideFacts>;
  readonly listOutageCandidates: ReturnType<typeof listOutageCandidates>;
};

type Method = "proposeFact" | "supersedeFact" | "revokeFact" | "importFacts" | "decideFacts";

const callerOf = callersOf<Method>(FactServiceService);

/** Some by id, or all of a file: one of the two. */
function whichOf({ factIds, fileId }: DecideFactsRequest): DecideCommand["which"] {
  if (fileId === undefined || fileId === "") return { ids: factIds };
  if (factIds.length === 0) return { fileId };
  throw new Refusal("invalid", "REQUEST_INVALID", {}, [{ pointer: "/fileId", code: "FIELD_UNKNOWN" }]);
}

const readings = (use: FactUseCases) => ({
  getFactKinds: unary(() => Promise.resolve({ kinds: factForms.map(toKind) })),
  listFacts: unary(async (request: ListFactsRequest, context) => {
    const page = pageOf(request);
    const { personId, fileId, open = false } = request;
    const query = { ...page, kind: fromKindOrNone(request.kind), personId, fileId, open };
    const found = await use.listFacts(callerOf(context), request.agencyId, query);
    return { facts: found.map(toFact), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  listOwnFacts: unary(async (request: ListOwnFactsRequest, context) => {
    const page = pageOf(request);
    const found = await use.listOwnFacts(callerOf(context), { ...page, kind: fromKindOrNone(request.kind) });
    return { facts: found.map(toOwnFact), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  listOutageCandidates: unary(async ({ agencyId, period, unitId }: ListOutageCandidatesRequest, context) => {
    const query = { agencyId, period: parsePeriod(period, "/period"), unitId };
    return { candidates: (await use.listOutageCandidates(callerOf(context), query)).map(toCandidate) };
  }),
});

const acts = (use: FactUseCases) => ({
  proposeFact: unary(async (request: ProposeFactRequest, context) => {
    const { agencyId, personId, unitId, reason } = request;
    const command = {
      agencyId,
      kind: fromKind(request.kind),
      personId,
      unitId,
      fields: fromFields(request.fields),
      reason,
    };
    return { fact: toFact(await use.proposeFact(callerOf(context, "proposeFact", request), command)) };
  }),
  supersedeFact: unary(async (request: SupersedeFactRequest, context) => {
    const { agencyId, factId, reason } = request;
    const command = { agencyId, factId, fields: fromFields(request.fields), reason };
    return { fact: toFact(await use.supersedeFact(callerOf(context, "supersedeFact", request), command)) };
  }),
  revokeFact: unary(async (request: RevokeFactRequest, context) => ({
    fact: toFact(await use.revokeFact(callerOf(context, "revokeFact", request), request)),
  })),
  previewFactImport: unary(async ({ agencyId, kind, fileId }: PreviewFactImportRequest, context) => {
    const command = { agencyId, kind: fromKind(kind), fileId };
    const { counts, sha256, lines, isKnown } = await use.previewImport(callerOf(context), command);
    return { counts: toCounts(counts), sha256, lines: lines.map(toLine), known: isKnown };
  }),
  importFacts: unary(async (request: ImportFactsRequest, context) => {
    const command = { ...request, kind: fromKind(request.kind) };
    return { counts: toCounts(await use.applyImport(callerOf(context, "importFacts", request), command)) };
  }),
  decideFacts: unary((request: DecideFactsRequest, context) => {
    const { agencyId, reason } = request;
    const command = { agencyId, reason, verdict: fromVerdict(request.verdict), which: whichOf(request) };
    return use.decideFacts(callerOf(context, "decideFacts", request), command);
  }),
});

/** The contract of facts on their use cases. */
export const factService = (use: FactUseCases): UntypedServiceImplementation & FactServiceServer => ({
  ...readings(use),
  ...acts(use),
});
