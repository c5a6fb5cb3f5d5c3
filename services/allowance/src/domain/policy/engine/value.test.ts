import { describe, expect, it } from "@jest/globals";
import { add, compare, divide, multiply, type Rational, rational, round, type Rounding, subtract, zero } from "@kinerja/common/kernel"; // prettier-ignore
import fc from "fast-check";

import { newFrame } from "./frame.ts";
import { added, comparing, constant, counted, divided, either, isSafe, kept, larger, minus, picked, rounded, scaled, smaller, times, type Value } from "./value.ts"; // prettier-ignore

const frame = newFrame([]);
let slots = 0;
const huge = 10_000_000_000_000_000_000_000n;
/** Small and huge ones: both sides of 2^53. */
const anyRational = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), fc.bigInt({ min: -huge, max: huge })),
    fc.oneof(fc.constant(1n), fc.bigInt({ min: 1n, max: 10_000n })),
  )
  .map(([num, den]) => rational(num, den));

/** The same number as a constant, as a choice, as one that is kept, and as a ratio. */
const forms: readonly ((exact: Rational) => Value)[] = [
  constant,
  (exact) => picked([zero, exact], () => 1),
  (exact) => {
    const { keep, value } = kept(constant(exact), slots++);
    keep(frame);
    return value;
  },
  (exact) => divided(constant(exact), constant(rational(3n)), constant(rational(3n))),
];
const anyValue = fc
  .tuple(anyRational, fc.constantFrom(...forms))
  .map(([exact, form]) => ({ exact, value: form(exact) }));

const expectSame = (value: Value, exact: Rational): void => {
  expect(value.exact(frame)).toEqual(exact);
  if (value.form === "ratio") return;
  const numerator = value.bigint(frame);
  expect(rational(numerator, value.den)).toEqual(exact);
  expect(numerator >= value.lo && numerator <= value.hi).toBe(true);
  if (value.form === "number") expect(isSafe(value)).toBe(true);
};
const runs = { numRuns: 2_000 };

describe("values", () => {
  it.each([
    ["plus", (a: Value, b: Value) => added([a, b]), add],
    ["minus", minus, subtract],
    ["times", times, multiply],
    ["the smaller", smaller, (a: Rational, b: Rational) => (compare(a, b) <= 0 ? a : b)],
    ["the larger", larger, (a: Rational, b: Rational) => (compare(a, b) >= 0 ? a : b)],
  ] as const)("%s is that of exact fractions, in whatever form and within its bounds", (_, ours, exactly) => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => expectSame(ours(a.value, b.value), exactly(a.exact, b.exact))),
      runs,
    );
  });

  it("scales by a fraction, compares and chooses exactly", () => {
    fc.assert(
      fc.property(anyValue, anyValue, fc.boolean(), (a, b, holds) => {
        expectSame(scaled(a.value, b.exact), multiply(a.exact, b.exact));
        expect(Math.sign(comparing(a.value, b.value)(frame))).toBe(compare(a.exact, b.exact));
        expectSame(
          either(() => holds, a.value, b.value),
          holds ? a.exact : b.exact,
        );
      }),
      runs,
    );
  });

  it("divides by what is known of a row only, and gives 0 where that is 0", () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (base, part, whole) => {
        const expected = whole.exact.num === 0n ? zero : multiply(base.exact, divide(part.exact, whole.exact));
        expect(divided(base.value, part.value, whole.value).exact(frame)).toEqual(expected);
      }),
      runs,
    );
  });

  it("rounds as the kernel does, to whole multiples of a unit or of a part of one", () => {
    const modes: readonly Rounding[] = ["half-up", "half-even", "down", "up"];
    const units = [rational(1n), rational(100n), rational(1000n), rational(1n, 10_000n)];
    fc.assert(
      fc.property(anyValue, fc.constantFrom(...modes), fc.constantFrom(...units), ({ exact, value }, mode, unit) => {
        const whole = round(divide(exact, unit), mode);
        expectSame(rounded(value, mode, unit), multiply(rational(whole), unit));
      }),
      runs,
    );
  });

  it("rounds halves of each sign by the mode", () => {
    const half = (numerator: bigint): Value => constant(rational(numerator, 2n));
    const wholeOf = (numerator: bigint, mode: Rounding): bigint =>
      rounded(half(numerator), mode, rational(1n)).bigint(frame);
    expect([3n, -3n, 5n].map((numerator) => wholeOf(numerator, "half-even"))).toEqual([2n, -2n, 2n]);
    expect([3n, -3n, 5n].map((numerator) => wholeOf(numerator, "half-up"))).toEqual([2n, -2n, 3n]);
    expect([3n, -3n].map((numerator) => wholeOf(numerator, "down"))).toEqual([1n, -1n]);
    expect([3n, -3n].map((numerator) => wholeOf(numerator, "up"))).toEqual([2n, -2n]);
  });

  it("stays a Number as long as it is proved that it can", () => {
    const amount = counted({ den: 1n, lo: 0n, hi: 33_240_000n }, () => 33_240_000);
    const percent = scaled(amount, rational(1n, 10_000n));
    expect([amount.form, percent.form]).toEqual(["number", "number"]);
    expect(times(times(percent, amount), amount).form).toBe("bigint");
    expect(() => counted({ den: 1n, lo: 0n, hi: huge }, () => 0)).toThrow("too large");
  });
});
