import { describe, expect, it } from "@jest/globals";
import { parsePeriod, rupiah, sumRupiah } from "@kinerja/common/kernel";
import { array, assert, bigInt, boolean, constantFrom, integer, property, record } from "fast-check";

import { type Payout as PayoutRule } from "../policy/document.ts";
import { yearTaxOf } from "./article17.ts";
import { type PayoutResult, type PayoutSnapshot, settle } from "./settle.ts";
import { article17, inForce, occupationCost, ptkp, ptkpStatuses } from "./tables.ts";

const cite = { legal: "permen", article: "Pasal 20" };
const named = (id: string) => ({ id, label: `Label ${id}`, cite });
const bpjs = { ...named("bpjs"), percent: 1, cap_rupiah: 12_000_000, already_deducted_in: "salary", employer_percent: 4 } as const; // prettier-ignore
const ter = (borne_by: "state" | "region" | "employee") => ({ ...named("pph21"), method: "ter", borne_by }) as const;
const rule = (more: Partial<PayoutRule>): PayoutRule => ({ month: "same", cite, tax: "none", ...more });
const due = (amount: bigint, id = "main") => ({ id, label: "Tukin", period: parsePeriod("2026-06"), amount: rupiah(amount) }); // prettier-ignore
const july: PayoutSnapshot = {
  ...{ period: parsePeriod("2026-07"), due: [due(8_757_600n)], salary: rupiah(5_000_000n), ptkp: "TK/0" },
};
const soFar = (more: object = {}) => ({
  ...{ allowance: rupiah(0n), taxed: rupiah(0n), contributions: {}, tax: rupiah(0n), recovered: rupiah(0n), ...more },
});
/** Without a word: the employee has paid all of it. */
const paidOnYear = (withheld: bigint, own = withheld, borne = 0n) => ({
  ...{ withheld: rupiah(withheld), own: rupiah(own), borne: rupiah(borne) },
});
const item = (id: string, own: bigint, employer: bigint) => ({
  ...{ id, contribution: "bpjs", label: `Koreksi ${id}`, period: parsePeriod("2026-05") },
  ...{ own: rupiah(own), employer: rupiah(employer) },
});
const codes = ({ flags }: PayoutResult) => flags.map(({ code }) => code);
const sums = ({ net, contribution, tax, recovery, amount }: PayoutResult) => [net, contribution, tax, recovery, amount];

