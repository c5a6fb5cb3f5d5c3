import { type PolicyDocument } from "../domain/policy/document.ts";
import { smallAmounts } from "./small-amounts.ts";
import { smallClasses } from "./small-classes.ts";
import { smallFacts } from "./small-facts.ts";
import { smallItems } from "./small-items.ts";
import { smallSpans } from "./small-spans.ts";
import { smallSteps } from "./small-steps.ts";

/**
 * For each rule on facts, of a step and of an item of cuts the least document that reaches it, by the rule: `facts.tolerance`, `steps.tier`,
 * `items.tier`; its other forms behind it: `steps.duration.block`. Each has examples that were worked by hand.
 */
export const smallDocuments: Readonly<Record<string, PolicyDocument>> = {
  ...smallFacts,
  ...smallClasses,
  ...smallAmounts,
  ...smallSteps,
  ...smallSpans,
  ...smallItems,
};
