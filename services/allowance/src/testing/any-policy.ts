import fc from "fast-check";

import { namesUsed } from "../domain/policy/check/results.ts";
import { type Bracket, type PolicyDocument, type Step } from "../domain/policy/document.ts";
import { tablesOf } from "../domain/policy/order.ts";
import { policyDocument } from "./policies.ts";

const percent = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 10_000 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`),
);
const limit = fc.integer({ min: 0, max: 40_000_000 });
const mode = fc.constantFrom("half-up" as const, "half-even" as const, "down" as const, "up" as const);
const unit = fc.constantFrom(1, 100, 1_000);
const condition = fc.oneof(
  fc.subarray(["pns", "cpns", "pppk"], { minLength: 1 }).map((list) => ({ input: "staff_kind", in: list })),
  fc.nat(12_000).map((gte) => ({ input: "minutes", gte })),
  fc.nat(12_000).map((lt) => ({ input: "minutes", lt })),
);

/** Brackets that cover everything from 0 on, in the order of a document. */
const brackets = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }),
    fc.array(percent, { minLength: 5, maxLength: 5 }),
  )
  .map(([edges, percents]): Bracket[] => {
    const starts = [0, ...edges.toSorted((a, b) => a - b)];
    return starts.map((gte, index) => {
      const lt = starts[index + 1];
      return { gte, ...(lt !== undefined && { lt }), percent: percents[index] ?? 0 };
    });
  });

const prorate = fc.option(fc.constant({ days: "paid_days", of_days: "days_of_month" }), { nil: undefined });

const parameters = fc.record({
  share: fc.integer({ min: 0, max: 100 }),
  multiplier: percent,
  when: condition,
  gate: fc.nat(9_000),
  otherwise: percent,
  gateShare: prorate,
  target: fc.integer({ min: 1, max: 9_000 }),
  targetShare: prorate,
  most: limit,
  least: limit,
  between: fc.record({ mode, unit }),
  rounding: fc.record({ mode, unit }),
  rate: percent,
  ofDay: brackets,
  ofMonth: brackets,
  ofMinutes: brackets,
});

type Parameters = typeof parameters extends fc.Arbitrary<infer Value> ? Value : never;

const named = (id: string) => ({ id, label: id, cite: { legal: "perkada", article: "Pasal 1" } });

function stepsOf(p: Parameters): Step[] {
  const gate = { of: "a", input: "minutes", gte: p.gate, else_percent: p.otherwise };
  const ratio = { of: "gate", input: "minutes", target: p.target, cap_percent: 100 };
  // Not in the order of computation, which is not the order of a document.
  return [
    { ...named("result"), rule: "result", gross: "base", net: "capped", rounding: p.rounding },
    { ...named("basic"), rule: "lookup", table: "basic" },
    { ...named("base"), rule: "prorate", of: "basic", days: "paid_days", of_days: "days_of_month" },
    { ...named("a"), rule: "share", of: "base", percent: p.share },
    { ...named("b"), rule: "share", of: "base", percent: 100 - p.share },
    { ...named("gate"), rule: "threshold_gate", ...gate, ...(p.gateShare && { prorate: p.gateShare }) },
    { ...named("ratio"), rule: "ratio_capped", ...ratio, ...(p.targetShare && { prorate: p.targetShare }) },
    { ...named("tier"), rule: "tier", of: "ratio", input: "absent_days", brackets: p.ofDay },
    { ...named("predikat"), rule: "scale_by_table", of: "tier", table: "predikat_percent" },
    {
      ...named("cuts"),
      rule: "sum_cuts",
      of: "b",
      on_exceed: { clamp: "base", flag: "note", label: "x" },
      items: [
        { ...named("absent"), rule: "rate_per_unit", input: "absent_days", percent: p.rate, per: "day" },
        { ...named("late"), rule: "tier", input: "late_events", per: "occurrence", brackets: p.ofMinutes },
        { ...named("missed"), rule: "tier", input: "missed_checks", per: "month", brackets: p.ofMonth },
      ],
    },
    { ...named("rest"), rule: "subtract", of: "b", cut: "cuts" },
    { ...named("sum"), rule: "sum", of: ["predikat", "rest"] },
    { ...named("factor"), rule: "multiplier", of: "sum", percent: p.multiplier, when: p.when },
    { ...named("round"), rule: "round", of: "factor", ...p.between },
    { ...named("least"), rule: "floor", of: "round", rupiah: p.least },
    { ...named("capped"), rule: "cap", of: "least", rupiah: p.most },
  ];
}

const frame = policyDocument("contoh-tpp");

/** A document says only what its steps use. */
function tidied(document: PolicyDocument): PolicyDocument {
  const used = namesUsed(document);
  const tables = new Set(document.steps.flatMap(tablesOf));
  const keep = <Value>(all: Readonly<Record<string, Value>>, names: ReadonlySet<string>): Record<string, Value> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  return { ...document, inputs: keep(document.inputs, used), tables: keep(document.tables, tables) };
}

/** A document that uses every rule, with any numbers in it. Its floor and its rounding can pay more than the gross. */
export const anyPolicy = parameters.map((p): PolicyDocument => tidied({ ...frame, steps: stepsOf(p), tests: [] }));
