import { type Params } from "@kinerja/common/errors";
import { type Day, firstDay, isDay, isPeriod, lastDay, periodOf } from "@kinerja/common/kernel";

import { type FactKind, type Field, type Form, type KindSpec, specOf, type Time, timeColumns } from "./kinds.ts";
import { type FactContent } from "./row.ts";

/** What is wrong with one field or column, by the code of its words. */
export type Fault = { readonly column: string; readonly code: string; readonly params?: Params };
export type Cells = Readonly<Partial<Record<string, string>>>;
export type ReadContent = { readonly content: FactContent | undefined; readonly faults: readonly Fault[] };

const longestText = 200;
const longestKey = 100;
const mostRupiah = 1_000_000_000;
const mostCount = 44_640;
const mostScore = 1_000;
const mostClass = 99;

type Wrong = Omit<Fault, "column">;
type Check = (text: string, field: Field) => Wrong | undefined;

const within = (text: string, pattern: RegExp, min: number, max: number): Wrong | undefined =>
  pattern.test(text) && Number(text) >= min && Number(text) <= max
    ? undefined
    : { code: "NUMBER_OUT_OF_RANGE", params: { min, max } };

const notLonger = (text: string, max: number): Wrong | undefined => {
  if (text.length > max) return { code: "TEXT_TOO_LONG", params: { max, length: text.length } };
  return /[\u0000-\u001f\u007f]/.test(text) ? { code: "TEXT_CONTROL_CHARACTER" } : undefined;
};

const oneOf = (text: string, { choices }: Field): Wrong | undefined =>
  choices === undefined || choices.includes(text)
    ? undefined
    : { code: "CHOICE_UNKNOWN", params: { choices: choices.join(", ") } };

/** Without leading zeros: one value has one spelling, and equal files are equal. */
const whole = /^(0|[1-9]\d*)$/;

const checks: Readonly<Record<Form, Check>> = {
  word: (text) => (/^[a-z][a-z0-9_]{0,39}$/.test(text) ? undefined : { code: "WORD_FORM" }),
  class: (text) => within(text, whole, 1, mostClass),
  text: (text, field) => oneOf(text, field) ?? notLonger(text, longestText),
  key: (text) => notLonger(text, longestKey),
  decimal: (text) =>
    /^(0|[1-9]\d{0,3})(\.\d{1,4})?$/.test(text)
      ? within(text, /^/, 0, mostScore)
      : { code: "DECIMAL_FORM", params: { digits: 4 } },
  rupiah: (text) => within(text, whole, 0, mostRupiah),
  count: (text) => within(text, whole, 0, mostCount),
  words: (text, field) =>
    text
      .split(" ")
      .map((word) => oneOf(word, field))
      .find((wrong) => wrong !== undefined),
};

/** 95,50 and 95.5 are one score; words come once each, in one order. */
function spelled(text: string, { form }: Field): string {
  if (form === "decimal") {
    const point = text.replace(",", ".");
    return point.includes(".") ? point.replace(/0+$/, "").replace(/\.$/, "") : point;
  }
  if (form !== "words") return text;
  return [...new Set(text.split(/[\s,]+/).filter((word) => word !== ""))].sort().join(" ");
}

type Told = { readonly body: Record<string, string>; readonly faults: readonly Fault[] };

function readBody(spec: KindSpec, cells: Cells): Told {
  const body: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const field of spec.fields) {
    const given = (cells[field.name] ?? "").trim();
    const text = given === "" ? field.otherwise : spelled(given, field);
    if (text === undefined) {
      if (!field.optional) faults.push({ column: field.name, code: "FIELD_REQUIRED" });
      continue;
    }
    const wrong = checks[field.form](text, field);
    if (wrong) faults.push({ column: field.name, ...wrong });
    else body[field.name] = text;
  }
  return { body, faults };
}

type Valid = { readonly from: Day; readonly to: Day | undefined };

