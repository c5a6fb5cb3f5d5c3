import { type Format } from "../../i18n/format.ts";
import { type Bracket, type PolicyContent, type Rule } from "./policy-document.ts";
import { type RuleWords } from "./rule-words.ts";
import { factKinds } from "./rules-facts.ts";
import { stepKinds } from "./rules-steps.ts";
import { edgesText } from "./rules-telling.ts";

export { percentText } from "./rules-telling.ts";

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What a rule is called by: an item of a score has no kind of its own. */
export function kindOf({ rule, max }: Rule): string {
  if (rule !== undefined) return rule;
  return max === undefined ? "score_brackets" : "score_max";
}

const kinds = { ...factKinds, ...stepKinds };

export const isKnown = (rule: Rule): boolean => Object.hasOwn(kinds, kindOf(rule));

/** Base, factor, condition, limit and what else a rule says, in words; a kind that this client doesn't know has none. */
export const factsOf = (rule: Rule, content: PolicyContent, w: RuleWords, f: Format): readonly Fact[] =>
  (kinds[kindOf(rule)]?.(rule, { content, w, f }) ?? []).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );

/** "1–30 menit", "91 menit ke atas", "lebih dari 50% sampai 60%". */
export const rangeText = (bracket: Bracket, rule: Rule, content: PolicyContent, w: RuleWords, f: Format): string =>
  edgesText(bracket, rule.input ?? "", { content, w, f });
