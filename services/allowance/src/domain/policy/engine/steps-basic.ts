import { rational } from "@kinerja/common/kernel";

import { compileCondition, compilePartial } from "../derive/condition.ts";
import { type Percent, type StepOf } from "../document.ts";
import { type Frame } from "./frame.ts";
import { changeLine, chosen, fixed, type ToldInput, valueLine, whole } from "./line.ts";
import { type Compiled, percentOf, type Program, type Rational } from "./program.ts";
import { just } from "./quantity.ts";
import { type Cell, isRange } from "./tables.ts";
import { added, type Choice, constant, either, larger, minus, nothing, picked, rounded, scaled, smaller, times, type Value } from "./value.ts"; // prettier-ignore

const none = rational(0n);

/** The inputs that a row was found by. */
const keyInputs = (program: Program, tableId: string): ToldInput[] =>
  program.keysOf(tableId).map((name) => program.told(name));

/** What a table holds, as the law prints it: rupiah, or percent. */
function cellText(cell: Cell | undefined): string {
  if (!cell || isRange(cell)) return "0";
  return cell.den === 1n ? String(cell.num) : String(Number(cell.num) / Number(cell.den));
}

/** A table's percent as a factor. */
export function tableFactor(
  program: Program,
  tableId: string,
): { readonly factor: Value; readonly inputs: readonly ToldInput[] } {
  const { cells, at } = program.row(tableId);
  const percents = cells.map((cell): Rational => (cell && !isRange(cell) ? rational(cell.num, cell.den * 100n) : none));
  const percent = chosen("percent", at, cells.map(cellText));
  return { factor: picked(percents, at), inputs: [...keyInputs(program, tableId), percent] };
}

/** A table's amount; where the row is a range, the person's own, which must lie in it. */
export function tableAmount(program: Program, tableId: string, own?: string): Value {
  const { cells, at } = program.row(tableId);
  const amounts = picked(
    cells.map((cell) => (cell && !isRange(cell) ? cell : none)),
    at,
  );
  if (own === undefined) return amounts;
  const amount = program.number(own);
  const rangeOf = (frame: Frame): { min: number; max: number } | undefined => {
    const cell = cells[at(frame)];
    return cell && isRange(cell) ? cell : undefined;
  };
  program.flagWhen(
    (frame) => {
      const range = rangeOf(frame);
      const value = range && amount.number(frame);
      return range !== undefined && value !== undefined && (value < range.min || value > range.max);
    },
    "AMOUNT_OUT_OF_RANGE",
    "BLOCK",
    { input: own, table: tableId },
  );
  return either((frame) => rangeOf(frame) !== undefined, amount, amounts);
}

function compileLookup(step: StepOf<"lookup">, program: Program): Compiled {
  const value = program.name(step.id, tableAmount(program, step.table, step.amount));
  return { value, lines: [valueLine(step.id, value, { inputs: keyInputs(program, step.table) })] };
}

function compileAmount(step: StepOf<"amount">, program: Program): Compiled {
  const value = program.name(step.id, program.number(step.input));
  return { value, lines: [valueLine(step.id, value, { inputs: [program.told(step.input)] })] };
}

function compileShare(step: StepOf<"share">, program: Program): Compiled {
  const [base, percent] = [program.valueOf(step.of), percentOf(step.percent)];
  const value = program.name(step.id, scaled(base, percent));
  const inputs = [fixed("percent", step.percent)];
  return { value, lines: [valueLine(step.id, value, { base, factor: just(constant(percent)), inputs })] };
}

/** of × a factor, told as a change behind the gross. */
export function scaling(
  program: Program,
  step: { readonly id: string; readonly of: string },
  factor: Value,
  inputs: readonly ToldInput[],
): Compiled {
  const base = program.valueOf(step.of);
  const value = program.name(step.id, times(base, factor));
  return { value, lines: [changeLine(program, step, base, value, { factor: just(factor), inputs })] };
}

function compileScaleByTable(step: StepOf<"scale_by_table">, program: Program): Compiled {
  const { factor, inputs } = tableFactor(program, step.table);
  return scaling(program, step, factor, inputs);
}

function compileCutByTable(step: StepOf<"cut_by_table">, program: Program): Compiled {
  const { factor, inputs } = tableFactor(program, step.table);
  return scaling(program, step, minus(constant(whole), factor), inputs);
}

function compileComponent(step: StepOf<"component_percent">, program: Program): Compiled {
  const base = program.valueOf(step.of);
  const { factor, inputs } = tableFactor(program, step.table);
  const value = program.name(step.id, times(base, factor));
  return { value, lines: [valueLine(step.id, value, { base, factor: just(factor), inputs })] };
}

/** The percent of the bracket, as the document prints it. */
export const percentChosen = (brackets: readonly { readonly percent: Percent }[], at: Choice): ToldInput =>
  chosen(
    "percent",
    at,
    brackets.map(({ percent }) => String(percent)),
  );

