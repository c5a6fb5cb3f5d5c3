import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";
import { assert, bigInt, property, record } from "fast-check";

import {
  billedLines,
  expenseAccount,
  type LedgerSums,
  pendingLines,
  postedLines,
  type Posting,
  settledLines,
} from "./ledger.ts";

const sumsOf = (more: Partial<Record<keyof LedgerSums, bigint>>): LedgerSums => {
  const names = ["gross", "cut", "net", "contribution", "employer", "tax", "taxBorne", "recovery", "amount"] as const;
  return Object.fromEntries(names.map((name) => [name, rupiah(more[name] ?? 0n)])) as LedgerSums;
};
const entries = (lines: readonly Posting[]) =>
  Object.fromEntries(lines.map(({ account, amount }) => [account, amount]));
const total = (lines: readonly Posting[]): bigint => lines.reduce((sum, { amount }) => sum + amount, 0n);

describe("the ledger of a batch", () => {
  it("commits what is checked, owes what is approved, and pays what is settled", () => {
    const sums = sumsOf({ gross: 1_000n, cut: 100n, net: 900n, amount: 900n });
    expect(entries(pendingLines(sums))).toEqual({ "komitmen.belanja": 900n, "komitmen.utang": -900n });
    expect(entries(postedLines("belanja.x", sums))).toEqual({
      ...{ "komitmen.belanja": -900n, "komitmen.utang": 900n, "belanja.x": 900n, "utang.pegawai": -900n },
    });
    expect(entries(settledLines(sums))).toEqual({ "utang.pegawai": 900n, kas: -900n });
  });

  it("parts what is deducted, and what others pay beside", () => {
    const paid = { gross: 1_000n, net: 1_000n, contribution: 10n, tax: 50n, recovery: 40n, amount: 900n };
    expect(entries(postedLines("belanja.x", sumsOf({ ...paid, employer: 40n, taxBorne: 7n })))).toEqual({
      ...{ "komitmen.belanja": -1_000n, "komitmen.utang": 1_000n, "belanja.x": 1_000n, "utang.pegawai": -900n },
      ...{ "utang.iuran.pegawai": -10n, "utang.pajak.pph21": -57n, "beban.pajak-ditanggung": 7n },
      ...{ "belanja.iuran.pemberi-kerja": 40n, "utang.iuran.pemberi-kerja": -40n, "piutang.pegawai": -40n },
    });
  });

  it("carries what corrections leave below zero to what people owe", () => {
    const lines = entries(postedLines("belanja.x", sumsOf({ gross: 100n, cut: 130n })));
    expect(lines).toEqual({ "belanja.x": -30n, "piutang.pegawai": 30n });
  });

  it("bills a share of contributions that nothing was there to take from: no expense, and no part of a batch", () => {
    expect(entries(billedLines(rupiah(7n)))).toEqual({ "piutang.pegawai": 7n, "utang.iuran.pegawai": -7n });
  });

  it("has no line of nothing, and knows the expense of each kind of run", () => {
    expect(postedLines("belanja.x", sumsOf({}))).toEqual([]);
    expect(expenseAccount("REGULAR", "tpp")).toBe("belanja.tambahan-penghasilan");
    expect(expenseAccount("THR", "thr")).toBe("belanja.tunjangan-hari-raya");
    expect(expenseAccount("RAPEL", "tukin")).toBe("belanja.kekurangan-tunjangan");
  });

  it("sums to zero, whatever is paid", () => {
    const amount = bigInt({ min: 0n, max: 10n ** 14n });
    const anything = { gross: amount, cut: amount, carried: amount, contribution: amount, employer: amount, recovery: amount };
    assert(
      property(record({ ...anything, tax: bigInt({ min: -(10n ** 12n), max: 10n ** 14n }), taxBorne: amount }), ({ carried, ...more }) => {
        const net = more.gross - more.cut + carried;
        const sums = sumsOf({ ...more, net, amount: net - more.contribution - more.tax - more.recovery });
        for (const lines of [pendingLines(sums), postedLines("belanja.x", sums), settledLines(sums)]) {
          expect(total(lines)).toBe(0n);
          expect(new Set(lines.map(({ account }) => account)).size).toBe(lines.length);
          expect(lines.every((line) => line.amount !== 0n)).toBe(true);
        }
      }),
    );
  }); // prettier-ignore
});
