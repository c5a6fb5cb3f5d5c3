import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Partitioners } from "./kafkajs.ts";
import { murmur2, partitionFor } from "./murmur2.ts";

/** From the tests of Kafka's own Java client. */
const javaVectors: readonly (readonly [string, number])[] = [
  ["21", -973932308],
  ["foobar", -790332482],
  ["a-little-bit-long-string", -985981536],
  ["a-little-bit-longer-string", -1486304829],
  ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
  ["abc", 479470107],
];

describe("murmur2", () => {
  it.each(javaVectors)("of %j is Java's", (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  it("reads the bytes of a view, not those of the buffer under it", () => {
    expect(murmur2(Buffer.from("xxfoobarxx").subarray(2, 8))).toBe(murmur2(Buffer.from("foobar")));
  });
});

describe("partitionFor", () => {
  const kafkajs = Partitioners.DefaultPartitioner();
  const theirs = (key: Buffer, partitions: number): number =>
    kafkajs({
      topic: "t",
      partitionMetadata: Array.from({ length: partitions }, (_, partitionId) => ({
        partitionId,
        leader: 0,
        isr: [],
        partitionErrorCode: 0,
        replicas: [],
      })),
      message: { key, value: null },
    });

  it("chooses what kafkajs chooses, for every key and count", () => {
    const key = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 200 }), (bytes, partitions) => {
        expect(partitionFor(bytes, partitions)).toBe(theirs(bytes, partitions));
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes a text as its UTF-8 bytes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        (text) => partitionFor(text, 97) === partitionFor(Buffer.from(text), 97),
      ),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d partitions", (partitions) => {
    expect(() => partitionFor("a", partitions)).toThrow("partitions");
  });
});
