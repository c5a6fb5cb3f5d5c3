import { describe, expect, it } from "@jest/globals";
import { parsePeriod, rupiah } from "@kinerja/common/kernel";
import { assert, bigInt, constantFrom, property } from "fast-check";

import { yearTaxOf } from "./article17.ts";
import { finalTaxOf } from "./final-tax.ts";
import { article17, inForce, occupationCost, ter } from "./tables.ts";
import { terTaxOf } from "./ter.ts";

const month = parsePeriod("2026-07");
const tables = inForce(ter, month)!.value;
const brackets = inForce(article17, month)!.value;
const cost = inForce(occupationCost, month)!.value;
const amount = (max = 100_000_000n) => bigInt({ min: 0n, max });
const monthOf = (salary: bigint, allowance: bigint, withheld = 0n) => ({
  ...{ salary: rupiah(salary), allowance: rupiah(allowance), withheld: rupiah(withheld) },
});

describe("the tax of a month", () => {
  it("is the rate of everything less that of the salary alone", () => {
    // 13,757,600 lies in (13,750,000; 15,100,000]: 6 %; 5,000,000 is free.
    expect(terTaxOf(tables.A, monthOf(5_000_000n, 8_757_600n))).toEqual({
      ...{ gross: 13_757_600n, percent: 6, onAll: 825_456n },
      ...{ salaryPercent: 0, onSalary: 0n, tax: 825_456n },
    });
    // 6,000,000 × 0.75 % = 45,000 is the salary's.
    expect(terTaxOf(tables.A, monthOf(6_000_000n, 7_757_600n)).tax).toBe(825_456n - 45_000n);
  });

  it("jumps at the edge of a row: one rupiah more owes 137,500 more", () => {
    const at = terTaxOf(tables.A, monthOf(13_000_000n, 750_000n)).onAll;
    const above = terTaxOf(tables.A, monthOf(13_000_000n, 750_001n)).onAll;
    expect([at, above]).toEqual([687_500n, 825_000n]);
  });

  it("gives nothing back", () => {
    expect(terTaxOf(tables.A, monthOf(5_000_000n, 8_757_600n, 900_000n)).tax).toBe(0n);
  });

  it("never falls as income rises, though what is left may", () => {
    assert(
      property(constantFrom("A", "B", "C"), amount(), amount(), (category, low, more) => {
        const tax = (gross: bigint): bigint => terTaxOf(tables[category], monthOf(0n, gross)).tax;
        expect(tax(low + more) >= tax(low)).toBe(true);
      }),
    );
  });

  it("is as much in two payments as in one", () => {
    assert(
      property(amount(), amount(), amount(), (salary, first, second) => {
        const before = terTaxOf(tables.B, monthOf(salary, first)).tax;
        const after = terTaxOf(tables.B, monthOf(salary, first + second, before)).tax;
        expect(before + after).toBe(terTaxOf(tables.B, monthOf(salary, first + second)).tax);
      }),
    );
  });
});

const yearOf = (gross: bigint, months = 12, pension = 0n, ptkp = 54_000_000n) => ({
  ...{ gross: rupiah(gross), months, pension: rupiah(pension), ptkp: rupiah(ptkp) },
});

describe("the tax of a year", () => {
  it("subtracts biaya jabatan, iuran pensiun and PTKP, and rounds down to thousands", () => {
    // 165,091,200 − 6,000,000 − 2,850,000 − 54,000,000 = 102,241,200; 60,000,000 × 5 % + 42,241,000 × 15 % = 9,336,150.
    expect(yearTaxOf(brackets, cost, yearOf(165_091_200n, 12, 2_850_000n))).toEqual({
      ...{ cost: 6_000_000n, taxable: 102_241_000n, tax: 9_336_150n },
      parts: [
        { amount: 60_000_000n, percent: 5, tax: 3_000_000n },
        { amount: 42_241_000n, percent: 15, tax: 6_336_150n },
      ],
    });
  });

  it.each([
    [0n, 0n],
    [60_000_000n, 3_000_000n],
    [60_001_000n, 3_000_150n],
    [250_000_000n, 31_500_000n],
    [250_001_000n, 31_500_250n],
    [500_000_000n, 94_000_000n],
    [500_001_000n, 94_000_300n],
    [5_000_000_000n, 1_444_000_000n],
    [5_000_001_000n, 1_444_000_350n],
  ])("of a taxable income of %d is %d", (taxable, tax) => {
    const free = { percent: 0, mostAMonth: rupiah(0n) };
    expect(yearTaxOf(brackets, free, yearOf(taxable, 12, 0n, 0n)).tax).toBe(tax);
    expect(yearTaxOf(brackets, free, yearOf(taxable + 999n, 12, 0n, 0n)).tax).toBe(tax);
  });

  it("takes 5 % of a small gross, and at most 500,000 for each month of work", () => {
    expect(yearTaxOf(brackets, cost, yearOf(60_000_000n)).cost).toBe(3_000_000n);
    expect(yearTaxOf(brackets, cost, yearOf(120_000_020n)).cost).toBe(6_000_000n);
    expect(yearTaxOf(brackets, cost, yearOf(120_000_020n, 7)).cost).toBe(3_500_000n);
  });

  it("taxes nobody below PTKP", () => {
    expect(yearTaxOf(brackets, cost, yearOf(50_000_000n))).toMatchObject({ taxable: 0n, parts: [], tax: 0n });
  });

  it("never falls as income rises", () => {
    assert(
      property(amount(6_000_000_000n), amount(), (low, more) => {
        const tax = (gross: bigint): bigint => yearTaxOf(brackets, cost, yearOf(gross)).tax;
        expect(tax(low + more) >= tax(low)).toBe(true);
      }),
    );
  });
});

describe("a final tax", () => {
  const rows = { II: 0, III: 5, IV: 15 };
  it("is a percent by the key's row", () => {
    expect(finalTaxOf(rows, "III", rupiah(1_000_010n))).toEqual({ percent: 5, tax: 50_001n });
    expect(finalTaxOf(rows, "II", rupiah(1_000_010n))?.tax).toBe(0n);
    expect(finalTaxOf(rows, "I", rupiah(1n))).toBeUndefined();
  });
});
