import { type Day, lastDay, type Period } from "@kinerja/common/kernel";

import { type Payout as PayoutRule } from "../policy/document.ts";
import { type RunKind } from "../run.ts";

/** Kinds of open items. */
export type DueKind = "LATE" | "CORRECTION" | "RELEASE" | "STAGE";

/** What a run pays beside its statements. A THR or a 13th month is paid alone; arrears pay what was found and let go, not what comes by itself. */
const paidBy: Readonly<Record<RunKind, readonly DueKind[]>> = {
  REGULAR: ["LATE", "CORRECTION", "RELEASE", "STAGE"],
  THR: [],
  GAJI13: [],
  RAPEL: ["CORRECTION", "RELEASE"],
};
export const paysDue = (run: RunKind, due: DueKind): boolean => paidBy[run].includes(due);

/** What the payout rule of a document looks at: nothing else is frozen. */
export type Asked = {
  readonly dues: boolean;
  readonly salary: boolean;
  readonly ptkp: boolean;
  /** Name of the person's key for a final tax. */
  readonly key: string | undefined;
  /** What the month has paid before. */
  readonly month: boolean;
  /** The whole year: of everybody in its last month, else of those who leave. Arrears do not know who does. */
  readonly year: "all" | "leaving" | "none";
  /** Who is in no roster has no salary any more: of arrears nobody knows. */
  readonly rosterTells: boolean;
  readonly receivables: boolean;
  /** Facts of the month that were decided later are late; undefined where nobody asks. */
  readonly factsUntil?: Day | undefined;
};

/** Whether all rows of a person end by the month of payment. Another may begin behind them: the roster of a month does not tell. */
export const mayLeave = (roster: readonly { readonly validTo: Day | undefined }[], payoutPeriod: Period): boolean =>
  roster.every(({ validTo }) => validTo !== undefined && validTo <= lastDay(payoutPeriod));

function yearAsked(isTer: boolean, run: RunKind, payoutPeriod: Period): Asked["year"] {
  if (!isTer) return "none";
  if (payoutPeriod.endsWith("-12")) return "all";
  return run === "RAPEL" ? "none" : "leaving";
}

export function askedBy(rule: PayoutRule, run: RunKind, payoutPeriod: Period): Asked {
  const contributes = (rule.contributions ?? []).length > 0;
  const tax = rule.tax === "none" ? undefined : rule.tax;
  const isTer = tax?.method === "ter";
  return {
    dues: paidBy[run].length > 0,
    salary: contributes || isTer,
    ptkp: isTer,
    key: tax?.method === "final" ? tax.by : undefined,
    month: contributes || isTer || rule.recovery !== undefined,
    year: yearAsked(isTer, run, payoutPeriod),
    rosterTells: run !== "RAPEL",
    receivables: rule.recovery !== undefined,
  };
}
