import { add, multiply, type Rational, zero } from "@kinerja/common/kernel";

import { type Frame } from "./frame.ts";
import { lcm, type Value } from "./value.ts";

/** A product of values, added or taken away. */
export type Term = { readonly minus: boolean; readonly of: readonly Value[] };
/** What a line tells, as the sum of products that it is: whoever writes it down writes the values only. Empty is 0. */
export type Quantity = readonly Term[];

export const just = (value: Value): Quantity => [{ minus: false, of: [value] }];
export const less = (a: Quantity, b: Quantity): Quantity => [...a, ...negated(b)];
export const negated = (quantity: Quantity): Quantity => quantity.map((term) => ({ ...term, minus: !term.minus }));
export const product = (a: Value, b: Value): Quantity => [{ minus: false, of: [a, b] }];

function termOf({ minus: isLess, of }: Term, frame: Frame): Rational {
  let exact = (of[0] as Value).exact(frame);
  for (let at = 1; at < of.length; at++) exact = multiply(exact, (of[at] as Value).exact(frame));
  return isLess ? { num: -exact.num, den: exact.den } : exact;
}

export function exactOf(quantity: Quantity, frame: Frame): Rational {
  const [first] = quantity;
  if (!first) return zero;
  let sum = termOf(first, frame);
  for (let at = 1; at < quantity.length; at++) sum = add(sum, termOf(quantity[at] as Term, frame));
  return sum;
}

/** What two terms must have in common to be the same for every row. */
function keyOf(value: Value, names: Map<Value, string>): string {
  const { origin } = value;
  if (origin?.kind === "constant") return `${origin.exact.num}/${origin.exact.den}`;
  if (origin && origin.kind !== "choice") return `${origin.kind} ${origin.at}`;
  const name = names.get(value) ?? `value ${names.size}`;
  names.set(value, name);
  return name;
}

/** Without what is there once more and once less: whatever it comes to, it is nothing. */
function cancelled(quantity: Quantity): Quantity {
  const names = new Map<Value, string>();
  const left = new Map<string, { readonly term: Term; count: number }>();
  for (const term of quantity) {
    const keys = term.of.map((value) => keyOf(value, names));
    const key = keys.sort().join(" * ");
    const entry = left.get(key) ?? { term, count: 0 };
    left.set(key, entry);
    entry.count += term.minus ? -1 : 1;
  }
  return [...left.values()].flatMap(({ term, count }) =>
    Array.from({ length: Math.abs(count) }, () => ({ ...term, minus: count < 0 })),
  );
}

/** A product that counts so many times, over a denominator that all share. */
type Counted = { readonly times: bigint; readonly of: readonly Value[] };

function overOneDenominator(terms: readonly Term[]): readonly Counted[] {
  const dens = terms.map(({ of }) => of.reduce((den, value) => den * value.den, 1n));
  const common = dens.reduce(lcm, 1n);
  return terms.map(({ minus, of }, at) => {
    const times = common / (dens[at] as bigint);
    return { times: minus ? -times : times, of };
  });
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);
const most = ({ lo, hi }: Value): bigint => (abs(lo) > abs(hi) ? abs(lo) : abs(hi));

/**
 * Whether the bits of a Number, and what it loses of a sum, are enough to know that the sum is nothing: with as many terms, each of some factors, a Number
 * is wrong by less than 2^30 as long as the terms together stay below 2^83.
 */
function areEnough(terms: readonly Counted[]): boolean {
  if (terms.some(({ of }) => of.some(({ form }) => form !== "number"))) return false;
  const all = terms.reduce(
    (sum, { times, of }) => sum + of.reduce((term, value) => term * most(value), abs(times)),
    0n,
  );
  return all * BigInt(terms.length + 8) < 2n ** 83n;
}

/** The sum as a Number, nearly, and its lowest 32 bits, exactly. Less than 2^32 and nothing in these bits is nothing. */
function isNothingByNumbers(terms: readonly Counted[]): (frame: Frame) => boolean {
  const all = terms.map(({ times, of }) => ({ times: Number(times), bits: Number(BigInt.asIntN(32, times)), of }));
  return (frame) => {
    let [sum, bits] = [0, 0];
    for (const { times, bits: timesBits, of } of all) {
      let [term, termBits] = [times, timesBits];
      for (const value of of) {
        const number = value.number(frame);
        term *= number;
        termBits = Math.imul(termBits, number);
      }
      sum += term;
      bits = (bits + termBits) | 0;
    }
    return bits === 0 && Math.abs(sum) < 2 ** 31;
  };
}

const bigintOf =
  (terms: readonly Counted[]) =>
  (frame: Frame): bigint =>
    terms.reduce((sum, { times, of }) => sum + of.reduce((term, value) => term * value.bigint(frame), times), 0n);

/** Whether a quantity comes to nothing in a row, with as few numbers as it takes to know; undefined: in every row, by its terms. */
export function isNothing(quantity: Quantity): ((frame: Frame) => boolean) | undefined {
  const terms = cancelled(quantity);
  if (terms.length === 0) return undefined;
  if (terms.some(({ of }) => of.some(({ form }) => form === "ratio")))
    return (frame) => exactOf(terms, frame).num === 0n;
  const counted = overOneDenominator(terms);
  if (areEnough(counted)) return isNothingByNumbers(counted);
  const bigint = bigintOf(counted);
  return (frame) => bigint(frame) === 0n;
}
