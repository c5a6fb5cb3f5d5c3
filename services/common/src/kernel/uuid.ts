import { createHash, randomBytes } from "node:crypto";

import { invalid } from "../errors/index.ts";
import { type Brand } from "./brand.ts";

export type Uuid = Brand<string, "Uuid">;
/** A person outside of identity: opaque, the same at every site. */
export type PersonId = Brand<string, "PersonId">;
export type AgencyId = Brand<string, "AgencyId">;

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): text is Uuid => form.test(text);

export function parseUuid(text: string, pointer = ""): Uuid {
  if (!isUuid(text)) throw invalid(pointer, "UUID_FORM");
  return text;
}

/** Milliseconds of Unix time inside a UUIDv7 (RFC 9562 §5.7); undefined for other versions. */
export function uuidTime(id: string): number | undefined {
  if (!isUuid(id) || id[14] !== "7") return undefined;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

export function uuidToBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
  if (bytes.length !== 16) throw new RangeError("not a UUID");
  return bytes;
}

export function uuidFromBytes(bytes: Uint8Array): Uuid {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
  if (hex.length !== 32) throw new RangeError(`a UUID has 16 bytes, not ${bytes.byteLength}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid;
}

/** UUIDv7 (RFC 9562 §5.7) of a moment on the platform's clock, milliseconds of Unix time. */
export function uuidV7(now: number): Uuid {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidFromBytes(bytes);
}

/** UUIDv8 from SHA-256 of a name: the same input gives the same id at every site (architecture §4.9). */
export function uuidFromName(name: string): Uuid {
  const bytes = createHash("sha256").update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidFromBytes(bytes);
}

/** The person with SIASN's id, everywhere. */
export const personIdFromSiasn = (siasnId: string): PersonId =>
  uuidFromName(`kinerja/person/${siasnId}`) as string as PersonId;