describe("a payout", () => {
  it("without rules transfers what is due, components and corrections each on its line", () => {
    const result = settle({ ...july, due: [due(8_753_659n), due(1_751_520n, "acting"), due(-30_604n, "rapel")] }, rule({})); // prettier-ignore
    expect(sums(result)).toEqual([10_474_575n, 0n, 0n, 0n, 10_474_575n]);
    expect(result.lines.map(({ id, amount }) => [id, amount])).toEqual([
      ["due.main", 8_753_659n],
      ["due.acting", 1_751_520n],
      ["due.rapel", -30_604n],
    ]);
  });

  it("deducts contribution and tax from who bears them: 8,757,600 − 70,000 − 825,456", () => {
    const result = settle(july, rule({ contributions: [bpjs], tax: ter("employee") }));
    expect(sums(result)).toEqual([8_757_600n, 70_000n, 825_456n, 0n, 7_862_144n]);
    expect(result.pairs).toEqual([expect.objectContaining({ id: "bpjs.pemberi_kerja", amount: 280_000n, rate: "4%" })]);
    expect(result.lines.at(-1)).toMatchObject({
      ...{ id: "pph21", base: 13_757_600n, rate: "TER A: 6% dari seluruhnya, 0% dari gaji", amount: -825_456n },
      inputs: expect.arrayContaining([["Pajak seluruhnya", "825456"]]) as unknown,
    });
  });

  it.each(["state", "region"] as const)("leaves the net alone where the %s bears the tax", (borneBy) => {
    const result = settle(july, rule({ tax: ter(borneBy) }));
    expect(sums(result)).toEqual([8_757_600n, 0n, 0n, 0n, 8_757_600n]);
    expect(result.pairs).toEqual([
      expect.objectContaining({ amount: 825_456n, debit: "beban.pajak-ditanggung", credit: "utang.pajak.pph21" }),
    ]);
  });

  it("pays THR by its own document: no contribution, no recovery, the tax as a pair", () => {
    const owed = [{ id: "r1", label: "Kelebihan", since: "2026-01-01", open: rupiah(500_000n) }];
    const result = settle({ ...july, receivables: owed }, rule({ tax: ter("state") }));
    expect([result.amount, result.recovered]).toEqual([8_757_600n, []]);
  });

  it("counts what the month has paid before", () => {
    const first = settle({ ...july, due: [due(8_000_000n)] }, rule({ contributions: [bpjs], tax: ter("employee") }));
    const monthSoFar = soFar({
      ...{ allowance: first.net, taxed: first.net, tax: first.tax },
      contributions: { bpjs: { allowance: first.net, own: first.contribution, employer: first.pairs[0]!.amount } },
    });
    const second = settle({ ...july, due: [due(757_600n)], monthSoFar }, rule({ contributions: [bpjs], tax: ter("employee") })); // prettier-ignore
    expect([first.tax + second.tax, first.contribution + second.contribution]).toEqual([825_456n, 70_000n]);
  });

  it("takes no contribution of a THR that has none: 90,000 − 50,000, whatever is paid first", () => {
    const contributes = rule({ contributions: [bpjs] });
    const [thr, tpp] = [
      { ...july, due: [due(6_000_000n)] },
      { ...july, due: [due(4_000_000n)] },
    ];
    const before = soFar({ allowance: rupiah(6_000_000n), taxed: rupiah(6_000_000n) });
    const after = settle({ ...tpp, monthSoFar: before }, contributes);
    expect([after.contribution, after.pairs[0]?.amount]).toEqual([40_000n, 160_000n]);
    const first = settle(tpp, contributes);
    expect([first.contribution, first.pairs[0]?.amount]).toEqual([40_000n, 160_000n]);
    expect(settle({ ...thr, monthSoFar: before }, rule({})).contribution).toBe(0n);
  });

  it("leaves income with a final tax, or with none, out of the month that it taxes", () => {
    const monthSoFar = soFar({ allowance: rupiah(6_000_000n) });
    expect(settle({ ...july, monthSoFar }, rule({ tax: ter("employee") })).tax).toBe(825_456n);
  });

  it("takes back the oldest first and 25 % at most", () => {
    const receivables = [
      { id: "young", label: "Kelebihan Mei", since: "2026-06-10", open: rupiah(1_000_000n) },
      { id: "old", label: "Kelebihan Maret", since: "2026-04-10", open: rupiah(2_000_000n) },
    ];
    const result = settle({ ...july, receivables }, rule({ recovery: { cap_percent: 25, cite } }));
    expect(sums(result)).toEqual([8_757_600n, 0n, 0n, 2_189_400n, 6_568_200n]);
    expect(result.lines.slice(1).map(({ id, amount }) => [id, amount])).toEqual([
      ["recovery.old", -2_000_000n],
      ["recovery.young", -189_400n],
    ]);
    expect(settle(july, rule({ recovery: { cap_percent: 25, cite } })).recovery).toBe(0n);
  });

  it("pays a final tax by grade", () => {
    const final = { ...named("final"), method: "final", borne_by: "employee", by: "grade", rows: { III: 5, IV: 15 } } as const; // prettier-ignore
    const keys = (grade: string) => ({ ...july, keys: { grade } });
    expect(settle(keys("IV"), rule({ tax: final }))).toMatchObject({ tax: 1_313_640n, amount: 7_443_960n });
    expect(codes(settle(keys("II"), rule({ tax: final })))).toEqual(["TABLE_ROW_MISSING"]);
    expect(codes(settle(july, rule({ tax: final })))).toEqual(["INPUT_MISSING"]);
  });
});

