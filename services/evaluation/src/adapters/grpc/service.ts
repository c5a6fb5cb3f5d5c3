import { invalid, Refusal } from "@kinerja/common/errors";
import { type CallContext, inMessages, serverStream, unary } from "@kinerja/common/grpc";
import { isUuid, parsePeriod } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/evaluation/v1/evaluation_service";

import { type Caller } from "../../app/authorise.ts";
import { type giveFeedback } from "../../app/feedback.ts";
import { type listEvaluationGaps } from "../../app/gaps.ts";
import { type issueEvaluations } from "../../app/issue.ts";
import { type rateEvaluation } from "../../app/rate.ts";
import { type getEvaluation, type listTeamEvaluations } from "../../app/read.ts";
import { type recordRealisation } from "../../app/realise.ts";
import { type getSealedPeriod, type sealPeriod } from "../../app/seal.ts";
import { type MonthKey, type StoredNotice } from "../../app/stores.ts";
import { type explainDistribution, type getDistribution, type setUnitPredicate } from "../../app/units.ts";
import { gaps } from "../../domain/gap.ts";
import { behaviourValues } from "../../domain/plan.ts";
import { ratings, unitPredicates } from "../../domain/predicate.ts";
import { choice, predicateCounts } from "../proto.ts";
import { toEvaluation, toGapCount, toGapPerson, toNotice, toSealedPeriod, toSummary, toUnitPredicate } from "./wire.ts";

export type UseCases = {
  readonly setUnitPredicate: ReturnType<typeof setUnitPredicate>;
  readonly giveFeedback: ReturnType<typeof giveFeedback>;
  readonly recordRealisation: ReturnType<typeof recordRealisation>;
  readonly getEvaluation: ReturnType<typeof getEvaluation>;
  readonly listTeamEvaluations: ReturnType<typeof listTeamEvaluations>;
  readonly rateEvaluation: ReturnType<typeof rateEvaluation>;
  readonly getDistribution: ReturnType<typeof getDistribution>;
  readonly explainDistribution: ReturnType<typeof explainDistribution>;
  readonly issueEvaluations: ReturnType<typeof issueEvaluations>;
  readonly sealPeriod: ReturnType<typeof sealPeriod>;
  readonly getSealedPeriod: ReturnType<typeof getSealedPeriod>;
  readonly listEvaluationGaps: ReturnType<typeof listEvaluationGaps>;
  readonly listNotices: (caller: Caller) => Promise<readonly StoredNotice[]>;
  readonly sealedPredicates: (
    key: MonthKey & { readonly revision: number; readonly personId?: string | undefined },
  ) => AsyncGenerator<Buffer, { count: number; sha256: string }>;
};

type Handlers = proto.EvaluationServiceServer;

/** The originating person. The server has verified the token. */
function callerOf({ subject, traceId, requestKey }: CallContext): Caller {
  if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  return { personId: subject.personId, token: subject.token, requestId: traceId, requestKey };
}

/** Ids are compared in the database: what is none is refused here. */
function uuid(text: string, pointer: string): string {
  if (!isUuid(text)) throw invalid(pointer, "UUID_FORM");
  return text;
}

const mostPeople = 200;

function people(personIds: readonly string[]): string[] {
  if (personIds.length > mostPeople) throw invalid("/personIds", "LIST_TOO_LONG", { max: mostPeople });
  return personIds.map((id, at) => uuid(id, `/personIds/${at}`));
}

const unitOf = ({ agencyId, unitId, period }: proto.GetDistributionRequest) => ({
  agencyId: uuid(agencyId, "/agencyId"),
  unitId: uuid(unitId, "/unitId"),
  period,
});

const behaviourNames = Object.fromEntries(behaviourValues.map((value) => [value, value])) as Record<
  (typeof behaviourValues)[number],
  string
>;

type OfPeople =
  | "getEvaluation"
  | "listTeamEvaluations"
  | "giveFeedback"
  | "recordRealisation"
  | "rateEvaluation"
  | "issueEvaluations"
  | "listEvaluationNotices";

