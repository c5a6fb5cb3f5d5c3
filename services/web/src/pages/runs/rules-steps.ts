import { type Rounding, type Rule } from "./policy-document.ts";
import { type FactsOf, type Told } from "./rules-facts.ts";
import { conditionText, counted, countedAs, inputName, keysText, keyText, percentText, printedText, stepNames, tableName, type Telling } from "./rules-telling.ts"; // prettier-ignore

const base: FactsOf = ({ of }, t) => [[t.w.base, of === undefined ? undefined : stepNames(of, t)]];
const limit: FactsOf = (rule, t) => [...base(rule, t), [t.w.limit, t.f.rupiah(BigInt(rule.rupiah ?? 0))]];
const byTable: FactsOf = (rule, t) => [...base(rule, t), [t.w.factor, tableName(rule.table, t)]];

const roundingText = ({ mode, unit }: Rounding, { w, f }: Telling): string =>
  w.roundTo(f.rupiah(BigInt(unit)), w.modes[mode] ?? mode);

const kinds: FactsOf = (rule, t) => [
  [t.w.from, inputName(rule.spans, t)],
  [t.w.kindsOf, rule.kinds === undefined ? undefined : keysText(rule.kinds)],
];

/** Whose percent it is, what stood there before, and what becomes of it. */
const replacing: FactsOf = (rule, t) => {
  const only = rule.only_if === "always" ? t.w.alsoIfWhole : t.w.onlyIfCut;
  const cuts = t.w.withCuts[rule.with_cuts ?? ""] ?? rule.with_cuts ?? "";
  return [
    ...base(rule, t),
    [t.w.replaces, stepNames(rule.replaces, t)],
    [t.w.factor, rule.means === undefined ? undefined : t.w.means[rule.means]],
    [t.w.effect, `${cuts}; ${only}`],
  ];
};

function partial({ flag_if: flagged }: Rule, t: Telling): Told {
  if (flagged === undefined) return [];
  const text = t.w.partial(inputName(flagged.input, t), inputName(flagged.of, t), flagged.lt);
  return [[t.w.check, text]];
}

const daysAfter: FactsOf = (rule, t) => [
  ...kinds(rule, t),
  [t.w.factor, t.w.afterGrace(percentText(rule.percent ?? 0, t.f), counted(rule.grace_days ?? 0, "day", t))],
  [t.w.limit, rule.until_days === undefined ? undefined : t.w.untilDay(t.f.number(rule.until_days))],
  [t.w.counts, t.w.spellCounts[rule.count ?? ""] ?? rule.count],
];

/** Taken from the running amount: of what, for which events, and what if there are several. */
const eventCut: FactsOf = (rule, t) => [
  [t.w.base, stepNames(rule.base, t)],
  [t.w.effect, t.w.taken(stepNames(rule.of, t))],
  [t.w.from, inputName(rule.spans, t)],
  [t.w.overlap, t.w.overlaps[rule.on_overlap ?? ""] ?? rule.on_overlap],
];

function offsetsText({ offsets }: Rule, { w, f }: Telling): string {
  const list = (numbers: readonly number[]): string => numbers.map(f.number).join(", ");
  return offsets?.months === undefined ? w.yearsAfter(list(offsets?.years ?? [])) : w.monthsAfter(list(offsets.months));
}

/** "3.375 menit; Desember: 1.000 menit". */
function thresholdText({ input, gte = 0, by_month: months = {} }: Rule, t: Telling): string {
  const others = Object.entries(months).map(([month, least]) =>
    t.w.inMonth(t.f.month(`2026-${month.padStart(2, "0")}`), countedAs(least, input, t)),
  );
  return [t.w.atLeast(inputName(input, t), countedAs(gte, input, t)), ...others].join("; ");
}

function targetText({ input, target = 0, cap_percent: cap = 0 }: Rule, t: Telling): string {
  const goal = typeof target === "number" ? countedAs(target, input, t) : inputName(target, t);
  return t.w.ofTarget(inputName(input, t), goal, percentText(cap, t.f));
}

