import { createHmac, createSecretKey } from "node:crypto";

import { type Nip } from "@kinerja/common/kernel";

import { seal, unseal } from "./seal.ts";

export type SealedNip = { readonly encrypted: Buffer; readonly keyVersion: number };

/** Keeps NIPs unreadable for whoever has the database alone. */
export type NipVault = {
  seal(nip: Nip, personId: string): SealedNip;
  open(sealed: SealedNip, personId: string): Nip;
  /** Blind index by the newest key, hexadecimal: finds a NIP without storing it. */
  indexOf(nip: Nip): string;
  /** The same by each key, the newest first: until all numbers are indexed anew, some are found by an older one only. */
  indexesOf(nip: Nip): readonly string[];
  /** Version of the key by which new numbers are indexed. */
  readonly indexVersion: number;
};

export type KeyVersions = ReadonlyMap<number, Buffer>;
export type NipKeys = { readonly byVersion: KeyVersions; readonly index: KeyVersions };

/** Seals with the newest key and opens with each: a key is replaced by adding one. */
export function openNipVault({ byVersion, index }: NipKeys): NipVault {
  // Key objects made once: an HMAC with raw bytes costs five times as much.
  const versions = [...index.keys()].toSorted((a, b) => b - a);
  const indexKeys = versions.map((version) => createSecretKey(index.get(version) ?? Buffer.of()));
  const indexesOf = (nip: Nip): readonly string[] =>
    indexKeys.map((key) => createHmac("sha256", key).update(nip).digest("hex"));
  const [newestIndexKey] = indexKeys;
  if (newestIndexKey === undefined) throw new Error("NIP_INDEX_KEY has no key");
  const newest = Math.max(...byVersion.keys());
  const keyOf = (version: number): Buffer => {
    const key = byVersion.get(version);
    if (key === undefined) throw new Error(`NIP_KEYS lacks version ${version}, with which some numbers are encrypted`);
    return key;
  };
  return {
    seal: (nip, personId) => ({ encrypted: seal(keyOf(newest), Buffer.from(nip), personId), keyVersion: newest }),
    open: ({ encrypted, keyVersion }, personId) => unseal(keyOf(keyVersion), encrypted, personId).toString() as Nip,
    indexOf: (nip) => createHmac("sha256", newestIndexKey).update(nip).digest("hex"),
    indexesOf,
    indexVersion: versions[0] ?? 0,
  };
}
