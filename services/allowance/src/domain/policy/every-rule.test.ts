import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { anyPolicy } from "../../testing/any-policy.ts";
import { compare } from "../../testing/agree.ts";
import { anyFacts, policyDocument } from "../../testing/policies.ts";
import { checkPolicy } from "./check.ts";
import { compilePolicy } from "./compile.ts";
import { type PolicyDocument } from "./document.ts";
import { inOrder, referencesOf } from "./order.ts";
import { wordsOf } from "./words.ts";

const period = "2026-07" as Period;
const sample = (): PolicyDocument => fc.sample(anyPolicy, { numRuns: 1, seed: 3 })[0] as PolicyDocument;
const codesOf = (document: PolicyDocument): string[] => checkPolicy(document).map(({ code }) => code);

describe("a document with every rule", () => {
  it("has no fault, whatever its numbers are", () => {
    fc.assert(fc.property(anyPolicy, (document) => expect(checkPolicy(document)).toEqual([])));
  });

  it("is computed as its naive reading says, or blocked where the reading is impossible", () => {
    let payable = 0;
    fc.assert(
      fc.property(anyPolicy, anyFacts, (document, facts) => {
        const outcome = compilePolicy(document, period).evaluate(facts);
        if (outcome.status === "payable") payable += 1;
        expect(compare(document, period, facts, outcome)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
    expect(payable).toBeGreaterThan(200);
  });

  it("explains every rupiah between gross and net", () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (document, facts) => {
        const words = wordsOf(document);
        const { trace, net, status } = compilePolicy(document, period).evaluate(facts);
        const counted = trace.filter(({ id, amount }) =>
          ["BASE", "ADD", "CUT"].includes(words.get(id)?.effectOf(amount) ?? ""),
        );
        if (status === "payable") expect(counted.reduce((sum, { amount }) => sum + amount, 0n)).toBe(net);
        expect(trace.every(({ id }) => words.has(id))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is told in the order in which it is computed, whatever the order in which it is written", () => {
    fc.assert(
      fc.property(anyPolicy, (document) => {
        const { steps } = inOrder({ ...document, steps: document.steps.toReversed() });
        const before = new Set<string>();
        for (const step of steps) {
          expect(referencesOf(step).every((id) => before.has(id))).toBe(true);
          before.add(step.id);
        }
        expect(steps).toHaveLength(document.steps.length);
        expect(steps.at(-1)?.rule).toBe("result");
      }),
    );
  });

  it("blocks a row whose steps leave a part of the gross behind", () => {
    const document = policyDocument("contoh-tpp");
    const steps = document.steps.map((step) => (step.rule === "sum" ? { ...step, of: step.of.slice(0, 1) } : step));
    const facts = { ...fc.sample(anyFacts, { numRuns: 1, seed: 5 })[0], "attendance.absent_days": 0 };
    const quiet = { "attendance.missed_checks": 0, "attendance.late_minutes": 0, "attendance.early_minutes": 0 };
    const { status, flags } = compilePolicy({ ...document, steps }, period).evaluate({ ...facts, ...quiet });
    expect([status, flags.map(({ code }) => code)]).toEqual(["blocked", ["STEPS_DO_NOT_ADD_UP"]]);
    expect(codesOf({ ...document, steps })).toContain("POLICY_STEP_UNUSED");
  });

  it("is not compiled with faults", () => {
    const document = sample();
    expect(() =>
      compilePolicy({ ...document, steps: document.steps.filter(({ id }) => id !== "base") }, period),
    ).toThrow("not checked");
    expect(() => compilePolicy({ ...document, tables: {} }, period)).toThrow("there is no table");
  });
});
