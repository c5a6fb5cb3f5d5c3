import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { invalid, Refusal } from "@kinerja/common/errors";

export type AccountState = "PROPOSED" | "CONFIRMED" | "REJECTED";

/** What stays encrypted. */
export type AccountDetails = { readonly number: string; readonly holder: string };

/** A bank account of a person from a day on, until a later one counts. */
export type Account = {
  readonly id: string;
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly bankName: string;
  readonly details: AccountDetails;
  readonly validFrom: Day;
  readonly decree: string;
  readonly state: AccountState;
  readonly proposedBy: PersonId;
  readonly proposedAt: number;
  readonly decidedBy: PersonId | undefined;
  readonly decidedAt: number | undefined;
  readonly reason: string;
};

/** Digits as a bank keeps them; people write blanks, dots and dashes between. */
export function accountNumberOf(text: string): string {
  const digits = text.replaceAll(/[\s.-]/g, "");
  if (!/^\d{6,20}$/.test(digits)) throw invalid("/accountNumber", "ACCOUNT_NUMBER_FORM");
  return digits;
}

export const numberSuffix = (number: string): string => number.slice(-4);

export type AccountDecision = { readonly by: PersonId; readonly at: number };

/** Four eyes: neither who proposed the account nor whose it is may confirm it. Again = the same answer. */
export function confirmAccount(account: Account, { by, at }: AccountDecision): Account {
  if (by === account.proposedBy || by === account.personId) throw new Refusal("refused", "SAME_PERSON");
  if (account.state === "CONFIRMED") return account;
  if (account.state === "REJECTED") throw new Refusal("refused", "ACCOUNT_STATE", { state: account.state });
  return { ...account, state: "CONFIRMED", decidedBy: by, decidedAt: at };
}

/** Whoever proposed it may take it back so. */
export function rejectAccount(account: Account, { by, at, reason }: AccountDecision & { reason: string }): Account {
  if (account.state === "REJECTED") return account;
  if (account.state === "CONFIRMED") throw new Refusal("refused", "ACCOUNT_STATE", { state: account.state });
  return { ...account, state: "REJECTED", decidedBy: by, decidedAt: at, reason };
}
