import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { flagBit, flagNames, flagsOfDay, type OnDay } from "./flags.ts";

const from = (starts: number, ends: number, textHash?: number): OnDay => ({
  starts,
  ends,
  minutes: ends - starts,
  textHash,
});
const only = (minutes: number, textHash?: number): OnDay => ({ starts: undefined, ends: undefined, minutes, textHash });
const flagged = (entries: readonly OnDay[]): string[][] => [...flagsOfDay(entries).values()].map(flagNames);

describe("flags of a day", () => {
  it.each<[string, OnDay[], string[][]]>([
    [
      "the same words and minutes, beside longer, other and timed work",
      [only(50, 7), only(50, 7), only(60, 7), only(50, 8), from(450, 500, 7), from(500, 550, 7)],
      [["IDENTICAL"], ["IDENTICAL"], [], [], [], []],
    ],
    [
      "the same words at the same time",
      [from(450, 500, 7), from(450, 500, 7)],
      [
        ["OVERLAP", "IDENTICAL"],
        ["OVERLAP", "IDENTICAL"],
      ],
    ],
    ["entries of before, whose words are not known", [only(50), only(50)], [[], []]],
    ["touching ends", [from(450, 500), from(500, 520)], [[], []]],
    ["one minute shared", [from(450, 501), from(500, 520)], [["OVERLAP"], ["OVERLAP"]]],
    [
      "one inside another and one beside",
      [from(450, 600), from(460, 470), from(590, 610), from(610, 620)],
      [["OVERLAP"], ["OVERLAP"], ["OVERLAP"], []],
    ],
    ["minutes without a place", [from(0, 700), only(740)], [[], []]],
    ["more than a day", [only(1440), only(1)], [["DAY_FULL"], ["DAY_FULL"]]],
  ])("%s", (_, entries, expected) => {
    expect(flagged(entries)).toEqual(expected);
  });

  it("find every pair that shares a minute, and no other", () => {
    const span = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })).map(([at, length]) => from(at, at + length));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const flags = flagsOfDay(spans);
        for (const one of spans) {
          const shares = spans.some((other) => other !== one && one.starts! < other.ends! && other.starts! < one.ends!);
          expect((flags.get(one)! & flagBit.OVERLAP) !== 0).toBe(shares);
        }
      }),
    );
  });
});
