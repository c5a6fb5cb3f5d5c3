import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type FactRuleOf } from "../document.ts";
import { type FactValue, type SpanFact } from "../sources.ts";
import { compileFact } from "./facts.ts";
import { type Known } from "./known.ts";

const july = "2026-07" as Period;
const named = { id: "fact", label: "Kelas", cite: { legal: "law", article: "1" } };
type Rule = FactRuleOf<"effective_class" | "substitute_class" | "start_rule">;

function derive(rule: Rule, values: Record<string, FactValue>, period = july) {
  const known: Known = { values: new Map(Object.entries(values)), flags: [] };
  return { value: compileFact(rule, period)(known), flags: known.flags };
}

const span = (from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact => ({
  kind: "PENURUNAN",
  from: from as Day,
  ...(to !== undefined && { to: to as Day }),
  ...more,
});
const demotion = (to: string, from: string, until?: string, more: Partial<SpanFact> = {}): SpanFact =>
  span(from, until, { class: to, ...more });
const blocked = (key: string) => [{ code: "TABLE_ROW_MISSING", severity: "BLOCK", params: { table: "fact", key } }];

describe("effective_class", () => {
  const ruleOf = (starts: "same_month" | "next_month"): Rule => {
    return { ...named, rule: "effective_class", class: "own", demotions: "demotions", starts, on_overlap: "lowest" };
  };
  const classOf = (starts: "same_month" | "next_month", demotions: SpanFact[], own = "8") =>
    derive(ruleOf(starts), { own, demotions });

  it.each<[string, "same_month" | "next_month", SpanFact[], string]>([
    ["without one", "same_month", [], "8"],
    ["from the month it begins in", "same_month", [demotion("7", "2026-07-31")], "7"],
    ["or the next: not yet", "next_month", [demotion("7", "2026-07-01")], "8"],
    ["or the next: now", "next_month", [demotion("7", "2026-06-30")], "7"],
    ["not before", "same_month", [demotion("7", "2026-08-01")], "8"],
    ["through the month of its last day", "same_month", [demotion("7", "2025-08-01", "2026-07-01")], "7"],
    ["not after", "same_month", [demotion("7", "2025-07-01", "2026-06-30")], "8"],
    ["lasting without an end", "same_month", [demotion("7", "2020-01-01")], "7"],
    ["never above the own", "same_month", [demotion("9", "2026-01-01")], "8"],
    ["by number, not by text", "same_month", [demotion("10", "2026-01-01")], "8"],
  ])("lowers the class %s", (_, starts, demotions, expected) => {
    expect(classOf(starts, demotions)).toEqual({ value: expected, flags: [] });
  });

  it("takes the lowest of several, and tells it", () => {
    const demotions = [demotion("7", "2026-01-01"), demotion("6", "2026-02-01"), demotion("9", "2026-03-01")];
    const flags = [{ code: "DEMOTION_OVERLAP", severity: "WARN", params: { label: "Kelas" } }];
    expect(classOf("same_month", demotions)).toEqual({ value: "6", flags });
  });

  it("does not apply one that is pending, and tells it when it would run", () => {
    const flags = [{ code: "DECREE_PENDING", severity: "WARN", params: { label: "Kelas" } }];
    expect(classOf("same_month", [demotion("7", "2026-01-01", undefined, { pending: true })])).toEqual({ value: "8", flags }); // prettier-ignore
    expect(classOf("same_month", [demotion("7", "2026-08-01", undefined, { pending: true })])).toEqual({ value: "8", flags: [] }); // prettier-ignore
  });

  it.each([
    ["names no class", [span("2026-01-01")], "8", ""],
    ["names none of the table's", [demotion("VIII", "2026-01-01")], "8", "VIII"],
    ["lowers one that is no number", [demotion("7", "2026-01-01")], "VIII", "VIII"],
  ])("blocks a demotion that %s", (_, demotions, own, key) => {
    expect(classOf("same_month", demotions, own)).toEqual({ value: own, flags: blocked(key) });
  });

  it("is never more than the own class, and another demotion never raises it", () => {
    const anyDemotion = fc
      .record({ to: fc.integer({ min: 1, max: 17 }), month: fc.integer({ min: 1, max: 12 }), pending: fc.boolean() })
      .map(({ to, month, pending }) => demotion(String(to), `2026-${String(month).padStart(2, "0")}-10`, undefined, { pending })); // prettier-ignore
    fc.assert(
      fc.property(fc.array(anyDemotion, { maxLength: 4 }), anyDemotion, (demotions, more) => {
        const before = classOf("next_month", demotions);
        const after = classOf("next_month", [...demotions, more]);
        expect(Number(after.value)).toBeLessThanOrEqual(Number(before.value));
        expect(Number(before.value)).toBeLessThanOrEqual(8);
        expect(classOf("next_month", [...demotions].reverse())).toEqual(before);
      }),
    );
  });
});

describe("substitute_class", () => {
  const ruleOf = (otherwise: "keep" | "block"): Rule => ({
    ...named,
    rule: "substitute_class",
    class: "own",
    when: { spans: "study", active: "first_day" },
    by: "post",
    rows: { fungsional: "7", pelaksana: "5" },
    otherwise,
  });
  const study = [span("2026-01-01")];
  it.each([
    ["not in the state", "keep", [], "fungsional", "9", []],
    ["in the state, by the kind of post", "keep", study, "pelaksana", "5", []],
    ["even when it is not lower", "block", study, "fungsional", "7", []],
    ["of a kind without a row: kept", "keep", study, "struktural", "9", []],
    ["of a kind without a row: blocked", "block", study, "struktural", "9", blocked("struktural")],
    ["of a kind that every object has", "keep", study, "toString", "9", []],
  ] as const)("%s", (_, otherwise, spans, post, value, flags) => {
    expect(derive(ruleOf(otherwise), { own: "9", post, study: spans })).toEqual({ value, flags });
  });
});

describe("start_rule", () => {
  type StartRule = FactRuleOf<"start_rule">;
  const ruleOf = (effect: StartRule["effect"], first: StartRule["on_first_day"]): StartRule => ({
    ...named,
    rule: "start_rule",
    history: "history",
    effect,
    on_first_day: first,
  });
  const of = (kind: string, from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact =>
    span(from, to, { kind, ...more });

  it.each<[string, StartRule["effect"], StartRule["on_first_day"], SpanFact[], string]>([
    ["one change", "next_month", "same_month", [of("8", "2020-01-01")], "8"],
    ["a change inside the month counts from the next", "next_month", "same_month", [of("8", "2020-01-01", "2026-07-09"), of("9", "2026-07-10")], "8"], // prettier-ignore
    ["a change in the month before counts", "next_month", "same_month", [of("8", "2020-01-01", "2026-06-09"), of("9", "2026-06-10")], "9"], // prettier-ignore
    ["a change on the first day counts at once", "next_month", "same_month", [of("8", "2020-01-01", "2026-06-30"), of("9", "2026-07-01")], "9"], // prettier-ignore
    ["or from the next month", "next_month", "next_month", [of("8", "2020-01-01", "2026-06-30"), of("9", "2026-07-01")], "8"], // prettier-ignore
    ["on the last day of the month before it counts", "next_month", "next_month", [of("8", "2020-01-01", "2026-06-29"), of("9", "2026-06-30")], "9"], // prettier-ignore
    ["the last day of the month with same_day", "same_day", "next_month", [of("8", "2020-01-01", "2026-07-30"), of("9", "2026-07-31")], "9"], // prettier-ignore
    ["the last day that it has in the month", "same_day", "same_month", [of("8", "2020-01-01", "2026-07-09")], "8"],
    ["not what begins after the month", "same_day", "same_month", [of("8", "2020-01-01"), of("9", "2026-08-01")], "8"],
    ["what still runs, when a later one has ended", "same_day", "same_month", [of("8", "2020-01-01"), of("9", "2026-01-01", "2026-06-30")], "8"], // prettier-ignore
    ["not a pending one", "same_day", "same_month", [of("8", "2020-01-01"), of("9", "2026-01-01", undefined, { pending: true })], "8"], // prettier-ignore
    ["of two from one day the lower", "same_day", "same_month", [of("10", "2026-01-01"), of("9", "2026-01-01")], "9"],
    ["of two from one day the lower, of one length", "same_day", "same_month", [of("8", "2026-01-01"), of("9", "2026-01-01")], "8"], // prettier-ignore
  ])("%s", (_, effect, first, history, value) => {
    expect(derive(ruleOf(effect, first), { history })).toEqual({ value, flags: [] });
    expect(derive(ruleOf(effect, first), { history: [...history].reverse() })).toEqual({ value, flags: [] });
  });

  it.each([[[]], [[of("8", "2026-07-02")]], [[of("8", "2020-01-01", "2026-06-29")]]])(
    "blocks without one: %j",
    (history) => {
      expect(derive(ruleOf("next_month", "same_month"), { history })).toEqual({
        value: "",
        flags: [{ code: "INPUT_MISSING", severity: "BLOCK", params: { input: "fact", label: "Kelas" } }],
      });
    },
  );

  it("knows the class of every month from the first that one counts in", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 360 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("same_month" as const, "next_month" as const),
        fc.constantFrom("same_day" as const, "next_month" as const),
        (numbers, first, effect) => {
          const starts = numbers.sort((a, b) => a - b).map((number) => new Date(Date.UTC(2025, 0, number)));
          const day = (date: Date): string => date.toISOString().slice(0, 10);
          // Each lasts until the day before the next.
          const history = starts.map((start, index) => {
            const next = starts[index + 1];
            return of(String(index + 1), day(start), next && day(new Date(next.getTime() - 86_400_000)));
          });
          const { flags } = derive(ruleOf(effect, first), { history }, "2026-01" as Period);
          expect(flags).toEqual([]);
        },
      ),
    );
  });
});
