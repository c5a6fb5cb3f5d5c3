import { describe, expect, it } from "@jest/globals";
import { type Rational, rational } from "@kinerja/common/kernel";
import fc from "fast-check";

import { type Frame, newFrame } from "./frame.ts";
import { exactOf, isNothing, just, less, negated, product, type Quantity } from "./quantity.ts";
import { constant, counted, kept, ofRatio, type Value } from "./value.ts";

/** A value of the row that may be anything up to `most`, kept in a slot. */
function valueAt(slot: number, most: number, den = 1n): Value {
  return kept(counted({ den, lo: BigInt(-most), hi: BigInt(most) }, () => 0), slot).value; // prettier-ignore
}

const frameOf = (...numbers: number[]): Frame => ({ ...newFrame([]), numbers });
const holds = (quantity: Quantity, frame: Frame): boolean => isNothing(quantity)?.(frame) ?? true;

describe("a sum of products", () => {
  const [a, b, c] = [valueAt(0, 1e9), valueAt(1, 1e9, 3n), valueAt(2, 1e6, 7n)];

  it("is exact", () => {
    const frame = frameOf(5, 2, 4);
    expect(exactOf(less(product(a, b), just(c)), frame)).toEqual(rational(58n, 21n));
    expect(exactOf(negated(just(b)), frame)).toEqual(rational(-2n, 3n));
    expect(exactOf([], frame)).toEqual(rational(0n));
  });

  it("that takes away what it adds is nothing in any row, and asks for none", () => {
    expect(isNothing(less(product(a, b), product(b, a)))).toBeUndefined();
    expect(isNothing(less(just(constant(rational(1n, 2n))), just(constant(rational(1n, 2n)))))).toBeUndefined();
    expect(isNothing(less(just(a), just(b)))).toBeDefined();
  });

  it("is found to be nothing exactly when it is, whatever the size of its numbers", () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1e9, max: 1e9 }));
    const sizes = fc.constantFrom(1e3, 1e9, 2 ** 40, 2 ** 53 - 1);
    const dens = fc.constantFrom(1n, 3n, 20_000n, 40_000_000n, 10n ** 15n);
    const part = fc.record({ size: sizes, den: dens, number });
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), fc.boolean(), fc.constantFrom(0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 33), (parts, multiplies, by) => {
        const values = parts.map(({ size, den }, slot) => valueAt(slot, size, den));
        const frame = frameOf(...parts.map(({ size, number: one }) => Math.max(-size, Math.min(size, one))));
        const [first, second, ...others] = values as [Value, Value, ...Value[]];
        const terms = [...(multiplies ? product(first, second) : less(just(first), just(second))), ...others.flatMap(just)];
        const exact = exactOf(terms, frame);
        expect(holds(terms, frame)).toBe(exact.num === 0n);
        // What it comes to is taken away again, but for a little, or for what its lowest bits do not show.
        const off = counted({ den: exact.den <= 2n ** 53n - 1n ? exact.den : 1n, lo: -(2n ** 53n) + 1n, hi: 2n ** 53n - 1n }, () => by);
        const whole = constant(exact);
        expect(holds([...less(terms, just(whole)), ...just(off)], frame)).toBe(by === 0);
      }),
      { numRuns: 2_000 },
    ); // prettier-ignore
  });

  it("is found to be nothing with ratios and numbers that no Number holds", () => {
    const third: Value = ofRatio((): Rational => rational(1n, 3n));
    const large = constant(rational(10n ** 40n));
    const frame = frameOf(1, 1, 0);
    expect(holds(less(just(third), just(b)), frame)).toBe(true);
    expect(holds(less(just(third), just(a)), frame)).toBe(false);
    expect(holds(less([...just(large), ...just(a)], just(constant(rational(10n ** 40n + 1n)))), frame)).toBe(true);
    expect(holds(less([...just(large), ...just(a)], just(constant(rational(10n ** 40n + 2n)))), frame)).toBe(false);
  });
});