function compileTier(step: StepOf<"tier">, program: Program): Compiled {
  const at = program.bracketOf(step.input, step.brackets);
  const factor = picked(
    step.brackets.map(({ percent }) => percentOf(percent)),
    at,
  );
  return scaling(program, step, factor, [program.told(step.input), percentChosen(step.brackets, at)]);
}

function compileSum(step: StepOf<"sum">, program: Program): Compiled {
  const value = program.name(step.id, added(step.of.map((id) => program.valueOf(id))));
  return { value, lines: [valueLine(step.id, value)] };
}

function compileSubtract(step: StepOf<"subtract">, program: Program): Compiled {
  const base = program.valueOf(step.of);
  const value = program.name(step.id, minus(base, program.valueOf(step.cut)));
  return { value, lines: [valueLine(step.id, value, { base })] };
}

function compileMultiplier(step: StepOf<"multiplier">, program: Program): Compiled {
  const applies = compileCondition(step.when, program.period);
  const at = program.choose(({ known }) => (applies(known) ? 1 : 0));
  const factor = picked([whole, percentOf(step.percent)], at);
  const percent = chosen("percent", at, ["100", String(step.percent)]);
  return scaling(program, step, factor, [...conditionInputs(program, step.when), percent]);
}

/** What a condition looked at, where it is one fact. */
const conditionInputs = (program: Program, condition: StepOf<"multiplier">["when"]): ToldInput[] =>
  "input" in condition ? [program.told(condition.input)] : [];

function compileExclude(step: StepOf<"exclude">, program: Program): Compiled {
  const applies = compileCondition(step.when, program.period);
  const partial = step.flag_if && compilePartial(step.flag_if, step.label);
  const at = program.choose(({ known }) => {
    if (!applies(known)) return 0;
    partial?.(known);
    return 1;
  });
  program.flagWhen((frame) => at(frame) === 1, "NOT_ENTITLED", "NOTE", { label: step.label });
  const base = program.valueOf(step.of);
  const value = program.name(
    step.id,
    either((frame) => at(frame) === 1, nothing, base),
  );
  const factor = just(picked([whole, none], at));
  return { value, lines: [changeLine(program, step, base, value, { factor, inputs: conditionInputs(program, step.when) })] }; // prettier-ignore
}

function replacing(program: Program, step: { readonly id: string; readonly of: string }, value: Value): Compiled {
  const base = program.valueOf(step.of);
  const named = program.name(step.id, value);
  return { value: named, lines: [changeLine(program, step, base, named)] };
}

const compileLimit =
  (limit: (a: Value, b: Value) => Value) =>
  (step: StepOf<"cap" | "floor">, program: Program): Compiled =>
    replacing(program, step, limit(program.valueOf(step.of), constant(rational(BigInt(step.rupiah)))));

const compileExtreme =
  (choose: (a: Value, b: Value) => Value) =>
  (step: StepOf<"min" | "max">, program: Program): Compiled => {
    const [first, ...others] = step.of.map((id) => program.valueOf(id));
    if (!first) throw new Error(`${step.id} has nothing to choose from`);
    const value = program.name(step.id, others.reduce(choose, first));
    return { value, lines: [changeLine(program, step, first, value)] };
  };

function compileRound(step: StepOf<"round">, program: Program): Compiled {
  const value = rounded(program.valueOf(step.of), step.mode, rational(BigInt(step.unit)));
  return replacing(program, step, value);
}

function compileDifference(step: StepOf<"difference">, program: Program): Compiled {
  const base = program.valueOf(step.of);
  const less = program.valueOf(step.less);
  const value = program.name(step.id, larger(minus(base, less), nothing));
  return { value, lines: [changeLine(program, step, base, value)] };
}

type Basic = StepOf<
  | "lookup" | "amount" | "share" | "scale_by_table" | "cut_by_table" | "component_percent" | "tier" | "sum" | "subtract"
  | "multiplier" | "exclude" | "cap" | "floor" | "min" | "max" | "round" | "difference"
>; // prettier-ignore

export const basicSteps: { readonly [Rule in Basic["rule"]]: (step: StepOf<Rule>, program: Program) => Compiled } = {
  lookup: compileLookup,
  amount: compileAmount,
  share: compileShare,
  scale_by_table: compileScaleByTable,
  cut_by_table: compileCutByTable,
  component_percent: compileComponent,
  tier: compileTier,
  sum: compileSum,
  subtract: compileSubtract,
  multiplier: compileMultiplier,
  exclude: compileExclude,
  cap: compileLimit(smaller),
  floor: compileLimit(larger),
  min: compileExtreme(smaller),
  max: compileExtreme(larger),
  round: compileRound,
  difference: compileDifference,
};
