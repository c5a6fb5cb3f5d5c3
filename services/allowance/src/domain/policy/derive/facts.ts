import { type Period } from "@kinerja/common/kernel";

import { type FactRule, type FactRuleOf } from "../document.ts";
import { type FactValue } from "../sources.ts";
import {
  compileAggregate,
  compileClassify,
  compileCredit,
  compileDataValidity,
  compileOutage,
  compileSameDay,
  compileTolerance,
} from "./attendance.ts";
import { compileEffectiveClass, compileStartRule, compileSubstituteClass } from "./classes.ts";
import { type Known, number } from "./known.ts";
import { compileCountSpans, compileSpanDays } from "./spans.ts";

function compileTotal({ of, floor }: FactRuleOf<"total">): (known: Known) => number {
  const least = floor === "zero" ? 0 : -Infinity;
  return (known) =>
    Math.max(
      least,
      of.reduce((sum, id) => sum + number(known, id), 0),
    );
}

type Compile<Rule extends FactRule> = (rule: Rule, period: Period) => (known: Known) => FactValue;

const compilers: { readonly [Name in FactRule["rule"]]: Compile<FactRuleOf<Name>> } = {
  aggregate: compileAggregate,
  tolerance: compileTolerance,
  classify: compileClassify,
  data_validity: compileDataValidity,
  outage: compileOutage,
  same_day: compileSameDay,
  credit: compileCredit,
  total: compileTotal,
  count_spans: compileCountSpans,
  span_days: compileSpanDays,
  effective_class: compileEffectiveClass,
  substitute_class: compileSubstituteClass,
  start_rule: compileStartRule,
};

/** One closure for each fact: reads inputs and earlier facts, never an amount. */
export const compileFact = (rule: FactRule, period: Period): ((known: Known) => FactValue) =>
  (compilers[rule.rule] as Compile<FactRule>)(rule, period);
