import { describe, expect, it } from "@jest/globals";
import { type Me, type Role } from "../../api/types.ts";
import { type Batch, type Policy, type Run } from "./calls.ts";
import {
  addMonths,
  currentStep,
  holdOf,
  policySigningOf,
  rightsOf,
  shareOf,
  shortHash,
  settlingOf,
  signingOf,
} from "./progress.ts";

const batch = (change: Partial<Batch> = {}): Batch => ({
  ...{ batch: 1, state: "COMPUTED", rows: 4, netRupiah: "4", sha256: "h", checkerId: "", approverId: "" },
  ...{ held: 0, openFlags: 0, payoutRupiah: "4", contributionRupiah: "0" },
  ...{ employerRupiah: "0", taxRupiah: "0", taxBorneRupiah: "0", recoveryRupiah: "0", settlerId: "" },
  ...change,
});
const run = (change: Partial<Run> = {}): Run =>
  ({ state: "COMPUTED", openFlags: 0, makerId: "maker", snapshotSha256: "s", batches: [batch()], ...change }) as Run;
const me = (...roles: readonly Role[]): Me =>
  ({ roles: roles.map((role) => ({ role, agencyId: "a" })) }) as unknown as Me;

describe("what stops the payment", () => {
  it.each<[string, Run, string, number]>([
    ["inputs are read", run({ state: "FREEZING", snapshotSha256: "" }), "FREEZING", 0],
    ["rows are computed", run({ state: "COMPUTING" }), "COMPUTING", 1],
    ["it failed while freezing", run({ state: "FAILED", snapshotSha256: "" }), "FAILED", 0],
    ["open anomalies come before signatures", run({ openFlags: 2 }), "FLAGS", 2],
    ["the checker", run(), "CHECK", 2],
    [
      "one batch is checked, the other not",
      run({ batches: [batch({ state: "CHECKED" }), batch({ batch: 2 })] }),
      "CHECK",
      2,
    ],
    ["the approver", run({ batches: [batch({ state: "CHECKED" })] }), "APPROVE", 3],
    ["the treasury", run({ state: "POSTED" }), "POSTED", 5],
    ["nothing", run({ state: "SETTLED" }), "SETTLED", 6],
    ["an empty batch stops nothing", run({ batches: [batch({ state: "CHECKED" }), batch({ rows: 0 })] }), "APPROVE", 3],
  ])("%s", (_, given, hold, step) => {
    expect(holdOf(given)).toBe(hold);
    expect(currentStep(given)).toBe(step);
  });

  it("knows how far a long run is", () => {
    expect(shareOf(run({ people: 0, peopleComputed: 0 }))).toBe(0);
    expect(shareOf(run({ people: 400, peopleComputed: 100 }))).toBe(0.25);
  });
});

describe("who may record the payment of a batch", () => {
  const approver = rightsOf(me("PAY_APPROVER"), "a");
  const posted = batch({ state: "POSTED", approverId: "approver" });

  it("is a pay officer who did not approve it, once it is posted", () => {
    expect(settlingOf(posted, rightsOf(me("PAY_MAKER"), "a"), "maker")).toBe("may");
    expect(settlingOf(posted, approver, "approver")).toBe("same");
    expect(settlingOf(posted, rightsOf(me("AUDITOR"), "a"), "auditor")).toBeUndefined();
    expect(settlingOf(batch({ state: "CHECKED" }), approver, "other")).toBeUndefined();
    expect(settlingOf(batch({ state: "SETTLED" }), approver, "other")).toBeUndefined();
  });
});

describe("who may sign", () => {
  const checker = rightsOf(me("PAY_CHECKER"), "a");
  const approver = rightsOf(me("PAY_APPROVER"), "a");
  const checked = batch({ state: "CHECKED", checkerId: "checker" });

  it("a role counts in its agency only", () => {
    expect(rightsOf(me("PAY_CHECKER"), "b").check).toBe(false);
    expect(rightsOf({ roles: [{ role: "AUDITOR", agencyId: "" }] } as unknown as Me, "b").amounts).toBe(true);
  });

  it.each([
    ["a checker checks", signingOf(run(), batch(), checker, "x"), { act: "check", hindrance: undefined }],
    [
      "an approver waits for the checker",
      signingOf(run(), batch(), approver, "x"),
      { act: "check", hindrance: "role" },
    ],
    ["the maker does not check", signingOf(run(), batch(), checker, "maker"), { act: "check", hindrance: "maker" }],
    [
      "open anomalies hinder",
      signingOf(run(), batch({ openFlags: 1 }), checker, "x"),
      { act: "check", hindrance: "flags" },
    ],
    ["an approver approves", signingOf(run(), checked, approver, "x"), { act: "approve", hindrance: undefined }],
    [
      "the checker does not approve",
      signingOf(run(), checked, approver, "checker"),
      { act: "approve", hindrance: "checker" },
    ],
    ["posted is posted", signingOf(run(), batch({ state: "POSTED" }), approver, "x"), undefined],
    ["nobody is in it", signingOf(run(), batch({ rows: 0 }), checker, "x"), undefined],
  ])("%s", (_, found, expected) => expect(found).toEqual(expected));

  const policy = { state: "DRAFT", draftedBy: "drafter", reviewedBy: "" } as Policy;
  it.each([
    ["a checker reads a draft", policySigningOf(policy, checker, "x"), { act: "review", hindrance: undefined }],
    ["who drafted does not read", policySigningOf(policy, checker, "drafter"), { act: "review", hindrance: "same" }],
    [
      "a third binds",
      policySigningOf({ ...policy, state: "REVIEWED" }, checker, "x"),
      { act: "approve", hindrance: "role" },
    ],
    [
      "who bound it activates",
      policySigningOf({ ...policy, state: "APPROVED" }, approver, "x"),
      { act: "activate", hindrance: undefined },
    ],
    [
      "a checker does not activate",
      policySigningOf({ ...policy, state: "APPROVED" }, checker, "x"),
      { act: "activate", hindrance: "role" },
    ],
    ["in force", policySigningOf({ ...policy, state: "ACTIVE" }, approver, "x"), undefined],
  ])("%s", (_, found, expected) => expect(found).toEqual(expected));
});

describe("words of a run", () => {
  it("shortens a hash so that two screens can be compared", () =>
    expect(shortHash(`7f3a${"0".repeat(56)}0c91`)).toBe("7f3a…0c91"));

  it.each([
    ["2026-01", -1, "2025-12"],
    ["2026-12", 1, "2027-01"],
    ["2026-10", 0, "2026-10"],
  ])("%s and %s months", (period, months, expected) => expect(addMonths(period, months)).toBe(expected));
});
