import { add, compare, noRupiah, type Rational, rupiah, type Rupiah, sumRupiah, zero } from "@kinerja/common/kernel";

import { type Input, type PolicyDocument, type Step, type StepOf } from "./document.ts";
import { exactText, type Frame, valueOf } from "./frame.ts";
import { orderSteps, restsOn } from "./order.ts";
import { type Flag, type Outcome, type TraceStep } from "./outcome.ts";
import { compileStep, type Evaluate, roundTo } from "./rules.ts";
import { type Facts, type FactValue, sourceOf } from "./sources.ts";

/** Part of every statement's bytes: another arithmetic is another number. */
export const engineVersion = 1;

/** A policy that was checked and compiled: a pure function from facts to a result with its trace. */
export type Policy = { readonly document: PolicyDocument; readonly evaluate: (facts: Facts) => Outcome };

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const forms: Record<ReturnType<typeof sourceOf>["form"], (value: FactValue) => boolean> = {
  text: (value) => typeof value === "string",
  count: isCount,
  counts: (value) => Array.isArray(value) && value.every(isCount),
};

/** The fact, or what the policy assumes; a flag says that it was assumed, or that the row can't be computed. */
function readInput(
  id: string,
  { from, label, on_missing }: Input,
  facts: Facts,
): { readonly value: FactValue; readonly flag?: Flag } {
  const { form } = sourceOf(from);
  const known = facts[from];
  if (known !== undefined && forms[form](known)) return { value: known };
  const params = { input: id, label };
  if (known !== undefined) return { value: 0, flag: { code: "INPUT_IMPOSSIBLE", severity: "BLOCK", params } };
  if (on_missing === "block") return { value: 0, flag: { code: "INPUT_MISSING", severity: "BLOCK", params } };
  const { assume, flag } = on_missing;
  const value = form === "counts" ? [] : assume;
  if (flag === "none") return { value };
  const severity = flag === "warn" ? "WARN" : "NOTE";
  return { value, flag: { code: "INPUT_ASSUMED", severity, params: { ...params, assumed: String(assume) } } };
}

const blocked = (flags: readonly Flag[]): Outcome => ({
  status: "blocked",
  gross: noRupiah,
  cut: noRupiah,
  net: noRupiah,
  trace: [],
  flags,
});
const blocks = ({ severity }: Flag): boolean => severity === "BLOCK";

/** The lines of the trace with the rounded gross, and one more where the lines' own rounding does not meet the net. */
function roundLines(frame: Frame, step: StepOf<"result">, gross: Rupiah, net: Rupiah): TraceStep[] {
  const lines = frame.trace.map((line) => (line.id === step.gross ? { ...line, amount: gross } : line));
  const rest = rupiah(net - gross - sumRupiah(frame.changes.map(({ amount }) => amount)));
  if (rest === 0n) return lines;
  return [...lines, { id: `${step.id}.rounding`, base: "", factor: "", exact: String(rest), amount: rest, inputs: [] }];
}

/** Rounds gross and net, and refuses a row whose steps do not lead from one to the other. */
function finish(frame: Frame, step: StepOf<"result">): Outcome {
  const [exactGross, exactNet] = [valueOf(frame, step.gross), valueOf(frame, step.net)];
  const block = (code: string): void => {
    frame.flags.push({ code, severity: "BLOCK", params: { step: step.id } });
  };
  const reached = frame.changes.reduce<Rational>((sum, { exact }) => add(sum, exact), exactGross);
  if (compare(reached, exactNet) !== 0) block("STEPS_DO_NOT_ADD_UP");
  if (compare(exactNet, zero) < 0 || compare(exactGross, exactNet) < 0) block("NET_IMPOSSIBLE");
  if (frame.flags.some(blocks)) return blocked(frame.flags);
  const [gross, net] = [roundTo(exactGross, step.rounding), roundTo(exactNet, step.rounding)];
  const lines = roundLines(frame, step, gross, net);
  const result = {
    id: step.id,
    base: exactText(exactGross),
    factor: "",
    exact: exactText(exactNet),
    amount: net,
    inputs: [],
  };
  return { status: "payable", gross, cut: rupiah(gross - net), net, trace: [...lines, result], flags: frame.flags };
}

/** Compiles a document that has no faults. */
export function compilePolicy(document: PolicyDocument): Policy {
  const { ordered } = orderSteps(document.steps);
  const result = document.steps.find((step): step is StepOf<"result"> => step.rule === "result");
  if (!result || ordered.length !== document.steps.length) throw new Error("the document was not checked");
  const beforeGross = restsOn(document.steps, result.gross);
  const isPlain = (step: Step): step is Exclude<Step, { rule: "result" }> => step.rule !== "result";
  const closures = ordered
    .filter(isPlain)
    .map((step): [string, Evaluate] => [step.id, compileStep(step, { document, isChange: !beforeGross.has(step.id) })]);
  const inputs = Object.entries(document.inputs);
  return {
    document,
    evaluate: (facts) => {
      const frame: Frame = { facts: new Map(), values: new Map(), changes: [], trace: [], flags: [] };
      for (const [id, input] of inputs) {
        const { value, flag } = readInput(id, input, facts);
        frame.facts.set(id, value);
        if (flag) frame.flags.push(flag);
      }
      if (frame.flags.some(blocks)) return blocked(frame.flags);
      for (const [id, evaluate] of closures) frame.values.set(id, evaluate(frame));
      return finish(frame, result);
    },
  };
}
