import { createHmac, hkdfSync, randomInt } from "node:crypto";

import { type PersonId } from "@kinerja/common/kernel";

import { codeAlphabet, codeLength } from "../../domain/activation-code.ts";

/** One key of the environment, and keys of its own for each purpose (RFC 5869). */
export const deriveKey = (master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `kinerja/identity/${purpose}`, 32));

export const newCode = (): string =>
  Array.from({ length: codeLength }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length))).join("");

/** A code has only 55 bits, so its hash needs a key that is not in the database. */
export const codeHasher =
  (key: Buffer) =>
  (personId: PersonId, code: string): string =>
    createHmac("sha256", key).update(`${personId}/${code}`).digest("hex");
