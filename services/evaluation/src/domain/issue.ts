import { Refusal } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

import { countsOf, type PatternPolicy, violations } from "./distribution.ts";
import { canonical, documentOf } from "./document.ts";
import { type EvaluationDecision, needPlan, type Scene, type UnitTerm } from "./evaluation.ts";

export type IssueTerms = {
  readonly by: string;
  readonly at: number;
  readonly policy: PatternPolicy;
  /** Last day to object to a document issued in this place. */
  readonly objectionUntil: Day;
  readonly sha256: (text: string) => string;
};

/** Statements of the unit's pattern that do not hold. */
export const violationsOf = ({ predicate, groups }: UnitTerm, policy: PatternPolicy): string[] =>
  predicate === undefined ? [] : violations(predicate, countsOf(groups, policy), policy);

/** Statements that do not hold and that no reason explains: one explains those it was written for, what came later needs a new one. */
export const unexplainedOf = (unit: UnitTerm, policy: PatternPolicy): string[] =>
  violationsOf(unit, policy).filter((code) => !unit.explained.includes(code));

function refuseUnexplained({ evaluation, unit }: Scene, policy: PatternPolicy): void {
  const open = unexplainedOf(unit, policy);
  if (open.length > 0)
    throw new Refusal("refused", "DISTRIBUTION_REASON_MISSING", {
      unitId: evaluation.place.unitId,
      violations: open.join(", "),
    });
}

/** Issues what is rated; what is open, or issued already, stays as it is. */
export function issue(scene: Scene, terms: IssueTerms): EvaluationDecision {
  const { evaluation, unit } = scene;
  const { judgement } = evaluation;
  if (evaluation.state !== "RATED" || judgement === undefined) return { state: evaluation, events: [] };
  refuseUnexplained(scene, terms.policy);
  const plan = needPlan(judgement.plan, evaluation.term);
  const { objectionUntil } = terms;
  const facts = {
    issuedBy: terms.by,
    issuedAt: terms.at,
    objectionUntil,
    violations: violationsOf(unit, terms.policy),
  };
  const document = canonical(documentOf(scene, { ...judgement, plan }, facts));
  const state = {
    ...evaluation,
    version: evaluation.version + 1,
    state: "ISSUED" as const,
    assessorId: terms.by,
    judgement: { ...judgement, plan: undefined },
    issue: { issuedAt: terms.at, objectionUntil, documentSha256: terms.sha256(document) },
  };
  return { state, events: [{ type: "EvaluationIssued", document }] };
}
