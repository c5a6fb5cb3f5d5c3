import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { policyDocument, policyTexts } from "../../testing/policies.ts";
import { counterexample, properties } from "../../testing/properties.ts";
import { randomFacts } from "../../testing/random-facts.ts";
import { compilePolicy } from "./compile.ts";
import { type PolicyDocument } from "./document.ts";
import { type Outcome } from "./outcome.ts";
import { type Facts, type SourceName } from "./sources.ts";
import { periodOfTest, runExamples } from "./worked-examples.ts";

const seeds = Number(process.env["KINERJA_PROPERTY_RUNS"] ?? 100) * 5;
const monthOf = (document: PolicyDocument): Period =>
  periodOfTest(document, { name: "", source: "own", given: {}, expect: {} });

describe.each([...policyTexts.keys()])("the policy %s", (id) => {
  const document = policyDocument(id);

  it("passes its own tests, which meet every step and every edge", () => {
    expect(runExamples(document)).toEqual([]);
  });

  it.each(Object.entries(properties))("%s", (_, property) => {
    expect(counterexample(document, monthOf(document), property, { from: 1, count: seeds })).toBeUndefined();
  });
});

describe("what a policy is given", () => {
  const document = policyDocument("kemnaker-tukin");
  const month = "2026-07" as Period;
  const { evaluate } = compilePolicy(document, month);
  const seed = Array.from({ length: 100 }, (_, index) => index).find(
    (one) => evaluate(randomFacts(document, month, one)).status === "payable",
  );
  const facts = randomFacts(document, month, seed ?? 0);
  const flagsOf = ({ flags }: Outcome): string[] => flags.map(({ code }) => code);
  const without = (source: SourceName): Outcome =>
    evaluate(Object.fromEntries(Object.entries(facts).filter(([name]) => name !== source)));
  const changed = (change: Facts): Outcome => evaluate({ ...facts, ...change });

  it.each(["roster.class", "evaluation.predicate", "roster.paid_days"] as const)("pays nobody without %s", (source) => {
    const outcome = without(source);
    expect(outcome).toMatchObject({ status: "blocked", gross: 0n, net: 0n, trace: [], components: [] });
    expect(outcome.flags).toContainEqual(expect.objectContaining({ code: "INPUT_MISSING", severity: "BLOCK" }));
  });

  it("blocks what can't be", () => {
    expect(flagsOf(changed({ "roster.class": "18" }))).toContain("INPUT_IMPOSSIBLE");
    expect(flagsOf(changed({ "list.upacara": -1 }))).toContain("INPUT_IMPOSSIBLE");
    expect(flagsOf(changed({ "list.upacara": 1.5 }))).toContain("INPUT_IMPOSSIBLE");
    expect(flagsOf(changed({ "list.upacara": 63 }))).toContain("INPUT_IMPOSSIBLE");
    const days = { "roster.paid_days": 31, "calendar.days_of_month": 30 };
    expect(flagsOf(changed(days))).toContain("DAYS_IMPOSSIBLE");
    expect(changed(days).status).toBe("blocked");
  });

  it("refuses a fact that is given beyond what it can be", () => {
    const given = (value: number): string[] => flagsOf(evaluate(facts, { late_minutes: value }));
    expect(given(30)).not.toContain("INPUT_IMPOSSIBLE");
    expect(given(100_000)).toContain("INPUT_IMPOSSIBLE");
  });

  it("assumes what it says it assumes, and tells", () => {
    const { flags, status } = without("attendance.days");
    expect(status).toBe("payable");
    expect(flags).toContainEqual(expect.objectContaining({ code: "INPUT_ASSUMED", severity: "WARN" }));
  });
});
