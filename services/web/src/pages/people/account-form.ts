import { type AccountWish } from "./record-calls.ts";
import { type Account } from "./types.ts";

/** What is typed of a bank account. */
export type AccountForm = AccountWish;
export type AccountField = Exclude<keyof AccountForm, "personId"> | "person";

/** Digits with spaces, dots and dashes between them, as people write them; the service keeps the digits. */
const isNumber = (text: string): boolean => /^\d{6,20}$/.test(text.replaceAll(/[\s.-]/g, ""));

export function accountErrors(form: AccountForm): readonly AccountField[] {
  const isWrong: Readonly<Record<AccountField, boolean>> = {
    person: form.personId === "",
    bankName: form.bankName.trim() === "",
    accountNumber: !isNumber(form.accountNumber),
    holderName: form.holderName.trim() === "",
    validFrom: form.validFrom === "",
    decree: form.decree.trim() === "",
  };
  return (Object.keys(isWrong) as AccountField[]).filter((field) => isWrong[field]);
}

export const accountWish = (form: AccountForm): AccountWish => ({
  ...form,
  bankName: form.bankName.trim(),
  accountNumber: form.accountNumber.trim(),
  holderName: form.holderName.trim(),
  decree: form.decree.trim(),
});

/** What of a proposal is the reader's own: neither who proposed an account nor whose it is may confirm it. */
export const ownPartOf = (
  { proposedBy, personId }: Pick<Account, "proposedBy" | "personId">,
  me: string,
): "proposal" | "account" | undefined => (proposedBy === me ? "proposal" : personId === me ? "account" : undefined);
