import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { agency, person } from "../testing/month.ts";
import {
  activate,
  approve,
  kindsBeside,
  policyInForce,
  type PolicyRecord,
  type PolicyState,
  review,
} from "./policy-state.ts";

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
  activatedBy: undefined,
};
const law = (more: Partial<PolicyRecord> = {}): PolicyRecord => ({
  ...draft,
  state: "ACTIVE",
  approvedBy: approver,
  activatedBy: approver,
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

describe("the states of a policy", () => {
  const states: readonly PolicyState[] = ["DRAFT", "REVIEWED", "APPROVED", "ACTIVE", "RETIRED"];
  const acts = {
    review: (policy: PolicyRecord) => review(policy, person(4)),
    approve: (policy: PolicyRecord) => approve(policy, person(4), "h"),
    activate: (policy: PolicyRecord) => activate(policy, person(4), "h"),
  };
  const next: Readonly<Record<string, PolicyState>> = {
    "review DRAFT": "REVIEWED",
    "approve REVIEWED": "APPROVED",
    "activate APPROVED": "ACTIVE",
  };

  it.each(states.flatMap((state) => Object.keys(acts).map((act) => [act as keyof typeof acts, state] as const)))(
    "%s %s goes one step on, or nowhere",
    (act, state) => {
      const step = () => acts[act]({ ...draft, state, reviewedBy: reader }).state;
      const wanted = next[`${act} ${state}`];
      if (wanted === undefined) expect(step).toThrow("POLICY_STATE");
      else expect(step()).toBe(wanted);
    },
  );

  it("are left by who neither wrote nor read it, and only by its hash", () => {
    const bound = law({ state: "APPROVED", reviewedBy: reader, activatedBy: undefined });
    expect(activate(bound, approver, "h")).toMatchObject({ state: "ACTIVE", activatedBy: approver });
    expect(() => activate(bound, author, "h")).toThrow("SAME_PERSON");
    expect(() => activate(bound, reader, "h")).toThrow("SAME_PERSON");
    expect(() => activate(bound, approver, "x")).toThrow("HASH_MISMATCH");
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
    const resting = [draft, law({ state: "REVIEWED" }), law({ state: "APPROVED" }), law({ state: "RETIRED" })];
    expect(() => policyInForce(resting, month("2026-03"))).toThrow("POLICY_MISSING");
  });

  it("is not guessed between two documents", () => {
    expect(() => policyInForce([law(), law({ key: "tpp" })], month("2026-03"))).toThrow("POLICY_AMBIGUOUS");
  });

  it("pays months by the regular kinds, and compares with what was paid by them", () => {
    expect(kindsBeside("tpp")).toEqual(["tukin", "tpp"]);
    expect(kindsBeside("thr")).toEqual(["thr"]);
    expect(() => policyInForce([law({ kind: "thr" })], month("2026-03"))).toThrow("POLICY_MISSING");
  });

  it("pays other runs by policies of their own, and arrears by that of the month", () => {
    const [regular, holiday] = [law(), law({ kind: "thr", key: "thr" })];
    expect(policyInForce([regular, holiday], month("2026-03"), "THR")).toBe(holiday);
    expect(policyInForce([regular, holiday], month("2026-03"), "RAPEL")).toBe(regular);
    expect(() => policyInForce([regular, holiday], month("2026-03"), "GAJI13")).toThrow("POLICY_MISSING");
  });
});
