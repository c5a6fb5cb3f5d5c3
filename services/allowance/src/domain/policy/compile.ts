import { add, compare, noRupiah, type Period, type Rational, rational, roundToRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel"; // prettier-ignore

import { type ByteWriter } from "../statement-bytes.ts";
import { type ProgramLayout } from "../statement-layout.ts";
import { scopeOf } from "./check/scope.ts";
import { compileCondition } from "./derive/condition.ts";
import { compileFact } from "./derive/facts.ts";
import { isDays } from "./derive/forms.ts";
import { type Known, tell } from "./derive/known.ts";
import { type PolicyDocument, type StepOf } from "./document.ts";
import { type Compilers, compilers, compileStep, isPlainStep, type PlainStep } from "./engine/compile-steps.ts";
import { type Frame, newFrame, type PlacedValues } from "./engine/frame.ts";
import { boundsOf, compileInput, isScaled, longestList, namesOf } from "./engine/inputs.ts";
import { exactOfLine, exactText, inputsOf, type Line, valueLine } from "./engine/line.ts";
import { Program } from "./engine/program.ts";
import { exactOf } from "./engine/quantity.ts";
import { type Result, type Telling, tellingOf } from "./engine/telling.ts";
import { comparing, nothing, NumbersTooLarge, rounded, type Value } from "./engine/value.ts";
import { beforeGross, componentOf, orderSteps, resultsOf } from "./order.ts";
import { type ComponentOutcome, type Flag, type Outcome, type Severity, type TraceStep } from "./outcome.ts";
import { pathOf } from "./path.ts";
import { type Facts, type FactValue, type Form } from "./sources.ts";

/** Part of every statement's bytes: another arithmetic is another number. */
export const engineVersion = 3;

/** Facts by their id that are given instead of being derived: for worked examples and the command line only. */
export type Derived = Readonly<Record<string, FactValue>>;

/** What `evaluate` comes to without its words. */
export type Reckoned = {
  /** How it was computed; none: a flag blocks. */
  readonly program: "none" | "whole" | "any";
  readonly components: readonly ComponentOutcome[];
  readonly flags: readonly Flag[];
  /** Packs the columns of the program's layout; before another row is computed. */
  readonly write: (writer: ByteWriter) => void;
};

/** A policy that was checked and compiled for one month: a pure function from facts to a result with its trace. */
export type Policy = {
  readonly document: PolicyDocument;
  readonly period: Period;
  readonly evaluate: (facts: Facts, derived?: Derived) => Outcome;
  /** Inputs and facts by their id, as the steps see them; decimals as text. */
  readonly derive: (facts: Facts, derived?: Derived) => ReadonlyMap<string, FactValue>;
  /** Computes a row without telling its steps: gross and net of the components, as `evaluate` has them; undefined where a flag blocks. */
  readonly compute: (facts: Facts) => { readonly gross: Rupiah; readonly net: Rupiah } | undefined;
  /** Computes a row so that its lines can be packed instead of told: same components, same flags, same checks. */
  readonly reckon: (facts: Facts) => Reckoned;
  /** How what `reckon` packs is read. */
  readonly layout: { readonly whole: ProgramLayout | undefined; readonly any: ProgramLayout };
};

type Compiled = {
  readonly program: Program;
  readonly lines: readonly Line[];
  readonly results: readonly Result[];
  readonly telling: Telling;
  readonly write: (writer: ByteWriter) => void;
};

/** Steps behind the gross of every result. */
function changesOf({ steps }: PolicyDocument): ReadonlySet<string> {
  const before = beforeGross(steps);
  return new Set(steps.map(({ id }) => id).filter((id) => !before.has(id)));
}

/** The line of a step belongs to its result; that of an item to the step it is part of. */
const stepOfLine = (id: string): string => id.split(".")[0] ?? id;

function compileResult(step: StepOf<"result">, program: Program, lines: readonly Line[]): Result {
  const [gross, net] = [program.valueOf(step.gross), program.valueOf(step.net)];
  const unit = rational(BigInt(step.rounding.unit));
  const roundedGross = program.keep(rounded(gross, step.rounding.mode, unit));
  const roundedNet = program.keep(rounded(net, step.rounding.mode, unit));
  const [below, above] = [comparing(roundedNet, nothing), comparing(roundedNet, roundedGross)];
  program.flagWhen((frame) => below(frame) < 0 || above(frame) > 0, "NET_IMPOSSIBLE", "BLOCK", { step: step.id });
  const path = pathOf(program.document.steps, step);
  const own = lines.flatMap(({ id, isChange }, at) => (isChange && path.has(stepOfLine(id)) ? [at] : []));
  const [component, monthsLate] = [componentOf(step), step.months_late ?? 0];
  return { step, component, monthsLate, gross, net, roundedGross, roundedNet, own };
}

/** A step whose numbers the engine can't hold. */
export class StepTooLarge extends Error {
  readonly step: string;

  constructor(step: string) {
    super(`the numbers of step ${step} are too large`);
    this.step = step;
  }
}

function compiledStep(step: PlainStep, program: Program, by: Compilers): ReturnType<typeof compileStep> {
  try {
    return compileStep(step, program, by);
  } catch (error) {
    throw error instanceof NumbersTooLarge ? new StepTooLarge(step.id) : error;
  }
}

function compileProgram(
  frame: Frame,
  document: PolicyDocument,
  period: Period,
  isWhole: boolean,
  by: Compilers,
): Compiled {
  const places = frame.known.values;
  const program = new Program(document, period, { isWhole, changes: changesOf(document), places });
  const { ordered } = orderSteps(document.steps);
  if (ordered.length !== document.steps.length) throw new Error("the document was not checked");
  const lines = ordered.filter(isPlainStep).flatMap((step) => compiledStep(step, program, by).lines);
  const results = resultsOf(document.steps).map((step) => compileResult(step, program, lines));
  const telling = tellingOf(lines, results);
  return { program, lines, results, telling, write: (writer) => telling.write(frame, writer) };
}

const blocks = ({ severity }: Flag): boolean => severity === "BLOCK";

const unpaid = (flags: readonly Flag[]): Reckoned => ({
  program: "none",
  components: [],
  flags,
  write: () => undefined,
});

const blocked = (flags: readonly Flag[]): Outcome => ({
  status: "blocked",
  gross: noRupiah,
  cut: noRupiah,
  net: noRupiah,
  components: [],
  trace: [],
  flags,
});

/** Half-up on the magnitude, for the amount of a single line. The result rounds as the policy says. */
const lineAmount = (exact: Rational): Rupiah => roundToRupiah(exact, "half-up");

/** Of a rounded amount. */
const wholeRupiah = (value: Value, frame: Frame): Rupiah =>
  rupiah(value.form === "ratio" ? value.exact(frame).num : value.bigint(frame));

function tellLine(line: Line, frame: Frame): TraceStep & { readonly value: Rational } {
  const value = exactOfLine(line, frame);
  return {
    id: line.id,
    base: line.base ? exactText(line.base.exact(frame)) : "",
    factor: line.factor ? exactText(exactOf(line.factor, frame)) : "",
    exact: exactText(value),
    amount: lineAmount(value),
    inputs: inputsOf(line, frame),
    value,
  };
}

/** Lines of one result: what leads from gross to net, a line where the lines' own rounding does not meet the net, and the result itself. */
function tellResult(result: Result, told: readonly ReturnType<typeof tellLine>[], frame: Frame): TraceStep[] {
  const { step } = result;
  const [gross, net] = [wholeRupiah(result.roundedGross, frame), wholeRupiah(result.roundedNet, frame)];
  const own = result.own.map((at) => told[at] as ReturnType<typeof tellLine>);
  const reached = own.reduce((sum, { value }) => add(sum, value), result.gross.exact(frame));
  if (compare(reached, result.net.exact(frame)) !== 0)
    tell(frame.known, "STEPS_DO_NOT_ADD_UP", "BLOCK", { step: step.id });
  const rest = rupiah(net - gross - sumRupiah(own.map(({ amount }) => amount)));
  const rounding = { id: `${step.id}.rounding`, base: "", factor: "", exact: String(rest), amount: rest, inputs: [] };
  const line = {
    ...tellLine(valueLine(step.id, result.net, { base: result.gross }), frame),
    amount: net,
  };
  const { value: _, ...plain } = line;
  return rest === 0n ? [plain] : [rounding, plain];
}

function componentOutcome(result: Result, frame: Frame): ComponentOutcome {
  const { component, monthsLate } = result;
  const [gross, net] = [wholeRupiah(result.roundedGross, frame), wholeRupiah(result.roundedNet, frame)];
  return { component, gross, cut: rupiah(gross - net), net, monthsLate };
}

/** The row that was computed last, as its statement packs it. */
function reckoned({ results, telling, write }: Compiled, program: "whole" | "any", frame: Frame): Reckoned {
  const { flags } = frame.known;
  if (!flags.some(blocks))
    for (const { step } of telling.wrong(frame)) tell(frame.known, "STEPS_DO_NOT_ADD_UP", "BLOCK", { step: step.id });
  if (flags.length > 0 && flags.some(blocks)) return unpaid([...flags]);
  return { program, components: results.map((result) => componentOutcome(result, frame)), flags: [...flags], write };
}

function finish({ lines, results }: Compiled, frame: Frame): Outcome {
  const { flags } = frame.known;
  if (flags.some(blocks)) return blocked([...flags]);
  const told = lines.map((line) => tellLine(line, frame));
  const endings = results.flatMap((result) => tellResult(result, told, frame));
  if (flags.some(blocks)) return blocked([...flags]);
  const grossOf = new Map(results.map((result) => [result.step.gross, wholeRupiah(result.roundedGross, frame)]));
  const trace = told.map(({ value: _, ...line }): TraceStep => ({
    ...line,
    amount: grossOf.get(line.id) ?? line.amount,
  }));
  const components = results.map((result) => componentOutcome(result, frame));
  const gross = sumRupiah(components.map((component) => component.gross));
  const net = sumRupiah(components.map((component) => component.net));
  return {
    status: "payable",
    gross,
    cut: rupiah(gross - net),
    net,
    components,
    trace: [...trace, ...endings],
    flags: [...flags],
  };
}

type Prepare = (facts: Facts, derived: Derived, frame: Frame) => boolean;

type DerivedFact = {
  readonly id: string;
  readonly label: string;
  readonly form: Form;
  readonly derive: (known: Known) => FactValue;
};

const isMinutes = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1_440;

/** A fact that is given must be what it would be: the proof of the numbers rests on it. */
function isPossible(document: PolicyDocument, period: Period, { id, form }: DerivedFact, value: FactValue): boolean {
  if (form === "days") return isDays(value, period);
  if (form === "text") return typeof value === "string";
  if (form === "counts") return Array.isArray(value) && value.length <= longestList && value.every(isMinutes);
  const { lo, hi } = boundsOf(document, id);
  return Number.isSafeInteger(value) && Number(value) >= lo && Number(value) <= hi;
}

const severities = { block: "BLOCK", warn: "WARN", note: "NOTE" } as const satisfies Record<string, Severity>;

/** What is derived, or what is given in its place. */
function factReader(
  document: PolicyDocument,
  period: Period,
): (fact: DerivedFact, derived: Derived, frame: Frame) => FactValue {
  return (fact, derived, { known }) => {
    const { id, label, derive } = fact;
    const given = Object.hasOwn(derived, id) ? derived[id] : undefined;
    if (given !== undefined && isPossible(document, period, fact, given)) return given;
    if (given !== undefined) tell(known, "INPUT_IMPOSSIBLE", "BLOCK", { input: id, label });
    return derive(known);
  };
}

/** Reads the inputs and derives the facts; false when the row is blocked. */
function prepare(document: PolicyDocument, period: Period, places: PlacedValues): Prepare {
  const inputs = Object.entries(document.inputs).map(([id, input]) => compileInput(id, input, period, places));
  const scope = scopeOf(document);
  const facts = (document.facts ?? []).map((rule): DerivedFact => ({
    id: rule.id,
    label: rule.label,
    form: scope.get(rule.id)?.form ?? "count",
    derive: compileFact(rule, period),
  }));
  const valueOfFact = factReader(document, period);
  const notices = (document.notices ?? []).map((notice) => ({
    ...notice,
    holds: compileCondition(notice.when, period),
  }));
  return (known, derived, frame) => {
    const { values, flags } = frame.known;
    flags.length = 0;
    for (const read of inputs) read(known, flags);
    if (flags.some(blocks)) return false;
    for (const fact of facts) values.set(fact.id, valueOfFact(fact, derived, frame));
    for (const { id, label, severity, holds } of notices)
      if (holds(frame.known)) tell(frame.known, "NOTICE", severities[severity], { id, label });
    return !flags.some(blocks);
  };
}

function run(both: readonly [Compiled, Compiled], frame: Frame): Compiled {
  const [whole, any] = both;
  const chosen = whole.program.guards.every((guard) => guard(frame)) ? whole : any;
  for (const action of chosen.program.actions) action(frame);
  return chosen;
}

/** Compiles a document that has no faults, for one month. `by`: other rules, to try whether a wrong one is found. */
export function compilePolicy(document: PolicyDocument, period: Period, by: Compilers = compilers): Policy {
  const frame = newFrame(namesOf(document));
  const any = compileProgram(frame, document, period, false, by);
  const whole = compileProgram(frame, document, period, true, by);
  const both = [whole.program.guards.length === 0 ? any : whole, any] as const;
  const ready = prepare(document, period, frame.known.values);
  return {
    document,
    period,
    evaluate: (facts, derived = {}) => {
      if (!ready(facts, derived, frame)) return blocked([...frame.known.flags]);
      return finish(run(both, frame), frame);
    },
    derive: (facts, derived = {}) => {
      ready(facts, derived, frame);
      return new Map(frame.known.values.entries().filter(([id]) => !isScaled(id)));
    },
    layout: {
      whole: both[0] === both[1] ? undefined : whole.telling.layout,
      any: any.telling.layout,
    },
    reckon: (facts) => {
      if (!ready(facts, {}, frame)) return unpaid([...frame.known.flags]);
      const compiled = run(both, frame);
      return reckoned(compiled, compiled === any ? "any" : "whole", frame);
    },
    compute: (facts) => {
      if (!ready(facts, {}, frame)) return undefined;
      const { results } = run(both, frame);
      if (frame.known.flags.some(blocks)) return undefined;
      let [gross, net] = [0n, 0n];
      for (const result of results) {
        gross += wholeRupiah(result.roundedGross, frame);
        net += wholeRupiah(result.roundedNet, frame);
      }
      return { gross: rupiah(gross), net: rupiah(net) };
    },
  };
}
