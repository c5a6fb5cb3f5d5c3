import { Refusal } from "@kinerja/common/errors";
import { type Day, type Decision } from "@kinerja/common/kernel";

import { type Group } from "./distribution.ts";
import { planMonth, type Term } from "./period.ts";
import { type Place } from "./place.ts";
import { indicatorsOf, type Plan } from "./plan.ts";
import { type Predicate, quadrant, type Rating, type UnitPredicate } from "./predicate.ts";

export type Realisation = { readonly indicatorId: string; readonly achieved: string; readonly evidenceUrl: string };

/** What the assessor judged, and what was seen then. */
export type Judgement = {
  readonly result: Rating;
  readonly behaviour: Rating;
  readonly predicate: Predicate;
  readonly note: string;
  readonly ratedBy: string;
  readonly ratedAt: number;
  /** Kept until the document has it. */
  readonly plan: Plan | undefined;
};

export type Issue = { readonly issuedAt: number; readonly objectionUntil: Day; readonly documentSha256: string };

/** OPEN → RATED → ISSUED, which never changes. An objection and its end come after that. */
export type State = "OPEN" | "RATED" | "ISSUED";

export type Evaluation = {
  readonly personId: string;
  readonly term: Term;
  readonly place: Place;
  /** Counts changes; 0 = nothing is recorded yet. */
  readonly version: number;
  readonly state: State;
  /** Pejabat penilai: as the SKP names one, then who judged. */
  readonly assessorId: string | undefined;
  readonly skpId: string | undefined;
  readonly isHead: boolean;
  readonly realisations: readonly Realisation[];
  /** Missing while open. */
  readonly judgement: Judgement | undefined;
  /** Missing until issued. */
  readonly issue: Issue | undefined;
};

export type AuthorAs = "SUPERIOR" | "TEAM_LEAD" | "PEER";

export type Feedback = {
  readonly feedbackId: string;
  readonly authorId: string;
  readonly authorAs: AuthorAs;
  readonly rhkId: string;
  readonly behaviourValue: string;
  readonly text: string;
  readonly evidenceUrl: string;
  readonly at: number;
};

/** From sealed months: one month, or all sealed ones of the year. */
export type Figures = {
  /** Of the month; 0 for a year. */
  readonly revision: number;
  readonly approvedMinutes: number;
  readonly openMinutes: number;
  readonly daysWithEntries: number;
};

/** The unit of a place in a term. */
export type UnitTerm = {
  readonly predicate: UnitPredicate | undefined;
  /** What the predicate rests on. */
  readonly ground: string;
  /** Written reason for a distribution outside of the pattern, and the statements that it explains. */
  readonly reason: string;
  readonly explained: readonly string[];
  readonly groups: readonly Group[];
};

/** All that a decision on an evaluation looks at. */
export type Scene = {
  readonly evaluation: Evaluation;
  /** Newest first. */
  readonly feedback: readonly Feedback[];
  /** Missing while no month of the term is sealed. */
  readonly figures: Figures | undefined;
  /** The term's last month is sealed: the month itself, or December of a year. */
  readonly isSealed: boolean;
  readonly unit: UnitTerm;
};

export type EvaluationEvent =
  | { readonly type: "FeedbackGiven"; readonly feedback: Feedback }
  | { readonly type: "RealisationRecorded" }
  | { readonly type: "EvaluationReopened"; readonly ratedBy: string }
  | { readonly type: "EvaluationRated" }
  | { readonly type: "EvaluationIssued"; readonly document: string };
export type EvaluationDecision = Decision<Evaluation, EvaluationEvent>;

export const openEvaluation = (personId: string, term: Term, place: Place): Evaluation => ({
  personId,
  term,
  place,
  version: 0,
  state: "OPEN",
  assessorId: undefined,
  skpId: undefined,
  isHead: false,
  realisations: [],
  judgement: undefined,
  issue: undefined,
});

/** What the plan says about the evaluation before anybody judged. */
export const underPlan = (evaluation: Evaluation, plan: Plan): Evaluation => ({
  ...evaluation,
  skpId: plan.skpId,
  isHead: plan.isHead,
  assessorId: evaluation.judgement === undefined ? plan.assessorId : evaluation.assessorId,
});

function refuseIssued({ state, term }: Evaluation): void {
  if (state === "ISSUED") throw new Refusal("refused", "EVALUATION_ISSUED", { period: term });
}

export function needPlan(plan: Plan | undefined, term: Term): Plan {
  if (plan === undefined) throw new Refusal("refused", "SET_SKP_MISSING", { period: term });
  return plan;
}

/** Feedback on a result, on a value of behaviour, or on the whole; it is part of the document, so it comes before that. */
export function giveFeedback({ evaluation }: Scene, feedback: Feedback, plan: Plan | undefined): EvaluationDecision {
  refuseIssued(evaluation);
  const { rhkId } = feedback;
  if (rhkId !== "" && !needPlan(plan, evaluation.term).results.some((result) => result.rhkId === rhkId))
    throw new Refusal("not-found", "RHK_UNKNOWN");
  const known = plan === undefined ? evaluation : underPlan(evaluation, plan);
  const state = { ...known, version: evaluation.version + 1 };
  return { state, events: [{ type: "FeedbackGiven", feedback }] };
}

/** Records what was achieved. What was rated is open again: the assessor has not seen this. */
export function realise({ evaluation }: Scene, achieved: readonly Realisation[], plan: Plan): EvaluationDecision {
  refuseIssued(evaluation);
  const known = new Set(indicatorsOf(plan).map(({ indicatorId }) => indicatorId));
  const merged = new Map(evaluation.realisations.map((one) => [one.indicatorId, one]));
  for (const one of achieved) {
    if (!known.has(one.indicatorId)) throw new Refusal("not-found", "INDICATOR_UNKNOWN");
    merged.set(one.indicatorId, one);
  }
  const { judgement } = evaluation;
  const state: Evaluation = {
    ...underPlan(evaluation, plan),
    version: evaluation.version + 1,
    state: "OPEN",
    realisations: [...merged.values()],
    judgement: undefined,
  };
  const reopened = judgement && ({ type: "EvaluationReopened", ratedBy: judgement.ratedBy } as const);
  return { state, events: [{ type: "RealisationRecorded" }, ...(reopened ? [reopened] : [])] };
}

export type Ratings = { readonly result: Rating; readonly behaviour: Rating; readonly note: string };

/** Rates result and behaviour and derives the predicate. PermenPANRB 6/2022, Lampiran (kuadran kinerja). */
export function rate(
  { evaluation, isSealed, unit }: Scene,
  { result, behaviour, note }: Ratings,
  { by, at, plan }: { readonly by: string; readonly at: number; readonly plan: Plan },
): EvaluationDecision {
  const { term } = evaluation;
  refuseIssued(evaluation);
  if (!isSealed) throw new Refusal("refused", "MONTH_NOT_SEALED", { period: planMonth(term) });
  if (unit.predicate === undefined) throw new Refusal("refused", "UNIT_PREDICATE_MISSING", { period: term });
  const predicate = quadrant[result][behaviour];
  const state: Evaluation = {
    ...underPlan(evaluation, plan),
    version: evaluation.version + 1,
    state: "RATED",
    assessorId: by,
    judgement: { result, behaviour, predicate, note, ratedBy: by, ratedAt: at, plan },
  };
  return { state, events: [{ type: "EvaluationRated" }] };
}
