import { type Day, type Period, periodOf } from "@kinerja/common/kernel";

import { type ListedEntry } from "./listing.ts";

/** WAIT: nothing. APPROVE: what has no flag is approved, the rest goes up. ESCALATE: all of it goes to the superior's superior. */
export type OnTimeout = "WAIT" | "APPROVE" | "ESCALATE";

/** What an agency does with entries that nobody decides, by an article of its own regulation; two officers signed it. */
export type EscalationPolicy = {
  readonly id: string;
  readonly agencyId: string;
  /** Days that an entry waits at least, from its acceptance. */
  readonly waitingDays: number;
  readonly onTimeout: OnTimeout;
  /** Days after the work in which it is to be written down; later entries are flagged. Zero: no such window. */
  readonly backfillDays: number;
  readonly basis: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly confirmedBy: string | undefined;
  readonly confirmedAt: number | undefined;
};

/** A relation as identity told it. */
export type KnownRelation = {
  readonly personId: string;
  readonly otherPersonId: string;
  readonly kind: "SUPERIOR" | "ACTING" | "TEAM_LEAD";
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
};

const heldOn = (relations: readonly KnownRelation[], personId: string, kind: KnownRelation["kind"], day: Day) =>
  relations.find(
    (one) =>
      one.personId === personId &&
      one.kind === kind &&
      one.validFrom <= day &&
      (one.validTo === undefined || day <= one.validTo),
  )?.otherPersonId;

/** Pejabat penilai kinerja of somebody on a day. */
export const superiorOn = (relations: readonly KnownRelation[], personId: string, day: Day): string | undefined =>
  heldOn(relations, personId, "SUPERIOR", day);

/** Who should decide on somebody's entries on a day: who acts for the superior by decree (Plt., Plh.), else the superior. */
export const assessorOn = (relations: readonly KnownRelation[], personId: string, day: Day): string | undefined =>
  heldOn(relations, personId, "ACTING", day) ?? superiorOn(relations, personId, day);

/** Entries of one person and month that waited too long, and what becomes of them. */
export type Timeout = {
  readonly period: Period;
  readonly approve: readonly ListedEntry[];
  readonly escalate: readonly ListedEntry[];
};

/** Sorts what waited too long by month; entries come with all their flags. One with a flag is never approved unseen. */
export function timeoutsOf(entries: readonly ListedEntry[], onTimeout: OnTimeout): Timeout[] {
  if (onTimeout === "WAIT") return [];
  const months = Map.groupBy(entries, ({ workDate }) => periodOf(workDate));
  return [...months].map(([period, waiting]) => {
    const approve = onTimeout === "APPROVE" ? waiting.filter(({ flags }) => flags === 0) : [];
    return { period, approve, escalate: waiting.filter((entry) => !approve.includes(entry)) };
  });
}
