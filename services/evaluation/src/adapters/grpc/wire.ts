import * as proto from "@kinerja/proto/evaluation/v1/evaluation_service";

import { type GapCount, type GapPerson } from "../../app/gaps.ts";
import { type SealedPeriod, type StoredNotice } from "../../app/stores.ts";
import { type EvaluationView } from "../../app/view.ts";
import { type Feedback } from "../../domain/evaluation.ts";
import { type Plan } from "../../domain/plan.ts";
import { type Rating, type UnitPredicate } from "../../domain/predicate.ts";
import { toPredicate } from "../proto.ts";

const toRating = (rating: Rating | undefined): proto.Rating =>
  rating === undefined ? proto.Rating.UNSPECIFIED : proto.Rating[rating];

export const toUnitPredicate = (predicate: UnitPredicate | undefined): proto.UnitPredicate =>
  predicate === undefined ? proto.UnitPredicate.UNSPECIFIED : proto.UnitPredicate[predicate];

function toIndicators({ evaluation }: EvaluationView, plan: Plan): proto.EvaluatedIndicator[] {
  const achieved = new Map(evaluation.realisations.map((one) => [one.indicatorId, one]));
  return plan.results.flatMap(({ rhkId, text: rhkText, indicators }) =>
    indicators.map(({ indicatorId, text, target, unit }) => ({
      ...{ rhkId, rhkText, indicatorId, text, target, unit },
      achieved: achieved.get(indicatorId)?.achieved ?? "",
      evidenceUrl: achieved.get(indicatorId)?.evidenceUrl ?? "",
    })),
  );
}

const toFeedback = ({ at, ...feedback }: Feedback): proto.Feedback => ({ ...feedback, at: new Date(at) });

/** Ids that may be missing are empty texts in an answer. */
const idsOf = ({ evaluation: { personId, term, skpId = "", assessorId = "", place, version } }: EvaluationView) => ({
  ...{ personId, period: term, skpId, assessorId, unitId: place.unitId, version },
});

function judgementOf({ judgement }: EvaluationView["evaluation"]) {
  return {
    result: toRating(judgement?.result),
    behaviour: toRating(judgement?.behaviour),
    predicate: toPredicate(judgement?.predicate),
    note: judgement?.note ?? "",
  };
}

const figuresOf = ({ figures }: EvaluationView) => ({
  approvedMinutes: figures?.approvedMinutes ?? 0,
  openMinutes: figures?.openMinutes ?? 0,
  daysWithEntries: figures?.daysWithEntries ?? 0,
  sealedRevision: figures?.revision ?? 0,
});

const issueOf = ({ issue }: EvaluationView["evaluation"]) => ({
  issuedAt: issue && new Date(issue.issuedAt),
  objectionUntil: issue?.objectionUntil ?? "",
  documentSha256: issue?.documentSha256 ?? "",
});

export const toEvaluation = (view: EvaluationView): proto.Evaluation => ({
  ...idsOf(view),
  state: proto.EvaluationState[view.evaluation.state],
  unitPredicate: toUnitPredicate(view.unitPredicate),
  indicators: view.plan === undefined ? [] : toIndicators(view, view.plan),
  feedback: view.feedback.map(toFeedback),
  ...judgementOf(view.evaluation),
  ...figuresOf(view),
  ...issueOf(view.evaluation),
  proposedResult: toRating(view.proposed),
  realised: view.evaluation.realisations.length,
  expectations: view.plan === undefined ? [] : view.plan.expectations.map((one) => ({ ...one })),
});

/** Without indicators and feedback. */
export const toSummary = (view: EvaluationView): proto.Evaluation =>
  toEvaluation({ ...view, plan: undefined, feedback: [] });

export const toSealedPeriod = ({ sealedAt, count, ...period }: SealedPeriod): proto.SealedPeriod => ({
  ...period,
  count: BigInt(count),
  sealedAt: sealedAt === undefined ? undefined : new Date(sealedAt),
});

export const toNotice = ({ at, params, ...notice }: StoredNotice): proto.EvaluationNotice => ({
  ...notice,
  params: { ...params },
  at: new Date(at),
});

export const toGapPerson = ({ personId, unitId, assessorId = "", ...one }: GapPerson): proto.EvaluationGapPerson => ({
  ...{ personId, unitId, assessorId, gap: proto.EvaluationGap[one.gap] },
  unitPredicateMissing: !one.hasUnitPredicate,
});

export const toGapCount = ({ gap, people }: GapCount): proto.EvaluationGapCount => ({
  gap: proto.EvaluationGap[gap],
  people,
});
