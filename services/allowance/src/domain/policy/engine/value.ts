import { add as addExact, compare as compareExact, multiply, type Rational, rational, round as roundExact, type Rounding, subtract, zero } from "@kinerja/common/kernel"; // prettier-ignore

import { type Frame } from "./frame.ts";

/**
 * An exact amount or factor that is known when a row is computed. Its denominator is known when the policy is compiled, and so are the least and the
 * most that its numerator can be: where both stay below 2^53 the numerator is a Number, else a bigint. What is divided by a fact (a share of days) has no
 * denominator of its own and is a ratio, made anew for each row.
 */
export type Value = {
  readonly form: "number" | "bigint" | "ratio";
  /** Of a ratio: 1. */
  readonly den: bigint;
  readonly lo: bigint;
  readonly hi: bigint;
  /** The numerator; of a number only. */
  readonly number: (frame: Frame) => number;
  /** The numerator; of a number or a bigint. */
  readonly bigint: (frame: Frame) => bigint;
  readonly exact: (frame: Frame) => Rational;
  readonly origin?: Origin;
};

/** Where a value is found without computing it: for whoever writes down what a row came to. */
export type Origin =
  | { readonly kind: "constant"; readonly exact: Rational }
  /** Kept once it was computed. */
  | { readonly kind: "slot"; readonly at: number }
  /** One of the cells, by a choice of the row. */
  | { readonly kind: "choice"; readonly at: number; readonly cells: readonly Rational[] }
  /** An input or a fact that is a whole number. */
  | { readonly kind: "place"; readonly at: number };

/** An index of the row; `at`: where it is kept. */
export type Choice = ((frame: Frame) => number) & { readonly at?: number };

const safe = BigInt(Number.MAX_SAFE_INTEGER);
const no = (): never => {
  throw new Error("this value has no such form");
};

const abs = (n: bigint): bigint => (n < 0n ? -n : n);
function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
export const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

type Bounds = { readonly den: bigint; readonly lo: bigint; readonly hi: bigint };
export const isSafe = ({ lo, hi }: Pick<Bounds, "lo" | "hi">): boolean => lo >= -safe && hi <= safe;

/** Numbers that only a mistake in a document makes: its check says at which step. */
export class NumbersTooLarge extends Error {}

const largestDenominator = BigInt(`1${"0".repeat(60)}`);
function refuseLarge({ den }: Bounds): void {
  if (den > largestDenominator) throw new NumbersTooLarge("a denominator of more than 60 digits");
}

const ofNumber = (bounds: Bounds, number: (frame: Frame) => number): Value => ({
  ...bounds,
  form: "number",
  number,
  bigint: (frame) => BigInt(number(frame)),
  exact: (frame) => rational(BigInt(number(frame)), bounds.den),
});
function ofBigint(bounds: Bounds, bigint: (frame: Frame) => bigint): Value {
  refuseLarge(bounds);
  return {
    ...bounds,
    form: "bigint",
    number: no,
    bigint,
    exact: (frame) => rational(bigint(frame), bounds.den),
  };
}
export const ofRatio = (exact: (frame: Frame) => Rational): Value => ({
  form: "ratio",
  den: 1n,
  lo: 0n,
  hi: 0n,
  number: no,
  bigint: no,
  exact,
});

/** A numerator between two bounds over a denominator: the reader is the Number's. */
export function counted(bounds: Bounds, number: (frame: Frame) => number): Value {
  if (!isSafe(bounds) || bounds.den > safe) throw new NumbersTooLarge("a count that is too large to be one");
  return ofNumber(bounds, number);
}

export function constant(exact: Rational): Value {
  const bounds = { den: exact.den, lo: exact.num, hi: exact.num };
  const number = Number(exact.num);
  const value = isSafe(bounds) ? ofNumber(bounds, () => number) : ofBigint(bounds, () => exact.num);
  return { ...value, origin: { kind: "constant", exact } };
}
export const nothing = constant(zero);

/** One of some fixed numbers, by an index of the row. */
export function picked(cells: readonly Rational[], choose: Choice): Value {
  const value = pickedNumber(cells, choose);
  return choose.at === undefined ? value : { ...value, origin: { kind: "choice", at: choose.at, cells } };
}

function pickedNumber(cells: readonly Rational[], choose: Choice): Value {
  const den = cells.reduce((product, cell) => lcm(product, cell.den), 1n);
  const numerators = cells.map((cell) => cell.num * (den / cell.den));
  const bounds = { den, lo: numerators.reduce(least, 0n), hi: numerators.reduce(most, 0n) };
  if (!isSafe(bounds)) return ofBigint(bounds, (frame) => numerators[choose(frame)] as bigint);
  const numbers = numerators.map(Number);
  return ofNumber(bounds, (frame) => numbers[choose(frame)] as number);
}

