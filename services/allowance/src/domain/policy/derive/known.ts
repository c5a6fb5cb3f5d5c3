import { type Flag, type Severity } from "../outcome.ts";
import { type DayFact, type FactValue, type SpanFact } from "../sources.ts";

/** Values by the id of an input or a fact; the engine keeps them by their place, so that a step finds its own without a look-up. */
export type Values = {
  readonly get: (name: string) => FactValue | undefined;
  readonly set: (name: string, value: FactValue) => unknown;
};

/** What is known of one row so far, and what somebody should look at. */
export type Known = { readonly values: Values; readonly flags: Flag[] };

// Inputs were read and the document was checked: what is not there, or of another form, is a bug.
const missing = (id: string, form: string): Error => new Error(`${id} is no ${form}`);

export function number(known: Known, id: string): number {
  const value = known.values.get(id);
  if (typeof value !== "number") throw missing(id, "number");
  return value;
}

export function text(known: Known, id: string): string {
  const value = known.values.get(id);
  if (typeof value !== "string") throw missing(id, "text");
  return value;
}

/** A key or a number as a statement shows it. */
export function shown(known: Known, id: string): string {
  const value = known.values.get(id);
  if (typeof value !== "string" && typeof value !== "number") throw missing(id, "key or number");
  return String(value);
}

function list(known: Known, id: string): readonly unknown[] {
  const value = known.values.get(id);
  if (!Array.isArray(value)) throw missing(id, "list");
  return value;
}

export const numbers = (known: Known, id: string): readonly number[] => list(known, id) as readonly number[];
export const days = (known: Known, id: string): readonly DayFact[] => list(known, id) as readonly DayFact[];
export const spans = (known: Known, id: string): readonly SpanFact[] => list(known, id) as readonly SpanFact[];

const sameParams = (a: Flag["params"], b: Flag["params"]): boolean =>
  Object.entries(a).every(([name, value]) => b[name] === value);

/** A label names a rule, with its id where there is one; without a label all params do. */
const sameRule = (a: Flag["params"], b: Flag["params"]): boolean =>
  a["label"] === undefined ? sameParams(a, b) : a["label"] === b["label"] && a["id"] === b["id"];

/** Tells a flag once for each rule and severity: what blocks is never hidden by a warning of the same words. */
export function tell(known: Known, code: string, severity: Severity, params: Flag["params"]): void {
  const isTold = known.flags.some(
    (flag) => flag.code === code && flag.severity === severity && sameRule(params, flag.params),
  );
  if (!isTold) known.flags.push({ code, severity, params });
}
