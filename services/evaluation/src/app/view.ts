import { type EvaluationDocument } from "../domain/document.ts";
import { type Evaluation, type Feedback, type Figures } from "../domain/evaluation.ts";
import { type Plan } from "../domain/plan.ts";
import { proposedResult, type Rating, type UnitPredicate } from "../domain/predicate.ts";
import { type Shown } from "./stores.ts";

/** An evaluation as it is shown: from the document once there is one, so that later changes elsewhere never change it. */
export type EvaluationView = {
  readonly evaluation: Evaluation;
  readonly unitPredicate: UnitPredicate | undefined;
  readonly proposed: Rating | undefined;
  readonly plan: Plan | undefined;
  readonly feedback: readonly Feedback[];
  readonly figures: Figures | undefined;
};

const propose = (isHead: boolean, predicate: UnitPredicate | undefined): Rating | undefined =>
  isHead && predicate !== undefined ? proposedResult[predicate] : undefined;

const ofDocument = (
  evaluation: Evaluation,
  { unit, plan, feedback, activity }: EvaluationDocument,
): EvaluationView => ({
  evaluation,
  unitPredicate: unit.predicate,
  proposed: propose(plan.isHead, unit.predicate),
  plan,
  feedback,
  figures: activity,
});

export function viewOf(
  { evaluation, unit, feedback, figures, document }: Shown,
  plan: Plan | undefined,
): EvaluationView {
  if (document !== undefined) return ofDocument(evaluation, document);
  const seen = evaluation.judgement?.plan ?? plan;
  return {
    evaluation: {
      ...evaluation,
      skpId: evaluation.skpId ?? seen?.skpId,
      assessorId: evaluation.assessorId ?? seen?.assessorId,
    },
    unitPredicate: unit.predicate,
    proposed: propose(seen?.isHead ?? evaluation.isHead, unit.predicate),
    plan: seen,
    feedback,
    figures,
  };
}
