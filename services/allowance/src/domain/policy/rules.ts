import {
  add,
  compare,
  multiply,
  one,
  parseRational,
  type Rational,
  rational,
  type Rounding,
  roundToRupiah,
  type Rupiah,
  subtract,
  zero,
} from "@kinerja/common/kernel";

import { bracketFinder, compileCuts } from "./cuts.ts";
import { type Condition, type DayShare, type PolicyDocument, type Step, type StepOf } from "./document.ts";
import { count, exactText, type Frame, noteChange, notePart, percentOf, text, valueOf } from "./frame.ts";
import { type TraceStep } from "./outcome.ts";

export type Evaluate = (frame: Frame) => Rational;
/** What a step needs to know of the document beside itself. */
export type Context = { readonly document: PolicyDocument; readonly isChange: boolean };

type Inputs = TraceStep["inputs"];

const block = (frame: Frame, code: string, params: Record<string, string>): void => {
  frame.flags.push({ code, severity: "BLOCK", params });
};

/** The value becomes base × factor; on the way to the net what is told is the difference. */
function scale(
  frame: Frame,
  step: { id: string; of: string },
  factor: Rational,
  inputs: Inputs,
  { isChange }: Context,
): Rational {
  const base = valueOf(frame, step.of);
  const value = multiply(base, factor);
  const told = isChange ? subtract(factor, one) : factor;
  const line = { id: step.id, base: exactText(base), factor: exactText(told), exact: multiply(base, told), inputs };
  (isChange ? noteChange : notePart)(frame, line);
  return value;
}

/** The value becomes another amount, by no factor. */
function replace(frame: Frame, step: { id: string; of: string }, value: Rational, { isChange }: Context): Rational {
  const base = valueOf(frame, step.of);
  const line = { id: step.id, base: exactText(base), factor: "" };
  if (isChange) noteChange(frame, { ...line, exact: subtract(value, base) });
  else notePart(frame, { ...line, exact: value });
  return value;
}

/** A row of a table by the fact that is its key; without one the row of the person blocks. */
function compileRow(
  tableId: string,
  { document }: Context,
): (frame: Frame) => { readonly row: string; readonly key: string; readonly input: string } {
  const table = document.tables[tableId];
  if (!table) throw new Error(`there is no table ${tableId}`);
  return (frame) => {
    const key = text(frame, table.key);
    const row = Object.hasOwn(table.rows, key) ? table.rows[key] : undefined;
    if (row === undefined) block(frame, "TABLE_ROW_MISSING", { table: tableId, key });
    return { row: String(row ?? 0), key, input: table.key };
  };
}

function compileLookup(step: StepOf<"lookup">, context: Context): Evaluate {
  const find = compileRow(step.table, context);
  return (frame) => {
    const { row, key, input } = find(frame);
    const exact = parseRational(row) ?? zero;
    notePart(frame, { id: step.id, base: "", factor: "", exact, inputs: [[input, key]] });
    return exact;
  };
}

function compileScaleByTable(step: StepOf<"scale_by_table">, context: Context): Evaluate {
  const find = compileRow(step.table, context);
  return (frame) => {
    const { row, key, input } = find(frame);
    return scale(frame, step, percentOf(row), [[input, key], ["percent", row]], context); // prettier-ignore
  };
}

const compileShare = (step: StepOf<"share">): Evaluate => {
  const percent = percentOf(step.percent);
  return (frame) => {
    const base = valueOf(frame, step.of);
    const exact = multiply(base, percent);
    notePart(frame, {
      id: step.id,
      base: exactText(base),
      factor: exactText(percent),
      exact,
      inputs: [["percent", String(step.percent)]],
    });
    return exact;
  };
};

function compileTier(step: StepOf<"tier">, context: Context): Evaluate {
  const find = bracketFinder(step.brackets);
  return (frame) => {
    const value = Number(count(frame, step.input));
    const { percent } = find(value);
    const inputs: Inputs = [[step.input, String(value)], ["percent", String(percent)]]; // prettier-ignore
    return scale(frame, step, percentOf(percent), inputs, context);
  };
}

function compileSum(step: StepOf<"sum">): Evaluate {
  return (frame) => {
    const exact = step.of.map((id) => valueOf(frame, id)).reduce(add, zero);
    notePart(frame, { id: step.id, base: "", factor: "", exact });
    return exact;
  };
}

const compileSubtract =
  (step: StepOf<"subtract">): Evaluate =>
  (frame) => {
    const base = valueOf(frame, step.of);
    const exact = subtract(base, valueOf(frame, step.cut));
    notePart(frame, { id: step.id, base: exactText(base), factor: "", exact });
    return exact;
  };

