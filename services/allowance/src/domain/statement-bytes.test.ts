import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { ByteReader, ByteWriter, crc32, StatementUnreadable } from "./statement-bytes.ts";

const written = (write: (writer: ByteWriter) => void): Uint8Array => {
  const writer = new ByteWriter();
  writer.begin();
  write(writer);
  return writer.take();
};

describe("bytes of a statement", () => {
  it("hold every whole number, each in one spelling", () => {
    fc.assert(
      fc.property(fc.oneof(fc.bigInt(), fc.maxSafeInteger().map(BigInt), fc.integer().map(BigInt)), (value) => {
        const packed = written((writer) => writer.bigint(value));
        expect(new ByteReader(packed).number()).toBe(value);
        if (Number.isSafeInteger(Number(value)))
          expect(written((writer) => writer.number(Number(value)))).toEqual(packed);
      }),
    );
  });

  it.each([0, -1, 63, 64, -64, -65, 2 ** 30 - 1, 2 ** 30, -(2 ** 30), -(2 ** 30) - 1, 2 ** 31, 2 ** 52 - 1, 2 ** 52, 1 - 2 ** 53, 2 ** 53 - 1])(
    "hold %d",
    (value) => {
      expect(new ByteReader(written((writer) => writer.number(value))).number()).toBe(BigInt(value));
    },
  ); // prettier-ignore

  it("take the bytes that they should", () => {
    const sizeOf = (value: number): number => written((writer) => writer.number(value)).length - 4;
    expect([0, 63, 64, -64, 8_191, 8_192, 2 ** 53 - 1].map(sizeOf)).toEqual([1, 1, 2, 1, 2, 3, 8]);
    expect([...written((writer) => writer.number(-0)).subarray(0, 1)]).toEqual([0]);
  });

  it("hold every text, halves of pairs too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(fc.nat(0xffff)), (text, units) => {
        const halves = String.fromCharCode(...units);
        const reader = new ByteReader(
          written((writer) => {
            writer.text(text);
            writer.text(halves);
          }),
        );
        expect([reader.text(), reader.text()]).toEqual([text, halves]);
        expect(() => reader.end()).not.toThrow();
      }),
    );
  });

  it("hold ids in their one spelling, and no other", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => expect(new ByteReader(written((writer) => writer.uuid(id))).uuid()).toBe(id)),
    );
    const id = "0189dead-beef-4000-8000-00000000000a";
    for (const wrong of [
      "",
      id.toUpperCase(),
      `${id}0`,
      id.replaceAll("-", "0"),
      id.replace("a", "g"),
      id.replace("a", "é"),
    ])
      expect(() => written((writer) => writer.uuid(wrong))).toThrow(RangeError);
  });

  it("stay as they were when more is written than there was room for", () => {
    const writer = new ByteWriter();
    const rows = Array.from({ length: 40 }, (_, n) => {
      writer.begin();
      writer.count(n);
      writer.text("x".repeat(n * 5_000));
      return writer.take();
    });
    rows.forEach((row, n) => {
      const reader = new ByteReader(row);
      expect([reader.count(), reader.text().length]).toEqual([n, n * 5_000]);
    });
  });

  it("forget a row that was not taken", () => {
    const writer = new ByteWriter();
    writer.begin();
    writer.text("not this");
    writer.begin();
    writer.count(7);
    expect(new ByteReader(writer.take()).count()).toBe(7);
  });

  it("are checked as zip files are", () => {
    expect(crc32(new TextEncoder().encode("123456789"), 0, 9)).toBe(0xcbf43926);
  });

  it("are not read where there are none, or more than there should be", () => {
    const packed = written((writer) => writer.count(1));
    const reader = new ByteReader(packed);
    expect(() => reader.end()).toThrow(StatementUnreadable);
    reader.count();
    for (const read of [() => reader.byte(), () => reader.bytes(1), () => reader.count(), () => reader.text()])
      expect(read).toThrow("it is cut off");
  });

  it.each([
    ["a digit too many", [0x80, 0]],
    ["a count is too large", [0xff, 0xff, 0xff, 0xff, 0x7f]],
    ["cut off", [5, 65]],
  ])("that could not have been written are refused: %s", (why, bytes) => {
    const packed = written((writer) => writer.bytes(Uint8Array.from(bytes)));
    expect(() => new ByteReader(packed).text()).toThrow(why);
  });
});
