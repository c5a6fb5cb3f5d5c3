import { type Day, lastDay, type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type Percent } from "../policy/document.ts";

/** A parameter of the tax law from a day on, until the next one of its list. */
export type Dated<Value> = { readonly validFrom: string; readonly source: string; readonly value: Value };

/** Marital status and dependants at the beginning of the tax year: TK alone, K married; at most three dependants count. */
export const ptkpStatuses = ["TK/0", "TK/1", "TK/2", "TK/3", "K/0", "K/1", "K/2", "K/3"] as const;
export type PtkpStatus = (typeof ptkpStatuses)[number];

/** The rate up to and with an amount (rupiah a month); the last row has no end. */
export type TerRow = { readonly upTo: Rupiah | undefined; readonly percent: Percent };
export type TerCategory = "A" | "B" | "C";
export type Ter = Readonly<Record<TerCategory, readonly TerRow[]>>;

/** Percent of what lies above `above` and, unless it is the last, up to the next one's `above` (rupiah a year). */
export type TaxBracket = { readonly above: Rupiah; readonly percent: Percent };

/** Percent of the gross, at most so much for each month of work in the year. */
export type OccupationCost = { readonly percent: Percent; readonly mostAMonth: Rupiah };

/** What is in force on the last day of the month of payment; undefined before the first. */
export function inForce<Value>(list: readonly Dated<Value>[], period: Period): Dated<Value> | undefined {
  const day: Day = lastDay(period);
  return list.findLast(({ validFrom }) => validFrom <= day);
}

/** PP 58/2023 pasal 2 ayat (3): which monthly table goes with which status. */
export const terCategoryOf: Readonly<Record<PtkpStatus, TerCategory>> = {
  "TK/0": "A",
  "TK/1": "A",
  "K/0": "A",
  "TK/2": "B",
  "TK/3": "B",
  "K/1": "B",
  "K/2": "B",
  "K/3": "C",
};

type Row = readonly [upTo: bigint | undefined, percent: Percent];
const above = undefined;
// unverified: read in two public programs that agree on A and B; C in one, not yet compared with the gazette.
const terOf2024: Readonly<Record<TerCategory, readonly Row[]>> = {
  A: [
    [5_400_000n, 0],
    [5_650_000n, "0.25"],
    [5_950_000n, "0.5"],
    [6_300_000n, "0.75"],
    [6_750_000n, 1],
    [7_500_000n, "1.25"],
    [8_550_000n, "1.5"],
    [9_650_000n, "1.75"],
    [10_050_000n, 2],
    [10_350_000n, "2.25"],
    [10_700_000n, "2.5"],
    [11_050_000n, 3],
    [11_600_000n, "3.5"],
    [12_500_000n, 4],
    [13_750_000n, 5],
    [15_100_000n, 6],
    [16_950_000n, 7],
    [19_750_000n, 8],
    [24_150_000n, 9],
    [26_450_000n, 10],
    [28_000_000n, 11],
    [30_050_000n, 12],
    [32_400_000n, 13],
    [35_400_000n, 14],
    [39_100_000n, 15],
    [43_850_000n, 16],
    [47_800_000n, 17],
    [51_400_000n, 18],
    [56_300_000n, 19],
    [62_200_000n, 20],
    [68_600_000n, 21],
    [77_500_000n, 22],
    [89_000_000n, 23],
    [103_000_000n, 24],
    [125_000_000n, 25],
    [157_000_000n, 26],
    [206_000_000n, 27],
    [337_000_000n, 28],
    [454_000_000n, 29],
    [550_000_000n, 30],
    [695_000_000n, 31],
    [910_000_000n, 32],
    [1_400_000_000n, 33],
    [above, 34],
  ],
  B: [
    [6_200_000n, 0],
    [6_500_000n, "0.25"],
    [6_850_000n, "0.5"],
    [7_300_000n, "0.75"],
    [9_200_000n, 1],
    [10_750_000n, "1.5"],
    [11_250_000n, 2],
    [11_600_000n, "2.5"],
    [12_600_000n, 3],
    [13_600_000n, 4],
    [14_950_000n, 5],
    [16_400_000n, 6],
    [18_450_000n, 7],
    [21_850_000n, 8],
    [26_000_000n, 9],
    [27_700_000n, 10],
    [29_350_000n, 11],
    [31_450_000n, 12],
    [33_950_000n, 13],
    [37_100_000n, 14],
    [41_100_000n, 15],
    [45_800_000n, 16],
    [49_500_000n, 17],
    [53_800_000n, 18],
    [58_500_000n, 19],
    [64_000_000n, 20],
    [71_000_000n, 21],
    [80_000_000n, 22],
    [93_000_000n, 23],
    [109_000_000n, 24],
    [129_000_000n, 25],
    [163_000_000n, 26],
    [211_000_000n, 27],
    [374_000_000n, 28],
    [459_000_000n, 29],
    [555_000_000n, 30],
    [704_000_000n, 31],
    [957_000_000n, 32],
    [1_405_000_000n, 33],
    [above, 34],
  ],
  C: [
    [6_600_000n, 0],
    [6_950_000n, "0.25"],
    [7_350_000n, "0.5"],
    [7_800_000n, "0.75"],
    [8_850_000n, 1],
    [9_800_000n, "1.25"],
    [10_950_000n, "1.5"],
    [11_200_000n, "1.75"],
    [12_050_000n, 2],
    [12_950_000n, 3],
    [14_150_000n, 4],
    [15_550_000n, 5],
    [17_050_000n, 6],
    [19_500_000n, 7],
    [22_700_000n, 8],
    [26_600_000n, 9],
    [28_100_000n, 10],
    [30_100_000n, 11],
    [32_600_000n, 12],
    [35_400_000n, 13],
    [38_900_000n, 14],
    [43_000_000n, 15],
    [47_400_000n, 16],
    [51_200_000n, 17],
    [55_800_000n, 18],
    [60_400_000n, 19],
    [66_700_000n, 20],
    [74_500_000n, 21],
    [83_200_000n, 22],
    [95_600_000n, 23],
    [110_000_000n, 24],
    [134_000_000n, 25],
    [169_000_000n, 26],
    [221_000_000n, 27],
    [390_000_000n, 28],
    [463_000_000n, 29],
    [561_000_000n, 30],
    [709_000_000n, 31],
    [965_000_000n, 32],
    [1_419_000_000n, 33],
    [above, 34],
  ],
};

