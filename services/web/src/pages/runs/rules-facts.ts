import { type Impossible, type Rule } from "./policy-document.ts";
import { conditionText, counted, inputName, inputNames, keysText, type Telling } from "./rules-telling.ts";

export type Told = readonly (readonly [name: string, value: string | undefined])[];
export type FactsOf = (rule: Rule, telling: Telling) => Told;

const from: FactsOf = ({ of }, t) => [[t.w.from, inputNames(of, t)]];
const minutes = (count: number, t: Telling): string => counted(count, "minute", t);
const itemsText = (items: readonly string[] = [], { w }: Telling): string =>
  items.map((item) => w.dayItems[item] ?? item).join(", ");

/** Which days, where not all of them count. */
function whereText({ where }: Rule, { w }: Telling): string | undefined {
  const { status_in: isIn, status_not_in: isNotIn, work } = where ?? {};
  const parts = [
    ...(isIn === undefined ? [] : [w.statusIn(keysText(isIn))]),
    ...(isNotIn === undefined ? [] : [w.statusNotIn(keysText(isNotIn))]),
    ...(work === undefined ? [] : [work ? w.onlyWork : w.onlyFree]),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}

function impossibleText(times: Impossible | undefined, { w, f }: Telling): string | undefined {
  if (times === undefined) return undefined;
  const parts = [
    ...(times.from === undefined ? [] : [w.timeFrom(f.time(times.from))]),
    ...(times.until === undefined ? [] : [w.timeUntil(f.time(times.until))]),
    ...(times.at === undefined ? [] : [w.timeAt(times.at.map(f.time).join(", "))]),
  ];
  return parts.join(w.or);
}

const asMinutes = (count: number | undefined, item: string, t: Telling): string | undefined =>
  count === undefined ? undefined : t.w.countsAsMinutes(item, minutes(count, t));

const kinds: FactsOf = ({ kinds: names }, { w }) => [[w.kindsOf, names === undefined ? undefined : keysText(names)]];

/** How each kind of fact is said. */
export const factKinds: Readonly<Record<string, FactsOf>> = {
  aggregate: ({ take = "", how = "", ...rule }, t) => {
    const items = itemsText([take], t);
    return [
      ...from(rule, t),
      [t.w.counts, take === "days" ? items : `${items}, ${t.w.how[how] ?? how}`],
      [t.w.days, whereText(rule, t)],
    ];
  },
  tolerance: ({ mode, item = "", minutes: count, ...rule }, t) => {
    const text = minutes(Number(count), t);
    const name = t.w.dayItems[item] ?? item;
    return [
      ...from(rule, t),
      [t.w.limit, mode === "subtract" ? t.w.subtracted(name, text) : t.w.threshold(name, text)],
    ];
  },
  classify: (rule, t) => [
    ...from(rule, t),
    [t.w.arrival, asMinutes(rule.no_check_in_as, t.w.lateWord, t)],
    [t.w.leaving, asMinutes(rule.no_check_out_as, t.w.earlyWord, t)],
  ],
  data_validity: ({ counts_as: as = "", flag = "", ...rule }, t) => [
    ...from(rule, t),
    [t.w.arrival, impossibleText(rule.check_in, t)],
    [t.w.leaving, impossibleText(rule.check_out, t)],
    [t.w.effect, t.w.countsAsIs(t.w.countsAs[as] ?? as, t.w.flagged[flag] ?? "")],
  ],
  outage: (rule, t) => [
    ...from(rule, t),
    [t.w.days, t.w.during(inputName(rule.outages, t))],
    [t.w.effect, t.w.notCharged(itemsText(rule.neutralises, t))],
  ],
  same_day: (rule, t) => [...from(rule, t), [t.w.order, t.w.onlyFirst(itemsText(rule.order, t))]],
  credit: (rule, t) => [...from(rule, t), [t.w.days, t.w.dayKinds[rule.days ?? ""] ?? rule.days]],
  total: (rule, t) => [...from(rule, t), [t.w.limit, rule.floor === "zero" ? t.w.notBelowZero : undefined]],
  count_spans: (rule, t) => [
    ...from(rule, t),
    ...kinds(rule, t),
    [t.w.counts, t.w.spanCounts[rule.count ?? ""] ?? rule.count],
  ],
  span_days: ({ day_kind: kind = "", days, ...rule }, t) => [
    ...from(rule, t),
    ...kinds(rule, t),
    [t.w.days, days === undefined ? (t.w.dayKinds[kind] ?? kind) : t.w.byDays(inputName(days, t))],
  ],
  effective_class: (rule, t) => [
    [t.w.base, inputName(rule.class, t)],
    [t.w.from, inputName(rule.demotions, t)],
    [t.w.begins, t.w.starts[rule.starts ?? ""] ?? rule.starts],
    [t.w.overlap, t.w.overlaps[rule.on_overlap ?? ""] ?? rule.on_overlap],
  ],
  substitute_class: (rule, t) => [
    [t.w.base, inputName(rule.class, t)],
    [t.w.condition, conditionText(rule.when, t)],
    [t.w.factor, t.w.table(inputName(rule.by, t))],
    [t.w.beyond, t.w.otherwise[rule.otherwise ?? ""] ?? rule.otherwise],
  ],
  start_rule: ({ effect = "", on_first_day: first = "", ...rule }, t) => [
    [t.w.from, inputName(rule.history, t)],
    [t.w.begins, t.w.starts[effect] ?? effect],
    [t.w.days, effect === "next_month" ? t.w.onFirst(t.w.starts[first] ?? first) : undefined],
  ],
};
