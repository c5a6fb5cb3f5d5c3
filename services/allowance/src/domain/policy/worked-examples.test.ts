import { describe, expect, it } from "@jest/globals";

import { policyDocument } from "../../testing/policies.ts";
import { type PolicyDocument, type PolicyTest } from "./document.ts";
import { activationFaults, approvalFaults } from "./worked-examples.ts";

const tukin = policyDocument("kemnaker-tukin");
const tpp = policyDocument("contoh-tpp");

const keep = (document: PolicyDocument, wanted: (test: PolicyTest) => boolean): PolicyDocument => ({
  ...document,
  tests: document.tests.filter(wanted),
});
const told = (document: PolicyDocument): string[] =>
  approvalFaults(document).map(({ code, params }) => [code, ...Object.values(params)].join(" "));

describe("the worked examples of a policy", () => {
  it("compare each amount exactly", () => {
    const [first, ...rest] = tukin.tests;
    if (!first) throw new Error("there is no example");
    const wrong = { ...first, expect: { ...first.expect, perf_part: "3216605.01", net: 4595151 } };
    expect(told({ ...tukin, tests: [wrong, ...rest] })).toEqual([
      "POLICY_TEST_FAILS 3216605.01 3216605",
      "POLICY_TEST_FAILS 4595151 4595150",
    ]);
  });

  it("say which flags they expect", () => {
    const silent = tukin.tests.map(({ flags: _, ...test }) => test);
    const flagged = tukin.tests.filter(({ flags = [] }) => flags.length > 0);
    const found = told({ ...tukin, tests: silent });
    expect(found).toHaveLength(flagged.length);
    expect(found).toContain("POLICY_TEST_FLAGS CUT_EXCEEDS_BASE");
  });

  it("let every step and every cut do something", () => {
    expect(told(keep(tukin, ({ given }) => given["staff_kind"] !== "cpns"))).toEqual(["POLICY_STEP_UNTESTED cpns"]);

    const punctual = keep(tpp, ({ given }) => Number(given["missed_checks"] ?? 0) === 0);
    expect(told(punctual)).toContain("POLICY_STEP_UNTESTED missed");
  });

  it("stand on each edge and just below it", () => {
    expect(told(keep(tpp, ({ given }) => given["minutes"] !== 3_374))).toContain("POLICY_EDGE_UNTESTED minutes 3374");
    const untested = told(keep(tpp, ({ given }) => given["late_events"] === undefined));
    expect(untested.toSorted()).toEqual([
      ...[0, 1, 30, 31, 60, 61, 90, 91].map((edge) => `POLICY_EDGE_UNTESTED late_events ${edge}`).toSorted(),
      "POLICY_STEP_UNTESTED late",
    ]);
  });

  it("are not all of the author's own making, unless the whole law is invented", () => {
    const own = (document: PolicyDocument): PolicyDocument => ({ ...document, tests: document.tests.map((test) => ({ ...test, source: "own" })) }); // prettier-ignore
    expect(told(own(tukin))).toEqual(["POLICY_TEST_OFFICIAL"]);
    expect(told(own(tpp))).toEqual([]);
  });
});

describe("the activation of a policy", () => {
  const faults = (document: PolicyDocument): string[] => activationFaults(document).map(({ code }) => code);

  it("needs an example that the law prints, more than the agency's manual", () => {
    expect(faults(tukin)).toEqual([]);
    const fromManual = tukin.tests.map((test) => ({ ...test, source: "agency-manual" }) as const);
    expect(approvalFaults({ ...tukin, tests: fromManual })).toEqual([]);
    expect(faults({ ...tukin, tests: fromManual })).toEqual(["POLICY_TEST_PRINTED"]);
  });

  it("needs none where all law is invented, and all where one is not", () => {
    expect(faults(tpp)).toEqual([]);
    const [law] = Object.values(tukin.legal);
    if (!law) throw new Error("there is no law");
    expect(faults({ ...tpp, legal: { ...tpp.legal, law } })).toEqual(["POLICY_TEST_PRINTED"]);
  });
});
