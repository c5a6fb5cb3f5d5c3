import { type Brand } from "./brand.ts";
import { rational, type Rational, round, type Rounding } from "./rational.ts";

/** Whole rupiah. A deduction is negative. Never a float, never a number. */
export type Rupiah = Brand<bigint, "Rupiah">;

/** What is known to be an amount: a sum, a difference, a column. */
export const rupiah = (amount: bigint): Rupiah => amount as Rupiah;
export const noRupiah = rupiah(0n);

export const sumRupiah = (amounts: Iterable<Rupiah>): Rupiah => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return rupiah(sum);
};

/** The one way from an exact amount to whole rupiah, or to whole multiples of `unit` rupiah (> 0); the policy names the mode. */
export const roundToRupiah = (exact: Rational, mode: Rounding, unit = 1n): Rupiah =>
  rupiah(round(rational(exact.num, exact.den * unit), mode) * unit);
