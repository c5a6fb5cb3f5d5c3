import { describe, expect, it } from "@jest/globals";

import { holdsBucket, isWhole, rangeText, readRanges, shardOf } from "./shards.ts";

describe("ranges of buckets", () => {
  it("hold each bucket once", () => {
    const ranges = readRanges(["0-47", "48-63", "64-95"], 96);
    expect(ranges.map(rangeText)).toEqual(["0-47", "48-63", "64-95"]);
    const buckets = Array.from({ length: 96 }, (_, bucket) => bucket);
    for (const bucket of buckets) expect(ranges.filter((range) => holdsBucket(range, bucket))).toHaveLength(1);
    expect([0, 47, 48, 63, 64, 95].map((bucket) => shardOf(ranges, bucket))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(ranges.some((range) => isWhole(range, 96))).toBe(false);
  });

  it("are one for all when none is named", () => {
    const [whole] = readRanges([], 8);
    expect(whole).toEqual({ first: 0, last: 7 });
    expect(isWhole(whole ?? { first: 0, last: 0 }, 8)).toBe(true);
    expect(isWhole({ first: 0, last: 6 }, 8)).toBe(false);
  });

  it.each<[string, string[], RegExp]>([
    ["a gap", ["0-2", "4-7"], /^No database holds the buckets 3-3\.$/],
    ["a gap at the beginning", ["1-7"], /holds the buckets 0-0/],
    ["a gap at the end", ["0-2", "3-6"], /holds the buckets 7-7/],
    ["an overlap", ["0-4", "4-7"], /^4-7 overlaps what is named before it: bucket 4\.$/],
    ["another order", ["4-7", "0-3"], /holds the buckets 0-3/],
    ["too many buckets", ["0-3", "4-8"], /has 8 partitions, ranges go to 8/],
    ["a range that ends before it begins", ["3-0"], /^3-0 is no range/],
    ["what is no range", ["0..7"], /is no range of buckets/],
  ])("are refused with %s", (_, texts, sentence) => expect(() => readRanges(texts, 8)).toThrow(sentence));
});
