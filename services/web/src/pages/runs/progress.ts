import { type Me, type Role } from "../../api/types.ts";
import { type Batch, type Policy, type Run } from "./calls.ts";

/** What stops the payment. */
export type Hold = "FREEZING" | "COMPUTING" | "FAILED" | "FLAGS" | "CHECK" | "APPROVE" | "POSTED" | "SETTLED";

/** Batches with nobody in them need no signature. */
export const openBatches = ({ batches }: Run): readonly Batch[] => batches.filter(({ rows }) => rows > 0);

export function holdOf(run: Run): Hold {
  if (run.state === "FREEZING" || run.state === "COMPUTING" || run.state === "FAILED") return run.state;
  if (run.state === "POSTED" || run.state === "SETTLED") return run.state;
  if (run.openFlags > 0) return "FLAGS";
  const batches = openBatches(run);
  if (batches.some(({ state }) => state === "COMPUTED")) return "CHECK";
  return batches.some(({ state }) => state === "CHECKED") ? "APPROVE" : "POSTED";
}

export type StepName = "freeze" | "compute" | "check" | "approve" | "post" | "settle";
export const stepNames: readonly StepName[] = ["freeze", "compute", "check", "approve", "post", "settle"];

const currentSteps: Readonly<Record<Exclude<Hold, "FAILED">, number>> = {
  FREEZING: 0,
  COMPUTING: 1,
  FLAGS: 2,
  CHECK: 2,
  APPROVE: 3,
  POSTED: 5,
  SETTLED: 6,
};

/** Number of the step that is being taken, from 0; 6 when all are done. */
export function currentStep(run: Run): number {
  const hold = holdOf(run);
  if (hold !== "FAILED") return currentSteps[hold];
  return run.snapshotSha256 === "" ? 0 : 1;
}

/** What somebody may do with the runs of one agency. */
export interface Rights {
  readonly make: boolean;
  readonly check: boolean;
  readonly approve: boolean;
  readonly decide: boolean;
  readonly export: boolean;
  readonly hold: boolean;
  readonly settle: boolean;
  /** To answer what people object to. */
  readonly answer: boolean;
  /** Amounts of single people and of the ledger. */
  readonly amounts: boolean;
}

export function rightsOf({ roles }: Me, agency: string): Rights {
  const has = (...wanted: readonly Role[]): boolean =>
    roles.some(({ role, agencyId }) => wanted.includes(role) && (agencyId === agency || agencyId === ""));
  return {
    make: has("PAY_MAKER"),
    check: has("PAY_CHECKER"),
    approve: has("PAY_APPROVER"),
    decide: has("PAY_MAKER", "PAY_CHECKER"),
    export: has("PAY_CHECKER", "PAY_APPROVER"),
    hold: has("PAY_MAKER", "PAY_CHECKER"),
    settle: has("PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"),
    answer: has("PAY_CHECKER", "PAY_APPROVER"),
    amounts: has("PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER", "AUDITOR"),
  };
}

/** Why somebody can't sign, as far as it is known before asking. */
export type Hindrance = "role" | "maker" | "checker" | "flags" | undefined;
export type Signing = { readonly act: "check" | "approve"; readonly hindrance: Hindrance };

/** The signature that a batch waits for; undefined when it waits for none. */
export function signingOf(run: Run, batch: Batch, rights: Rights, me: string): Signing | undefined {
  const { state } = batch;
  if (run.state !== "COMPUTED" || batch.rows === 0 || (state !== "COMPUTED" && state !== "CHECKED")) return undefined;
  const act = state === "COMPUTED" ? "check" : "approve";
  const hinder = (): Hindrance => {
    if (!rights[act]) return "role";
    if (run.makerId === me) return "maker";
    if (act === "approve" && batch.checkerId === me) return "checker";
    return batch.openFlags > 0 ? "flags" : undefined;
  };
  return { act, hindrance: hinder() };
}

/** Whether the payment of a batch can be recorded now, and by this person. */
export function settlingOf({ state, approverId }: Batch, rights: Rights, me: string): "may" | "same" | undefined {
  if (state !== "POSTED" || !rights.settle) return undefined;
  return approverId === me ? "same" : "may";
}

export type PolicySigning = {
  readonly act: "review" | "approve" | "activate";
  readonly hindrance: "role" | "same" | undefined;
};

const policyActs: Readonly<Partial<Record<Policy["state"], PolicySigning["act"]>>> = {
  DRAFT: "review",
  REVIEWED: "approve",
  APPROVED: "activate",
};

/** Three people bring a policy into force: one drafts, one reads, one binds; who binds may also activate. */
export function policySigningOf(policy: Policy, rights: Rights, me: string): PolicySigning | undefined {
  const act = policyActs[policy.state];
  if (act === undefined) return undefined;
  const isAllowed = act === "review" ? rights.check : rights.approve;
  const isSame = [policy.draftedBy, policy.reviewedBy].includes(me);
  return { act, hindrance: !isAllowed ? "role" : isSame ? "same" : undefined };
}

/** Share of the people of a run who are computed, 0 to 1. */
export const shareOf = ({ people, peopleComputed }: Run): number => (people === 0 ? 0 : peopleComputed / people);

/** "7f3a…0c91": enough to compare with a colleague's screen. */
export const shortHash = (sha256: string): string =>
  sha256.length < 12 ? sha256 : `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;

export function addMonths(period: string, months: number): string {
  const total = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 + months;
  return `${String(Math.floor(total / 12))}-${String((total % 12) + 1).padStart(2, "0")}`;
}
