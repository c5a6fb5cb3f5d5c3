import { type Period, rational, roundToRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

/** Rank, as meals and overtime are priced by: "IV" of "IV/a". */
export type Golongan = "I" | "II" | "III" | "IV";

type ByRank = Readonly<Record<Golongan, Rupiah>>;

/** Standar Biaya Masukan of one budget year: it is issued anew each year and says nothing of the next. */
type StandardCost = {
  readonly year: string;
  readonly source: string;
  /** A day. */
  readonly meal: ByRank;
  /** An hour. */
  readonly overtime: ByRank;
  /** A day with overtime. */
  readonly overtimeMeal: ByRank;
};

const ranks = (I: bigint, II: bigint, III: bigint, IV: bigint): ByRank => ({
  I: rupiah(I),
  II: rupiah(II),
  III: rupiah(III),
  IV: rupiah(IV),
});

// unverified: read in a public program that cites these items, not in the regulation's own text.
const standardCosts: readonly StandardCost[] = [
  {
    year: "2026",
    source: "PMK 32/2025 (SBM 2026), butir 22.1, 23.1 dan 23.2",
    meal: ranks(35_000n, 35_000n, 37_000n, 41_000n),
    overtime: ranks(18_000n, 24_000n, 30_000n, 36_000n),
    overtimeMeal: ranks(35_000n, 35_000n, 37_000n, 41_000n),
  },
];

/** A meal goes with overtime of at least so long without a break. */
const mealAfterMinutes = 120;

/** Undefined for a rank that can't be read: a guess would be a wrong rate. */
export function golonganOf(text: string): Golongan | undefined {
  return /^(IV|III|II|I)(?=\/|$)/.exec(text.trim().toUpperCase())?.[1] as Golongan | undefined;
}

const costsOf = (period: Period): StandardCost | undefined =>
  standardCosts.find(({ year }) => year === period.slice(0, 4));

export type Money = { readonly total: Rupiah; readonly source: string };

/** What the treasury's application should come to for meals; undefined for a year whose rates we don't have. */
export function mealMoney(golongan: Golongan, days: number, period: Period): Money | undefined {
  const costs = costsOf(period);
  return costs && { total: rupiah(costs.meal[golongan] * BigInt(days)), source: costs.source };
}

/** Minutes of the paid overtime of each day, with the longest stretch of it. */
export type OvertimeStretch = { readonly minutes: number; readonly longest: number };

export type OvertimeMoney = Money & { readonly hours: Rupiah; readonly meals: Rupiah };

/** What the treasury's application should come to for overtime on working days: hours exactly, rounded once, and a meal on each long day. */
export function overtimeMoney(
  golongan: Golongan,
  days: readonly OvertimeStretch[],
  period: Period,
): OvertimeMoney | undefined {
  const costs = costsOf(period);
  if (!costs) return undefined;
  const minutes = days.reduce((sum, day) => sum + day.minutes, 0);
  const hours = roundToRupiah(rational(costs.overtime[golongan] * BigInt(minutes), 60n), "half-up");
  const long = days.filter(({ longest }) => longest >= mealAfterMinutes).length;
  const meals = rupiah(costs.overtimeMeal[golongan] * BigInt(long));
  return { hours, meals, total: sumRupiah([hours, meals]), source: costs.source };
}
