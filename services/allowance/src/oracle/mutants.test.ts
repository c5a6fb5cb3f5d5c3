import { describe, expect, it } from "@jest/globals";

import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Fault, faultsOf, survivors } from "../testing/caught.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { rulesOf } from "../testing/rule-schema.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { wrongCodeOf } from "../testing/wrong-code.ts";

/** Random months in which a fault must be seen. */
const months = 3_000;
/** And in which one that is none is looked for. */
const monthsOfEquivalents = 150;

/** What each rule can tell beside an amount. */
const flags: Readonly<Record<string, readonly string[]>> = {
  "facts.data_validity": ["IMPOSSIBLE_TAP"],
  "facts.data_validity.ignored": ["IMPOSSIBLE_TAP"],
  "facts.effective_class": ["DEMOTION_OVERLAP", "DECREE_PENDING", "TABLE_ROW_MISSING"],
  "facts.substitute_class.block": ["TABLE_ROW_MISSING"],
  "facts.start_rule": ["INPUT_MISSING"],
  "steps.lookup": ["TABLE_ROW_MISSING", "AMOUNT_OUT_OF_RANGE"],
  "steps.scale_by_table": ["INPUT_IMPOSSIBLE"],
  "steps.product": ["TABLE_ROW_MISSING"],
  "steps.sum_cuts": ["CUT_EXCEEDS_BASE", "CUT_WAIVED"],
  "steps.multiplier": ["CUT_EXCEEDS_BASE"],
  "steps.exclude": ["NOT_ENTITLED", "PARTIAL_CHECK"],
  "steps.override_by_month": ["OVERRIDE_RAISES", "OVERRIDE_BEYOND", "OVERRIDE_OVERLAP", "PARTIAL_CHECK"],
  "steps.override_by_days": ["OVERRIDE_OVERLAP"],
  "steps.rate_per_day_after": ["OVERRIDE_BEYOND"],
  "steps.nth_occurrence": ["OVERRIDE_OVERLAP"],
  "steps.duration": ["CUT_EXCEEDS_BASE", "DECREE_PENDING", "EVENT_ENDED"],
  "steps.duration.largest": ["EVENT_OVERLAP"],
  "steps.duration.block": ["EVENT_OVERLAP"],
  "steps.lag": ["CUT_EXCEEDS_BASE", "DECREE_PENDING"],
  "steps.lag.once": ["EVENT_OVERLAP"],
  "steps.add_share": ["ACTING_OVERLAP", "DECREE_PENDING", "TABLE_ROW_MISSING"],
  "steps.add_share.anniversary": ["ACTING_OVERLAP"],
  "steps.threshold_gate": ["DAYS_IMPOSSIBLE"],
  "steps.ratio_capped.prorate": ["DAYS_IMPOSSIBLE"],
  "steps.prorate": ["DAYS_IMPOSSIBLE"],
  "steps.result": ["NET_IMPOSSIBLE"],
  conditions: ["NOTICE", "INPUT_MISSING", "INPUT_IMPOSSIBLE", "INPUT_ASSUMED"],
  "conditions.spans": ["NOTICE"],
};

