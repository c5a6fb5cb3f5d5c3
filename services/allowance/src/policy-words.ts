/** What a document says, in Indonesian sentences: for the command line and for the comparison of two policies. */
export { type DiffPart, type Difference, diffPolicies } from "./domain/policy-diff.ts";
export { anomalySentences } from "./domain/policy/say/anomalies.ts";
export { conditionText } from "./domain/policy/say/conditions.ts";
export { factText } from "./domain/policy/say/facts.ts";
export { type Item } from "./domain/policy/say/item.ts";
export { type Names, namesOf, quoted, unitWords, withUnit } from "./domain/policy/say/names.ts";
export {
  dayText,
  decimalText,
  isAtLeast,
  isNegative,
  isZero,
  keyText,
  magnitudeOf,
  monthText,
  numberText,
  partText,
  percentText,
  rupiahText,
} from "./domain/policy/say/numbers.ts";
export { payoutItems } from "./domain/policy/say/payout.ts";
export { itemText, stepText } from "./domain/policy/say/steps.ts";
