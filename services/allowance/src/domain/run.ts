import { Refusal } from "@kinerja/common/errors";

import { type Severity } from "./policy/outcome.ts";

export type RunState = "FREEZING" | "COMPUTING" | "COMPUTED" | "POSTED" | "FAILED";
export type BatchState = "COMPUTED" | "CHECKED" | "POSTED";
/** 2 = the run's own officers. */
export type BatchNumber = 1 | 2;

export type Batch = {
  readonly batch: BatchNumber;
  readonly state: BatchState;
  readonly sha256: string;
  readonly makerId: string;
  readonly checkerId: string | undefined;
  readonly approverId: string | undefined;
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
