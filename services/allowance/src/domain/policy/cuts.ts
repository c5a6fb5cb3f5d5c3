import { add, compare, multiply, type Rational, rational, subtract, zero } from "@kinerja/common/kernel";

import { type Bracket, type CutItem, type StepOf } from "./document.ts";
import { count, counts, exactText, type Frame, noteChange, notePart, percentOf, valueOf } from "./frame.ts";
import { type TraceStep } from "./outcome.ts";

type Rated = { readonly rate: Rational; readonly inputs: TraceStep["inputs"] };

/** Brackets cover everything from 0 on: the check of the document saw to it. */
export function bracketFinder(brackets: readonly Bracket[]): (value: number) => Bracket {
  const [first, ...others] = brackets.toSorted((a, b) => a.gte - b.gte);
  if (!first) throw new Error("there is no bracket");
  return (value) => others.findLast(({ gte }) => gte <= value) ?? first;
}

function compileItem(item: CutItem): (frame: Frame) => Rated {
  if (item.rule === "rate_per_unit") {
    const percent = percentOf(item.percent);
    return (frame) => {
      const units = count(frame, item.input);
      return {
        rate: multiply(rational(units), percent),
        inputs: [
          [item.input, String(units)],
          ["percent", String(item.percent)],
        ],
      };
    };
  }
  const find = bracketFinder(item.brackets);
  return (frame) => {
    const values = item.per === "month" ? [Number(count(frame, item.input))] : counts(frame, item.input);
    const percents = values.map((value) => find(value).percent);
    return {
      rate: percents.map(percentOf).reduce(add, zero),
      inputs: [
        [item.input, values.join(" ")],
        ["percent", percents.join(" ")],
      ],
    };
  };
}

/** Everything that is cut from one base, each by its article. What is more than the base is given back, and flagged. */
export function compileCuts(step: StepOf<"sum_cuts">): (frame: Frame) => Rational {
  const items = step.items.map((item) => ({ id: `${step.id}.${item.id}`, evaluate: compileItem(item) }));
  return (frame) => {
    const base = valueOf(frame, step.of);
    let total = zero;
    for (const { id, evaluate } of items) {
      const { rate, inputs } = evaluate(frame);
      const factor = subtract(zero, rate);
      const exact = multiply(base, factor);
      noteChange(frame, { id, base: exactText(base), factor: exactText(factor), exact, inputs });
      total = subtract(total, exact);
    }
    const excess = subtract(total, base);
    if (compare(excess, zero) > 0) {
      frame.flags.push({
        code: "CUT_EXCEEDS_BASE",
        severity: step.on_exceed.flag === "warn" ? "WARN" : "NOTE",
        params: { label: step.label },
      });
      noteChange(frame, { id: `${step.id}.clamp`, base: exactText(base), factor: "", exact: excess });
      total = base;
    }
    notePart(frame, { id: step.id, base: exactText(base), factor: "", exact: subtract(zero, total) });
    return total;
  };
}
