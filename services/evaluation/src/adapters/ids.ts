import { randomBytes } from "node:crypto";

import { uuidFromBytes } from "@kinerja/common/kernel";

/** UUIDv7 (RFC 9562 §5.7) of a moment on the platform's clock. */
export function uuidAt(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidFromBytes(bytes);
}
