import { type Condition, type DayShare, type PolicyDocument, type Step } from "../domain/policy/document.ts";
import { type Facts, type FactValue } from "../domain/policy/sources.ts";

/*
 * The oracle: the slowest reading of a policy document that is obviously right. It shares no code with the engine, has its own fractions, looks
 * every step up by name again and again, and knows neither trace nor flags.
 */

type Fraction = readonly [bigint, bigint];
type World = { readonly document: PolicyDocument; readonly facts: Facts };
export type Amounts = { readonly gross: bigint; readonly net: bigint };

const whole = (value: bigint | number): Fraction => [BigInt(value), 1n];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const minus = (a: Fraction, [c, d]: Fraction): Fraction => plus(a, [-c, d]);
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
const isLess = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;
const smaller = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? a : b);

/** "1.5" → 15/1000: one and a half percent. */
function percentage(text: string | number): Fraction {
  const [before = "0", after = ""] = String(text).split(".");
  return [BigInt(before + after), 100n * 10n ** BigInt(after.length)];
}

function fact({ document, facts }: World, input: string): FactValue {
  const described = document.inputs[input];
  if (!described) throw new Error(`no input ${input}`);
  const known = facts[described.from];
  if (known !== undefined) return known;
  if (described.on_missing === "block") throw new Error(`${input} is missing`);
  return described.from.endsWith("_events") ? [] : described.on_missing.assume;
}

const number = (world: World, input: string): number => Number(fact(world, input));

function tableValue(world: World, name: string): string | number {
  const table = world.document.tables[name];
  const value = table?.rows[String(fact(world, table.key))];
  if (value === undefined) throw new Error(`no row in ${name}`);
  return value;
}

type Brackets = Extract<Step, { rule: "tier" }>["brackets"];
const percentIn = (brackets: Brackets, value: number): Fraction =>
  percentage(brackets.find(({ gte, lt }) => value >= gte && (lt === undefined || value < lt))?.percent ?? NaN);

function cutOf(world: World, step: Extract<Step, { rule: "sum_cuts" }>): Fraction {
  let rate = whole(0);
  for (const item of step.items) {
    const found = fact(world, item.input);
    if (item.rule === "rate_per_unit") rate = plus(rate, times(whole(Number(found)), percentage(item.percent)));
    else for (const value of [found].flat()) rate = plus(rate, percentIn(item.brackets, Number(value)));
  }
  return smaller(times(value(world, step.of), rate), value(world, step.of));
}

function holds(world: World, condition: Condition): boolean {
  if ("in" in condition) return condition.in.includes(String(fact(world, condition.input)));
  const measured = number(world, condition.input);
  return "gte" in condition ? measured >= condition.gte : measured < condition.lt;
}

const share = (world: World, days: DayShare | undefined): Fraction =>
  days ? [BigInt(number(world, days.days)), BigInt(number(world, days.of_days))] : whole(1);

function rounded([a, b]: Fraction, mode: string, unit: number): bigint {
  const [size, half] = [b * BigInt(unit), a * 2n];
  const down = a / size;
  const rest = half - down * size * 2n;
  const goesUp: Record<string, boolean> = {
    "half-up": rest >= size,
    "half-even": rest > size || (rest === size && down % 2n === 1n),
    down: false,
    up: rest > 0n,
  };
  return (goesUp[mode] ? down + 1n : down) * BigInt(unit);
}

type Scaling = Extract<
  Step,
  { rule: "multiplier" | "threshold_gate" | "ratio_capped" | "tier" | "scale_by_table" | "share" | "prorate" }
>;
type Readings<Steps extends Step, Result> = {
  readonly [Rule in Steps["rule"]]: (world: World, step: Extract<Steps, { rule: Rule }>) => Result;
};

const factors: Readings<Scaling, Fraction> = {
  share: (_, step) => percentage(step.percent),
  scale_by_table: (world, step) => percentage(tableValue(world, step.table)),
  tier: (world, step) => percentIn(step.brackets, number(world, step.input)),
  multiplier: (world, step) => (holds(world, step.when) ? percentage(step.percent) : whole(1)),
  prorate: share,
  threshold_gate: (world, step) => {
    const threshold = times(whole(step.gte), share(world, step.prorate));
    return isLess(whole(number(world, step.input)), threshold) ? percentage(step.else_percent) : whole(1);
  },
  ratio_capped: (world, step) => {
    const [target, parts] = times(whole(step.target), share(world, step.prorate));
    const reached: Fraction = target === 0n ? whole(0) : [BigInt(number(world, step.input)) * parts, target];
    return smaller(reached, percentage(step.cap_percent));
  },
};

const amounts: Readings<Exclude<Step, Scaling>, Fraction> = {
  lookup: (world, step) => whole(BigInt(tableValue(world, step.table))),
  sum: (world, step) => step.of.map((id) => value(world, id)).reduce(plus, whole(0)),
  subtract: (world, step) => minus(value(world, step.of), value(world, step.cut)),
  sum_cuts: cutOf,
  cap: (world, step) => smaller(value(world, step.of), whole(step.rupiah)),
  floor: (world, step) =>
    isLess(value(world, step.of), whole(step.rupiah)) ? whole(step.rupiah) : value(world, step.of),
  round: (world, step) => whole(rounded(value(world, step.of), step.mode, step.unit)),
  result: (world, step) => value(world, step.net),
};

type Reading = (world: World, step: Step) => Fraction;
const isScaling = (step: Step): step is Scaling => Object.hasOwn(factors, step.rule);

/** What a step is worth, computed anew each time it is asked for. */
function value(world: World, name: string): Fraction {
  const step = world.document.steps.find(({ id }) => id === name);
  if (!step) throw new Error(`no step ${name}`);
  if (isScaling(step)) return times(value(world, step.of), (factors[step.rule] as Reading)(world, step));
  return (amounts[step.rule] as Reading)(world, step);
}

/** Gross and net by the letter of the document. */
export function interpret(document: PolicyDocument, facts: Facts): Amounts {
  const world = { document, facts };
  const result = document.steps.find((step) => step.rule === "result");
  if (!result) throw new Error("the document has no result");
  const { mode, unit } = result.rounding;
  return { gross: rounded(value(world, result.gross), mode, unit), net: rounded(value(world, result.net), mode, unit) };
}