/** Faults that pay nobody otherwise, by what they are and why. Each has to be one of a document's, and to be seen in no month. */
const equivalents: readonly { readonly what: RegExp; readonly because: string }[] = [
  // Parameters
  { what: /aggregate .*absent.how → "count"/, because: "each day counts once, so their sum is their count" },
  { what: /without_floor .*floor → "zero"/, because: "a sum of counts is never below 0" },
  { what: /start_rule.same_day .*on_first_day/, because: "what counts at once counts at once on the first day too" },
  { what: /values\[0\].valid_from → "2019-12-31"/, because: "the document is not in force before 2020" },
  {
    what: /last_day .*values\[0\].valid_from → "2020-01-02"/,
    because: "on the last day of the month they are in force",
  },
  {
    what: /(first|last)_day .*values\[1\].valid_from/,
    because: "the first and the last day of the month stay where they are",
  },
  { what: /spans .*on_missing.assume → 1/, because: "whatever is assumed of a list, it is empty" },
  {
    what: /(override_by_month.keep|override_by_days|to_month_end|nth_occurrence\S*) .*(rows|brackets)\S* → (101|200)/,
    because: "who is paid 100 percent or more is not cut",
  },
  { what: /override_by_month.scale .*leave.of →/, because: "the running amount is scaled, whatever the tariff is" },
  { what: /combine\S* .*a.brackets\[0\].percent/, because: "0 minutes are no occurrence" },
  // Code
  {
    what: /(steps\.(lookup|lookup\.\w+_day|amount|cap|min|difference|exclude|round\S*)) code: \w+ is rounded too early/,
    because: "tariffs and what is rounded are whole rupiah already",
  },
  {
    what: /steps\.(share|add_share\S*) code: \w+ is rounded too early/,
    because: "so many percent of these tariffs are whole rupiah",
  },
  { what: /code: (outages|demotions|study) does not look at the kind/, because: "spans of every kind count" },
  {
    what: /(tolerance\S*|classify|data_validity\S*|outage|same_day|credit.calendar|total|combine\S*) code: days takes every day/,
    because: "these rules look at each day",
  },
  { what: /(credit|span_days) code: days does not look at days without work/, because: "only those of work count" },
  {
    what: /(aggregate|tolerance\S*|ignored|credit\S*|total|span_days|combine\S*) code: days takes the checks/,
    because: "how many are missed counts, not which",
  },
  {
    what: /(credit\S*|total|span_days) code: days takes late for early/,
    because: "minutes of a day are not looked at",
  },
];

const documentOf = (name: string): PolicyDocument => smallDocuments[name] as PolicyDocument;
const faultsIn = (name: string): Fault[] => [
  ...mutantsOf(name, documentOf(name)).flatMap(faultsOf),
  ...wrongCodeOf(name, documentOf(name), flags[name] ?? []),
];
const placeOf = (name: string, fault: Fault): string => `${name} ${fault.name}`;
const isEquivalent = (place: string): boolean => equivalents.some(({ what }) => what.test(place));
const names = Object.keys(smallDocuments);

describe("a seeded fault is caught", () => {
  it.each(names)("in %s", (name) => {
    const faults = faultsIn(name).filter((fault) => !isEquivalent(placeOf(name, fault)));
    expect(survivors(documentOf(name), faults, months)).toEqual([]);
  });

  it.each(names)("but for those in %s that are none", (name) => {
    const same = faultsIn(name).filter((fault) => isEquivalent(placeOf(name, fault)));
    expect(survivors(documentOf(name), same, monthsOfEquivalents)).toEqual(same.map((fault) => fault.name));
  });
});

describe("faults are seeded", () => {
  const places = names.flatMap((name) => faultsIn(name).map((fault) => placeOf(name, fault)));
  const caught = places.filter((place) => !isEquivalent(place));
  const countOf = (name: string): number =>
    caught.filter((place) => place.split(/[. ]/).slice(0, 2).join(".") === name).length;

  it.each([
    ...rulesOf.facts.map((rule) => `facts.${rule}`),
    ...rulesOf.steps.map((rule) => `steps.${rule}`),
    ...rulesOf.items.map((rule) => `items.${rule}`),
  ])("into the rule %s", (name) => expect(countOf(name)).toBeGreaterThanOrEqual(4));

  it.each(rulesOf.conditions)("into a condition with %s", (form) => {
    const isOfForm = new RegExp(`^conditions\\S* engine: notices.*(\\.${form}\\b|without ${form}$)`);
    expect(caught.filter((place) => isOfForm.test(place)).length).toBeGreaterThan(0);
  });

  it.each(["rows", "values", "mid_month", "key"])("into a table with %s", (key) => {
    const isOfTable = new RegExp(`^steps.lookup\\S* engine: tables.tariff.${key}\\b`);
    expect(caught.filter((place) => isOfTable.test(place)).length).toBeGreaterThan(0);
  });

  it("and none is listed as equivalent that is not there", () => {
    expect(equivalents.filter(({ what }) => !places.some((place) => what.test(place)))).toEqual([]);
  });
});
