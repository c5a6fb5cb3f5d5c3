import { describe, expect, it } from "@jest/globals";
import { parsePeriod, rupiah } from "@kinerja/common/kernel";

import { percentOf } from "./lines.ts";
import { article17, inForce, ptkp, ter, type TerCategory, terCategoryOf } from "./tables.ts";
import { terPercent } from "./ter.ts";

/** The annex as it is printed: upper bound (sampai dengan) = percent. Read here in another way than the code's table is written. */
const annex = `
A: 5400000=0 | 5650000=0.25 | 5950000=0.5 | 6300000=0.75 | 6750000=1 | 7500000=1.25 | 8550000=1.5 | 9650000=1.75 | 10050000=2 | 10350000=2.25 | 10700000=2.5
 | 11050000=3 | 11600000=3.5 | 12500000=4 | 13750000=5 | 15100000=6 | 16950000=7 | 19750000=8 | 24150000=9 | 26450000=10 | 28000000=11 | 30050000=12 | 32400000=13
 | 35400000=14 | 39100000=15 | 43850000=16 | 47800000=17 | 51400000=18 | 56300000=19 | 62200000=20 | 68600000=21 | 77500000=22 | 89000000=23 | 103000000=24
 | 125000000=25 | 157000000=26 | 206000000=27 | 337000000=28 | 454000000=29 | 550000000=30 | 695000000=31 | 910000000=32 | 1400000000=33 | inf=34      (44 rows)
B: 6200000=0 | 6500000=0.25 | 6850000=0.5 | 7300000=0.75 | 9200000=1 | 10750000=1.5 | 11250000=2 | 11600000=2.5 | 12600000=3 | 13600000=4 | 14950000=5 | 16400000=6
 | 18450000=7 | 21850000=8 | 26000000=9 | 27700000=10 | 29350000=11 | 31450000=12 | 33950000=13 | 37100000=14 | 41100000=15 | 45800000=16 | 49500000=17 | 53800000=18
 | 58500000=19 | 64000000=20 | 71000000=21 | 80000000=22 | 93000000=23 | 109000000=24 | 129000000=25 | 163000000=26 | 211000000=27 | 374000000=28 | 459000000=29
 | 555000000=30 | 704000000=31 | 957000000=32 | 1405000000=33 | inf=34      (40 rows)
C: 6600000=0 | 6950000=0.25 | 7350000=0.5 | 7800000=0.75 | 8850000=1 | 9800000=1.25 | 10950000=1.5 | 11200000=1.75 | 12050000=2 | 12950000=3 | 14150000=4 | 15550000=5
 | 17050000=6 | 19500000=7 | 22700000=8 | 26600000=9 | 28100000=10 | 30100000=11 | 32600000=12 | 35400000=13 | 38900000=14 | 43000000=15 | 47400000=16 | 51200000=17
 | 55800000=18 | 60400000=19 | 66700000=20 | 74500000=21 | 83200000=22 | 95600000=23 | 110000000=24 | 134000000=25 | 169000000=26 | 221000000=27 | 390000000=28
 | 463000000=29 | 561000000=30 | 709000000=31 | 965000000=32 | 1419000000=33 | inf=34      (41 rows)
`;

type Edge = { readonly category: TerCategory; readonly upTo: number; readonly percent: string; readonly next: string };

function edgesOf(category: TerCategory): Edge[] {
  const text = annex.split(/\n(?=[ABC]: )/).find((part) => part.trimStart().startsWith(`${category}: `)) ?? "";
  const rows = [...text.matchAll(/(\d+|inf)=(\d+(?:\.\d+)?)/g)].map(
    ([, upTo = "", percent = ""]) => [upTo, percent] as const,
  );
  return rows.slice(0, -1).map(([upTo, percent], index) => ({
    ...{ category, upTo: Number(upTo), percent, next: rows[index + 1]?.[1] ?? "" },
  }));
}
const categories = ["A", "B", "C"] as const;
const edges = categories.flatMap(edgesOf);
const inYear = (month: string) => inForce(ter, parsePeriod(month));

describe("the monthly rates", () => {
  it("have 44, 40 and 41 rows", () => {
    expect(categories.map((category) => edgesOf(category).length + 1)).toEqual([44, 40, 41]);
    expect(categories.map((category) => inYear("2026-07")?.value[category].length)).toEqual([44, 40, 41]);
  });

  it.each(edges)("$category: $percent % up to $upTo, then $next %", ({ category, upTo, percent, next }) => {
    const rows = inYear("2026-07")?.value[category] ?? [];
    const at = (gross: number): string => String(terPercent(rows, rupiah(BigInt(gross))));
    expect([at(upTo - 1), at(upTo), at(upTo + 1)]).toEqual([percent, percent, next]);
  });

  it("begin with 2024: before it there are none", () => {
    expect(inYear("2023-12")).toBeUndefined();
    expect(inYear("2024-01")?.source).toBe("PP 58/2023 Lampiran; PMK 168/2023");
  });

  it("end without an end, and nothing is taxed at 0", () => {
    const { A = [], B = [], C = [] } = inYear("2026-01")?.value ?? {};
    for (const rows of [A, B, C]) {
      expect(terPercent(rows, rupiah(10n ** 12n))).toBe(34);
      expect(terPercent(rows, rupiah(0n))).toBe(0);
    }
    expect(() => terPercent([], rupiah(1n))).toThrow("a last row without an end");
  });

  it("put each status into its category", () => {
    expect(terCategoryOf).toEqual({
      ...{ "TK/0": "A", "TK/1": "A", "K/0": "A" },
      ...{ "TK/2": "B", "TK/3": "B", "K/1": "B", "K/2": "B" },
      ...{ "K/3": "C" },
    });
  });
});

describe("the tables of the year", () => {
  it("free 54 million, and 4.5 more for marriage and for each of three dependants", () => {
    const free = inForce(ptkp, parsePeriod("2026-12"))?.value;
    for (const [status, amount] of Object.entries(free ?? {})) {
      const [married, dependants] = status.split("/");
      expect(amount).toBe(54_000_000n + 4_500_000n * BigInt((married === "K" ? 1 : 0) + Number(dependants)));
    }
  });

  it("have brackets from 2022 on", () => {
    expect(inForce(article17, parsePeriod("2021-12"))).toBeUndefined();
    expect(inForce(article17, parsePeriod("2022-01"))?.value.map(({ percent }) => percent)).toEqual([
      5, 15, 25, 30, 35,
    ]);
  });
});

describe("a percent of rupiah", () => {
  it("is rounded half-up to whole rupiah", () => {
    expect(percentOf(rupiah(5_650_001n), "0.5")).toBe(28_250n);
    expect(percentOf(rupiah(100n), "0.5")).toBe(1n);
    expect(percentOf(rupiah(99n), "0.5")).toBe(0n);
  });

  it("knows no other spelling", () => {
    expect(() => percentOf(rupiah(1n), "5%")).toThrow('"5%" is no percent');
  });
});