function compileCondition(condition: Condition): (frame: Frame) => boolean {
  const { input } = condition;
  if ("in" in condition) return (frame) => condition.in.includes(text(frame, input));
  if ("gte" in condition) return (frame) => count(frame, input) >= BigInt(condition.gte);
  return (frame) => count(frame, input) < BigInt(condition.lt);
}

function compileMultiplier(step: StepOf<"multiplier">, context: Context): Evaluate {
  const percent = percentOf(step.percent);
  const applies = compileCondition(step.when);
  return (frame) => {
    const isApplied = applies(frame);
    const fact = text(frame, step.when.input);
    const inputs: Inputs = [[step.when.input, fact], ["percent", isApplied ? String(step.percent) : "100"]]; // prettier-ignore
    return scale(frame, step, isApplied ? percent : one, inputs, context);
  };
}

/** days ÷ days of the month; a row with more days than the month has is no row. */
function dayRatio(frame: Frame, { days, of_days }: DayShare): Rational {
  const [part, whole] = [count(frame, days), count(frame, of_days)];
  if (whole > 0n && part <= whole) return rational(part, whole);
  block(frame, "DAYS_IMPOSSIBLE", { days: String(part), of_days: String(whole) });
  return one;
}

const targetOf = (frame: Frame, target: number, prorate: DayShare | undefined): Rational => {
  const whole = rational(BigInt(target));
  return prorate ? multiply(whole, dayRatio(frame, prorate)) : whole;
};

function compileGate(step: StepOf<"threshold_gate">, context: Context): Evaluate {
  const otherwise = percentOf(step.else_percent);
  return (frame) => {
    const value = count(frame, step.input);
    const threshold = targetOf(frame, step.gte, step.prorate);
    const passed = compare(rational(value), threshold) >= 0;
    const inputs: Inputs = [[step.input, String(value)], ["target", exactText(threshold)]]; // prettier-ignore
    return scale(frame, step, passed ? one : otherwise, inputs, context);
  };
}

function compileRatio(step: StepOf<"ratio_capped">, context: Context): Evaluate {
  const cap = percentOf(step.cap_percent);
  return (frame) => {
    const value = count(frame, step.input);
    const target = targetOf(frame, step.target, step.prorate);
    // Without a day of employment there is no target, and nothing to reach.
    const reached = target.num === 0n ? zero : rational(value * target.den, target.num);
    const inputs: Inputs = [[step.input, String(value)], ["target", exactText(target)]]; // prettier-ignore
    return scale(frame, step, compare(reached, cap) > 0 ? cap : reached, inputs, context);
  };
}

function compileLimit(step: StepOf<"cap" | "floor">, context: Context): Evaluate {
  const limit = rational(BigInt(step.rupiah));
  const wrongSide = step.rule === "cap" ? 1 : -1;
  return (frame) => {
    const base = valueOf(frame, step.of);
    return replace(frame, step, compare(base, limit) === wrongSide ? limit : base, context);
  };
}

function compileProrate(step: StepOf<"prorate">, context: Context): Evaluate {
  return (frame) => {
    const factor = dayRatio(frame, step);
    const inputs: Inputs = [[step.days, text(frame, step.days)], [step.of_days, text(frame, step.of_days)]]; // prettier-ignore
    return scale(frame, step, factor, inputs, context);
  };
}

export const roundTo = (exact: Rational, { mode, unit }: { mode: Rounding; unit: number }): Rupiah =>
  roundToRupiah(exact, mode, BigInt(unit));

const compileRound =
  (step: StepOf<"round">, context: Context): Evaluate =>
  (frame) =>
    replace(frame, step, rational(roundTo(valueOf(frame, step.of), step)), context);

type Plain = Exclude<Step, { rule: "result" }>;
type Compilers = { readonly [Rule in Plain["rule"]]: (step: StepOf<Rule>, context: Context) => Evaluate };

const compilers: Compilers = {
  lookup: compileLookup,
  share: compileShare,
  scale_by_table: compileScaleByTable,
  tier: compileTier,
  sum_cuts: compileCuts,
  sum: compileSum,
  subtract: compileSubtract,
  multiplier: compileMultiplier,
  threshold_gate: compileGate,
  ratio_capped: compileRatio,
  cap: compileLimit,
  floor: compileLimit,
  prorate: compileProrate,
  round: compileRound,
};

/** One closure for each step; the result is not among them. */
export const compileStep = (step: Plain, context: Context): Evaluate =>
  (compilers[step.rule] as (step: Plain, context: Context) => Evaluate)(step, context);
