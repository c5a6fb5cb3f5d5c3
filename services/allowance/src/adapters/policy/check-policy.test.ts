import { describe, expect, it } from "@jest/globals";
import { faults, text as words } from "@kinerja/common/catalogue";

import { type LocatedFault } from "./positions.ts";
import { readPolicy } from "./read-policy.ts";
import { everyRule } from "../../testing/every-rule.ts";

/** What is wrong, the piece that is replaced, what stands there instead, and the code; `at`: a piece on the line that is told. */
type Case = readonly [what: string, from: string, to: string, code: string, at?: string];

/** Every fault has words in both languages, with nothing left open. */
function wordsAreWhole({ code, params, line, column }: LocatedFault): void {
  for (const language of ["id", "en"] as const)
    expect(words(code, { ...params, line, column }, language)).not.toMatchObject({ detail: expect.stringMatching(/\{\w+\}/) }); // prettier-ignore
  expect(Object.hasOwn(faults, code)).toBe(true);
}

function faultsOf(text: string): string[] {
  const found = readPolicy(text).faults;
  found.forEach(wordsAreWhole);
  return found.map(({ code, line }) => `${code} ${line}`);
}

function tries([, from, to, code, at]: Case): { readonly found: readonly string[]; readonly wanted: string } {
  const place = everyRule.indexOf(from);
  if (place < 0 || everyRule.indexOf(from, place + 1) >= 0) throw new Error(`"${from}" must be there once`);
  const text = everyRule.replace(from, () => to);
  const position = at === undefined ? place : text.indexOf(at);
  if (position < 0) throw new Error(`"${at ?? ""}" is not there`);
  return { found: faultsOf(text), wanted: `${code} ${text.slice(0, position).split("\n").length}` };
}

/** What a misspelt name leaves unused is told as well. */
const leavings = ["POLICY_NAME_UNUSED", "POLICY_STEP_UNUSED"];

/** Each change makes this one fault, told at this line. */
const table = (name: string, cases: readonly Case[]): void =>
  describe(name, () => {
    it.each(cases.map((one): [string, Case] => [one[0], one]))("tell %s", (_, one) => {
      const { found, wanted } = tries(one);
      const isLeft = (fault: string): boolean => fault !== wanted && leavings.some((code) => fault.startsWith(code));
      expect(found.filter((fault) => !isLeft(fault))).toEqual([wanted]);
    });
  });