describe("what earlier months have contributed otherwise", () => {
  const beside = ({ pairs }: PayoutResult) => pairs.map(({ id, amount }) => [id, amount]);

  it("is taken and given back on lines of its own, the employer's share beside", () => {
    const contributionItems = [item("taken", 5_000n, 20_000n), item("back", -3_000n, 0n)];
    const result = settle({ ...july, contributionItems }, rule({ contributions: [bpjs] }));
    expect([result.contribution, result.amount]).toEqual([72_000n, 8_685_600n]);
    expect(result.lines.slice(2).map(({ id, amount, cite: { article } }) => [id, amount, article])).toEqual([
      ["back", 3_000n, "Pasal 20"],
      ["taken", -5_000n, "Pasal 20"],
    ]);
    expect(beside(result)).toEqual([
      ["bpjs.pemberi_kerja", 280_000n],
      ["taken", 20_000n],
    ]);
  });

  it("waits whole where it is more than what is left, and is taken once it is no more than that", () => {
    const waits = settle({ ...july, due: [], contributionItems: [item("taken", 1n, 4n)] }, rule({}));
    expect([waits.amount, waits.contribution, waits.contributionItems, waits.pairs]).toEqual([0n, 0n, [], []]);
    expect(waits.flags).toEqual([
      { code: "CONTRIBUTION_EXCEEDS_NET", severity: "WARN", params: { label: "Koreksi taken", short: "1" } },
    ]);
    const items = [item("taken", 1n, 4n), item("back", -1n, -4n)];
    const both = settle({ ...july, due: [], contributionItems: items }, rule({}));
    expect([both.amount, both.contributionItems.length, beside(both)]).toEqual([0n, 2, [["back", -4n], ["taken", 4n]]]); // prettier-ignore
  });

  const whole = rule({ contributions: [bpjs], tax: ter("employee") });
  const unknown: PayoutSnapshot = { period: july.period, due: [] };

  it("is booked where only the employer owes, of who is paid nothing and of whom neither salary nor status is known", () => {
    const result = settle({ ...unknown, contributionItems: [item("theirs", 0n, 4n)] }, whole);
    expect([result.status, ...sums(result)]).toEqual(["payable", 0n, 0n, 0n, 0n, 0n]);
    expect([beside(result), result.flags]).toEqual([[["theirs", 4n]], []]);
    expect(result.contributionItems).toMatchObject([{ id: "theirs", billed: 0n }]);
  });

  it("is billed where who owes it has left, and the employer's share is booked", () => {
    const result = settle({ ...unknown, hasLeft: true, contributionItems: [item("taken", 1_000n, 4_000n)] }, whole);
    expect([result.status, ...sums(result)]).toEqual(["payable", 0n, 0n, 0n, 0n, 0n]);
    expect(result.lines.map(({ id, amount }) => [id, amount])).toEqual([["taken", -1_000n], ["carried", 1_000n]]); // prettier-ignore
    expect([beside(result), result.contributionItems.map(({ billed }) => billed)]).toEqual([[["taken", 4_000n]], [1_000n]]); // prettier-ignore
    expect(result.flags).toEqual([
      { code: "CONTRIBUTION_BILLED", severity: "WARN", params: { label: "Koreksi taken", billed: "1000" } },
    ]);
  });

  it("is taken from the last payment as far as that goes, and billed for the rest: net and lines still meet", () => {
    const left = { ...july, due: [due(300n)], hasLeft: true, contributionItems: [item("b", 250n, 0n), item("a", 100n, 400n)] }; // prettier-ignore
    const result = settle(left, rule({}));
    expect(sums(result)).toEqual([300n, 300n, 0n, 0n, 0n]);
    expect(result.contributionItems.map(({ id, billed }) => [id, billed])).toEqual([["b", 0n], ["a", 50n]]); // prettier-ignore
    expect(sumRupiah(result.lines.map(({ amount }) => amount))).toBe(0n);
    expect(settle({ ...left, hasLeft: false }, rule({}))).toMatchObject({ contribution: 250n, amount: 50n });
  });
});

describe("a payout is not more than there is", () => {
  it("when one rupiah jumps over the edge of a row, the tax takes it and says what is missing", () => {
    const result = settle({ ...july, salary: rupiah(13_750_000n), due: [due(1n)] }, rule({ tax: ter("employee") }));
    expect(sums(result)).toEqual([1n, 0n, 1n, 0n, 0n]);
    expect(result.flags).toEqual([
      { code: "TAX_EXCEEDS_NET", severity: "WARN", params: { label: "Label pph21", short: "137499" } },
    ]);
  });

  it("when corrections outweigh what is due, the rest becomes a debt", () => {
    const result = settle({ ...july, due: [due(100n), due(-30_604n, "rapel")] }, rule({ tax: ter("employee") }));
    expect([...sums(result), result.carried]).toEqual([0n, 0n, 0n, 0n, 0n, 30_504n]);
    expect(codes(result)).toEqual(["PAYOUT_NEGATIVE"]);
  });

  it("when a contribution without the salary's part is more than the allowance", () => {
    const alone = { ...bpjs, already_deducted_in: "none" } as const;
    const result = settle({ ...july, due: [due(100n)] }, rule({ contributions: [alone] }));
    expect([result.contribution, result.amount, codes(result)]).toEqual([100n, 0n, ["CONTRIBUTION_EXCEEDS_NET"]]);
    const { salary: _, ...noSalary } = july;
    expect(settle(noSalary, rule({ contributions: [alone] })).contribution).toBe(87_576n);
  });
});