const terRows = (rows: readonly Row[]): TerRow[] =>
  rows.map(([upTo, percent]) => ({ upTo: upTo === undefined ? undefined : rupiah(upTo), percent }));

/** Tarif efektif bulanan of the gross of a month. Each row holds its own upper bound ("sampai dengan"). */
export const ter: readonly Dated<Ter>[] = [
  {
    validFrom: "2024-01-01",
    source: "PP 58/2023 Lampiran; PMK 168/2023",
    value: { A: terRows(terOf2024.A), B: terRows(terOf2024.B), C: terRows(terOf2024.C) },
  },
];

/** Penghasilan tidak kena pajak, rupiah a year. */
// unverified: the amounts of PMK 101/2016 were read in a secondary source only.
export const ptkp: readonly Dated<Readonly<Record<PtkpStatus, Rupiah>>>[] = [
  {
    validFrom: "2016-01-01",
    source: "PMK 101/PMK.010/2016 Pasal 1",
    value: {
      "TK/0": rupiah(54_000_000n),
      "TK/1": rupiah(58_500_000n),
      "TK/2": rupiah(63_000_000n),
      "TK/3": rupiah(67_500_000n),
      "K/0": rupiah(58_500_000n),
      "K/1": rupiah(63_000_000n),
      "K/2": rupiah(67_500_000n),
      "K/3": rupiah(72_000_000n),
    },
  },
];

/** Rates on the penghasilan kena pajak of a year. */
export const article17: readonly Dated<readonly TaxBracket[]>[] = [
  {
    validFrom: "2022-01-01",
    source: "UU 36/2008 Pasal 17 ayat (1) huruf a, diubah UU 7/2021",
    value: [
      { above: rupiah(0n), percent: 5 },
      { above: rupiah(60_000_000n), percent: 15 },
      { above: rupiah(250_000_000n), percent: 25 },
      { above: rupiah(500_000_000n), percent: 30 },
      { above: rupiah(5_000_000_000n), percent: 35 },
    ],
  },
];

/** Biaya jabatan. */
// unverified: the regulation's text was not read; the amounts were, in a secondary source.
export const occupationCost: readonly Dated<OccupationCost>[] = [
  {
    validFrom: "2009-01-01",
    source: "PMK 250/PMK.03/2008 Pasal 1",
    value: { percent: 5, mostAMonth: rupiah(500_000n) },
  },
];

/** UU 36/2008 pasal 17 ayat (4): the penghasilan kena pajak is counted in full thousands, downwards. */
export const taxableUnit = 1_000n;
