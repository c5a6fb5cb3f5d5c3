import {
  type DayFact,
  type FactRule,
  type Facts,
  type FactValue,
  type Form,
  type Input,
  type PolicyDocument,
  sourceOf,
  type SourceName,
  type SpanFact,
} from "@kinerja/allowance/policy";
import { nearestOf, nearParams } from "./nearest.ts";
import { type Reader } from "./read-json.ts";

const dayKeys = ["day", "work", "status", "late", "early", "away", "missed_in", "missed_out", "check_in", "check_out"];
const spanKeys = ["kind", "from", "to", "class", "level", "pending"];

type Read = (reader: Reader, value: unknown, path: string) => unknown;

/** The keys of an object that are there, each by its reader. */
function readKeys(
  reader: Reader,
  object: Readonly<Record<string, unknown>>,
  path: string,
  by: Readonly<Record<string, Read>>,
) {
  const told = Object.entries(by).filter(([key]) => object[key] !== undefined);
  return Object.fromEntries(told.map(([key, read]) => [key, read(reader, object[key], `${path}.${key}`)]));
}

const text: Read = (reader, value, path) => reader.text(value, path);
const whole: Read = (reader, value, path) => reader.whole(value, path);
const boolean: Read = (reader, value, path) => reader.boolean(value, path);
const day: Read = (reader, value, path) => reader.day(value, path);
const clock: Read = (reader, value, path) => reader.clock(value, path);

const dayReaders = {
  ...{ day, work: boolean, status: text, late: whole, early: whole, away: whole },
  ...{ missed_in: boolean, missed_out: boolean, check_in: clock, check_out: clock },
};
const spanReaders = { kind: text, from: day, to: day, class: text, level: text, pending: boolean };

function readDay(reader: Reader, value: unknown, path: string): DayFact | undefined {
  const object = reader.record(value, path, dayKeys);
  if (!object || !reader.needs(object, path, { day: '"2026-07-01"', work: "true", status: '"HADIR"' }))
    return undefined;
  return readKeys(reader, object, path, dayReaders) as DayFact;
}

function readSpan(reader: Reader, value: unknown, path: string): SpanFact | undefined {
  const object = reader.record(value, path, spanKeys);
  if (!object || !reader.needs(object, path, { kind: '"cuti_besar"', from: '"2026-07-01"' })) return undefined;
  return readKeys(reader, object, path, spanReaders) as SpanFact;
}

function readCounts(reader: Reader, value: unknown, path: string): readonly number[] | undefined {
  const isList = Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && (one as number) >= 0);
  return reader.faults.unless(isList ? (value as number[]) : undefined, path, "COUNTS");
}

const byForm: Readonly<Record<Form, (reader: Reader, value: unknown, path: string) => FactValue | undefined>> = {
  text: (reader, value, path) => reader.text(value, path),
  count: (reader, value, path) => reader.whole(value, path),
  rupiah: (reader, value, path) => reader.whole(value, path),
  counts: readCounts,
  decimal: (reader, value, path) => reader.decimal(value, path),
  days: (reader, value, path) => reader.each(value, path, (one, at) => readDay(reader, one, at)),
  spans: (reader, value, path) => reader.each(value, path, (one, at) => readSpan(reader, one, at)),
};

/** What a fact rule yields. */
export function formOfFact(rule: FactRule): Form {
  if (rule.rule === "aggregate") return rule.how === "each" ? "counts" : "count";
  if (rule.rule === "credit" || rule.rule === "total" || rule.rule === "count_spans" || rule.rule === "span_days")
    return "count";
  const keys: readonly FactRule["rule"][] = ["effective_class", "substitute_class", "start_rule"];
  return keys.includes(rule.rule) ? "text" : "days";
}

export type Given = { readonly facts: Facts; readonly derived: Readonly<Record<string, FactValue>> };

/** The value of an input; where the policy lists its keys, one of them. */
function readInput(reader: Reader, { from, values }: Input, value: unknown, path: string): FactValue | undefined {
  const { form } = sourceOf(from);
  if (form !== "text" || values === undefined) return byForm[form](reader, value, path);
  return reader.choice(Number.isSafeInteger(value) ? String(value) : value, path, values);
}