describe("a payout can't be computed", () => {
  const without = (name: keyof PayoutSnapshot): PayoutSnapshot => ({ ...july, [name]: undefined });
  it.each([
    ["a salary", without("salary"), "INPUT_MISSING"],
    ["a status", without("ptkp"), "INPUT_MISSING"],
    ["the year, when it ends", { ...july, endsTaxYear: true }, "INPUT_MISSING"],
    ["rates of its month", { ...july, period: parsePeriod("2023-07") }, "TABLE_ROW_MISSING"],
  ])("without %s", (_, snapshot, code) => {
    const result = settle(snapshot, rule({ tax: ter("state") }));
    expect([result.status, result.amount, result.lines, codes(result)]).toEqual(["blocked", 0n, [], [code]]);
  });

  it("without brackets of its year", () => {
    const year = { gross: rupiah(1n), ...paidOnYear(0n), pension: rupiah(0n), months: 12, unknownMonths: 0 };
    const result = settle({ ...july, period: parsePeriod("2021-12"), yearSoFar: year }, rule({ tax: ter("state") }));
    expect(codes(result)).toEqual(["TABLE_ROW_MISSING"]);
  });

  it("without the salary that has paid its part of a contribution", () => {
    expect(codes(settle(without("salary"), rule({ contributions: [bpjs] })))).toEqual(["INPUT_MISSING"]);
  });
});

describe("the last month of a tax year", () => {
  const december = (withheld: bigint, own = withheld, borne = 0n): PayoutSnapshot => ({
    ...{ ...july, period: parsePeriod("2026-12"), due: [due(8_757_600n)] },
    yearSoFar: {
      ...{ gross: rupiah(156_333_600n), ...paidOnYear(withheld, own, borne), pension: rupiah(2_850_000n) },
      ...{ months: 12, unknownMonths: 0 },
    },
  });

  it("withholds the rest of the year: 9,336,150 − 9,080,016", () => {
    const result = settle(december(9_080_016n), rule({ tax: ter("employee") }));
    expect(sums(result)).toEqual([8_757_600n, 0n, 256_134n, 0n, 8_501_466n]);
    expect(result.lines[1]).toMatchObject({ base: 102_241_000n, rate: "5% × 60000000 + 15% × 42241000" });
  });

  it("gives back what was withheld too much, on a line of its own", () => {
    const result = settle(december(9_500_000n), rule({ tax: ter("employee") }));
    expect(sums(result)).toEqual([8_757_600n, 0n, -163_850n, 0n, 8_921_450n]);
    expect(result.lines[1]).toMatchObject({ id: "lebih_dipotong", amount: 163_850n });
  });

  it("returns it to the state where the state had paid it", () => {
    const result = settle(december(9_500_000n, 0n, 9_500_000n), rule({ tax: ter("state") }));
    expect([result.amount, result.pairs[0]?.amount]).toEqual([8_757_600n, -163_850n]);
  });

  // The year's tax is 9,336,150: 1.5 million are too much, as in 7.5 million for a year of 6 million.
  it.each([
    ["to the state what it has borne, though the payment's tax is the employee's own", 4_800_000n, 1_500_000n, 0n, -1_500_000n],
    ["to the employee what is left of it", 4_800_000n, 1_100_000n, 400_000n, -1_100_000n],
    ["to the employee no more than allowances were cut by: the rest was withheld on salaries", 300_000n, 0n, 300_000n, -1_200_000n],
    ["to nobody in cash whose allowances were not cut", 0n, 100_000n, 0n, -1_500_000n],
    ["to the employee all of it where nobody else bore anything", 9_636_150n, 0n, 1_500_000n, undefined],
    ["to nobody in cash who was given back more than was taken", -5n, 0n, 0n, -1_500_000n],
  ])("gives back %s", (_, own, borne, cash, pair) => {
    for (const bearer of ["employee", "state"] as const) {
      const result = settle(december(9_336_150n + 1_500_000n, own, borne), rule({ tax: ter(bearer) }));
      expect([result.amount, result.tax, result.pairs[0]?.amount]).toEqual([8_757_600n + cash, -cash, pair]);
    }
  }); // prettier-ignore

  it("says so where months of the year are unknown", () => {
    const { yearSoFar, ...known } = december(9_080_016n);
    const result = settle({ ...known, yearSoFar: { ...yearSoFar!, unknownMonths: 5 } }, rule({ tax: ter("employee") }));
    expect(result.flags).toEqual([{ code: "TAX_YEAR_PARTLY_KNOWN", severity: "WARN", params: { months: "5" } }]);
    expect(codes(settle(december(9_080_016n), rule({ tax: ter("employee") })))).toEqual([]);
  });

  it("is any month that ends the person's year", () => {
    const left = { ...december(9_500_000n), period: parsePeriod("2026-08"), endsTaxYear: true };
    expect(settle(left, rule({ tax: ter("employee") })).tax).toBe(-163_850n);
  });

  it("makes the tax of the whole year that of article 17, whatever the months were", () => {
    const millions = (max: bigint) => bigInt({ min: 0n, max: max * 1_000_000n });
    assert(
      property(array(millions(40n), { minLength: 12, maxLength: 12 }), constantFrom(...ptkpStatuses), millions(15n), (allowances, status, salary) => {
        let [gross, withheld, onAllowances] = [0n, 0n, 0n];
        for (const [index, allowance] of allowances.entries()) {
          const period = parsePeriod(`2026-${String(index + 1).padStart(2, "0")}`);
          gross += salary;
          const paid = { gross: rupiah(gross), ...paidOnYear(withheld, 0n, withheld), pension: rupiah(0n) };
          const yearSoFar = { ...paid, months: index + 1, unknownMonths: 0 };
          const snapshot = { period, due: [due(allowance)], salary: rupiah(salary), ptkp: status, yearSoFar };
          const [pair] = settle(snapshot, rule({ tax: ter("state") })).pairs;
          onAllowances += pair!.amount;
          withheld += pair!.amount;
          gross += allowance;
        }
        const in2026 = parsePeriod("2026-12");
        const free = inForce(ptkp, in2026)!.value[status];
        const year = { gross: rupiah(gross), months: 12, pension: rupiah(0n), ptkp: free };
        const { tax } = yearTaxOf(inForce(article17, in2026)!.value, inForce(occupationCost, in2026)!.value, year);
        expect(onAllowances).toBe(tax);
      }),
    );
  }); // prettier-ignore
});

