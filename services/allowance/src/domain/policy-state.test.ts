import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { agency, person } from "../testing/month.ts";
import { approve, policyInForce, type PolicyRecord, review } from "./policy-state.ts";

const [author, reader, approver] = [person(1), person(2), person(3)];
const draft: PolicyRecord = {
  id: person(9),
  agencyId: agency(1),
  key: "tukin",
  version: 1,
  title: "Tukin",
  kind: "tukin",
  state: "DRAFT",
  validFrom: "2026-01-01",
  validTo: undefined,
  sha256: "h",
  document: "",
  draftedBy: author,
  reviewedBy: undefined,
  approvedBy: undefined,
};
const law = (more: Partial<PolicyRecord> = {}): PolicyRecord => ({
  ...draft,
  state: "APPROVED",
  approvedBy: approver,
  ...more,
});
const month = (text: string): Period => text as Period;

describe("a policy", () => {
  it("is written, read and bound by three people", () => {
    const read = review(draft, reader);
    expect(read).toMatchObject({ state: "REVIEWED", reviewedBy: reader });
    expect(approve(read, approver, "h")).toMatchObject({ state: "APPROVED", approvedBy: approver });
    expect(() => review(draft, author)).toThrow("SAME_PERSON");
    expect(() => review(read, approver)).toThrow("POLICY_STATE");
    expect(() => approve(read, author, "h")).toThrow("SAME_PERSON");
    expect(() => approve(read, reader, "h")).toThrow("SAME_PERSON");
    expect(() => approve(read, approver, "x")).toThrow("HASH_MISMATCH");
    expect(() => approve(draft, approver, "h")).toThrow("POLICY_STATE");
  });
});

describe("the policy in force", () => {
  it("is chosen by the month computed, never by today", () => {
    const old = law({ validTo: "2026-06-30" });
    const fresh = law({ version: 2, validFrom: "2026-07-01" });
    expect(policyInForce([old, fresh], month("2026-06"))).toBe(old);
    expect(policyInForce([fresh, old], month("2026-07"))).toBe(fresh);
  });

  it("is the newest version where two cover the month", () => {
    const newer = law({ version: 2 });
    expect(policyInForce([law(), newer], month("2026-02"))).toBe(newer);
  });

  it("covers the whole month or does not hold", () => {
    expect(() => policyInForce([law({ validFrom: "2026-03-02" })], month("2026-03"))).toThrow("POLICY_MISSING");
    expect(() => policyInForce([law({ validTo: "2026-03-30" })], month("2026-03"))).toThrow("POLICY_MISSING");
    expect(() => policyInForce([draft, law({ state: "RETIRED" })], month("2026-03"))).toThrow("POLICY_MISSING");
  });

  it("is not guessed between two documents", () => {
    expect(() => policyInForce([law(), law({ key: "tpp" })], month("2026-03"))).toThrow("POLICY_AMBIGUOUS");
  });
});