/** The same amount over a larger denominator. */
function over(value: Value, den: bigint): Value {
  const factor = den / value.den;
  if (factor === 1n) return value;
  const bounds = { den, lo: value.lo * factor, hi: value.hi * factor };
  if (value.form === "bigint" || !isSafe(bounds)) return ofBigint(bounds, (frame) => value.bigint(frame) * factor);
  const [read, times] = [value.number, Number(factor)];
  return ofNumber(bounds, (frame) => read(frame) * times);
}

/** Two values over one denominator; neither is a ratio. */
function level(a: Value, b: Value): readonly [Value, Value] {
  const den = lcm(a.den, b.den);
  return [over(a, den), over(b, den)];
}

const isRatio = (...values: readonly Value[]): boolean => values.some(({ form }) => form === "ratio");
const areNumbers = (...values: readonly Value[]): boolean => values.every(({ form }) => form === "number");

export function times(a: Value, b: Value): Value {
  if (isRatio(a, b)) return ofRatio((frame) => multiply(a.exact(frame), b.exact(frame)));
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  const bounds = { den: a.den * b.den, lo: corners.reduce(least), hi: corners.reduce(most) };
  if (areNumbers(a, b) && isSafe(bounds)) {
    const [left, right] = [a.number, b.number];
    return ofNumber(bounds, (frame) => left(frame) * right(frame));
  }
  return ofBigint(bounds, (frame) => a.bigint(frame) * b.bigint(frame));
}

export function scaled(value: Value, factor: Rational): Value {
  if (isRatio(value)) return ofRatio((frame) => multiply(value.exact(frame), factor));
  const common = gcd(abs(factor.num), value.den) || 1n;
  const [num, den] = [factor.num / common, (value.den / common) * factor.den];
  const ends = [value.lo * num, value.hi * num];
  const bounds = { den, lo: ends.reduce(least), hi: ends.reduce(most) };
  if (value.form === "bigint" || !isSafe(bounds)) return ofBigint(bounds, (frame) => value.bigint(frame) * num);
  const [read, by] = [value.number, Number(num)];
  return ofNumber(bounds, (frame) => read(frame) * by);
}

function plus(a: Value, b: Value): Value {
  if (isRatio(a, b)) return ofRatio((frame) => addExact(a.exact(frame), b.exact(frame)));
  const [left, right] = level(a, b);
  const bounds = { den: left.den, lo: left.lo + right.lo, hi: left.hi + right.hi };
  if (!areNumbers(left, right) || !isSafe(bounds))
    return ofBigint(bounds, (frame) => left.bigint(frame) + right.bigint(frame));
  const [first, second] = [left.number, right.number];
  return ofNumber(bounds, (frame) => first(frame) + second(frame));
}
export const added = (values: readonly Value[]): Value => values.reduce(plus, nothing);

export function minus(a: Value, b: Value): Value {
  if (isRatio(a, b)) return ofRatio((frame) => subtract(a.exact(frame), b.exact(frame)));
  const [left, right] = level(a, b);
  const bounds = { den: left.den, lo: left.lo - right.hi, hi: left.hi - right.lo };
  if (!areNumbers(left, right) || !isSafe(bounds))
    return ofBigint(bounds, (frame) => left.bigint(frame) - right.bigint(frame));
  const [first, second] = [left.number, right.number];
  return ofNumber(bounds, (frame) => first(frame) - second(frame));
}

/** Less than 0, 0 or more, as a − b is. */
export function comparing(a: Value, b: Value): (frame: Frame) => number {
  if (isRatio(a, b)) return (frame) => compareExact(a.exact(frame), b.exact(frame));
  const [left, right] = level(a, b);
  if (areNumbers(left, right)) return (frame) => left.number(frame) - right.number(frame);
  return (frame) => Number(left.bigint(frame) - right.bigint(frame));
}

/** The first where it holds, else the second; only that one is computed. */
export function either(holds: (frame: Frame) => boolean, a: Value, b: Value): Value {
  if (isRatio(a, b)) return ofRatio((frame) => (holds(frame) ? a : b).exact(frame));
  const [left, right] = level(a, b);
  const bounds = { den: left.den, lo: least(left.lo, right.lo), hi: most(left.hi, right.hi) };
  if (!areNumbers(left, right)) return ofBigint(bounds, (frame) => (holds(frame) ? left : right).bigint(frame));
  const [first, second] = [left.number, right.number];
  return ofNumber(bounds, (frame) => (holds(frame) ? first(frame) : second(frame)));
}

