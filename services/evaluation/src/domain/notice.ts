import { type Evaluation, type EvaluationEvent } from "./evaluation.ts";

export type NoticeCode = "EVALUATION_ISSUED" | "EVALUATION_TO_RATE" | "FEEDBACK_RECEIVED";

/** What somebody should know; the words come from the reader's language. */
export type Notice = {
  readonly personId: string;
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string>>;
};

/** Whom a decision concerns beside who took it. */
export function noticesOf({ personId, term }: Evaluation, event: EvaluationEvent): Notice[] {
  switch (event.type) {
    case "FeedbackGiven":
      return [{ personId, code: "FEEDBACK_RECEIVED", params: { period: term, authorAs: event.feedback.authorAs } }];
    case "EvaluationReopened":
      return [{ personId: event.ratedBy, code: "EVALUATION_TO_RATE", params: { period: term, personId } }];
    case "EvaluationIssued":
      return [{ personId, code: "EVALUATION_ISSUED", params: { period: term } }];
    case "RealisationRecorded":
    case "EvaluationRated":
      return [];
  }
}

/** One notice for each assessor and term: how many people wait. */
export function toRate(evaluations: readonly Evaluation[]): Notice[] {
  const waiting = new Map<string, { personId: string; period: string; count: number }>();
  for (const { assessorId: personId, term: period } of evaluations) {
    if (personId === undefined) continue;
    const key = `${personId}/${period}`;
    waiting.set(key, { personId, period, count: (waiting.get(key)?.count ?? 0) + 1 });
  }
  return [...waiting.values()].map(({ personId, period, count }) => ({
    personId,
    code: "EVALUATION_TO_RATE",
    params: { period, count: String(count) },
  }));
}
