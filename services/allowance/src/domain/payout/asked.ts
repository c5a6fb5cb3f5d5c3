import { type Day, lastDay, type Period } from "@kinerja/common/kernel";

import { type Payout as PayoutRule } from "../policy/document.ts";
import { type SourceName } from "../policy/sources.ts";
import { isYearly, type RunKind } from "../run.ts";

/** Kinds of open items. */
export type DueKind = "LATE" | "CORRECTION" | "RELEASE" | "STAGE" | "CONTRIBUTION";

/** What a run pays: the statements of its month and what is due, or with `duesOnly` nothing but what is due. */
export type Paying = { readonly kind: RunKind; readonly duesOnly: boolean };

const all: readonly DueKind[] = ["LATE", "CORRECTION", "RELEASE", "STAGE", "CONTRIBUTION"];
const found: readonly DueKind[] = ["CORRECTION", "RELEASE", "CONTRIBUTION"];

/** A THR or a 13th month is paid alone, and what is still due of it by a run that follows it. Arrears pay what was found and let go, not what comes by itself. */
function kindsPaid({ kind, duesOnly }: Paying): readonly DueKind[] {
  if (isYearly(kind)) return duesOnly ? all : [];
  return duesOnly ? found : all;
}
export const paysDue = (run: Paying, due: DueKind): boolean => kindsPaid(run).includes(due);

/** Of which kind of run the items are that a run pays; of a THR or a 13th month only those of its own period, which one policy governs. */
export type DueScope = { readonly origin: "REGULAR" | "THR" | "GAJI13"; readonly period: Period | undefined };

export const dueScopeOf = ({ kind, period }: { readonly kind: RunKind; readonly period: Period }): DueScope =>
  isYearly(kind) ? { origin: kind, period } : { origin: "REGULAR", period: undefined };

/** What the payout rule of a document looks at: nothing else is frozen. */
export type Asked = {
  readonly dues: boolean;
  readonly salary: boolean;
  readonly ptkp: boolean;
  /** Name of the person's key for a final tax. */
  readonly key: string | undefined;
  /** What the month has paid before: of everybody, or only of those who owe something. */
  readonly month: "all" | "owing" | "none";
  /** The whole year: of everybody in its last month, else of those who leave. What pays nothing but items does not know who does. */
  readonly year: "all" | "leaving" | "none";
  readonly receivables: boolean;
  /** Facts of the month that were decided later are late; undefined where nobody asks. */
  readonly factsUntil?: Day | undefined;
  /** Paid days that rest on a person's word. */
  readonly byHand?: boolean;
  /** Sources that the policy reads, where facts that it does not read are told; undefined where nobody asks. */
  readonly read?: ReadonlySet<SourceName> | undefined;
};

/** Whether all rows of a person end by the month of payment. Another may begin behind them: the roster of a month does not tell. */
export const mayLeave = (roster: readonly { readonly validTo: Day | undefined }[], payoutPeriod: Period): boolean =>
  roster.every(({ validTo }) => validTo !== undefined && validTo <= lastDay(payoutPeriod));

function yearAsked(isTer: boolean, { duesOnly }: Paying, payoutPeriod: Period): Asked["year"] {
  if (!isTer) return "none";
  if (payoutPeriod.endsWith("-12")) return "all";
  return duesOnly ? "none" : "leaving";
}

function monthAsked({ recovery }: PayoutRule, deducts: boolean): Asked["month"] {
  if (deducts) return "all";
  return recovery === undefined ? "none" : "owing";
}

/** By the rates of month and year, which count all that such policies pay. */
export const isTaxedByRates = ({ tax }: PayoutRule): boolean => tax !== "none" && tax.method === "ter";

export function askedBy(rule: PayoutRule, run: Paying, payoutPeriod: Period): Asked {
  const contributes = (rule.contributions ?? []).length > 0;
  const tax = rule.tax === "none" ? undefined : rule.tax;
  const isTer = isTaxedByRates(rule);
  return {
    dues: kindsPaid(run).length > 0,
    salary: contributes || isTer,
    ptkp: isTer,
    key: tax?.method === "final" ? tax.by : undefined,
    month: monthAsked(rule, contributes || isTer),
    year: yearAsked(isTer, run, payoutPeriod),
    receivables: rule.recovery !== undefined,
  };
}
