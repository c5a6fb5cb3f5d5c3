import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import {
  add,
  compare,
  divide,
  multiply,
  one,
  parseRational,
  rational,
  type Rational,
  round,
  type Rounding,
  subtract,
  zero,
} from "./rational.ts";

const wide = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const rationals = fc.tuple(wide, fc.bigInt({ min: 1n, max: 10n ** 20n })).map(([num, den]) => rational(num, den));
const modes: readonly Rounding[] = ["half-up", "half-even", "down", "up"];
const half = rational(1n, 2n);
const negate = (value: Rational): Rational => subtract(zero, value);
const distance = (value: Rational, whole: bigint): Rational => {
  const difference = subtract(value, rational(whole));
  return difference.num < 0n ? negate(difference) : difference;
};

describe("rationals", () => {
  it("are a field", () => {
    fc.assert(
      fc.property(rationals, rationals, rationals, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, b)).toEqual(multiply(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(b, c)));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(a, zero)).toEqual(a);
        expect(multiply(a, one)).toEqual(a);
        expect(add(a, negate(a))).toEqual(zero);
        if (a.num !== 0n) expect(multiply(a, divide(one, a))).toEqual(one);
      }),
    );
  });

  it("are ordered, and sums keep the order", () => {
    fc.assert(
      fc.property(rationals, rationals, rationals, (a, b, c) => {
        expect(compare(a, b)).toBe(0 - compare(b, a) || 0);
        expect(compare(a, b) === 0).toBe(a.num === b.num && a.den === b.den);
        expect(compare(add(a, c), add(b, c))).toBe(compare(a, b));
      }),
    );
  });

  it.each([
    [6n, -4n, { num: -3n, den: 2n }],
    [-6n, -4n, { num: 3n, den: 2n }],
    [0n, -7n, { num: 0n, den: 1n }],
  ])("%p/%p is in lowest terms", (num, den, expected) => expect(rational(num, den)).toEqual(expected));

  it("have no denominator 0", () => {
    expect(() => rational(1n, 0n)).toThrow(RangeError);
    expect(() => divide(one, zero)).toThrow(RangeError);
  });

  it("stand numbers of any size", () => {
    const [a, b] = [2n ** 40_000n, 2n ** 40_000n + 1n];
    expect(rational(a * 3n, b * 3n)).toEqual({ num: a, den: b });
  });
});

describe("reading", () => {
  it.each([
    ["12", rational(12n)],
    ["-3", rational(-3n)],
    ["0.01", rational(1n, 100n)],
    ["-0.5", rational(-1n, 2n)],
    ["007.50", rational(15n, 2n)],
    ["2/3", rational(2n, 3n)],
    ["-4/6", rational(-2n, 3n)],
    ["0/5", zero],
    ["9007199254740993", rational(9_007_199_254_740_993n)],
  ])("%s", (text, expected) => expect(parseRational(text)).toEqual(expected));

  it.each(["", " 1", "1 ", "+1", "1.", ".5", "1e3", "1/0", "1/-2", "1/02", "0x10", "NaN", "1,5", "1".repeat(31)])(
    "nothing in %j",
    (text) => expect(parseRational(text)).toBeUndefined(),
  );

  it("comes back from its own writing", () => {
    fc.assert(
      fc.property(rationals, ({ num, den }) => {
        fc.pre(String(num).length < 30);
        expect(parseRational(`${num}/${den}`)).toEqual({ num, den });
      }),
    );
  });
});

describe("rounding", () => {
  it.each([
    ["5/2", 3n, 2n, 2n, 3n],
    ["7/2", 4n, 4n, 3n, 4n],
    ["-5/2", -3n, -2n, -2n, -3n],
    ["-7/2", -4n, -4n, -3n, -4n],
    ["1/3", 0n, 0n, 0n, 1n],
    ["-1/3", 0n, 0n, 0n, -1n],
    ["2/3", 1n, 1n, 0n, 1n],
    ["4", 4n, 4n, 4n, 4n],
    ["0", 0n, 0n, 0n, 0n],
  ])("%s", (text, ...expected) => {
    const value = parseRational(text) ?? zero;
    expect(modes.map((mode) => round(value, mode))).toEqual(expected);
  });

  it("keeps its laws", () => {
    fc.assert(
      fc.property(rationals, wide, (value, whole) => {
        for (const mode of modes) {
          const rounded = round(value, mode);
          expect(compare(distance(value, rounded), one)).toBe(-1);
          expect(round(negate(value), mode)).toBe(-rounded);
          expect(round(rational(whole), mode)).toBe(whole);
        }
        expect(compare(distance(value, round(value, "half-up")), half)).not.toBe(1);
        expect(compare(distance(value, round(value, "half-even")), half)).not.toBe(1);
        expect(compare(rational(round(value, "down") ** 2n), multiply(value, value))).not.toBe(1);
        expect(compare(rational(round(value, "up") ** 2n), multiply(value, value))).not.toBe(-1);
      }),
    );
  });

  it("never reverses an order", () => {
    fc.assert(
      fc.property(rationals, rationals, fc.constantFrom(...modes), (a, b, mode) => {
        const [less, more] = compare(a, b) < 0 ? [a, b] : [b, a];
        expect(round(less, mode) <= round(more, mode)).toBe(true);
      }),
    );
  });
});
