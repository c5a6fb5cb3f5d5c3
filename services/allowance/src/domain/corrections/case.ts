import { Refusal } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

/** What has made somebody look at months that were paid. */
export type TriggerKind = "FACT" | "ATTENDANCE" | "EVALUATION" | "EMPLOYMENT" | "OBJECTION" | "OFFICER" | "DAYS";
export type CaseState = "OPEN" | "PREVIEWED" | "CONFIRMED" | "REFUSED" | "NO_CHANGE";

/** One reason to compute paid months of one person anew. The same trigger makes it once. */
export type CorrectionCase = {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly triggerKind: TriggerKind;
  /** What the trigger was, within its kind. */
  readonly triggerKey: string;
  /** Months from this day on may have been paid by other inputs. */
  readonly affectedFrom: Day;
  readonly note: string;
  /** Undefined: the service itself has seen a change. */
  readonly openedBy: string | undefined;
  readonly state: CaseState;
  /** Of the preview that was made last. */
  readonly previewSha256: string | undefined;
  readonly previewedBy: string | undefined;
  readonly decidedBy: string | undefined;
  /** Why it was refused. */
  readonly reason: string;
  /** Number of the letter about what is to be paid back; empty without one. */
  readonly letter: string;
};

const refuseUnlessStanding = ({ state }: CorrectionCase): void => {
  if (state !== "OPEN" && state !== "PREVIEWED")
    throw new Refusal("refused", "CORRECTION_STATE", { state, needed: "PREVIEWED" });
};

/** Looked at by somebody: the newest look is what can be confirmed. Nobody computes the own months anew. */
export function preview(found: CorrectionCase, by: string, sha256: string): CorrectionCase {
  refuseUnlessStanding(found);
  if (found.personId === by) throw new Refusal("forbidden", "OWN_ROW");
  return { ...found, state: "PREVIEWED", previewSha256: sha256, previewedBy: by };
}

/** Confirms what another person has looked at, by its hash. Who has held the person out of a payment does not let go of it here either. */
export function confirm(
  found: CorrectionCase,
  act: { readonly by: string; readonly sha256: string; readonly letter: string; readonly holders: readonly string[] },
): CorrectionCase {
  if (found.state !== "PREVIEWED")
    throw new Refusal("refused", "CORRECTION_STATE", { state: found.state, needed: "PREVIEWED" });
  if (found.previewSha256 !== act.sha256) throw new Refusal("conflict", "HASH_MISMATCH");
  if (found.personId === act.by) throw new Refusal("forbidden", "OWN_ROW");
  if (found.previewedBy === act.by || found.openedBy === act.by || act.holders.includes(act.by))
    throw new Refusal("forbidden", "SAME_PERSON");
  return { ...found, state: "CONFIRMED", decidedBy: act.by, letter: act.letter };
}

/** Nothing is to be corrected, or not so, says somebody else than who has looked; the reason stays. What nobody has looked at can't be put away. */
export function refuse(found: CorrectionCase, by: string, reason: string, isEmpty = false): CorrectionCase {
  if (found.state !== "PREVIEWED")
    throw new Refusal("refused", "CORRECTION_STATE", { state: found.state, needed: "PREVIEWED" });
  if (found.personId === by) throw new Refusal("forbidden", "OWN_ROW");
  if (found.previewedBy === by || found.openedBy === by) throw new Refusal("forbidden", "SAME_PERSON");
  return { ...found, state: isEmpty ? "NO_CHANGE" : "REFUSED", decidedBy: by, reason };
}
