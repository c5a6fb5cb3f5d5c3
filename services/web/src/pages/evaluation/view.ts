import { isPredicate, isRating } from "./matrix.ts";
import { type Place } from "./nine-cells.tsx";
import { type Evaluation, type Predicate } from "./types.ts";

/** Where an evaluation stands, as the page says it. */
export type Stage = "issued" | "rated" | "noPlan" | "toRealise" | "waits";

export const missingOf = ({ indicators }: Evaluation): number =>
  indicators.filter(({ achieved }) => achieved === "").length;

export function stageOf(evaluation: Evaluation): Stage {
  if (evaluation.documentSha256 !== "") return "issued";
  if (evaluation.state === "RATED") return "rated";
  if (evaluation.indicators.length === 0) return "noPlan";
  return missingOf(evaluation) > 0 ? "toRealise" : "waits";
}

export const placeOf = ({ result, behaviour }: Evaluation): Place | undefined =>
  isRating(result) && isRating(behaviour) ? { result, behaviour } : undefined;

export const predicateOf = ({ predicate }: Evaluation): Predicate | undefined =>
  isPredicate(predicate) ? predicate : undefined;
