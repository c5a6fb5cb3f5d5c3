import { type Bracket, type Condition, type Edges, type PointBracket } from "../document.ts";
import { type Names, withUnit } from "./names.ts";
import { keyText, numberText, percentText } from "./numbers.ts";

/** "a, b atau c" */
export function orList(words: readonly string[], last = "atau"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

const keysText = (keys: readonly string[]): string => orList(keys.map(keyText));
type Spans = Extract<Condition, { spans: string }>;

const spanWords: Readonly<Record<Spans["active"], string>> = {
  any_day: "ada satu hari atau lebih dalam bulan itu",
  whole_month: "meliputi seluruh bulan itu",
  first_day: "berlaku pada hari pertama bulan itu",
};

export const kindsText = (kinds: readonly string[] | undefined): string =>
  kinds === undefined ? "" : ` (${keysText(kinds)})`;

const comparisons = { gte: "paling sedikit", gt: "lebih dari", lte: "paling banyak", lt: "kurang dari" } as const;

function compareText(condition: Extract<Condition, { input: string }>, names: Names): string {
  const label = names.label(condition.input);
  if ("in" in condition) return `${label} adalah ${keysText(condition.in)}`;
  if ("not_in" in condition) return `${label} bukan ${keysText(condition.not_in)}`;
  const found = Object.entries(comparisons).find(([key]) => key in condition);
  const [key = "gte", word = ""] = found ?? [];
  const value = (condition as unknown as Readonly<Record<string, number>>)[key] ?? 0;
  return `${label} ${word} ${withUnit(String(value), names.unit(condition.input))}`;
}

/** Several conditions, those that are lists themselves in brackets. */
function several(conditions: readonly Condition[], word: string, names: Names): string {
  const told = conditions.map((one) => {
    const text = conditionText(one, names);
    return conditions.length > 1 && ("all" in one || "any" in one) ? `(${text})` : text;
  });
  return told.join(` ${word} `);
}

/** When something holds, in words. */
export function conditionText(condition: Condition, names: Names): string {
  if ("all" in condition) return several(condition.all, "dan", names);
  if ("any" in condition) return several(condition.any, "atau", names);
  if ("not" in condition) return `tidak benar bahwa ${conditionText(condition.not, names)}`;
  if ("spans" in condition)
    return `${names.label(condition.spans)}${kindsText(condition.kinds)} ${spanWords[condition.active]}`;
  return compareText(condition, names);
}

function edgesText({ gte, gt, lt, lte }: Edges): string {
  const lower = gt === undefined ? numberText(gte ?? 0) : `lebih dari ${numberText(gt)}`;
  if (lt !== undefined) return `${lower} sampai kurang dari ${numberText(lt)}`;
  if (lte !== undefined) return `${lower} sampai ${numberText(lte)}`;
  return gt === undefined ? `${lower} ke atas` : lower;
}

export const bracketsText = (brackets: readonly Bracket[]): string =>
  brackets.map((one) => `${edgesText(one)}: ${percentText(one.percent)}`).join("; ");
export const pointsText = (brackets: readonly PointBracket[]): string =>
  brackets.map((one) => `${edgesText(one)}: ${numberText(one.points)} poin`).join("; ");
