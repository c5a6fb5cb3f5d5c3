import { parseRational, type Rational, rational, roundToRupiah, type Rupiah } from "@kinerja/common/kernel";

import { type Percent } from "./document.ts";
import { type Flag, type TraceStep } from "./outcome.ts";
import { type FactValue } from "./sources.ts";

/** The state of one evaluation. */
export type Frame = {
  /** By input id; complete once the inputs are read. */
  readonly facts: Map<string, FactValue>;
  /** By step id. */
  readonly values: Map<string, Rational>;
  /** Changes on the way from gross to net, and what their lines show. */
  readonly changes: { readonly exact: Rational; readonly amount: Rupiah }[];
  readonly trace: TraceStep[];
  readonly flags: Flag[];
};

const hundred = rational(100n);

/** 30 or "0.01" percent as a fraction of one. The document was checked: anything else is a bug. */
export function percentOf(percent: Percent): Rational {
  const value = parseRational(String(percent));
  if (!value) throw new Error(`"${percent}" is no percent`);
  return rational(value.num, value.den * hundred.num);
}

export const exactText = ({ num, den }: Rational): string => (den === 1n ? String(num) : `${num}/${den}`);
export const count = (frame: Frame, input: string): bigint => BigInt(frame.facts.get(input) as number);
export const counts = (frame: Frame, input: string): readonly number[] => frame.facts.get(input) as readonly number[];
export const text = (frame: Frame, input: string): string => String(frame.facts.get(input));
export const valueOf = (frame: Frame, step: string): Rational => {
  const value = frame.values.get(step);
  if (!value) throw new Error(`step ${step} has no value yet`);
  return value;
};

/** Half-up on the magnitude, for the amount of a single line. The result rounds as the policy says. */
const lineAmount = (exact: Rational): Rupiah => roundToRupiah(exact, "half-up");

type Line = Omit<TraceStep, "amount" | "exact" | "inputs"> & {
  readonly exact: Rational;
  readonly inputs?: TraceStep["inputs"];
};

/** A value between. */
export function notePart(frame: Frame, { exact, inputs = [], ...line }: Line): void {
  frame.trace.push({ ...line, exact: exactText(exact), amount: lineAmount(exact), inputs });
}

/** A change on the way to the net. */
export function noteChange(frame: Frame, line: Line): void {
  frame.changes.push({ exact: line.exact, amount: lineAmount(line.exact) });
  notePart(frame, line);
}
