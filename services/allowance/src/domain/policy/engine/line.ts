import { type Rational, rational } from "@kinerja/common/kernel";

import { type TraceStep } from "../outcome.ts";
import { type Frame } from "./frame.ts";
import { exactOf, just, less, type Quantity } from "./quantity.ts";
import { type Choice, constant, type Value } from "./value.ts";

/** A number of the row, one of some texts by a choice of the row, a key or a decimal as it was delivered, or a text made of the row. */
export type ToldText =
  | { readonly kind: "fixed"; readonly text: string }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "picked"; readonly choice: Choice; readonly texts: readonly string[] }
  | { readonly kind: "place"; readonly at: number }
  | { readonly kind: "made"; readonly text: (frame: Frame) => string };

export type ToldInput = readonly [name: string, text: ToldText];
/** What was looked at: the same names in each row, or what a row says. */
export type ToldInputs = readonly ToldInput[] | ((frame: Frame) => TraceStep["inputs"]);

/** What is told of a step; computed only when somebody reads it. */
export type Line = {
  readonly id: string;
  /** Whether it stands between gross and net: then it is what the running amount became more or less. */
  readonly isChange: boolean;
  readonly exact: Quantity;
  readonly base?: Value;
  readonly factor?: Quantity;
  readonly inputs?: ToldInputs;
};

export const whole = rational(1n);

export const exactText = ({ num, den }: Rational): string => (den === 1n ? String(num) : `${num}/${den}`);

export const fixed = (name: string, text: string | number): ToldInput => [name, { kind: "fixed", text: String(text) }];
export const valued = (name: string, value: Value): ToldInput => [name, { kind: "value", value }];
export const chosen = (name: string, choice: Choice, texts: readonly string[]): ToldInput => [
  name,
  { kind: "picked", choice, texts },
];
export const made = (name: string, text: (frame: Frame) => string): ToldInput => [name, { kind: "made", text }];

export function textOf(told: ToldText, frame: Frame): string {
  switch (told.kind) {
    case "fixed":
      return told.text;
    case "value":
      return exactText(told.value.exact(frame));
    case "picked":
      return told.texts[told.choice(frame)] as string;
    case "place":
      return frame.known.values.placed[told.at] as string;
    case "made":
      return told.text(frame);
  }
}

export function inputsOf({ inputs = [] }: Line, frame: Frame): TraceStep["inputs"] {
  if (typeof inputs === "function") return inputs(frame);
  return inputs.map(([name, told]) => [name, textOf(told, frame)] as const);
}

/** A line that tells the value itself. */
export const valueLine = (id: string, value: Value, more: Partial<Line> = {}): Line => ({
  id,
  isChange: false,
  exact: just(value),
  ...more,
});

/** A line of a step that puts a value in the place of the running amount: told as a change once it stands behind the gross. */
export function changeLine(
  program: { readonly isChange: (id: string) => boolean },
  step: { readonly id: string },
  running: Value,
  value: Value,
  more: Partial<Line> = {},
): Line {
  const base = running;
  if (!program.isChange(step.id)) return { id: step.id, isChange: false, exact: just(value), base, ...more };
  const factor = more.factor && less(more.factor, just(constant(whole)));
  return {
    id: step.id,
    isChange: true,
    exact: less(just(value), just(running)),
    base,
    ...more,
    ...(factor && { factor }),
  };
}

export const exactOfLine = ({ exact }: Line, frame: Frame): Rational => exactOf(exact, frame);