table("the laws and the places of a document", [
  ["a place within what has no parts", "steps.cuts.absent.percent", "steps.base.of.percent", "POLICY_PLACE_UNKNOWN"],
  ["a fact that cites a law which is not listed", "label: Rekaman, cite: { legal: perkada", "label: Rekaman, cite: { legal: pergub", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  ["a notice that does", "label: Sakit lama, cite: { legal: perkada", "label: Sakit lama, cite: { legal: pergub", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  ["an item that does", "label: LHKPN, cite: { legal: perkada", "label: LHKPN, cite: { legal: pergub", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  ["rows of a day that do", "cite: { legal: edaran, article: angka 2 }", "cite: { legal: pergub, article: angka 2 }", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  ["a payout that does", "cite: { legal: edaran, article: angka 3 }", "cite: { legal: pergub, article: angka 3 }", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  ["a timeout that does", "cite: { legal: edaran, article: angka 1 }", "cite: { legal: pergub, article: angka 1 }", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  ["a law that nothing cites", "governance:", "  lama: { ref: Lama, title: Lama, checked: invented }\ngovernance:", "POLICY_LAW_UNUSED"], // prettier-ignore
  [
    "the wording of an article that nothing cites",
    "{ Pasal 4: Besaran",
    "{ Pasal 44: Besaran",
    "POLICY_ARTICLE_UNUSED",
  ],
  ["a choice about a place that is not there", "steps.cuts.absent.percent", "steps.cuts.absent.percents", "POLICY_PLACE_UNKNOWN"], // prettier-ignore
  ["a choice about a row that is not there", "2026-01-01.rows.8", "2026-01-01.rows.88", "POLICY_PLACE_UNKNOWN"],
  ["a doubt about a place that is not there", "late.brackets.1.percent", "late.brackets.7.percent", "POLICY_PLACE_UNKNOWN"], // prettier-ignore
  ["a choice that stands twice", "unverified:", "  - { id: C1, question: a, choice: b, why: c, confirm_with: d, at: [steps.base] }\nunverified:", "POLICY_ID_REPEATED"], // prettier-ignore
]);

table("the inputs of a document", [
  ["a unit that is not that of the source", "attendance.days, unit: day", "attendance.days, unit: minute", "POLICY_UNIT_WRONG"], // prettier-ignore
  ["an assumed key that nobody can have", "assume: pns", "assume: honorer", "POLICY_VALUE_UNKNOWN"],
  ["a number that is assumed for a key", "assume: umum", "assume: 3", "POLICY_VALUE_WRONG"],
  ["a list that is assumed to be a number", "label: Rangkap, on_missing: { assume: 0", "label: Rangkap, on_missing: { assume: 2", "POLICY_VALUE_WRONG"], // prettier-ignore
  ["a decimal with too many digits", 'assume: "87.5"', 'assume: "87.54321"', "POLICY_VALUE_WRONG"],
  ["an assumption beyond what is possible", "label: Poin, on_missing: { assume: 1", "label: Poin, at_most: 1, on_missing: { assume: 2", "POLICY_VALUE_WRONG"], // prettier-ignore
  ["a most of days that are no number", "label: Hari hadir,", "label: Hari hadir, at_most: 3,", "POLICY_KEY_UNFIT"],
  ["keys of what is no key", "label: LHKPN, on_missing", "label: LHKPN, values: [a], on_missing", "POLICY_KEY_UNFIT"],
  ["an input that nothing uses", "facts:\n", "  spare: { from: list.a, unit: event, label: x, on_missing: block }\nfacts:\n", "POLICY_NAME_UNUSED"], // prettier-ignore
]);

table("the facts of a document", [
  [
    "taps that nothing is said of",
    'check_in: { until: "04:00", at: ["07:30"] }, check_out: { from: "23:00" },',
    "",
    "POLICY_KEY_MISSING",
  ],
  ["a fact that is made of a later one", "rule: outage, of: valid", "rule: outage, of: tolerant", "POLICY_REFERENCE_UNKNOWN"], // prettier-ignore
  [
    "a fact with the name of an input",
    "notices:",
    "  - { id: minutes, rule: aggregate, of: days, take: late, how: sum, label: x, cite: { legal: perkada, article: x } }\nnotices:",
    "POLICY_ID_REPEATED",
  ],
  ["a sum over keys", "rule: aggregate, of: first_only, take: late", "rule: aggregate, of: own_class, take: late", "POLICY_FORM_WRONG"], // prettier-ignore
  ["an outage that is no time", "outages: outages", "outages: minutes", "POLICY_FORM_WRONG"],
  ["counts of several units", "of: [minutes, credited]", "of: [minutes, credited, month_days]", "POLICY_UNIT_WRONG"],
  [
    "a count that is taken twice",
    "of: [minutes, credited]",
    "of: [minutes, credited, minutes]",
    "POLICY_COUNTED_TWICE",
  ],
  ["an item that stands twice in an order", "order: [missed_in, late, early]", "order: [missed_in, late, late]", "POLICY_COUNTED_TWICE"], // prettier-ignore
  ["missed checks that count as nothing", ", no_check_in_as: 90", "", "POLICY_KEY_MISSING"],
  [
    "taps that are possible all day",
    'check_in: { until: "04:00", at: ["07:30"] }',
    "check_in: {}",
    "POLICY_KEY_MISSING",
  ],
  ["working days without attendance", "day_kind: working, days: first_only", "day_kind: working", "POLICY_KEY_MISSING"],
  ["attendance for days of the calendar", "day_kind: working, days", "day_kind: calendar, days", "POLICY_KEY_UNFIT"],
  ["a class that is a number", "rule: effective_class, class: own_class", "rule: effective_class, class: minutes", "POLICY_UNIT_WRONG"], // prettier-ignore
  ["a fact that nothing uses", "notices:", "  - { id: spare, rule: aggregate, of: days, take: late, how: sum, label: x, cite: { legal: perkada, article: x } }\nnotices:", "POLICY_NAME_UNUSED"], // prettier-ignore
  ["a notice that stands twice", "tables:\n", "  - { id: sakit_lama, label: x, cite: { legal: perkada, article: x }, severity: note, when: { input: minutes, lt: 1 } }\ntables:\n", "POLICY_ID_REPEATED"], // prettier-ignore
]);

table("the conditions of a document", [
  [
    "a number that is looked for among keys",
    "input: leave_days, gt: 20",
    "input: leave_days, in: [a]",
    "POLICY_FORM_WRONG",
  ],
  ["a key that is compared as a number", "{ input: predikat, not_in: [kurang] }", "{ input: predikat, lt: 1 }", "POLICY_FORM_WRONG"], // prettier-ignore
  ["a key that nobody can have", "not_in: [kurang]", "not_in: [buruk]", "POLICY_VALUE_UNKNOWN"],
  ["a time that is none", "{ spans: leave, kinds: [besar]", "{ spans: days, kinds: [besar]", "POLICY_FORM_WRONG"],
  ["conditions that nobody reads", "input: leave_days, gt: 20", "not: { not: { not: { not: { input: leave_days, gt: 20 } } } }", "POLICY_CONDITION_DEEP"], // prettier-ignore
  ["a fraction of the whole and more", "lt: 1/2", "lt: 3/2", "POLICY_VALUE_WRONG"],
  ["a part of another unit", "flag_if: { input: leave_days, of: month_days", "flag_if: { input: leave_days, of: minutes", "POLICY_UNIT_WRONG"], // prettier-ignore
]);

table("the tables of a document", [
  ["a key that is not there", "key: class\n", "key: klas\n", "POLICY_REFERENCE_UNKNOWN"],
  ["a row of a key that nobody can have", "rows: { kurang: 40, baik: 100 }", "rows: { kurang: 40, baik: 100, bagus: 1 }", "POLICY_VALUE_UNKNOWN"], // prettier-ignore
  ["a percent that a key has not", "rows: { kurang: 40, baik: 100 }", "rows: { baik: 100 }", "POLICY_ROW_MISSING"],
  ["a row with too few parts", "8/pns: 20", "8: 20", "POLICY_ROW_KEY"],
  ["a key of several that has no row", "8/pns: 20", "7/cpns: 20", "POLICY_ROW_MISSING"],
  ["an amount with a fraction", '"8": 2000000', '"8": "2000000.5"', "POLICY_RUPIAH"],
  ["a range upside down", "{ min: 400000, max: 600000 }", "{ min: 700000, max: 600000 }", "POLICY_RANGE_EMPTY"],
  ["a range of percents", "8/pns: 20", "8/pns: { min: 1, max: 2 }", "POLICY_PERCENT"],
  ["rows that begin before those above", '"2026-07-15"', '"2025-07-15"', "POLICY_ORDER"],
  ["rows that begin on no day", '"2026-07-15"', '"2026-02-30"', "DATE_FORM"],
  [
    "rows that begin after the policy",
    'from: "2026-01-01", to',
    'from: "2025-12-31", to',
    "POLICY_TABLE_LATE",
    '- { valid_from: "2026-01-01"',
  ],
  ["a row that ends", '"7": 1100000, ', "", "POLICY_ROW_MISSING"],
  ["a table that nothing looks into", "steps:\n  - { id: tariff", "  spare: { key: post, unit: percent, cite: { legal: perkada, article: x }, rows: { a: 1 } }\nsteps:\n  - { id: tariff", "POLICY_NAME_UNUSED"], // prettier-ignore
]);

table("the brackets of a document", [
  ["a gap between whole numbers", "gte: 1, lte: 30", "gte: 2, lte: 30", "POLICY_TIER_GAP"],
  ["a number that two hold", "gte: 1, lte: 30", "gte: 0, lte: 30", "POLICY_TIER_OVERLAP"],
  ["no bracket for 0", "[{ gte: 0, lte: 0, percent: 0 }, ", "[", "POLICY_TIER_GAP"],
  ["an end", "{ gt: 30, percent: 1 }", "{ gt: 30, lt: 480, percent: 1 }", "POLICY_TIER_GAP"],
  ["an edge that neither holds", 'gte: 0, lte: "50.5"', 'gte: 0, lt: "50.5"', "POLICY_TIER_EDGE"],
  ["an edge that both hold", 'gt: "50.5", lt: 90', 'gte: "50.5", lt: 90', "POLICY_TIER_OVERLAP"],
  ["a gap of a decimal", 'gt: "50.5", lt: 90', 'gt: "50.6", lt: 90', "POLICY_TIER_GAP"],
  ["a bracket that holds nothing", "count: spell_total, brackets: [", "count: spell_total, brackets: [{ gte: 0, lt: 0, percent: 0 }, ", "POLICY_TIER_EMPTY"], // prettier-ignore
  ["a half of what is whole", "lt: 1, points: 60 }, { gte: 1,", 'lt: "1.5", points: 60 }, { gte: 2,', "POLICY_VALUE_WRONG"], // prettier-ignore
]);

table("the rules of a document", [
  [
    "a table that is not there",
    "kinds: [plt], table: tariff",
    "kinds: [plt], table: tarif",
    "POLICY_REFERENCE_UNKNOWN",
  ],
  ["rows of events from no day", 'events_from: "2026-03-01"', 'events_from: "2026-03-41"', "DATE_FORM"],
  ["a fraction of nothing", "lt: 1/2", "lt: 1/0", "POLICY_VALUE_WRONG"],
  ["a factor of ranges", "{ step: loaded }", "{ table: ranges }", "POLICY_TABLE_UNFIT"],
  ["a factor that is not there", "{ input: extra }", "{ input: lain }", "POLICY_REFERENCE_UNKNOWN"],
  ["a rate for another unit", "percent: 3, per: day", "percent: 3, per: event", "POLICY_UNIT_WRONG"],
  ["a rate of a list", "rule: rate_per_unit, input: absent_days", "rule: rate_per_unit, input: late_list", "POLICY_FORM_WRONG"], // prettier-ignore
  ["a count where a list is needed", "input: late_list\n", "input: absent_days\n", "POLICY_FORM_WRONG"],
  ["one item of the day twice", "b: { item: early", "b: { item: late", "POLICY_COUNTED_TWICE"],
  ["a most that is less than the least", "min: 1\n", "min: 3\n", "POLICY_RANGE_EMPTY", "max: 2"],
  ["a last day within the grace", "grace_days: 3, percent: 1,", "grace_days: 30, percent: 1,", "POLICY_VALUE_WRONG", "until_days: 30"], // prettier-ignore
  ["a share of a score that is a count", "input: score, max: 40", "input: lhkpn, max: 40", "POLICY_UNIT_WRONG"],
  ["a score that is a key", "{ id: diligence, input: lhkpn", "{ id: diligence, input: predikat", "POLICY_FORM_WRONG"],
  ["an amount that is a count", "rule: amount, input: own_amount", "rule: amount, input: minutes", "POLICY_UNIT_WRONG"],
  ["a range without an own amount", "table: ranges, amount: own_amount", "table: ranges", "POLICY_KEY_MISSING"],
  ["an own amount without a range", "rule: lookup, table: tariff", "rule: lookup, table: tariff, amount: own_amount", "POLICY_KEY_UNFIT"], // prettier-ignore
  ["a table of rupiah as percents", "rule: cut_by_table, of: scaled, table: predikat_percent", "rule: cut_by_table, of: scaled, table: tariff", "POLICY_UNIT_WRONG"], // prettier-ignore
  ["a target of another unit", "target: minutes", "target: month_days", "POLICY_UNIT_WRONG"],
  ["a target that is not there", "target: minutes", "target: menit", "POLICY_REFERENCE_UNKNOWN"],
  ["days that are minutes", "rule: prorate, of: tariff, days: paid_days", "rule: prorate, of: tariff, days: minutes", "POLICY_UNIT_WRONG"], // prettier-ignore
  ["a leave that is a count", "rule: override_by_month, spans: leave", "rule: override_by_month, spans: leave_days", "POLICY_FORM_WRONG"], // prettier-ignore
  ["older rows after the newer", "[{ rows: { ringan: { percent: 5, months: 1 } } }, ", '[{ events_from: "2026-04-01", rows: { ringan: { percent: 5, months: 1 } } }, ', "POLICY_ORDER"], // prettier-ignore
  ["rows from the beginning behind others", '{ events_from: "2026-03-01", rows', "{ rows", "POLICY_KEY_MISSING"],
  ["months that go back", "months: [1, 2]", "months: [2, 1]", "POLICY_ORDER"],
  [
    "an acted post paid by several keys",
    "kinds: [plt], table: tariff",
    "kinds: [plt], table: ranges",
    "POLICY_TABLE_UNFIT",
  ],
  ["a product of two amounts", "{ input: extra }", "{ input: extra }, { input: own_amount }", "POLICY_FACTORS"],
  ["a product without an amount", "factors: [{ step: loaded }", "factors: [{ step: points }", "POLICY_FACTORS", "factors: [{ step: points }"], // prettier-ignore
  [
    "a sum of points and rupiah",
    "of: [most, made]",
    "of: [most, made, points]",
    "POLICY_VALUE_KIND",
    "- { id: bonus_sum",
  ],
  ["points that are paid", "rule: difference, of: own", "rule: difference, of: points", "POLICY_VALUE_KIND", "- { id: less"], // prettier-ignore
  ["rupiah that are points", "rule: point_value, of: points", "rule: point_value, of: own", "POLICY_VALUE_KIND", "- { id: pointed"], // prettier-ignore
  ["a result that is a part", "rule: cap, of: unpaid", "rule: cap, of: acting", "POLICY_VALUE_KIND", "- { id: capped"],
]);

table("the steps and results of a document", [
  ["a cut of a cut", "rule: subtract, of: att_part", "rule: subtract, of: cuts", "POLICY_BASE_MISMATCH"],
  [
    "a cut that is added",
    "of: [graded, attendance]",
    "of: [graded, attendance, cuts]",
    "POLICY_BASE_MISMATCH",
    "- { id: subtotal",
  ],
  ["two steps of one name", "  - { id: less,", "  - { id: own, rule: amount, input: own_amount, label: x, cite: { legal: perkada, article: x } }\n  - { id: less,", "POLICY_ID_REPEATED"], // prettier-ignore
  ["a step that is not there", "rule: round, of: floored", "rule: round, of: maximum", "POLICY_REFERENCE_UNKNOWN", "- { id: rounded"], // prettier-ignore
  ["shares that are not the whole", "of: base, percent: 60", "of: base, percent: 61", "POLICY_SHARES"],
  ["a cut of another base", "rule: subtract, of: att_part", "rule: subtract, of: work_part", "POLICY_BASE_MISMATCH"],
  ["a cut that is none", "cut: cuts", "cut: graded", "POLICY_BASE_MISMATCH"],
  ["a step that is counted twice", "of: [least, own]", "of: [least, own, least]", "POLICY_COUNTED_TWICE"],
  ["a step that is taken from itself", "rule: difference, of: own, less: pointed", "rule: difference, of: pointed, less: pointed", "POLICY_COUNTED_TWICE"], // prettier-ignore
  ["an item with the name of a line of its rule", "id: listed, rule", "id: clamp, rule", "POLICY_ID_REPEATED"],
  ["a score with the name of another", "id: diligence, input", "id: behaviour, input", "POLICY_ID_REPEATED"],
  [
    "a fact with the name of a step",
    "notices:",
    "  - { id: cuts, rule: aggregate, of: days, take: late, how: sum, label: x, cite: { legal: perkada, article: x } }\nnotices:",
    "POLICY_ID_REPEATED",
    "- id: cuts\n",
  ],
  [
    "a component with two results",
    "  - id: points\n",
    "  - { id: more, rule: result, component: acting, gross: tariff, net: tariff, rounding: { mode: down, unit: 1 }, label: x, cite: { legal: perkada, article: x } }\n  - id: points\n",
    "POLICY_COMPONENT",
  ],
  ["a gross that is paid twice", "component: acting, gross: acted", "component: acting, gross: base", "POLICY_COUNTED_TWICE"], // prettier-ignore
  ["no main result", "rule: result, gross: base", "rule: result, component: other, gross: base", "POLICY_RESULT", "steps:\n"], // prettier-ignore
  ["a step that no result rests on", "  - { id: less,", "  - { id: spare, rule: amount, input: own_amount, label: x, cite: { legal: perkada, article: x } }\n  - { id: less,", "POLICY_STEP_UNUSED"], // prettier-ignore
]);

table("the payout of a document", [
  ["a contribution that stands twice", "  tax: {", "    - { id: bpjs, label: x, cite: { legal: edaran, article: x }, percent: 1, cap_rupiah: 1, already_deducted_in: none, employer_percent: 4 }\n  tax: {", "POLICY_ID_REPEATED"], // prettier-ignore
  ["a tax by a number", "by: staff_kind,", "by: minutes,", "POLICY_UNIT_WRONG"],
  ["a tax of a key that nobody has", "{ pns: 5, cpns: 0 }", "{ pns: 5, honorer: 0 }", "POLICY_VALUE_UNKNOWN"],
]);

table("the anomalies of a document", [
  ["a jump of once", 'ratio: "1.5"', "ratio: 1", "POLICY_VALUE_WRONG"],
  ["a jump without a ratio", 'ratio: "1.5", ', "", "POLICY_KEY_MISSING"],
  ["lateness without a day", "after_day: 5, ", "", "POLICY_KEY_MISSING"],
  ["a day that not every month has", "after_day: 5", "after_day: 29", "POLICY_VALUE_WRONG"],
  [
    "a severity that is another word",
    'ratio: "1.5", severity: block',
    'ratio: "1.5", severity: note',
    "POLICY_VALUE_WRONG",
  ],
  ["an anomaly that nobody knows", "  zero: {", "  nol: {", "POLICY_KEY_UNKNOWN"],
  ["a maximum by a table that is not there", "of: tariff, severity", "of: tarif, severity", "POLICY_REFERENCE_UNKNOWN"],
  ["a maximum by a table of percents", "of: tariff, severity", "of: predikat_percent, severity", "POLICY_UNIT_WRONG"],
  ["two maxima", "of: tariff, severity", "of: tariff, rupiah: 5, severity", "POLICY_KEY_UNFIT"],
  ["an absence that the input says already", "missing_predicate: { severity: off }", "missing_predicate: { severity: warn }", "POLICY_KEY_UNFIT"], // prettier-ignore
]);

table("the examples of a document", [
  ["what is not there", "paid_days: 31\n", "paid_day: 31\n", "POLICY_REFERENCE_UNKNOWN"],
  ["a key that nobody can have", 'own_class: "8"', 'own_class: "18"', "POLICY_VALUE_UNKNOWN"],
  ["a number for a key", 'own_class: "8"', "own_class: 8", "POLICY_VALUE_WRONG"],
  ["a number for a list", "late_list: [0, 45]", "late_list: 45", "POLICY_VALUE_WRONG"],
  ["a list for a number", "paid_days: 31\n", "paid_days: [31]\n", "POLICY_VALUE_WRONG"],
  ["a day without its status", "work: true, status: HADIR", "work: true", "POLICY_KEY_MISSING"],
  ["a day with something else", "status: HADIR, late", "status: HADIR, lates", "POLICY_KEY_UNKNOWN"],
  ["minutes that are a text", "status: HADIR, late: 5", "status: HADIR, late: lima", "POLICY_VALUE_WRONG"],
  ["a time that is none", 'check_in: "07:35"', 'check_in: "25:35"', "POLICY_VALUE_WRONG"],
  ["a span that begins on no day", "from: 2026-03-03", "from: 2026-03-33", "POLICY_VALUE_WRONG"],
  ["a step that is not there", "base: 3000000, cuts.late", "bases: 3000000, cuts.late", "POLICY_REFERENCE_UNKNOWN"],
  ["an item that is not there", "cuts.late: -15000", "cuts.lates: -15000", "POLICY_REFERENCE_UNKNOWN"],
  ["a component that is not there", "acting.net: 0", "rapel.net: 0", "POLICY_REFERENCE_UNKNOWN"],
  ["a list as one value", "all_minutes: 30", "late_list: 30", "POLICY_FORM_WRONG"],
  ["a fact that is no number", "all_minutes: 30", "all_minutes: banyak", "POLICY_VALUE_WRONG"],
  ["an amount that is none", "base: 3000000, cuts.late", "base: banyak, cuts.late", "POLICY_VALUE_WRONG"],
  ["a month that is none", "period: 2026-03", "period: 2026-13", "POLICY_VALUE_WRONG"],
  ["a month before the first", "period: 2026-03", "period: 2025-12", "POLICY_TEST_PERIOD"],
  ["a month after the last", "period: 2026-03", "period: 2027-01", "POLICY_TEST_PERIOD"],
]);

it("takes a row that a later day adds", () => {
  expect(faultsOf(everyRule.replace('"7": 1000000, ', ""))).toEqual([]);
});

it("tells those steps that rest on themselves, and none that only wait for them", () => {
  const circle = everyRule.replace("rule: floor, of: capped", "rule: floor, of: rounded");
  const lines = ["- { id: floored", "- { id: rounded"].map((piece) => circle.slice(0, circle.indexOf(piece)).split("\n").length); // prettier-ignore
  expect(faultsOf(circle).filter((fault) => fault.startsWith("POLICY_CYCLE"))).toEqual(lines.map((line) => `POLICY_CYCLE ${line}`)); // prettier-ignore
});

it("a document with every rule has no fault", () => {
  expect(faultsOf(everyRule)).toEqual([]);
});
