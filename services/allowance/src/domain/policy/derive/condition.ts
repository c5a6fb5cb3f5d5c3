import { parseRational, type Period } from "@kinerja/common/kernel";

import { type Condition, type PartialCheck } from "../document.ts";
import { type SpanFact } from "../sources.ts";
import { type Known, number, spans, tell } from "./known.ts";
import { type Month, monthOf } from "./months.ts";
import { isConfirmed, touches } from "./spans.ts";

type Holds = (known: Known) => boolean;
type OnSpans = Extract<Condition, { spans: string }>;
type OnInput = Extract<Condition, { input: string }>;

const active: Record<OnSpans["active"], (span: SpanFact, month: Month) => boolean> = {
  any_day: touches,
  whole_month: ({ from, to }, { first, last }) => from <= first && (to === undefined || to >= last),
  first_day: ({ from, to }, { first }) => from <= first && (to === undefined || to >= first),
};

function compileOnSpans({ spans: input, kinds, active: when }: OnSpans, period: Period): Holds {
  const month = monthOf(period);
  const isActive = active[when];
  const acts = (span: SpanFact): boolean =>
    isConfirmed(span) && (kinds === undefined || kinds.includes(span.kind)) && isActive(span, month);
  return (known) => {
    const list = spans(known, input);
    return list.length > 0 && list.some(acts);
  };
}

function plain(known: Known, id: string): string | number {
  const value = known.values.get(id);
  if (typeof value !== "string" && typeof value !== "number") throw new Error(`${id} is no key and no number`);
  return value;
}

/** A decimal has at most four digits behind the point, so that comparing it as a number with a whole one is exact. */
function compileOnInput(condition: OnInput): Holds {
  const { input } = condition;
  const value = (known: Known): number => Number(plain(known, input));
  if ("in" in condition) return (known) => condition.in.includes(String(plain(known, input)));
  if ("not_in" in condition) return (known) => !condition.not_in.includes(String(plain(known, input)));
  if ("gte" in condition) return (known) => value(known) >= condition.gte;
  if ("gt" in condition) return (known) => value(known) > condition.gt;
  if ("lte" in condition) return (known) => value(known) <= condition.lte;
  return (known) => value(known) < condition.lt;
}

export function compileCondition(condition: Condition, period: Period): Holds {
  if ("input" in condition) return compileOnInput(condition);
  if ("spans" in condition) return compileOnSpans(condition, period);
  if ("not" in condition) {
    const holds = compileCondition(condition.not, period);
    return (known) => !holds(known);
  }
  const isAll = "all" in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => compileCondition(part, period));
  return isAll ? (known) => parts.every((holds) => holds(known)) : (known) => parts.some((holds) => holds(known));
}

/** Flags a part that is there but small: input × den < of × num. To be asked only when its rule acts. */
export function compilePartial({ input, of, lt }: PartialCheck, label: string): (known: Known) => void {
  const fraction = parseRational(lt);
  if (!fraction) throw new Error(`"${lt}" is no fraction`);
  const [num, den] = [Number(fraction.num), Number(fraction.den)];
  return (known) => {
    const part = number(known, input);
    if (part > 0 && part * den < number(known, of) * num) tell(known, "PARTIAL_CHECK", "WARN", { label });
  };
}
