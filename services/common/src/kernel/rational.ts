/** An exact fraction in lowest terms; the denominator is positive. */
export type Rational = { readonly num: bigint; readonly den: bigint };

const abs = (n: bigint): bigint => (n < 0n ? -n : n);
function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

export function rational(num: bigint, den = 1n): Rational {
  if (den === 0n) throw new RangeError("a fraction has no denominator 0");
  const divisor = gcd(abs(num), abs(den)) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

export const zero = rational(0n);
export const one = rational(1n);

export const add = (a: Rational, b: Rational): Rational => rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const subtract = (a: Rational, b: Rational): Rational => rational(a.num * b.den - b.num * a.den, a.den * b.den);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.num * b.num, a.den * b.den);
export const divide = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.num * b.den - b.num * a.den;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** "12", "-3", "0.01" or "2/3" exactly; undefined for anything else. */
export function parseRational(text: string): Rational | undefined {
  const decimal = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
  if (decimal) {
    const [, sign, whole = "", fraction = ""] = decimal;
    const value = rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
    return sign === "-" ? rational(-value.num, value.den) : value;
  }
  const ratio = /^(-?\d{1,30})\/([1-9]\d{0,29})$/.exec(text);
  return ratio?.[1] && ratio[2] ? rational(BigInt(ratio[1]), BigInt(ratio[2])) : undefined;
}

export type Rounding = "half-up" | "half-even" | "down" | "up";

/** To whole units. Half-up and half-even look at the magnitude, down and up mean towards and away from zero. */
export function round(value: Rational, mode: Rounding): bigint {
  const magnitude = abs(value.num);
  const [whole, rest] = [magnitude / value.den, magnitude % value.den];
  const twice = rest * 2n;
  const up: Record<Rounding, boolean> = {
    "half-up": twice >= value.den,
    "half-even": twice > value.den || (twice === value.den && whole % 2n === 1n),
    down: false,
    up: rest > 0n,
  };
  const rounded = up[mode] ? whole + 1n : whole;
  return value.num < 0n ? -rounded : rounded;
}
