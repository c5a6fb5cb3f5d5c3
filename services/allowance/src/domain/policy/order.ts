import {
  type Condition,
  type CutItem,
  type FactRule,
  type FactRuleOf,
  type PolicyDocument,
  type Step,
  type StepOf,
} from "./document.ts";

/** Rules that read several steps, or none; all others read `of`. */
type Reading = "lookup" | "amount" | "score_sum" | "sum" | "min" | "max" | "subtract" | "difference" | "duration" | "lag" | "add_share" | "product" | "result" | Overriding; // prettier-ignore
type Overriding = "override_by_month" | "override_by_days" | "rate_per_day_after" | "nth_occurrence";

type Readings = { readonly [Rule in Reading]: (step: StepOf<Rule>) => readonly string[] };

const none = (): readonly string[] => [];
const several = ({ of }: { readonly of: readonly string[] }): readonly string[] => of;
const ofBase = ({ of, base }: { readonly of: string; readonly base: string }): readonly string[] => [of, base];
const replacing = ({ of, replaces }: StepOf<Overriding>): readonly string[] => [of, replaces];

const readings: Readings = {
  lookup: none,
  amount: none,
  score_sum: none,
  sum: several,
  min: several,
  max: several,
  subtract: ({ of, cut }) => [of, cut],
  difference: ({ of, less }) => [of, less],
  duration: ofBase,
  lag: ofBase,
  add_share: ({ own }) => [own],
  product: ({ factors }) => factors.flatMap((factor) => ("step" in factor ? [factor.step] : [])),
  result: ({ gross, net }) => [gross, net],
  override_by_month: replacing,
  override_by_days: replacing,
  rate_per_day_after: replacing,
  nth_occurrence: replacing,
};

/** Ids of the steps that a step reads. */
export function referencesOf(step: Step): readonly string[] {
  const reading = readings[step.rule as Reading] as ((step: Step) => readonly string[]) | undefined;
  return reading ? reading(step) : [(step as Extract<Step, { of: string }>).of];
}

/** Inputs and facts that a condition asks. */
export function inputsOfCondition(when: Condition): readonly string[] {
  if ("all" in when) return when.all.flatMap(inputsOfCondition);
  if ("any" in when) return when.any.flatMap(inputsOfCondition);
  if ("not" in when) return inputsOfCondition(when.not);
  return ["spans" in when ? when.spans : when.input];
}

function inputsOfItem(item: CutItem): readonly string[] {
  if (item.rule === "combine") return [item.days];
  return [item.rule === "rate_per_day_after" ? item.spans : item.input];
}

/** Everything that a step can name besides steps and tables; each rule has some of it. */
type Naming = Partial<{
  input: string;
  amount: string;
  spans: string;
  days: string;
  of_days: string;
  target: number | string;
  when: Condition;
  flag_if: { readonly input: string; readonly of: string };
  prorate: { readonly days: string; readonly of_days: string };
  waive: { readonly when: Condition };
}>;

function namedBy({ input, amount, spans, days, of_days, target, when, flag_if, prorate, waive }: Naming): string[] {
  const single = [input, amount, spans, days, of_days, typeof target === "string" ? target : undefined];
  const parts = [flag_if?.input, flag_if?.of, prorate?.days, prorate?.of_days];
  const asked = [when, waive?.when].flatMap((condition) => (condition ? inputsOfCondition(condition) : []));
  return [...[...single, ...parts].filter((name) => name !== undefined), ...asked];
}

/** Inputs and facts that a step names, each once; those that its table is keyed by are the table's. */
export function inputsOf(step: Step): readonly string[] {
  const named = namedBy(step as Naming);
  if (step.rule === "sum_cuts") named.push(...step.items.flatMap(inputsOfItem));
  if (step.rule === "score_sum") named.push(...step.items.map(({ input }) => input));
  if (step.rule === "product")
    named.push(...step.factors.flatMap((factor) => ("input" in factor ? [factor.input] : [])));
  return [...new Set(named)];
}

type FactReadings = { readonly [Rule in FactRule["rule"]]: (fact: FactRuleOf<Rule>) => readonly string[] };

const ofOne = ({ of }: { readonly of: string }): readonly string[] => [of];

const factReadings: FactReadings = {
  aggregate: ofOne,
  tolerance: ofOne,
  classify: ofOne,
  data_validity: ofOne,
  outage: ({ of, outages }) => [of, outages],
  same_day: ofOne,
  credit: ofOne,
  total: several,
  count_spans: ofOne,
  span_days: ({ of, days }) => (days === undefined ? [of] : [of, days]),
  effective_class: ({ class: own, demotions }) => [own, demotions],
  substitute_class: ({ class: own, by, when }) => [own, by, ...inputsOfCondition(when)],
  start_rule: ({ history }) => [history],
};

/** Inputs and earlier facts that a fact is made of. */
export function inputsOfFact(fact: FactRule): readonly string[] {
  const reading = factReadings[fact.rule] as (fact: FactRule) => readonly string[];
  return reading(fact);
}

/** Tables that a step looks into. */
export function tablesOf(step: Step): readonly string[] {
  if (step.rule === "product") return step.factors.flatMap((factor) => ("table" in factor ? [factor.table] : []));
  return "table" in step ? [step.table] : [];
}

/** A table is keyed by one name or by several. */
export const keysOf = ({ key }: PolicyDocument["tables"][string]): readonly string[] => [key].flat();

/** Steps so that each comes after what it reads, otherwise as written; `stuck` are those on or behind a cycle or an unknown id. */
export function orderSteps(steps: readonly Step[]): {
  readonly ordered: readonly Step[];
  readonly stuck: readonly Step[];
} {
  const known = new Set<string>();
  const ordered: Step[] = [];
  let waiting = [...steps];
  for (;;) {
    const next = waiting.find((step) => referencesOf(step).every((id) => known.has(id)));
    if (!next) return { ordered, stuck: waiting };
    known.add(next.id);
    ordered.push(next);
    waiting = waiting.filter((step) => step !== next);
  }
}

/** A step and all that it rests on, also where the steps form a circle. */
export function restsOn(steps: readonly Step[], ...ids: readonly string[]): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    const step = byId.get(name);
    if (!step || found.has(name)) return;
    found.add(name);
    referencesOf(step).forEach(visit);
  };
  ids.forEach(visit);
  return found;
}

export const resultsOf = (steps: readonly Step[]): readonly StepOf<"result">[] =>
  steps.filter((step) => step.rule === "result");

/** The component of a result; the first and only one has no name of its own. */
export const componentOf = ({ component = "main" }: StepOf<"result">): string => component;

/** What the gross of any component rests on: its lines lead to the gross, all others are changes on the way to the net. */
export const beforeGross = (steps: readonly Step[]): ReadonlySet<string> =>
  restsOn(steps, ...resultsOf(steps).map(({ gross }) => gross));

/** The document with its steps as they are computed: the results, which round what the others made, are the last. */
export function inOrder(document: PolicyDocument): PolicyDocument {
  const { ordered } = orderSteps(document.steps);
  const isResult = ({ rule }: Step): boolean => rule === "result";
  return { ...document, steps: [...ordered.filter((step) => !isResult(step)), ...ordered.filter(isResult)] };
}
