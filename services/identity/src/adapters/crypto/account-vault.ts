import { createHmac, createSecretKey } from "node:crypto";

import { type AccountDetails } from "../../domain/account.ts";
import { type NipKeys } from "./nip-vault.ts";
import { seal, unseal } from "./seal.ts";
import { deriveKey } from "./secrets.ts";

export type SealedAccount = { readonly encrypted: Buffer; readonly keyVersion: number };

/** Numbers and holders of bank accounts, unreadable for whoever has the database alone. */
export type AccountVault = {
  seal(details: AccountDetails, accountId: string): SealedAccount;
  open(sealed: SealedAccount, accountId: string): AccountDetails;
  /** Blind: equal for equal details. By each index key, the newest first. */
  indexesOf(details: AccountDetails): readonly Buffer[];
};

/** Keys of its own, made from those of the NIPs, and replaced with them. */
export function openAccountVault({ byVersion, index }: NipKeys): AccountVault {
  const keys = new Map([...byVersion].map(([version, key]) => [version, deriveKey(key, "bank-account")]));
  const indexKeys = [...index]
    .toSorted(([a], [b]) => b - a)
    .map(([, key]) => createSecretKey(deriveKey(key, "bank-account")));
  const newest = Math.max(...keys.keys());
  const keyOf = (version: number): Buffer => {
    const key = keys.get(version);
    if (key === undefined) throw new Error(`NIP_KEYS lacks version ${version}, with which some accounts are encrypted`);
    return key;
  };
  const textOf = ({ number, holder }: AccountDetails): Buffer => Buffer.from(JSON.stringify({ number, holder }));
  return {
    seal: (details, id) => ({ encrypted: seal(keyOf(newest), textOf(details), `account/${id}`), keyVersion: newest }),
    open: ({ encrypted, keyVersion }, id) =>
      JSON.parse(unseal(keyOf(keyVersion), encrypted, `account/${id}`).toString()) as AccountDetails,
    indexesOf: (details) => indexKeys.map((key) => createHmac("sha256", key).update(textOf(details)).digest()),
  };
}
