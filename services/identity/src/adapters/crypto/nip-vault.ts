import { createHmac, createSecretKey } from "node:crypto";

import { type Nip } from "@kinerja/common/kernel";

import { seal, unseal } from "./seal.ts";

export type SealedNip = { readonly encrypted: Buffer; readonly keyVersion: number };

/** Keeps NIPs unreadable for whoever has the database alone. */
export type NipVault = {
  seal(nip: Nip, personId: string): SealedNip;
  open(sealed: SealedNip, personId: string): Nip;
  /** Blind index, hexadecimal: finds a NIP without storing it. */
  indexOf(nip: Nip): string;
};

export type NipKeys = { readonly byVersion: ReadonlyMap<number, Buffer>; readonly index: Buffer };

/** Seals with the newest key and opens with each: a key is replaced by adding one. */
export function openNipVault({ byVersion, index }: NipKeys): NipVault {
  // A key object made once: an HMAC with raw bytes costs five times as much.
  const indexKey = createSecretKey(index);
  const newest = Math.max(...byVersion.keys());
  const keyOf = (version: number): Buffer => {
    const key = byVersion.get(version);
    if (key === undefined) throw new Error(`NIP_KEYS lacks version ${version}, with which some numbers are encrypted`);
    return key;
  };
  return {
    seal: (nip, personId) => ({ encrypted: seal(keyOf(newest), Buffer.from(nip), personId), keyVersion: newest }),
    open: ({ encrypted, keyVersion }, personId) => unseal(keyOf(keyVersion), encrypted, personId).toString() as Nip,
    indexOf: (nip) => createHmac("sha256", indexKey).update(nip).digest("hex"),
  };
}
