import { Refusal } from "@kinerja/common/errors";

import { type PatternPolicy } from "./distribution.ts";
import { type UnitTerm } from "./evaluation.ts";
import { violationsOf } from "./issue.ts";
import { type Term } from "./period.ts";
import { type UnitPredicate } from "./predicate.ts";

export type UnitScene = UnitTerm & {
  /** Documents of the unit that name its predicate. */
  readonly issued: number;
  /** The agency's predicates of the month are sealed. */
  readonly isSealed: boolean;
};

/** Sets the predicate before people are rated. A new one takes the reason for the old one's pattern away. SE MenPANRB 3/2023. */
export function setPredicate(unit: UnitScene, term: Term, predicate: UnitPredicate, ground: string): UnitTerm {
  const { isSealed, issued, ...current } = unit;
  if (issued > 0) throw new Refusal("refused", "EVALUATION_ISSUED", { period: term });
  // Who was left out of the sealing gets a predicate in the next revision, so a unit without one is no dead end.
  if (isSealed && current.predicate !== undefined) throw new Refusal("refused", "PERIOD_SEALED", { period: term });
  const kept = current.predicate === predicate ? current : { ...current, reason: "", explained: [] };
  return { ...kept, predicate, ground };
}

/** Gives the written reason for what the pattern does not allow. Ratings stay as they are. */
export function explain(unit: UnitScene, reason: string, policy: PatternPolicy): UnitTerm {
  const { isSealed: _, issued: __, ...current } = unit;
  const explained = violationsOf(current, policy);
  if (explained.length === 0) throw new Refusal("refused", "REASON_NOT_NEEDED");
  return { ...current, reason, explained };
}