function factorText(factor: Readonly<Record<string, string | number>>, t: Telling): string {
  const { step, table, input, percent, decimal } = factor;
  if (step !== undefined) return stepNames(String(step), t);
  if (table !== undefined) return tableName(String(table), t);
  if (percent !== undefined) return percentText(percent, t.f);
  if (decimal !== undefined) return printedText(decimal, t.f);
  return inputName(String(input), t);
}

const tier: FactsOf = (rule, t) => {
  const input = inputName(rule.input, t);
  const counting = rule.per === "occurrence" ? t.w.perEvent(input) : rule.per === "month" ? t.w.perMonth(input) : input;
  return [...base(rule, t), [t.w.condition, counting]];
};

const result: FactsOf = ({ rounding, component, months_late: late = 0, ...rule }, t) => [
  [t.w.component, component === undefined ? undefined : keyText(component)],
  [t.w.gross, stepNames(rule.gross, t)],
  [t.w.net, stepNames(rule.net, t)],
  [t.w.rounding, rounding === undefined ? "" : roundingText(rounding, t)],
  [t.w.paidLate, late === 0 ? undefined : t.w.lateMonths(late)],
];

/** Rules that put an amount in the place of another, or look at events of other months. */
const replacingSteps: Readonly<Record<string, FactsOf>> = {
  override_by_month: (rule, t) => [
    ...replacing(rule, t),
    ...kinds(rule, t),
    [t.w.monthsOf, t.w.monthNumbers[rule.month ?? ""] ?? rule.month],
    [t.w.limit, rule.spell_at_least_days === undefined ? undefined : t.w.atLeastDays(counted(rule.spell_at_least_days, "day", t))], // prettier-ignore
    ...partial(rule, t),
  ],
  override_by_days: (rule, t) => [
    ...replacing(rule, t),
    ...kinds(rule, t),
    [t.w.counts, t.w.spellCounts[rule.count ?? ""] ?? rule.count],
  ],
  rate_per_day_after: (rule, t) => (rule.replaces === undefined ? daysAfter(rule, t) : [...replacing(rule, t), ...daysAfter(rule, t)]), // prettier-ignore
  nth_occurrence: (rule, t) => [
    ...replacing(rule, t),
    ...kinds(rule, t),
    [t.w.counts, t.w.windows[rule.window ?? ""] ?? rule.window],
  ],
  duration: (rule, t) => [...eventCut(rule, t), [t.w.begins, t.w.starts[rule.starts ?? ""] ?? rule.starts]],
  lag: (rule, t) => [...eventCut(rule, t), [t.w.begins, offsetsText(rule, t)]],
  add_share: (rule, t) => [
    [t.w.own, stepNames(rule.own, t)],
    ...kinds(rule, t),
    [t.w.factor, tableName(rule.table, t)],
    [t.w.monthsOf, t.w.actingMonths[rule.months ?? ""] ?? rule.months],
    [t.w.overlap, t.w.overlaps[rule.on_overlap ?? ""] ?? rule.on_overlap],
  ],
};

/** Items of a sum of cuts or of points; `tier` is a step as well. */
const items: Readonly<Record<string, FactsOf>> = {
  rate_per_unit: ({ percent = 0, per = "", ...rule }, t) => [
    [t.w.factor, t.w.each(percentText(percent, t.f), t.w.units[per] ?? per)],
    [t.w.condition, inputName(rule.input, t)],
  ],
  combine: ({ pair, min = 0, max = 0, ...rule }, t) => [
    [t.w.from, inputName(rule.days, t)],
    [t.w.effect, pair === "sum" ? t.w.pairSum : t.w.pairLarger],
    [t.w.limit, t.w.within(percentText(min, t.f), percentText(max, t.f))],
  ],
  negative_item: ({ percent = 0, ...rule }, t) => [
    [t.w.factor, `${percentText(percent, t.f)}, ${rule.repeat === "each" ? t.w.eachTime : t.w.once}`],
    [t.w.condition, inputName(rule.input, t)],
  ],
  score_brackets: (rule, t) => [[t.w.condition, inputName(rule.input, t)]],
  score_max: (rule, t) => [[t.w.factor, t.w.ofMax(inputName(rule.input, t), counted(rule.max ?? 0, "point", t))]],
};

