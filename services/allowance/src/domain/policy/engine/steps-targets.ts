import { rational } from "@kinerja/common/kernel";

import { number, tell } from "../derive/known.ts";
import { type DayShare, type Factor, type ScoreItem, type StepOf } from "../document.ts";
import { type Frame } from "./frame.ts";
import { changeLine, fixed, type Line, valued, valueLine, whole } from "./line.ts";
import { type Compiled, percentOf, type Program } from "./program.ts";
import { just } from "./quantity.ts";
import { scaling, tableAmount, tableFactor } from "./steps-basic.ts";
import { printed } from "./tables.ts";
import { added, comparing, constant, divided, picked, rounded, scaled, smaller, times, type Value } from "./value.ts"; // prettier-ignore

/** Blocks a row with more days than the month has, or without a day. */
function checkShare(program: Program, { days, of_days }: DayShare): void {
  const isImpossible = ({ known }: Frame): boolean => {
    const [part, all] = [number(known, days), number(known, of_days)];
    return all <= 0 || part > all;
  };
  program.actions.push((frame) => {
    if (!isImpossible(frame)) return;
    const { known } = frame;
    tell(known, "DAYS_IMPOSSIBLE", "BLOCK", {
      days: String(number(known, days)),
      of_days: String(number(known, of_days)),
    });
  });
}

/** A value times days ÷ days of the month; the value itself for a row that has them all. */
function shareOfDays(program: Program, value: Value, share: DayShare): Value {
  const { days, of_days } = share;
  if (program.isWhole) {
    program.guards.push(({ known }) => {
      const all = number(known, of_days);
      return all > 0 && number(known, days) === all;
    });
    return value;
  }
  checkShare(program, share);
  return divided(value, program.number(days), program.number(of_days));
}

function compileProrate(step: StepOf<"prorate">, program: Program): Compiled {
  const base = program.valueOf(step.of);
  const value = program.name(step.id, shareOfDays(program, base, step));
  const [days, ofDays] = [program.number(step.days), program.number(step.of_days)];
  const inputs = [valued(step.days, days), valued(step.of_days, ofDays)];
  const factor = just(program.isWhole ? constant(whole) : divided(constant(whole), days, ofDays));
  return { value, lines: [changeLine(program, step, base, value, { factor, inputs })] };
}

/** What is to be reached this month. */
function targetOf(program: Program, target: Value, prorate: DayShare | undefined): Value {
  return prorate ? program.keep(shareOfDays(program, target, prorate)) : target;
}

function compileGate(step: StepOf<"threshold_gate">, program: Program): Compiled {
  const month = String(Number(program.period.slice(5)));
  const gte = step.by_month && Object.hasOwn(step.by_month, month) ? (step.by_month[month] as number) : step.gte;
  const target = targetOf(program, constant(rational(BigInt(gte))), step.prorate);
  const reached = comparing(program.number(step.input), target);
  const at = program.choose((frame) => (reached(frame) >= 0 ? 1 : 0));
  const factor = picked([percentOf(step.else_percent), whole], at);
  return scaling(program, step, factor, [program.told(step.input), valued("target", target)]);
}

/** input ÷ target. A fixed target is a denominator that is known; one that is a fact is not. */
function reachedShare(
  step: StepOf<"ratio_capped">,
  program: Program,
): { readonly share: Value; readonly target: Value } {
  const reached = program.number(step.input);
  const fixed = typeof step.target === "number" ? rational(BigInt(step.target)) : undefined;
  const target = targetOf(program, fixed ? constant(fixed) : program.number(String(step.target)), step.prorate);
  const isFixed = fixed !== undefined && target.form !== "ratio" && fixed.num > 0n;
  const share = isFixed ? scaled(reached, rational(1n, fixed.num)) : divided(constant(whole), reached, target);
  return { share, target };
}

function compileRatio(step: StepOf<"ratio_capped">, program: Program): Compiled {
  const { share, target } = reachedShare(step, program);
  const hundredths = step.digits === undefined ? undefined : rational(1n, BigInt(10 ** (step.digits + 2)));
  const exact = hundredths ? rounded(share, "half-up", hundredths) : share;
  const factor = program.keep(smaller(exact, constant(percentOf(step.cap_percent))));
  return scaling(program, step, factor, [program.told(step.input), valued("target", target)]);
}

type Scored = { readonly value: Value; readonly line: Line };

function scoreItem(step: StepOf<"score_sum">, item: ScoreItem, program: Program): Scored {
  const id = `${step.id}.${item.id}`;
  if ("max" in item) {
    const most = rational(BigInt(item.max));
    const value = program.keep(smaller(scaled(program.number(item.input), rational(most.num, 100n)), constant(most)));
    return { value, line: valueLine(id, value, { inputs: [program.told(item.input)] }) };
  }
  const at = program.bracketOf(item.input, item.brackets);
  const value = picked(
    item.brackets.map(({ points }) => printed(points)),
    at,
  );
  return { value, line: valueLine(id, value, { inputs: [program.told(item.input)] }) };
}

function compileScore(step: StepOf<"score_sum">, program: Program): Compiled {
  const items = step.items.map((item) => scoreItem(step, item, program));
  const value = program.name(step.id, added(items.map((item) => item.value)));
  return { value, lines: [...items.map(({ line }) => line), valueLine(step.id, value)] };
}

function compilePointValue(step: StepOf<"point_value">, program: Program): Compiled {
  const points = program.valueOf(step.of);
  const perPoint = rational(BigInt(step.rupiah));
  const value = program.name(step.id, scaled(points, perPoint));
  const inputs = [fixed("rupiah", step.rupiah)];
  return { value, lines: [valueLine(step.id, value, { base: points, factor: just(constant(perPoint)), inputs })] };
}

function factorOf(factor: Factor, program: Program): Value {
  if ("step" in factor) return program.valueOf(factor.step);
  if ("percent" in factor) return constant(percentOf(factor.percent));
  if ("decimal" in factor) return constant(printed(factor.decimal));
  if ("table" in factor) {
    const isAmount = program.document.tables[factor.table]?.unit === "rupiah";
    return isAmount ? tableAmount(program, factor.table) : tableFactor(program, factor.table).factor;
  }
  const value = program.number(factor.input);
  return program.document.inputs[factor.input]?.unit === "percent" ? scaled(value, rational(1n, 100n)) : value;
}

/** A step, table or input by its id; a number of the rule by what it is. */
function nameOfFactor(factor: Factor | undefined): string {
  if (!factor) return "";
  if ("step" in factor) return factor.step;
  if ("table" in factor) return factor.table;
  if ("input" in factor) return factor.input;
  return "percent" in factor ? "percent" : "decimal";
}

function compileProduct(step: StepOf<"product">, program: Program): Compiled {
  const factors = step.factors.map((factor) => factorOf(factor, program));
  const value = program.name(step.id, factors.reduce(times));
  const inputs = factors.map((factor, at) => valued(nameOfFactor(step.factors[at]), factor));
  return { value, lines: [valueLine(step.id, value, { inputs })] };
}

export const targetSteps = {
  prorate: compileProrate,
  threshold_gate: compileGate,
  ratio_capped: compileRatio,
  score_sum: compileScore,
  point_value: compilePointValue,
  product: compileProduct,
} as const;
