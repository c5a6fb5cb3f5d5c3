import { describe, expect, it } from "@jest/globals";

import { everyRuleDocument } from "../../testing/every-rule.ts";
import { checkPolicy } from "./check.ts";
import { type PolicyDocument, type Step } from "./document.ts";

const document = everyRuleDocument();
const told = (changed: PolicyDocument): string[] =>
  checkPolicy(changed).map(({ code, path }) => `${code} ${path.join(".")}`);

/** A document that did not come through the schema, as one that a test or a program has made. */
describe("the checks of a document", () => {
  it("tell that nothing is paid", () => {
    const steps = document.steps.filter(({ rule }) => rule !== "result");
    expect(told({ ...document, steps })).toContain("POLICY_RESULT steps");
  });

  it("tell a percent that is none", () => {
    const percents = ["-1", "a", "1".repeat(50)];
    for (const percent of percents) {
      const steps = document.steps.map((step): Step => (step.rule === "multiplier" ? { ...step, percent } : step));
      expect(told({ ...document, steps })).toEqual(["POLICY_PERCENT steps.12.percent"]);
    }
  });

  it("tell numbers that the engine can't hold, and a part that is more than the whole", () => {
    const factor = `0.${"3".repeat(12)}`;
    const long = document.steps.map((step): Step =>
      step.rule === "product"
        ? { ...step, factors: [...step.factors, ...Array.from({ length: 6 }, () => ({ decimal: factor }))] }
        : step,
    );
    expect(told({ ...document, steps: long })).toEqual([expect.stringMatching(/^POLICY_NUMBERS_LARGE steps\.\d+$/)]);
    const more = document.steps.map((step): Step => (step.rule === "nth_occurrence" ? { ...step, rows: [101] } : step));
    expect(told({ ...document, steps: more })).toEqual([
      expect.stringMatching(/^POLICY_PERCENT_MORE steps\.\d+\.rows\.0$/),
    ]);
  });

  it("tell a first day that is none", () => {
    const effective = { from: "2026-00-01", to: null };
    expect(told({ ...document, effective })).toContain("DATE_FORM effective.from");
  });

  it("take a document without any of the optional parts", () => {
    const { facts: _, notices: __, choices: ___, unverified: ____, approval_timeout: _____, ...rest } = document;
    const { contributions: ______, recovery: _______, ...payout } = document.payout;
    const plain = { ...rest, payout: { ...payout, tax: "none" as const } };
    expect(told(plain).every((fault) => /^POLICY_(REFERENCE_UNKNOWN|NAME_UNUSED|LAW_UNUSED|PLACE_UNKNOWN) /.test(fault))).toBe(true); // prettier-ignore
  });
});
