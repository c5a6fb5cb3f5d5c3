import { boundsOf } from "@kinerja/allowance/agreement";
import { type Form, type PolicyDocument, sourceOf } from "@kinerja/allowance/policy";
import { daysInMonth, firstDay, isDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Faults } from "./faults.ts";
import { isMeant, type KnownWords, knownWords } from "./known-words.ts";
import { namesOf, withUnit } from "@kinerja/allowance/policy-words";
import { nearestOf, nearParams } from "./nearest.ts";
import { type JsonObject } from "./read-json.ts";
import { formOfFact } from "./read-values.ts";

const mostSpans = 500;
const mostCounts = 62;
const mostMinutes = 1_440;
const longestText = 100;

type Judged = {
  readonly faults: Faults;
  readonly document: PolicyDocument;
  readonly period: Period;
  readonly words: KnownWords;
};
type Judge = (judged: Judged, id: string, value: unknown, path: string) => void;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** The objects of a list, each with its place; what is none of the right form was told before. */
const elementsOf = (value: unknown, path: string): { element: JsonObject; at: string }[] =>
  listOf(value).flatMap((element, index) =>
    typeof element === "object" && element !== null
      ? [{ element: element as JsonObject, at: `${path}[${index}]` }]
      : [],
  );

function judgeLength({ faults }: Judged, value: unknown, path: string, most: number): void {
  const { length } = listOf(value);
  if (length > most) faults.add(path, "LIST_LONG", { length: String(length), most: String(most) });
}

/** A word of the person's facts that the document does not name would be passed over without a sign. */
function judgeWord({ faults }: Judged, word: unknown, path: string, known: Iterable<string>): void {
  if (typeof word !== "string") return;
  const all = new Set(known);
  if (word.length > longestText) faults.add(path, "TEXT_LONG", { most: String(longestText) });
  else if (all.size > 0 && !all.has(word) && !isMeant(word))
    faults.add(path, "WORD_UNKNOWN", { word, ...nearParams(word, all) });
}

const isRealDay = (day: unknown): day is string => typeof day === "string" && isDay(day);

const judgeDays: Judge = (judged, _, value, path) => {
  const { faults, period, words } = judged;
  const [first, last] = [firstDay(period), lastDay(period)];
  const seen = new Map<unknown, string>();
  for (const { element, at } of elementsOf(value, path)) {
    const { day, status } = element;
    const before = seen.get(day);
    if (before !== undefined) faults.add(`${at}.day`, "DAY_TWICE", { day: String(day), before });
    else if (isRealDay(day) && (day < first || day > last))
      faults.add(`${at}.day`, "DAY_OUTSIDE", { day, first, last });
    if (isRealDay(day)) seen.set(day, at);
    judgeWord(judged, status, `${at}.status`, words.statuses);
    for (const item of ["late", "early", "away"])
      if (Number(element[item]) > mostMinutes) faults.add(`${at}.${item}`, "MINUTES", { most: String(mostMinutes) });
  }
};

const judgeSpans: Judge = (judged, id, value, path) => {
  const { faults, words } = judged;
  judgeLength(judged, value, path, mostSpans);
  const [kinds, levels] = [words.kinds(id), words.levels(id)];
  for (const { element, at } of elementsOf(value, path)) {
    const { kind, level, from, to } = element;
    judgeWord(judged, kind, `${at}.kind`, kinds);
    judgeWord(judged, level, `${at}.level`, levels);
    judgeWord(judged, element["class"], `${at}.class`, []);
    if (isRealDay(from) && isRealDay(to) && to < from) faults.add(`${at}.to`, "ENDS_BEFORE", { from });
  }
};

const judgeNumber: Judge = ({ faults, document }, id, value, path) => {
  const { hi } = boundsOf(document, id);
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !(number > hi)) return;
  const names = namesOf(document);
  faults.add(path, "IMPOSSIBLE", { label: names.label(id), most: withUnit(String(hi), names.unit(id)) });
};

const judgeCounts: Judge = (judged, id, value, path) => {
  judgeLength(judged, value, path, mostCounts);
  for (const [index, count] of listOf(value).entries()) judgeNumber(judged, id, count, `${path}[${index}]`);
};

/** A key that differs from a known one by its spelling alone. Where the document lists `values` the reader said so. */
const judgeKey: Judge = ({ faults, words }, id, value, path) => {
  const known = words.keys(id);
  if (typeof value !== "string" || known.includes(value)) return;
  const { meant, isSpelling } = nearestOf(value, known);
  if (isSpelling) faults.add(path, "SPELLING", { word: value, near: meant ?? "" });
};

const judges: Readonly<Record<Form, Judge>> = {
  text: judgeKey,
  count: judgeNumber,
  rupiah: judgeNumber,
  decimal: judgeNumber,
  counts: judgeCounts,
  days: judgeDays,
  spans: judgeSpans,
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The month has as many days as the calendar says. */
function judgeMonth({ faults, period }: Judged, value: unknown, path: string): void {
  const days = daysInMonth(period);
  if (Number.isSafeInteger(Number(value)) && Number(value) !== days)
    faults.add(path, "MONTH_LENGTH", { period, days: String(days) });
}

function judgeInput(judged: Judged, id: string, value: unknown, path: string): void {
  const input = Object.hasOwn(judged.document.inputs, id) ? judged.document.inputs[id] : undefined;
  if (!input || (input.values && typeof value === "string")) return;
  if (input.from === "calendar.days_of_month") judgeMonth(judged, value, path);
  else judges[sourceOf(input.from).form](judged, id, value, path);
}

/** What has the right form and can't be: each with its place and its cause. */
export function judgeInputs(faults: Faults, document: PolicyDocument, period: Period, inputs: unknown): void {
  const judged: Judged = { faults, document, period, words: knownWords(document) };
  for (const [id, value] of Object.entries(isObject(inputs) ? inputs : {}))
    judgeInput(judged, id, value, `$.inputs.${id}`);
}

/** Facts that are given in place of being derived. */
export function judgeFacts(faults: Faults, document: PolicyDocument, period: Period, facts: unknown): void {
  const judged: Judged = { faults, document, period, words: knownWords(document) };
  for (const rule of document.facts ?? []) {
    const value = isObject(facts) && Object.hasOwn(facts, rule.id) ? facts[rule.id] : undefined;
    if (value !== undefined) judges[formOfFact(rule)](judged, rule.id, value, `$.facts.${rule.id}`);
  }
}
