import { BinaryReader } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "@jest/globals";
import { SubmittedBatch, Zone, zoneToNumber } from "@kinerja/proto/activity/v1/activity_events";
import fc from "fast-check";

import { readItems, type Span } from "./items.ts";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const submitted = fc.record({
  entry: bytes(300),
  personId: bytes(17),
  agencyId: bytes(17),
  acceptedAtMs: fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }),
  bodySha256: bytes(33),
  sessionId: bytes(17),
  zone: fc.constantFrom(Zone.UNSPECIFIED, Zone.WIB, Zone.WITA, Zone.WIT),
  sessionRevoked: fc.boolean(),
});
const batches = fc.record({ items: fc.array(submitted, { maxLength: 6 }), schemaRevision: fc.nat(300) });
/** Fields that nobody knows: a number, eight bytes, bytes, four bytes. */
const unknown = fc.constantFrom([0x78, 0x96, 1], [0x79, 1, 2, 3, 4, 5, 6, 7, 8], [0x7a, 2, 9, 9], [0x7d, 1, 2, 3, 4]);

/** As ts-proto tells it. */
function shown(value: Buffer) {
  const { items, schemaRevision } = readItems(new BinaryReader(value));
  const of = ({ start, end }: Span): string => value.toString("hex", start, end);
  return {
    schemaRevision,
    items: items.map(({ entry, personId, agencyId, bodySha256, acceptedAt, zone, sessionRevoked }) => [
      ...[of(entry), of(personId), of(agencyId), of(bodySha256), acceptedAt, zone, sessionRevoked],
    ]),
  };
}
function told(value: Buffer) {
  const { items, schemaRevision } = SubmittedBatch.decode(value);
  return {
    schemaRevision,
    items: items.map(({ entry, personId, agencyId, bodySha256, acceptedAtMs, zone, sessionRevoked }) => [
      ...[entry, personId, agencyId, bodySha256].map((one) => one.toString("hex")),
      ...[Number(acceptedAtMs), zoneToNumber(zone), sessionRevoked],
    ]),
  };
}

describe("the items of a record", () => {
  it("are what ts-proto reads, whatever fields of later releases are around", () => {
    fc.assert(
      fc.property(batches, fc.array(unknown, { maxLength: 3 }), (batch, fields) => {
        const value = Buffer.concat([SubmittedBatch.encode(batch).finish(), Buffer.from(fields.flat())]);
        expect(shown(value)).toEqual(told(value));
      }),
    );
  });

  it("with fields of their own that nobody knows are read as well", () => {
    fc.assert(
      fc.property(submitted, unknown, (one, field) => {
        const plain = SubmittedBatch.encode({ items: [one], schemaRevision: 0 }).finish();
        const begin = plain.findIndex((byte, at) => at > 0 && byte < 0x80) + 1;
        const item = Buffer.concat([plain.subarray(begin), Buffer.from(field)]);
        const value = Buffer.concat([Buffer.from([0x0a, (item.length & 0x7f) | 0x80, item.length >> 7]), item]);
        expect(shown(value)).toEqual(told(value));
      }),
    );
  });

  it("are never more than ts-proto reads of damaged bytes; what ends in the middle is refused", () => {
    fc.assert(
      fc.property(batches, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(), (batch, at, byte, cut) => {
        const whole = Buffer.from(SubmittedBatch.encode(batch).finish());
        fc.pre(whole.length > 0);
        whole[at % whole.length] = byte;
        const value = whole.subarray(0, whole.length - (cut % 3));
        let read: ReturnType<typeof shown> | undefined;
        try {
          read = shown(value);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
        if (read !== undefined && read.items.length > 0)
          expect(read.items.length).toBeLessThanOrEqual(value.length / 2);
        let other: ReturnType<typeof told> | undefined;
        try {
          other = told(value);
        } catch {
          expect(read).toBeUndefined();
        }
        if (read !== undefined && other !== undefined && read.items.length === other.items.length)
          expect(read.items.map(([entry]) => entry)).toEqual(other.items.map(([entry]) => entry));
      }),
    );
  });
});
