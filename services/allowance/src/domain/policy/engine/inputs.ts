import { parseRational, type Period } from "@kinerja/common/kernel";

import { isDays, isSpans } from "../derive/forms.ts";
import { type FactRule, type Input, type PolicyDocument } from "../document.ts";
import { type Flag } from "../outcome.ts";
import { type Facts, type FactValue, type Form, sourceOf, type Unit } from "../sources.ts";
import { type PlacedValues } from "./frame.ts";

/** The most that a number can be where its input says nothing; more is a wrong fact, and the proof that a Number is enough rests on it. */
const mostByUnit: Readonly<Record<Unit, number>> = {
  key: 0,
  span: 0,
  day: 62,
  event: 62,
  minute: 44_640,
  hour: 744,
  percent: 1_000,
  point: 1_000,
  rupiah: 1_000_000_000,
};

/** Occurrences in a list. */
export const longestList = 62;
const decimalDigits = 4;
/** Numbers with decimals are kept as text, and beside it as whole ones, so many times as large, under this name. */
export const decimalScale = 10 ** decimalDigits;
export const scaledName = (input: string): string => `#${input}`;
export const isScaled = (name: string): boolean => name.startsWith("#");

export const mostOf = ({ unit, at_most }: Input): number => at_most ?? mostByUnit[unit];

/** Whole number from `lo` to `hi`; both are reached by a fact at most. */
export type CountBounds = { readonly lo: number; readonly hi: number };

type Names = Pick<PolicyDocument, "inputs" | "facts">;

const minutesOfMonth = 1_440 * longestList;

/** What a number made from inputs can be. */
function boundsOfFact(names: Names, rule: FactRule): CountBounds {
  if (rule.rule === "aggregate") return { lo: 0, hi: minutesOfMonth };
  if (rule.rule === "credit") {
    const minutes = Object.values(rule.minutes);
    return { lo: Math.min(0, ...minutes) * longestList, hi: Math.max(0, ...minutes) * longestList };
  }
  if (rule.rule === "total") {
    const parts = rule.of.map((name) => boundsOf(names, name));
    const lo = parts.reduce((sum, part) => sum + part.lo, 0);
    return { lo: rule.floor === "zero" ? Math.max(0, lo) : lo, hi: parts.reduce((sum, part) => sum + part.hi, 0) };
  }
  return { lo: 0, hi: 500 };
}

/** Of an input or a fact that is a number. */
export function boundsOf(names: Names, name: string): CountBounds {
  const input = names.inputs[name];
  if (input) return { lo: 0, hi: mostOf(input) };
  const rule = names.facts?.find(({ id }) => id === name);
  if (!rule) throw new Error(`there is no input or fact ${name}`);
  return boundsOfFact(names, rule);
}

export const isDecimal = (names: Names, name: string): boolean => {
  const input = names.inputs[name];
  return input !== undefined && sourceOf(input.from).form === "decimal";
};

/** A decimal as a whole number of ten-thousandths; undefined for anything else. */
function scaledDecimal(value: unknown): number | undefined {
  if (typeof value !== "string" && !Number.isSafeInteger(value)) return undefined;
  const exact = parseRational(String(value));
  if (!exact || exact.num < 0n || (exact.den !== 1n && String(value).includes("/"))) return undefined;
  const times = exact.num * BigInt(decimalScale);
  return times % exact.den === 0n && times / exact.den <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(times / exact.den)
    : undefined;
}

/** A fact as it was delivered; undefined when it is not of its form. */
type Read = (value: unknown) => FactValue | undefined;

const readCount =
  (most: number): Read =>
  (value) =>
    typeof value === "number" && value >= 0 && value <= most && Number.isInteger(value) ? value : undefined;

function readCounts(most: number): Read {
  const read = readCount(most);
  return (value) =>
    Array.isArray(value) && value.length <= longestList && value.every((count) => read(count) !== undefined)
      ? (value as number[])
      : undefined;
}

/** A key of the list, where the document says what can be. */
function readText({ values }: Input): Read {
  const known = values && new Set(values);
  return (value) => (typeof value === "string" && (!known || known.has(value)) ? value : undefined);
}

const forms: Readonly<Record<Form, (most: number, period: Period, input: Input) => Read>> = {
  text: (_, __, input) => readText(input),
  count: readCount,
  rupiah: readCount,
  counts: readCounts,
  decimal: (most) => (value) => {
    const scaled = scaledDecimal(value);
    return scaled !== undefined && scaled <= most * decimalScale ? String(value) : undefined;
  },
  days: (_, period) => (value) => (isDays(value, period) ? value : undefined),
  spans: () => (value) => (isSpans(value) ? value : undefined),
};

const isList = (form: Form): boolean => form === "counts" || form === "days" || form === "spans";

type Found = { readonly value: FactValue | undefined; readonly flag?: Flag };

/** What the policy assumes where a fact is missing, and the flag that says so; without an assumption the row can't be computed. */
function missing(id: string, { from, label, on_missing }: Input, read: Read): Found {
  const params = { input: id, label };
  if (on_missing === "block") return { value: undefined, flag: { code: "INPUT_MISSING", severity: "BLOCK", params } };
  const { assume, flag } = on_missing;
  const value = isList(sourceOf(from).form) ? [] : read(assume);
  if (flag === "none") return { value };
  const severity = flag === "warn" ? "WARN" : "NOTE";
  return { value, flag: { code: "INPUT_ASSUMED", severity, params: { ...params, assumed: String(assume) } } };
}

/** Reads one input of a row: the fact, or what the policy assumes. */
export function compileInput(
  id: string,
  input: Input,
  period: Period,
  values: PlacedValues,
): (facts: Facts, flags: Flag[]) => void {
  const { from, label } = input;
  const { form } = sourceOf(from);
  const read = forms[form](mostOf(input), period, input);
  const assumed = missing(id, input, read);
  const impossible: Flag = { code: "INPUT_IMPOSSIBLE", severity: "BLOCK", params: { input: id, label } };
  const { placed } = values;
  const place = values.place(id);
  const scaled = form === "decimal" ? values.place(scaledName(id)) : undefined;
  return (facts, flags) => {
    const fact = facts[from];
    const value = fact === undefined ? assumed.value : read(fact);
    placed[place] = value;
    if (scaled !== undefined) placed[scaled] = value === undefined ? undefined : scaledDecimal(value);
    if (fact === undefined && assumed.flag) flags.push(assumed.flag);
    else if (value === undefined) flags.push(impossible);
  };
}

/** Names of everything that is known of a row: inputs, decimals once more as whole numbers, facts. */
export const namesOf = ({ inputs, facts = [] }: Names): readonly string[] => [
  ...Object.entries(inputs).flatMap(([id, { from }]) =>
    sourceOf(from).form === "decimal" ? [id, scaledName(id)] : [id],
  ),
  ...facts.map(({ id }) => id),
];
