/** What stands out among acts of decision, and the form of an escalation policy. */
import { type DecisionAct, type OnTimeout, type PolicyWish } from "./oversight-calls.ts";

/** From so many entries at once an act is one that nobody can have read line by line. */
export const bulkEntries = 20;
/** From so many acts within a minute. */
export const hastyActs = 5;

export const isBulk = ({ entries, byTimeout }: DecisionAct): boolean => entries >= bulkEntries && !byTimeout;
export const isHasty = ({ actsInMinute, byTimeout }: DecisionAct): boolean => actsInMinute >= hastyActs && !byTimeout;

export interface PolicyForm {
  readonly waitingDays: string;
  readonly onTimeout: OnTimeout;
  /** Empty: the agency has no such window. */
  readonly backfillDays: string;
  readonly basis: string;
}

export type PolicyFault = "daysRange" | "backfillRange" | "basisShort" | "basisLong";
export type PolicyFaults = Partial<Record<keyof PolicyForm, PolicyFault>>;

const isWithin = (text: string, most: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;

export function policyFaults({ waitingDays, backfillDays, basis }: PolicyForm): PolicyFaults {
  const length = Array.from(basis.trim()).length;
  return {
    ...(isWithin(waitingDays, 60) ? {} : { waitingDays: "daysRange" }),
    ...(backfillDays.trim() === "" || isWithin(backfillDays, 100) ? {} : { backfillDays: "backfillRange" }),
    ...(length < 3 ? { basis: "basisShort" } : length > 300 ? { basis: "basisLong" } : {}),
  };
}

export const policyWish = ({ waitingDays, onTimeout, backfillDays, basis }: PolicyForm): PolicyWish => ({
  waitingDays: Number(waitingDays),
  onTimeout,
  ...(backfillDays.trim() === "" ? {} : { backfillDays: Number(backfillDays) }),
  basis: basis.trim(),
});

/** Why a month is to be opened again: long enough to name a letter. */
export function reasonFault(reason: string): "reasonShort" | "reasonLong" | undefined {
  const length = Array.from(reason.trim()).length;
  if (length < 10) return "reasonShort";
  return length > 500 ? "reasonLong" : undefined;
}
