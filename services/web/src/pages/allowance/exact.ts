import { type Format } from "../../i18n/format.ts";

/** "606000" or "1214000/3": exact amounts and factors as the trace writes them. */
export interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

export function exactOf(text: string): Exact | undefined {
  const match = /^(-?\d+)(?:\/([1-9]\d*))?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { over: BigInt(match[1]), under: BigInt(match[2] ?? "1") };
}

/** "1.49", as a rule prints a percent, or what `exactOf` reads. */
export function printedOf(text: string): Exact | undefined {
  const match = /^(-?\d+)\.(\d+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return exactOf(text);
  return { over: BigInt(match[1] + match[2]), under: 10n ** BigInt(match[2].length) };
}

/** To the nearest whole, halves away from zero. */
export function rounded({ over, under }: Exact): bigint {
  const positive = over < 0n ? -over : over;
  const whole = (2n * positive + under) / (2n * under);
  return over < 0n ? -whole : whole;
}

export const isWhole = ({ over, under }: Exact): boolean => over % under === 0n;
export const one: Exact = { over: 1n, under: 1n };
export const isSame = (a: Exact, b: Exact): boolean => a.over * b.under === b.over * a.under;
export const times = (a: Exact, b: Exact): Exact => ({ over: a.over * b.over, under: a.under * b.under });
export const less = (a: Exact, b: Exact): Exact => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});

/** Percent with at most three digits after the point, and whether that is all of it. */
export function percentOf({ over, under }: Exact): { readonly percent: number; readonly isExact: boolean } {
  const scaled = { over: over * 100_000n, under };
  return { percent: Number(rounded(scaled)) / 1_000, isExact: isWhole(scaled) };
}

const mostDigits = 12;

/** "85,5" of "171/2", "0,0125" of "0.0125": every digit, and a fraction where there is no end of them. Undefined for what is no number. */
export function numberText(text: string, f: Format): string | undefined {
  const exact = printedOf(text);
  if (exact === undefined) return undefined;
  const { over, under } = exact;
  let digits = 0;
  while (digits < mostDigits && (over * 10n ** BigInt(digits)) % under !== 0n) digits += 1;
  const scaled = over * 10n ** BigInt(digits);
  if (scaled % under !== 0n) return `${wholeText(over, f)}/${wholeText(under, f)}`;
  const whole = over / under;
  const rest = String((over < 0n ? -scaled : scaled) / under).padStart(digits + 1, "0");
  const sign = over < 0n && whole === 0n ? "−" : "";
  return digits === 0 ? wholeText(whole, f) : `${sign}${wholeText(whole, f)}${pointOf(f)}${rest.slice(-digits)}`;
}

/** 1.234, also beyond what a number can hold. */
const wholeText = (value: bigint, f: Format): string => f.rupiah(value).replace("Rp", "");
const pointOf = (f: Format): string => f.number(1.5).charAt(1);
