import { type Format } from "../../i18n/format.ts";
import {
  type Bracket,
  type Condition,
  type Percent,
  type PolicyContent,
  type Rounding,
  type Rule,
} from "./policy-document.ts";
import { type RuleWords } from "./rule-words.ts";

export interface Fact {
  readonly name: string;
  readonly value: string;
}

interface Telling {
  readonly content: PolicyContent;
  readonly w: RuleWords;
  readonly f: Format;
}

/** A percent with all its digits: the law's number, never a rounded one. */
export function percentText(percent: Percent, f: Format): string {
  const [whole = "0", fraction = ""] = String(percent).split(".");
  const comma = f.number(1.5).charAt(1);
  return `${f.number(Number(whole))}${fraction === "" ? "" : comma + fraction}%`;
}

/** "sangat_baik" as "sangat baik". */
export const keyText = (key: string): string => key.replaceAll("_", " ");

/** Several names, each once. */
const namesOf = (ids: Rule["of"], { content: { steps } }: Telling): string =>
  [ids ?? []].flat().map((id) => steps.find((step) => step.id === id)?.label ?? id).join(" + "); // prettier-ignore

const inputName = (id: string | undefined, { content: { inputs } }: Telling): string =>
  inputs[id ?? ""]?.label ?? id ?? "";

/** "3.375 menit": a count with the unit of its input. */
function counted(count: number, input: string | undefined, { content: { inputs }, w, f }: Telling): string {
  const unit = w.units[inputs[input ?? ""]?.unit ?? ""];
  return unit === undefined ? f.number(count) : `${f.number(count)} ${unit}`;
}

function conditionText({ input, in: values, gte, lt }: Condition, telling: Telling): string {
  const { w } = telling;
  const name = inputName(input, telling);
  if (values !== undefined) return w.isOneOf(name, values.map(keyText).join(", "));
  return gte === undefined
    ? w.below(name, counted(lt ?? 0, input, telling))
    : w.atLeast(name, counted(gte, input, telling));
}

const roundingText = ({ mode, unit }: Rounding, { w, f }: Telling): string =>
  w.roundTo(f.rupiah(BigInt(unit)), w.modes[mode] ?? mode);

const tableName = ({ table = "" }: Rule, telling: Telling): string =>
  telling.w.table(inputName(telling.content.tables[table]?.key, telling));

type FactsOf = (rule: Rule, telling: Telling) => readonly (readonly [name: string, value: string])[];

const base = (rule: Rule, telling: Telling) => [telling.w.base, namesOf(rule.of, telling)] as const;
const limit: FactsOf = (rule, t) => [base(rule, t), [t.w.limit, t.f.rupiah(BigInt(rule.rupiah ?? 0))]];

const facts: Readonly<Record<string, FactsOf>> = {
  lookup: (rule, t) => [[t.w.base, tableName(rule, t)]],
  share: (rule, t) => [base(rule, t), [t.w.factor, percentText(rule.percent ?? 0, t.f)]],
  scale_by_table: (rule, t) => [base(rule, t), [t.w.factor, tableName(rule, t)]],
  tier({ per, ...rule }, t) {
    const input = inputName(rule.input, t);
    const counting = per === "occurrence" ? t.w.perEvent(input) : per === "month" ? t.w.perMonth(input) : input;
    return [...(rule.of === undefined ? [] : [base(rule, t)]), [t.w.condition, counting]];
  },
  sum_cuts: (rule, t) => [base(rule, t), [t.w.limit, rule.on_exceed?.label ?? ""]],
  sum: (rule, t) => [base(rule, t)],
  subtract: (rule, t) => [[t.w.base, `${namesOf(rule.of, t)} − ${namesOf(rule.cut, t)}`]],
  multiplier: ({ when, ...rule }, t) => [
    base(rule, t),
    [t.w.factor, percentText(rule.percent ?? 0, t.f)],
    [t.w.condition, when === undefined ? "" : conditionText(when, t)],
  ],
  threshold_gate: (rule, t) => [
    base(rule, t),
    [t.w.condition, conditionText({ input: rule.input ?? "", gte: rule.gte ?? 0 }, t)],
    [t.w.factor, `100%, ${t.w.otherwise(percentText(rule.else_percent ?? 0, t.f))}`],
  ],
  ratio_capped(rule, t) {
    const target = counted(rule.target ?? 0, rule.input, t);
    const most = percentText(rule.cap_percent ?? 0, t.f);
    return [base(rule, t), [t.w.factor, t.w.ofTarget(inputName(rule.input, t), target, most)]];
  },
  cap: limit,
  floor: limit,
  prorate: (rule, t) => [base(rule, t), [t.w.factor, `${inputName(rule.days, t)} ÷ ${inputName(rule.of_days, t)}`]],
  round: ({ mode = "", unit = 1, ...rule }, t) => [base(rule, t), [t.w.rounding, roundingText({ mode, unit }, t)]],
  result: ({ rounding, ...rule }, t) => [
    [t.w.gross, namesOf(rule.gross, t)],
    [t.w.net, namesOf(rule.net, t)],
    [t.w.rounding, rounding === undefined ? "" : roundingText(rounding, t)],
  ],
  rate_per_unit({ percent = 0, per = "", ...rule }, t) {
    const rate = t.w.each(percentText(percent, t.f), t.w.units[per] ?? per);
    return [[t.w.factor, rate], [t.w.condition, inputName(rule.input, t)]]; // prettier-ignore
  },
};

/** Base, factor, condition, limit and rounding of a rule, in words; a kind that this client doesn't know has none. */
export const factsOf = (rule: Rule, content: PolicyContent, w: RuleWords, f: Format): readonly Fact[] =>
  (facts[rule.rule]?.(rule, { content, w, f }) ?? []).map(([name, value]) => ({ name, value }));

/** "1–30 menit", "91 menit ke atas". */
export function rangeText({ gte, lt }: Bracket, rule: Rule, content: PolicyContent, w: RuleWords, f: Format): string {
  const telling = { content, w, f };
  if (lt === undefined) return w.brackets.from(counted(gte, rule.input, telling));
  const last = counted(lt - 1, rule.input, telling);
  return lt - 1 === gte ? last : `${f.number(gte)}–${last}`;
}
