import { type Brand } from "./brand.ts";
import { type Rational, round, type Rounding } from "./rational.ts";

/** Whole rupiah. A deduction is negative. Never a float, never a number. */
export type Rupiah = Brand<bigint, "Rupiah">;

export const rupiah = (amount: bigint): Rupiah => amount as Rupiah;
export const sumRupiah = (amounts: Iterable<Rupiah>): Rupiah => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum as Rupiah;
};
/** The one way from an exact amount to whole rupiah; the policy names the mode. */
export const roundToRupiah = (exact: Rational, mode: Rounding): Rupiah => round(exact, mode) as Rupiah;