describe("every payout", () => {
  it("balances, and transfers nothing below 0", () => {
    const amount = bigInt({ min: -2_000_000n, max: 40_000_000n });
    const anyDue = array(amount, { maxLength: 3 }).map((list) => list.map((one, index) => due(one, String(index))));
    const anyMonth = record({ due: anyDue, salary: bigInt({ min: 0n, max: 20_000_000n }), month: integer({ min: 1, max: 12 }), open: bigInt({ min: 0n, max: 9_000_000n }), withheld: bigInt({ min: 0n, max: 90_000_000n }), owed: array(bigInt({ min: -90_000n, max: 90_000n }), { maxLength: 3 }), hasLeft: boolean() }); // prettier-ignore
    assert(
      property(anyMonth, constantFrom("state", "employee"), (month, borneBy) => {
        const snapshot: PayoutSnapshot = {
          ...{ due: month.due, salary: rupiah(month.salary), ptkp: "K/3" },
          period: parsePeriod(`2026-${String(month.month).padStart(2, "0")}`),
          yearSoFar: { gross: rupiah(200_000_000n), ...paidOnYear(month.withheld, month.open, month.salary), pension: rupiah(0n), months: 12, unknownMonths: 0 }, // prettier-ignore
          receivables: [{ id: "r", label: "Tagihan", since: "2026-01-01", open: rupiah(month.open) }],
          contributionItems: month.owed.map((own, index) => item(String(index), own, own * 4n)),
          hasLeft: month.hasLeft,
        };
        const rules = rule({ contributions: [bpjs], tax: ter(borneBy), recovery: { cap_percent: 20, cite } });
        const result = settle(snapshot, rules);
        expect(result.net - result.contribution - result.tax - result.recovery).toBe(result.amount);
        expect(sumRupiah(result.lines.map((line) => line.amount))).toBe(result.amount);
        expect(result.amount >= 0n && result.recovery * 5n <= result.net).toBe(true);
        if (month.month < 12) expect(result.tax >= 0n).toBe(true);
        // What is settled was taken or is billed, whole; of who has left nothing waits.
        const settled = result.contributionItems;
        expect(settled.every(({ own, billed }) => billed >= 0n && billed <= (own > 0n ? own : 0n))).toBe(true);
        expect(settled.length === month.owed.length || !month.hasLeft).toBe(true);
      }),
    );
  });
});