const readTimes: Readonly<Record<Time, (first: string, last: string) => Valid | { first?: Wrong; last?: Wrong }>> = {
  span: (first, last) => {
    if (!isDay(first)) return { first: { code: first === "" ? "FIELD_REQUIRED" : "DATE_FORM" } };
    if (last === "") return { from: first, to: undefined };
    return isDay(last) ? { from: first, to: last } : { last: { code: "DATE_FORM" } };
  },
  months: (first, last) => {
    if (!isPeriod(first)) return { first: { code: first === "" ? "FIELD_REQUIRED" : "MONTH_FORM" } };
    if (last === "") return { from: firstDay(first), to: undefined };
    return isPeriod(last) ? { from: firstDay(first), to: lastDay(last) } : { last: { code: "MONTH_FORM" } };
  },
  year: (first) => {
    const wrong = first === "" ? { code: "FIELD_REQUIRED" } : within(first, /^\d{4}$/, 2000, 2199);
    return wrong ? { first: wrong } : { from: `${first}-01-01` as Day, to: `${first}-12-31` as Day };
  },
};

function faultOfSpan(spec: KindSpec, { from, to }: Valid): string | undefined {
  if (to === undefined) return spec.ends ? "FIELD_REQUIRED" : undefined;
  if (to < from) return "VALIDITY_ORDER";
  return spec.inMonth && periodOf(to) !== periodOf(from) ? "DATES_IN_TWO_MONTHS" : undefined;
}

function readTime(spec: KindSpec, cells: Cells): { valid: Valid | undefined; faults: readonly Fault[] } {
  const [first, last = first] = timeColumns[spec.time];
  const read = readTimes[spec.time]((cells[first] ?? "").trim(), (cells[last] ?? "").trim());
  const fault = (column: string, wrong: Wrong | undefined): Fault[] => (wrong ? [{ column, ...wrong }] : []);
  if (!("from" in read)) return { valid: undefined, faults: [...fault(first, read.first), ...fault(last, read.last)] };
  const code = faultOfSpan(spec, read);
  if (code !== undefined) return { valid: undefined, faults: [{ column: last, code }] };
  return { valid: read, faults: [] };
}

function readDecree(spec: KindSpec, cells: Cells): { decree: string; faults: readonly Fault[] } {
  const decree = (cells["decree"] ?? "").trim();
  const wrong =
    decree === "" && spec.decree === "required" ? { code: "FIELD_REQUIRED" } : notLonger(decree, longestText);
  return { decree, faults: wrong ? [{ column: "decree", ...wrong }] : [] };
}

/** All columns that a fact of this kind can have beside whom it is about; the first ones it must have. */
export function columnsOf(kind: FactKind): {
  readonly needed: readonly string[];
  readonly possible: readonly string[];
} {
  const spec = specOf(kind);
  const [first, last] = timeColumns[spec.time];
  const needed = [
    first,
    ...(spec.ends && last !== undefined ? [last] : []),
    ...spec.fields.filter(({ optional }) => !optional).map(({ name }) => name),
    ...(spec.decree === "required" ? ["decree"] : []),
  ];
  const all = [first, ...(last === undefined ? [] : [last]), ...spec.fields.map(({ name }) => name), "decree"];
  return { needed, possible: [...new Set([...needed, ...all])] };
}

/** Reads what is said about a time from texts by column; everything that is wrong is told at once. */
export function readContent(kind: FactKind, cells: Cells): ReadContent {
  const spec = specOf(kind);
  const { valid, faults: ofTime } = readTime(spec, cells);
  const { body, faults: ofBody } = readBody(spec, cells);
  const { decree, faults: ofDecree } = readDecree(spec, cells);
  const faults = [...ofTime, ...ofBody, ...ofDecree];
  if (valid === undefined || faults.length > 0) return { content: undefined, faults };
  return { content: { kind, validFrom: valid.from, validTo: valid.to, body, decree }, faults };
}
