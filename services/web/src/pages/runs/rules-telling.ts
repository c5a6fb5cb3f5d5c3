import { type Format } from "../../i18n/format.ts";
import {
  type Condition,
  type Edges,
  type Percent,
  type PolicyContent,
  type Rule,
  type Table,
} from "./policy-document.ts";
import { type RuleWords } from "./rule-words.ts";

/** What the words of a rule are made of. */
export interface Telling {
  readonly content: PolicyContent;
  readonly w: RuleWords;
  readonly f: Format;
}

export type Names = string | readonly string[] | undefined;

const pointOf = (f: Format): string => f.number(1.5).charAt(1);

function digitsText(printed: string, f: Format): string {
  const [whole = "0", fraction = ""] = printed.split(".");
  const sign = whole === "-0" ? "-" : "";
  return `${sign}${f.number(Number(whole))}${fraction === "" ? "" : pointOf(f) + fraction}`.replace("-", "−");
}

/** A number with all its digits, or a fraction, as it is printed. */
export const printedText = (printed: Percent, f: Format): string =>
  String(printed)
    .split("/")
    .map((part) => digitsText(part, f))
    .join("/");

/** A percent with all its digits: the law's number, never a rounded one. */
export const percentText = (percent: Percent, f: Format): string => `${printedText(percent, f)}%`;

/** "sangat_baik" as "sangat baik". */
export const keyText = (key: string): string => key.replaceAll("_", " ");
export const keysText = (keys: readonly string[]): string => keys.map(keyText).join(", ");

/** Labels of steps. */
export const stepNames = (ids: Names, { content: { steps } }: Telling, between = " + "): string =>
  [ids ?? []].flat().map((id) => steps.find((step) => step.id === id)?.label ?? id).join(between); // prettier-ignore

const factOf = (id: string, { content: { facts = [] } }: Telling): Rule | undefined =>
  facts.find((fact) => fact.id === id);

/** Label of an input, or of a fact. */
export const inputName = (id: string | undefined, telling: Telling): string =>
  telling.content.inputs[id ?? ""]?.label ?? factOf(id ?? "", telling)?.label ?? id ?? "";

export const inputNames = (ids: Names, telling: Telling): string =>
  [ids ?? []].flat().map((id) => inputName(id, telling)).join(" + "); // prettier-ignore

const unitsOfItems: Readonly<Record<string, string>> = { days: "day", missed: "event" };

/** What a fact is counted in. */
function unitOfFact({ rule, take = "", how, unit }: Rule): string {
  if (rule === "aggregate") return how === "count" ? "day" : (unitsOfItems[take] ?? "minute");
  if (rule === "credit") return "minute";
  if (rule === "count_spans") return "event";
  if (rule === "span_days") return "day";
  return String(unit ?? "");
}

export function unitOf(name: string, telling: Telling): string {
  const fact = factOf(name, telling);
  return telling.content.inputs[name]?.unit ?? (fact === undefined ? "" : unitOfFact(fact));
}

/** Scores and points have digits behind the point; all else is counted in whole numbers. */
export const isWholeInput = (name: string, { content: { inputs } }: Telling): boolean =>
  !/^(score|points)\./.test(inputs[name]?.from ?? "");

/** "3.375 menit": a number with its unit. */
export function counted(count: Percent, unit: string, { w, f }: Telling): string {
  if (unit === "percent") return percentText(count, f);
  if (unit === "rupiah") return f.rupiah(String(count));
  const word = (String(count) === "1" ? w.units : w.manyUnits)[unit];
  return word === undefined ? printedText(count, f) : `${printedText(count, f)} ${word}`;
}

export const countedAs = (count: Percent, name: string | undefined, telling: Telling): string =>
  counted(count, unitOf(name ?? "", telling), telling);

/** "a dan b": where a part joins others by itself, it stands in brackets. */
function joined(parts: readonly Condition[], between: string, telling: Telling): string {
  const isJoined = ({ all, any }: Condition): boolean => (all ?? any ?? []).length > 1;
  return parts
    .map((part) => (isJoined(part) ? `(${conditionText(part, telling)})` : conditionText(part, telling)))
    .join(between);
}

