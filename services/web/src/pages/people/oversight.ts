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
  readonly basis: string;
}

export type PolicyFault = "daysRange" | "basisShort" | "basisLong";
export type PolicyFaults = Partial<Record<keyof PolicyForm, PolicyFault>>;

export function policyFaults({ waitingDays, basis }: PolicyForm): PolicyFaults {
  const days = Number(waitingDays);
  const length = Array.from(basis.trim()).length;
  return {
    ...(/^\d+$/.test(waitingDays.trim()) && days >= 1 && days <= 60 ? {} : { waitingDays: "daysRange" }),
    ...(length < 3 ? { basis: "basisShort" } : length > 300 ? { basis: "basisLong" } : {}),
  };
}

export const policyWish = ({ waitingDays, onTimeout, basis }: PolicyForm): PolicyWish => ({
  waitingDays: Number(waitingDays),
  onTimeout,
  basis: basis.trim(),
});

/** Why a month is to be opened again: long enough to name a letter. */
export function reasonFault(reason: string): "reasonShort" | "reasonLong" | undefined {
  const length = Array.from(reason.trim()).length;
  if (length < 10) return "reasonShort";
  return length > 500 ? "reasonLong" : undefined;
}