/** How each kind of step and item is said. */
export const stepKinds: Readonly<Record<string, FactsOf>> = {
  ...replacingSteps,
  ...items,
  lookup: (rule, t) => [
    [t.w.base, tableName(rule.table, t)],
    [t.w.limit, rule.amount === undefined ? undefined : t.w.ownAmount(inputName(rule.amount, t))],
  ],
  amount: (rule, t) => [[t.w.base, inputName(rule.input, t)]],
  share: (rule, t) => [...base(rule, t), [t.w.factor, percentText(rule.percent ?? 0, t.f)]],
  scale_by_table: byTable,
  cut_by_table: (rule, t) => [...byTable(rule, t), [t.w.effect, t.w.means["cut"]]],
  component_percent: (rule, t) => [...byTable(rule, t), [t.w.criterion, keyText(rule.criterion ?? "")]],
  tier,
  sum_cuts: ({ waive, ...rule }, t) => [
    ...base(rule, t),
    [t.w.limit, rule.on_exceed?.label ?? ""],
    [t.w.waived, waive === undefined ? undefined : `${waive.label}: ${t.w.waiver(conditionText(waive.when, t))}`],
  ],
  sum: base,
  min: ({ of }, t) => [[t.w.base, stepNames(of, t, "; ")]],
  max: ({ of }, t) => [[t.w.base, stepNames(of, t, "; ")]],
  subtract: (rule, t) => [[t.w.base, `${stepNames(rule.of, t)} − ${stepNames(rule.cut, t)}`]],
  difference: (rule, t) => [
    [t.w.base, `${stepNames(rule.of, t)} − ${stepNames(rule.less, t)}`],
    [t.w.limit, t.w.notBelowZero],
  ],
  multiplier: (rule, t) => [
    ...base(rule, t),
    [t.w.factor, percentText(rule.percent ?? 0, t.f)],
    [t.w.condition, conditionText(rule.when, t)],
  ],
  exclude: (rule, t) => [
    ...base(rule, t),
    [t.w.factor, percentText(0, t.f)],
    [t.w.condition, conditionText(rule.when, t)],
    ...partial(rule, t),
  ],
  threshold_gate: (rule, t) => [
    ...base(rule, t),
    [t.w.condition, thresholdText(rule, t)],
    [t.w.factor, `100%, ${t.w.otherwiseIs(percentText(rule.else_percent ?? 0, t.f))}`],
  ],
  ratio_capped: (rule, t) => [
    ...base(rule, t),
    [t.w.factor, targetText(rule, t)],
    [t.w.rounding, rule.digits === undefined ? undefined : t.w.digits(rule.digits)],
  ],
  cap: limit,
  floor: limit,
  prorate: (rule, t) => [...base(rule, t), [t.w.factor, `${inputName(rule.days, t)} ÷ ${inputName(rule.of_days, t)}`]],
  score_sum: () => [],
  point_value: (rule, t) => [[t.w.base, t.w.perPoint(stepNames(rule.of, t), t.f.rupiah(BigInt(rule.rupiah ?? 0)))]],
  product: ({ factors = [] }, t) => [[t.w.base, factors.map((factor) => factorText(factor, t)).join(" × ")]],
  round: ({ mode = "", unit = 1, ...rule }, t) => [
    ...base(rule, t),
    [t.w.rounding, roundingText({ mode, unit: Number(unit) }, t)],
  ],
  result,
};