/** What a fact is made from, as it is written: "days", "late_minutes, early_minutes". */
function madeFrom(rule: FactRule): string {
  if ("of" in rule) return [rule.of].flat().join(", ");
  return rule.rule === "start_rule" ? rule.history : rule.class;
}

const idFrom = ({ inputs }: PolicyDocument, source: string): string | undefined =>
  Object.keys(inputs).find((id) => inputs[id]?.from === source);
const isClass = (id: string): boolean => nearestOf(id, ["class", "kelas", "kelas_jabatan", "roster.class"]).isSpelling;

/** Of an id that is none under `inputs`: a class where there is a history, a fact, a source's name, or one that is like another. */
function tellUnknown(reader: Reader, document: PolicyDocument, path: string, id: string, value: unknown): void {
  const [history, bySource] = [idFrom(document, "roster.class_history"), idFrom(document, id)];
  const fact = (document.facts ?? []).find((rule) => rule.id === id);
  const near = nearParams(id, Object.keys(document.inputs));
  if (history !== undefined && isClass(id))
    reader.faults.add(path, "CLASS_BY_HISTORY", { id: history, class: String(value) });
  else if (fact) reader.faults.add(path, "KEY_OF_FACTS", { of: madeFrom(fact) });
  else reader.faults.add(path, "KEY_UNKNOWN", { ...near, near: bySource ?? near.near });
}

type ReadSources = { readonly facts: Partial<Record<SourceName, FactValue>>; readonly nameOf: Map<SourceName, string> };

/** Two inputs may name one source, with the same value. */
function putSource({ faults }: Reader, { facts, nameOf }: ReadSources, id: string, from: SourceName, read: FactValue, path: string) {
  const before = facts[from];
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(read))
    faults.add(path, "SOURCE_TWICE", { other: nameOf.get(from) ?? "" });
  nameOf.set(from, id);
  facts[from] = read;
} // prettier-ignore

/** Values of a policy's inputs, by their source. */
export function readInputs(reader: Reader, document: PolicyDocument, value: unknown, path: string): Facts {
  const sources: ReadSources = { facts: {}, nameOf: new Map() };
  for (const [id, one] of Object.entries(reader.object(value, path) ?? {})) {
    const input = Object.hasOwn(document.inputs, id) ? document.inputs[id] : undefined;
    const at = `${path}.${id}`;
    const read = input && readInput(reader, input, one, at);
    if (!input) tellUnknown(reader, document, at, id, one);
    else if (read !== undefined) putSource(reader, sources, id, input.from, read, at);
  }
  return sources.facts;
}

/** Facts of a policy by their id, given instead of being derived. A total may be below 0. */
export function readFacts(
  reader: Reader,
  document: PolicyDocument,
  value: unknown,
  path: string,
): Readonly<Record<string, FactValue>> {
  const rules = new Map((document.facts ?? []).map((rule) => [rule.id, rule]));
  const given = Object.entries(reader.object(value, path) ?? {});
  for (const [id] of given.filter(([one]) => !rules.has(one)))
    if (Object.hasOwn(document.inputs, id)) reader.faults.add(`${path}.${id}`, "KEY_OF_INPUTS");
    else reader.faults.add(`${path}.${id}`, "KEY_UNKNOWN", nearParams(id, rules.keys()));
  return Object.fromEntries(
    given.flatMap(([id, one]) => {
      const rule = rules.get(id);
      if (!rule) return [];
      const isNegative =
        Number.isSafeInteger(one) && (one as number) < 0 && (rule.rule === "total" || rule.rule === "credit");
      const read = isNegative ? (one as number) : byForm[formOfFact(rule)](reader, one, `${path}.${id}`);
      return read === undefined ? [] : [[id, read]];
    }),
  );
}

/** `given` of a worked example names inputs and facts side by side. */
export function readGiven(
  reader: Reader,
  document: PolicyDocument,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Given {
  const isInput = ([id]: [string, unknown]): boolean => Object.hasOwn(document.inputs, id);
  const known = Object.entries(given);
  return {
    facts: readInputs(reader, document, Object.fromEntries(known.filter(isInput)), path),
    derived: readFacts(reader, document, Object.fromEntries(known.filter((one) => !isInput(one))), path),
  };
}
