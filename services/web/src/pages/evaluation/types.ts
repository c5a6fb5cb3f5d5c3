/** Short names for the messages of the evaluation pages. Messages within messages are always sent. */
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

export type Rating = Schemas["Rating"];
export type Predicate = Schemas["Predicate"];
export type UnitPredicate = Schemas["UnitPredicate"];
export type Indicator = Readonly<Schemas["EvaluatedIndicator"]>;
export type Feedback = Readonly<Schemas["Feedback"]>;
export type ExpectedBehaviour = Readonly<Schemas["ExpectedBehaviour"]>;
export type Evaluation = With<
  Schemas["Evaluation"],
  {
    indicators: readonly Indicator[];
    feedback: readonly Feedback[];
    expectations: readonly ExpectedBehaviour[];
  }
>;
export type Distribution = With<
  Schemas["GetDistributionResponse"],
  {
    counts: readonly Readonly<Schemas["PredicateCount"]>[];
    violations: readonly string[];
    unexplained: readonly string[];
  }
>;
export type Unit = Readonly<Schemas["Unit"]>;

/** What was achieved, as it is typed and sent. */
export interface Achieved {
  readonly indicatorId: string;
  readonly achieved: string;
  readonly evidenceUrl?: string;
}

export interface FeedbackWish {
  readonly period: string;
  readonly rhkId?: string;
  readonly behaviourValue?: string;
  readonly text: string;
  readonly evidenceUrl?: string;
}

export interface RatingWish {
  readonly result: Rating;
  readonly behaviour: Rating;
  readonly note?: string;
}
