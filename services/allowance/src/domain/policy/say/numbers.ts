import { compare, multiply, parseRational, type Rational, rational, round } from "@kinerja/common/kernel";

/** "12", "0.01" or "2/3"; the engine's fractions may have more digits than a document's numbers. */
function exactOf(text: string): Rational {
  const fraction = /^(-?\d+)(?:\/([1-9]\d*))?$/.exec(text);
  const exact =
    fraction?.[1] === undefined ? parseRational(text) : rational(BigInt(fraction[1]), BigInt(fraction[2] ?? "1"));
  if (!exact) throw new Error(`"${text}" is no number`);
  return exact;
}

type Decimal = {
  readonly whole: string;
  readonly fraction: string;
  readonly isExact: boolean;
  readonly isNegative: boolean;
};

/** Half-up on the magnitude, without zeros at the end. */
function decimalParts(value: Rational, digits: number): Decimal {
  const scale = 10n ** BigInt(digits);
  const scaled = multiply(value, rational(scale));
  const all = round(scaled, "half-up");
  const magnitude = all < 0n ? -all : all;
  const fraction = (magnitude % scale).toString().padStart(digits, "0").replace(/0+$/, "");
  return {
    whole: String(magnitude / scale),
    fraction: digits === 0 ? "" : fraction,
    isExact: scaled.den === 1n,
    isNegative: all < 0n,
  };
}

/** A fraction as a decimal with a point, of ten digits at most: "3940.92". The fraction stays the exact one. */
export function decimalText(exact: string): string {
  const { whole, fraction, isNegative } = decimalParts(exactOf(exact), 10);
  return `${isNegative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ".");

function indonesian(
  value: Rational,
  digits: number,
): { readonly text: string; readonly isExact: boolean; readonly isNegative: boolean } {
  const { whole, fraction, ...more } = decimalParts(value, digits);
  return { ...more, text: `${grouped(whole)}${fraction === "" ? "" : `,${fraction}`}` };
}

/** "Rp3.940,92", "−Rp10"; "≈ Rp1.891.379,3103" where four digits are not all of it. */
export function rupiahText(amount: string | number | bigint): string {
  const { text, isExact, isNegative } = indonesian(exactOf(String(amount)), 4);
  return `${isExact ? "" : "≈ "}${isNegative ? "−" : ""}Rp${text}`;
}

/** "1.234,5" */
export function numberText(number: string | number | bigint): string {
  const { text, isExact, isNegative } = indonesian(exactOf(String(number)), 4);
  return `${isExact ? "" : "≈ "}${isNegative ? "−" : ""}${text}`;
}

/** A printed percent: 30 or "0.01". */
export const percentText = (percent: string | number): string => `${numberText(percent)}%`;

/** A part of one as percent: "17/20" is 85 %. */
export const partText = (part: string): string =>
  percentText(decimalOrFraction(multiply(exactOf(part), rational(100n))));

const decimalOrFraction = ({ num, den }: Rational): string => (den === 1n ? String(num) : `${num}/${den}`);

/** The magnitude of an exact number. */
export const magnitudeOf = (exact: string): string => exact.replace(/^-/, "");
export const isNegative = (exact: string): boolean => exact.startsWith("-");
export const isAtLeast = (a: string, b: string): boolean => compare(exactOf(a), exactOf(b)) >= 0;
export const isZero = (exact: string): boolean => exactOf(exact).num === 0n;

const months = [..."Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ")];
/** "2026-07" as "Juli 2026". */
export const monthText = (period: string): string =>
  `${months[Number(period.slice(5, 7)) - 1] ?? ""} ${period.slice(0, 4)}`;
/** "2026-07-01" as "1 Juli 2026". */
export const dayText = (day: string): string => `${Number(day.slice(8))} ${monthText(day)}`;
/** "sangat_baik" as "sangat baik". */
export const keyText = (key: string): string => key.replaceAll("_", " ");
