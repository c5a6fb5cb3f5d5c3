import { createHash, randomBytes } from "node:crypto";

import { uuidFromBytes } from "@kinerja/common/kernel";

import { type Hash } from "../domain/hashing.ts";

/** UUIDv7 (RFC 9562 §5.7) of this moment on the platform's clock. */
export function newUuid(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidFromBytes(bytes);
}

export function sha256(): Hash {
  const hash = createHash("sha256");
  return { update: (text) => void hash.update(text), hex: () => hash.digest("hex") };
}
