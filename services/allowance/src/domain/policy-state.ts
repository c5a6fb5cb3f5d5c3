import { Refusal } from "@kinerja/common/errors";
import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";

import { type PolicyDocument } from "./policy/document.ts";
import { type RunKind } from "./run.ts";

/** What a month is paid by; the others have runs of their own. */
const regular: readonly PolicyDocument["kind"][] = ["tukin", "tpp"];

/** Arrears are paid by the deductions of the month's own policy. */
const kindsOf: Readonly<Record<RunKind, readonly PolicyDocument["kind"][]>> = {
  REGULAR: regular,
  THR: ["thr"],
  GAJI13: ["gaji13"],
  RAPEL: regular,
};

/** Kinds of policies whose runs can be compared: one of them follows another. */
export const kindsBeside = (kind: PolicyDocument["kind"]): readonly PolicyDocument["kind"][] =>
  regular.includes(kind) ? regular : [kind];

export type PolicyState = "DRAFT" | "REVIEWED" | "APPROVED" | "ACTIVE" | "RETIRED";

export type PolicyRecord = {
  readonly id: string;
  readonly agencyId: string;
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly kind: PolicyDocument["kind"];
  readonly state: PolicyState;
  readonly validFrom: string;
  readonly validTo: string | undefined;
  readonly sha256: string;
  readonly document: string;
  readonly draftedBy: string;
  readonly reviewedBy: string | undefined;
  readonly approvedBy: string | undefined;
  /** Nobody where it was in force before activation was a step of its own. */
  readonly activatedBy: string | undefined;
  /** Set by the store. */
  readonly draftedAt?: Date;
  readonly reviewedAt?: Date | undefined;
  readonly approvedAt?: Date | undefined;
  readonly activatedAt?: Date | undefined;
};

function refuseUnless(policy: PolicyRecord, wanted: PolicyState, by: string): void {
  if (policy.state !== wanted) throw new Refusal("refused", "POLICY_STATE", { state: policy.state, needed: wanted });
  if ([policy.draftedBy, policy.reviewedBy].includes(by)) throw new Refusal("forbidden", "SAME_PERSON");
}

export function review(policy: PolicyRecord, by: string): PolicyRecord {
  refuseUnless(policy, "DRAFT", by);
  return { ...policy, state: "REVIEWED", reviewedBy: by };
}

/** Binds the document that was read, by its hash. */
export function approve(policy: PolicyRecord, by: string, sha256: string): PolicyRecord {
  refuseUnless(policy, "REVIEWED", by);
  if (policy.sha256 !== sha256) throw new Refusal("conflict", "HASH_MISMATCH");
  return { ...policy, state: "APPROVED", approvedBy: by };
}

/** From now on it pays. Who approved may also activate: the four eyes were there, and what was added since are records of others. */
export function activate(policy: PolicyRecord, by: string, sha256: string): PolicyRecord {
  refuseUnless(policy, "APPROVED", by);
  if (policy.sha256 !== sha256) throw new Refusal("conflict", "HASH_MISMATCH");
  return { ...policy, state: "ACTIVE", activatedBy: by };
}

const covers = (period: Period, { validFrom, validTo }: PolicyRecord): boolean =>
  validFrom <= firstDay(period) && (validTo === undefined || validTo >= lastDay(period));

/** The rule of a month is chosen by the month, never by today: of each document the newest version that covers it. */
export function policyInForce(
  policies: readonly PolicyRecord[],
  period: Period,
  run: RunKind = "REGULAR",
): PolicyRecord {
  const fitting = policies
    .filter((policy) => policy.state === "ACTIVE" && kindsOf[run].includes(policy.kind) && covers(period, policy))
    .toSorted((a, b) => b.version - a.version);
  const [newest] = fitting;
  if (!newest) throw new Refusal("refused", "POLICY_MISSING", { period });
  if (fitting.some(({ key }) => key !== newest.key)) throw new Refusal("refused", "POLICY_AMBIGUOUS", { period });
  return newest;
}