/** The bounds are those of the operands where that is narrower: the choice itself can't leave them. */
function bounded(value: Value, lo: bigint, hi: bigint): Value {
  return value.form === "ratio" ? value : { ...value, lo: most(value.lo, lo), hi: least(value.hi, hi) };
}

export function smaller(a: Value, b: Value): Value {
  const order = comparing(a, b);
  const value = either((frame) => order(frame) <= 0, a, b);
  if (value.form === "ratio") return value;
  const [left, right] = level(a, b);
  return bounded(value, least(left.lo, right.lo), least(left.hi, right.hi));
}

export function larger(a: Value, b: Value): Value {
  const order = comparing(a, b);
  const value = either((frame) => order(frame) >= 0, a, b);
  if (value.form === "ratio") return value;
  const [left, right] = level(a, b);
  return bounded(value, most(left.lo, right.lo), most(left.hi, right.hi));
}

/** base × part ÷ whole; 0 where the whole is 0. */
export const divided = (base: Value, part: Value, whole: Value): Value =>
  ofRatio((frame) => {
    const divisor = whole.exact(frame);
    if (divisor.num === 0n) return zero;
    const share = multiply(part.exact(frame), rational(divisor.den, divisor.num));
    return multiply(base.exact(frame), share);
  });

/** To whole units of the magnitude, by the mode; exact on Numbers since nothing is divided but by `%`. */
function wholeNumber(numerator: number, den: number, mode: Rounding): number {
  const magnitude = Math.abs(numerator);
  const rest = magnitude % den;
  const whole = (magnitude - rest) / den;
  const up =
    (mode === "half-up" && rest >= den - rest) ||
    (mode === "up" && rest > 0) ||
    (mode === "half-even" && (rest > den - rest || (rest === den - rest && whole % 2 === 1)));
  const rounded = up ? whole + 1 : whole;
  return numerator < 0 ? -rounded : rounded;
}

/** To whole multiples of `unit` (0.01 as well), as the kernel rounds. */
export function rounded(value: Value, mode: Rounding, unit: Rational): Value {
  const exactly = (frame: Frame): bigint => {
    const { num, den } = value.exact(frame);
    return roundExact({ num: num * unit.den, den: den * unit.num }, mode);
  };
  if (value.form === "ratio") return ofRatio((frame) => rational(exactly(frame) * unit.num, unit.den));
  const inUnits = { lo: (value.lo * unit.den) / (value.den * unit.num) - 1n, hi: (value.hi * unit.den) / (value.den * unit.num) + 1n }; // prettier-ignore
  const bounds = { den: unit.den, lo: inUnits.lo * unit.num, hi: inUnits.hi * unit.num };
  const [factor, den] = [Number(unit.den), Number(value.den * unit.num)];
  const fits =
    value.form === "number" && isSafe(bounds) && isSafe({ lo: value.lo * unit.den, hi: value.hi * unit.den });
  if (!fits || !Number.isSafeInteger(den)) return ofBigint(bounds, (frame) => exactly(frame) * unit.num);
  const [read, step] = [value.number, Number(unit.num)];
  return ofNumber(bounds, (frame) => wholeNumber(read(frame) * factor, den, mode) * step);
}

/** Where a value of a step is kept once it is computed, and a value that reads it there. */
export type Kept = { readonly keep: (frame: Frame) => void; readonly value: Value };

export function kept(value: Value, at: number): Kept {
  const { keep, value: reading } = keptAs(value, at);
  return { keep, value: { ...reading, origin: { kind: "slot", at } } };
}

function keptAs(value: Value, at: number): Kept {
  const { form, den, lo, hi } = value;
  if (form === "ratio") {
    const { exact } = value;
    const keep = (frame: Frame): void => void (frame.ratios[at] = exact(frame));
    return { keep, value: ofRatio((frame) => frame.ratios[at] as Rational) };
  }
  if (form === "bigint") {
    const { bigint } = value;
    const keep = (frame: Frame): void => void (frame.bigints[at] = bigint(frame));
    return { keep, value: ofBigint({ den, lo, hi }, (frame) => frame.bigints[at] as bigint) };
  }
  const { number } = value;
  const keep = (frame: Frame): void => void (frame.numbers[at] = number(frame));
  return { keep, value: ofNumber({ den, lo, hi }, (frame) => frame.numbers[at] as number) };
}