function spansText({ spans, kinds, active = "" }: Condition, telling: Telling): string {
  const names = kinds === undefined ? "" : ` (${keysText(kinds)})`;
  return `${inputName(spans, telling)}${names} ${telling.w.actives[active] ?? keyText(active)}`;
}

function inputText(condition: Condition, telling: Telling): string {
  const { w } = telling;
  const name = inputName(condition.input, telling);
  const number = (value: Percent): string => countedAs(value, condition.input, telling);
  if (condition.in !== undefined) return w.isOneOf(name, keysText(condition.in));
  if (condition.not_in !== undefined) return w.isNoneOf(name, keysText(condition.not_in));
  if (condition.gte !== undefined) return w.atLeast(name, number(condition.gte));
  if (condition.gt !== undefined) return w.moreThan(name, number(condition.gt));
  if (condition.lte !== undefined) return w.atMost(name, number(condition.lte));
  return w.below(name, number(condition.lt ?? 0));
}

export function conditionText(condition: Condition | undefined, telling: Telling): string {
  const { w } = telling;
  if (condition === undefined) return "";
  if (condition.all) return joined(condition.all, w.and, telling);
  if (condition.any) return joined(condition.any, w.or, telling);
  if (condition.not?.spans !== undefined) return w.noSpan(spansText(condition.not, telling));
  if (condition.not) return w.not(conditionText(condition.not, telling));
  return condition.spans === undefined ? inputText(condition, telling) : spansText(condition, telling);
}

export const tableKeys = ({ key }: Table): readonly string[] => [key].flat();

export function tableName(table: string | undefined, telling: Telling): string {
  const found = telling.content.tables[table ?? ""];
  const keys = found === undefined ? [] : tableKeys(found);
  return telling.w.table(keys.length === 0 ? (table ?? "") : keys.map((key) => inputName(key, telling)).join(", "));
}

const isWhole = (edge: Percent | undefined): boolean => edge === undefined || /^-?\d+$/.test(String(edge));

/** Of whole numbers the first and the last one: "1–30 menit", "91 menit ke atas". */
function wholeRange({ gte, gt, lt, lte }: Edges, name: string, telling: Telling): string {
  const first = Number(gte ?? (gt === undefined ? 0 : Number(gt) + 1));
  const last = lt !== undefined ? Number(lt) - 1 : lte === undefined ? undefined : Number(lte);
  if (last === undefined) return telling.w.brackets.from(countedAs(first, name, telling));
  const end = countedAs(last, name, telling);
  return last === first ? end : `${telling.f.number(first)}–${end}`;
}

type EdgeText = (edge: Percent) => string;

/** Both edges, the second of them with or without itself. */
function betweenText(lower: string, { lt, lte }: Edges, text: EdgeText, { brackets }: Telling["w"]): string {
  if (lt !== undefined) return brackets.between(lower, brackets.upToBelow(text(lt)));
  return lte === undefined ? brackets.from(lower) : brackets.between(lower, brackets.upTo(text(lte)));
}

/** "lebih dari 50 sampai 60": each edge as the law draws it. */
function drawnRange(edges: Edges, name: string, telling: Telling): string {
  const { brackets } = telling.w;
  const text: EdgeText = (edge) => countedAs(edge, name, telling);
  const { gte, gt, lt, lte } = edges;
  if (gte !== undefined && gte === lte) return text(gte);
  if (gte !== undefined) return betweenText(text(gte), edges, text, telling.w);
  if (gt === undefined) return lt === undefined ? brackets.upTo(text(lte ?? 0)) : brackets.below(text(lt));
  const above = brackets.above(text(gt));
  return lt === undefined && lte === undefined ? above : betweenText(above, edges, text, telling.w);
}

/** The numbers from one edge to the other, of an input, a fact or a unit. */
export function edgesText(edges: Edges, name: string, telling: Telling): string {
  const { gte, gt, lt, lte } = edges;
  const isCounted = isWholeInput(name, telling) && [gte, gt, lt, lte].every(isWhole);
  return isCounted ? wholeRange(edges, name, telling) : drawnRange(edges, name, telling);
}
