import { Refusal } from "@kinerja/common/errors";

import { type Severity } from "./policy/outcome.ts";

/** REGULAR: the month itself. RAPEL: only what is still due of earlier months. */
export const runKinds = ["REGULAR", "THR", "GAJI13", "RAPEL"] as const;
export type RunKind = (typeof runKinds)[number];

/** Paid once a year, in whatever month and by whatever agency, by a policy of its own. */
export const isYearly = (kind: RunKind): kind is "THR" | "GAJI13" => kind === "THR" || kind === "GAJI13";

export type RunState = "FREEZING" | "COMPUTING" | "COMPUTED" | "POSTED" | "SETTLED" | "FAILED";
export type BatchState = "COMPUTED" | "CHECKED" | "POSTED" | "SETTLED";

/** In the ledger for good. */
export const isPosted = (state: BatchState): boolean => state === "POSTED" || state === "SETTLED";
/** 2 = the run's own officers. */
export type BatchNumber = 1 | 2;

export type Batch = {
  readonly batch: BatchNumber;
  readonly state: BatchState;
  readonly sha256: string;
  readonly makerId: string;
  readonly checkerId: string | undefined;
  readonly approverId: string | undefined;
  readonly settlerId: string | undefined;
};

/** What a decision on a batch must know. */
export type Act = {
  readonly by: string;
  /** Hash of what was read. */
  readonly sha256: string;
  readonly hasOwnRow: boolean;
  /** BLOCK and WARN flags of the batch without a decision. */
  readonly openFlags: number;
};

function refuseUnlessReady(batch: Batch, wanted: BatchState, act: Act): void {
  if (batch.state !== wanted) throw new Refusal("refused", "RUN_STATE", { state: batch.state, needed: wanted });
  if (batch.sha256 !== act.sha256) throw new Refusal("conflict", "HASH_MISMATCH");
  if ([batch.makerId, batch.checkerId].includes(act.by)) throw new Refusal("forbidden", "SAME_PERSON");
  if (act.hasOwnRow) throw new Refusal("forbidden", "OWN_ROW");
  if (act.openFlags > 0) throw new Refusal("refused", "FLAGS_OPEN", { count: act.openFlags });
}

/** A second officer has compared the batch with its papers. */
export function check(batch: Batch, act: Act): Batch {
  refuseUnlessReady(batch, "COMPUTED", act);
  return { ...batch, state: "CHECKED", checkerId: act.by };
}

/** A third officer lets it be paid. */
export function approve(batch: Batch, act: Act): Batch {
  refuseUnlessReady(batch, "CHECKED", act);
  return { ...batch, state: "POSTED", approverId: act.by };
}

/** The treasury has paid it, says somebody else than who let it be paid. */
export function settle(batch: Batch, by: string): Batch {
  if (batch.state !== "POSTED") throw new Refusal("refused", "RUN_STATE", { state: batch.state, needed: "POSTED" });
  if (batch.approverId === by) throw new Refusal("forbidden", "SAME_PERSON");
  return { ...batch, state: "SETTLED", settlerId: by };
}

/** Nobody is held out of what somebody has checked, and nobody holds the own row. */
export function holdOut(personId: string, batch: BatchState, by: string): void {
  if (batch !== "COMPUTED") throw new Refusal("refused", "RUN_STATE", { state: batch, needed: "COMPUTED" });
  if (personId === by) throw new Refusal("forbidden", "OWN_ROW");
}

export type FlagDecision = "ACKNOWLEDGE" | "HOLD";
export type FlagCase = {
  readonly severity: Severity;
  readonly decision: FlagDecision | undefined;
  readonly personId: string;
};

/** A warning can be right; what blocks can only be held out until its cause is cured. Nobody decides on the own row. */
export function resolve(flag: FlagCase, batch: BatchState, decision: FlagDecision, by: string): void {
  if (batch !== "COMPUTED") throw new Refusal("refused", "RUN_STATE", { state: batch, needed: "COMPUTED" });
  if (flag.decision !== undefined) throw new Refusal("refused", "FLAG_DECIDED");
  if (flag.personId === by) throw new Refusal("forbidden", "OWN_ROW");
  if (flag.severity === "BLOCK" && decision === "ACKNOWLEDGE") throw new Refusal("refused", "FLAG_BLOCKS");
}
