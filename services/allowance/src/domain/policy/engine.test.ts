import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { interpret } from "../../testing/interpret.ts";
import { anyFacts, policyDocument, policyTexts } from "../../testing/policies.ts";
import { compilePolicy } from "./compile.ts";
import { type Facts, type SourceName } from "./sources.ts";
import { wordsOf } from "./words.ts";
import { runExamples } from "./worked-examples.ts";

const runs = { numRuns: 300 };
const better = ["sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik"];
const harmful: readonly SourceName[] = [
  "attendance.absent_days",
  "attendance.missed_checks",
  "attendance.late_minutes",
  "attendance.early_minutes",
  "attendance.away_minutes",
  "attendance.missed_ceremonies",
];

describe.each([...policyTexts.keys()])("the policy %s", (id) => {
  const document = policyDocument(id);
  const { evaluate } = compilePolicy(document);
  const net = (facts: Facts): bigint => evaluate(facts).net;

  it("passes its own tests, which meet every step and every edge", () => {
    expect(runExamples(document)).toEqual([]);
  });

  it("is computed as the naive reading of the document says", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { gross, net: paid, status } = evaluate(facts);
        expect({ gross, net: paid, status }).toEqual({ ...interpret(document, facts), status: "payable" });
      }),
      runs,
    );
  });

  it("pays between nothing and the gross, and cuts the rest", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { gross, cut, net: paid } = evaluate(facts);
        expect(gross - cut).toBe(paid);
        expect(paid >= 0n && paid <= gross).toBe(true);
      }),
      runs,
    );
  });

  it("explains the way from gross to net without a rupiah left over", () => {
    const words = wordsOf(document);
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { trace, net: paid } = evaluate(facts);
        const told = trace.map(({ id: step, amount }) => ({ effect: words.get(step)?.effectOf(amount), amount }));
        const sum = (effects: readonly string[]): bigint =>
          told.filter(({ effect }) => effects.includes(effect ?? "")).reduce((total, { amount }) => total + amount, 0n);
        expect(sum(["BASE", "ADD", "CUT"])).toBe(paid);
        expect(sum(["RESULT"])).toBe(paid);
      }),
      runs,
    );
  });

  it("never pays more for more absence, lateness or missed checks", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...harmful), fc.integer({ min: 1, max: 50 }), (facts, source, more) => {
        expect(net({ ...facts, [source]: Number(facts[source]) + more })).toBeLessThanOrEqual(net(facts));
      }),
      runs,
    );
  });

  it("never pays less for a better predicate or more approved minutes", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 3_000 }), (facts, more) => {
        const rank = better.indexOf(String(facts["evaluation.predicate"]));
        const next = better[rank + 1] ?? "sangat_baik";
        expect(net({ ...facts, "evaluation.predicate": next })).toBeGreaterThanOrEqual(net(facts));
        const minutes = Number(facts["activity.approved_minutes"]) + more;
        expect(net({ ...facts, "activity.approved_minutes": minutes })).toBeGreaterThanOrEqual(net(facts));
      }),
      runs,
    );
  });

  it("does not look at the order of events or of facts", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const events = (source: SourceName): number[] => [...(facts[source] as readonly number[])].reverse();
        const turned = Object.fromEntries(Object.entries(facts).reverse()) as Facts;
        const other = { ...turned, "attendance.late_events": events("attendance.late_events"), "attendance.early_events": events("attendance.early_events") }; // prettier-ignore
        expect(net(other)).toBe(net(facts));
      }),
      runs,
    );
  });

  it("gives back what an event took when the event is removed", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const late = [...(facts["attendance.late_events"] as readonly number[])];
        const more = { ...facts, "attendance.late_events": [...late, 95] };
        expect(net({ ...more, "attendance.late_events": late })).toBe(net(facts));
      }),
      runs,
    );
  });

  it.each(["roster.class", "evaluation.predicate", "roster.paid_days"] as const)("pays nobody without %s", (source) => {
    const facts = { ...fc.sample(anyFacts, { numRuns: 1, seed: 7 })[0] };
    const outcome = evaluate({ ...facts, [source]: undefined });
    expect(outcome).toMatchObject({ status: "blocked", gross: 0n, net: 0n, trace: [] });
    expect(outcome.flags).toEqual([expect.objectContaining({ code: "INPUT_MISSING", severity: "BLOCK" })]);
  });

  it("blocks what no table knows and what no source can say", () => {
    const facts = { ...fc.sample(anyFacts, { numRuns: 1, seed: 7 })[0] };
    const flagsOf = (change: Facts): string[] => evaluate({ ...facts, ...change }).flags.map(({ code }) => code);
    expect(flagsOf({ "roster.class": "18" })).toContain("TABLE_ROW_MISSING");
    expect(flagsOf({ "attendance.absent_days": -1 })).toContain("INPUT_IMPOSSIBLE");
    expect(flagsOf({ "attendance.absent_days": 1.5 })).toContain("INPUT_IMPOSSIBLE");
    expect(flagsOf({ "roster.paid_days": 32 })).toContain("DAYS_IMPOSSIBLE");
    expect(evaluate({ ...facts, "roster.paid_days": 32 }).status).toBe("blocked");
  });

  it("assumes what it says it assumes, and tells", () => {
    const { "attendance.absent_days": _, ...facts } = { ...fc.sample(anyFacts, { numRuns: 1, seed: 7 })[0] };
    const { flags, status } = evaluate(facts);
    expect(status).toBe("payable");
    expect(flags.map(({ code, severity, params }) => [code, severity, params["assumed"]])).toContainEqual([
      "INPUT_ASSUMED",
      "WARN",
      "0",
    ]);
  });
});
