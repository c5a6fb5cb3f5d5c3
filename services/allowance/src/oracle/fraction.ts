import { type Rounding } from "@kinerja/common/kernel";

/** An exact number: a numerator over a denominator above 0. Not in lowest terms until it is told. */
export type Fraction = readonly [num: bigint, den: bigint];

export const whole = (value: bigint | number): Fraction => [BigInt(value), 1n];
export const none = whole(0);
export const all = whole(1);

export const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
export const negative = ([a, b]: Fraction): Fraction => [-a, b];
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, negative(b));
export const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
/** The divisor is above 0. */
export const over = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d, b * c];
export const sumOf = (list: readonly Fraction[]): Fraction => list.reduce(plus, none);

export const isLess = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;
export const isSame = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d === c * b;
export const smaller = (a: Fraction, b: Fraction): Fraction => (isLess(b, a) ? b : a);
export const larger = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? b : a);

/** "-12.5" → −125/10. */
export function decimal(printed: string | number): Fraction {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(printed));
  if (!found) throw new Error(`${printed} is no number`);
  const [, sign, before = "", after = ""] = found;
  const value: Fraction = [BigInt(before + after), 10n ** BigInt(after.length)];
  return sign === "-" ? negative(value) : value;
}

/** 1.5 (percent) → 15/1000. */
export const percent = (printed: string | number): Fraction => over(decimal(printed), whole(100));

export function reduced([num, den]: Fraction): Fraction {
  let [a, b] = [num < 0n ? -num : num, den];
  while (b !== 0n) [a, b] = [b, a % b];
  return [num / a, den / a];
}

/** "7" or "-7/3". */
export function textOf(value: Fraction): string {
  const [num, den] = reduced(value);
  return den === 1n ? String(num) : `${num}/${den}`;
}

/** To whole multiples of `unit`; below 0 as the number without its sign. */
export function rounded([num, den]: Fraction, mode: Rounding, unit: number): bigint {
  if (num < 0n) return -rounded([-num, den], mode, unit);
  const size = den * BigInt(unit);
  const down = num / size;
  const rest = num - down * size;
  const goesUp: Readonly<Record<Rounding, boolean>> = {
    "half-up": rest + rest >= size,
    "half-even": rest + rest > size || (rest + rest === size && down % 2n === 1n),
    down: false,
    up: rest > 0n,
  };
  return (goesUp[mode] ? down + 1n : down) * BigInt(unit);
}