const ofPeople = (use: UseCases): Pick<Handlers, OfPeople> => ({
  getEvaluation: unary(async ({ period, personId }, context) => {
    const query = { period, personId: personId === undefined ? undefined : uuid(personId, "/personId") };
    return { evaluation: toEvaluation(await use.getEvaluation(callerOf(context), query)) };
  }),
  listTeamEvaluations: unary(async ({ period, pageSize, pageToken }, context) => {
    const page = await use.listTeamEvaluations(callerOf(context), { period, pageSize, pageToken });
    return { evaluations: page.evaluations.map(toSummary), nextPageToken: page.next };
  }),
  giveFeedback: unary(async ({ personId, period, rhkId, behaviourValue: value, text, evidenceUrl }, context) => {
    const feedbackId = await use.giveFeedback(callerOf(context), {
      personId: uuid(personId, "/personId"),
      rhkId: rhkId === undefined ? undefined : uuid(rhkId, "/rhkId"),
      behaviourValue:
        value === undefined ? undefined : choice(behaviourValues, behaviourNames, value, "/behaviourValue"),
      ...{ period, text, evidenceUrl },
    });
    return { feedbackId };
  }),
  recordRealisation: unary(async ({ period, realisations }, context) => {
    const achieved = realisations.map((one, at) => ({
      indicatorId: uuid(one.indicatorId, `/realisations/${at}/indicatorId`),
      achieved: one.achieved,
      evidenceUrl: one.evidenceUrl ?? "",
    }));
    await use.recordRealisation(callerOf(context), { period, realisations: achieved });
    return {};
  }),
  rateEvaluation: unary(async ({ personId, period, result, behaviour, note = "" }, context) => {
    const rated = await use.rateEvaluation(callerOf(context), {
      personId: uuid(personId, "/personId"),
      result: choice(ratings, proto.Rating, result, "/result"),
      behaviour: choice(ratings, proto.Rating, behaviour, "/behaviour"),
      ...{ period, note },
    });
    return { evaluation: toEvaluation(rated) };
  }),
  issueEvaluations: unary(async ({ period, personIds }, context) => ({
    issued: await use.issueEvaluations(callerOf(context), { period, personIds: people(personIds) }),
  })),
  listEvaluationNotices: unary(async (_, context) => ({
    notices: (await use.listNotices(callerOf(context))).map(toNotice),
  })),
});

const ofUnits = (use: UseCases): Pick<Handlers, "setUnitPredicate" | "getDistribution" | "explainDistribution"> => ({
  setUnitPredicate: unary(async (request, context) => {
    const predicate = choice(unitPredicates, proto.UnitPredicate, request.predicate, "/predicate");
    await use.setUnitPredicate(callerOf(context), { ...unitOf(request), predicate, reason: request.reason });
    return {};
  }),
  getDistribution: unary(async (request, context) => {
    const { predicate, counts, violations, ...found } = await use.getDistribution(callerOf(context), unitOf(request));
    return {
      unitPredicate: toUnitPredicate(predicate),
      people: counts.people,
      counts: predicateCounts(counts.by),
      violations: [...violations],
      ...found,
      unexplained: [...found.unexplained],
    };
  }),
  explainDistribution: unary(async (request, context) => {
    await use.explainDistribution(callerOf(context), { ...unitOf(request), reason: request.reason });
    return {};
  }),
});

async function* streamRows(
  request: proto.StreamSealedPredicatesRequest,
  use: UseCases,
): AsyncIterable<proto.StreamSealedPredicatesResponse> {
  const period = parsePeriod(request.period, "/period");
  const rows = use.sealedPredicates({
    agencyId: uuid(request.agencyId, "/agencyId"),
    period,
    revision: request.revision,
    personId: request.personId,
  });
  const { rowsPerMessage = 0 } = request;
  const messages = inMessages(rows, rowsPerMessage);
  for (;;) {
    const next = await messages.next();
    if (next.done === true) {
      yield { row: undefined, rows: [], count: BigInt(next.value.count), sha256: next.value.sha256 };
      return;
    }
    if (rowsPerMessage > 0) yield { row: undefined, rows: next.value };
    else for (const body of next.value) yield { row: proto.SealedPredicate.decode(body), rows: [] };
  }
}

const ofPeriods = (
  use: UseCases,
): Pick<Handlers, "sealPeriod" | "getSealedPeriod" | "listEvaluationGaps" | "streamSealedPredicates"> => ({
  sealPeriod: unary(async ({ agencyId, period, acceptMissing = false }, context) => {
    const command = { agencyId: uuid(agencyId, "/agencyId"), period, acceptMissing };
    return { period: toSealedPeriod(await use.sealPeriod(callerOf(context), command)) };
  }),
  getSealedPeriod: unary(async ({ agencyId, period }, context) => {
    const query = { agencyId: uuid(agencyId, "/agencyId"), period };
    const found = await use.getSealedPeriod(callerOf(context), query);
    return { period: toSealedPeriod(found.period), missing: found.missing };
  }),
  listEvaluationGaps: unary(async ({ agencyId, unitId, gap, period, pageSize, pageToken }, context) => {
    const found = await use.listEvaluationGaps(callerOf(context), {
      ...{ period, pageSize, pageToken },
      agencyId: uuid(agencyId, "/agencyId"),
      unitId: unitId === undefined ? undefined : uuid(unitId, "/unitId"),
      gap: gap === undefined ? undefined : choice(gaps, proto.EvaluationGap, gap, "/gap"),
    });
    return { people: found.people.map(toGapPerson), counts: found.counts.map(toGapCount), nextPageToken: found.next };
  }),
  streamSealedPredicates: serverStream((request) => streamRows(request, use)),
});

/** Evaluation as the contract has it. */
export const evaluationService = (use: UseCases): Handlers => ({
  ...ofPeople(use),
  ...ofUnits(use),
  ...ofPeriods(use),
});
