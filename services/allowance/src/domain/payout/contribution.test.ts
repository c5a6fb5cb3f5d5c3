import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";
import { assert, bigInt, property } from "fast-check";

import { contributionOf } from "./contribution.ts";

const rule = { percent: 1, employer_percent: 4, cap_rupiah: 12_000_000, already_deducted_in: "salary" } as const;
const nothing = { own: rupiah(0n), employer: rupiah(0n) };
const parts = (salary: bigint, allowance: bigint) =>
  contributionOf(rule, { salary: rupiah(salary), allowance: rupiah(allowance), already: nothing });
const upTo = (max: bigint) => bigInt({ min: 0n, max });

describe("the contribution of a month", () => {
  it("takes from the allowance what the salary has left up to the cap", () => {
    // 5,000,000 + 8,757,600 is above 12,000,000: 1 % is 120,000, the salary has paid 50,000.
    expect(parts(5_000_000n, 8_757_600n)).toEqual({
      ...{ base: 12_000_000n, total: 120_000n, salaryPart: 50_000n },
      ...{ own: 70_000n, employer: 280_000n },
    });
  });

  it("takes nothing, and never less, where the salary alone is above the cap", () => {
    expect(parts(13_000_000n, 8_757_600n)).toMatchObject({ salaryPart: 120_000n, own: 0n, employer: 0n });
  });

  it.each([
    [11_999_999n, 120_000n],
    [12_000_000n, 120_000n],
    [12_000_001n, 120_000n],
    [11_999_949n, 119_999n],
    [11_999_950n, 120_000n],
  ])("of a base of %d is %d", (allowance, own) => {
    expect(parts(0n, allowance).own).toBe(own);
  });

  it("asks the allowance for all of it where no salary's run takes a part", () => {
    const alone = { ...rule, already_deducted_in: "none" } as const;
    const month = { salary: rupiah(5_000_000n), allowance: rupiah(1_000_000n), already: nothing };
    expect(contributionOf(alone, month)).toMatchObject({ salaryPart: 0n, own: 60_000n, employer: 240_000n });
  });

  it("subtracts what an earlier payment of the month has taken", () => {
    const already = { own: rupiah(40_000n), employer: rupiah(160_000n) };
    const month = { salary: rupiah(5_000_000n), allowance: rupiah(8_757_600n), already };
    expect(contributionOf(rule, month)).toMatchObject({ own: 30_000n, employer: 120_000n });
  });

  it("is never below nothing, and in two payments as much as in one", () => {
    assert(
      property(upTo(20_000_000n), upTo(20_000_000n), upTo(20_000_000n), (salary, first, second) => {
        const [whole, before] = [parts(salary, first + second), parts(salary, first)];
        const month = { salary: rupiah(salary), allowance: rupiah(first + second), already: before };
        const after = contributionOf(rule, month);
        expect(before.own >= 0n && after.own >= 0n).toBe(true);
        expect(before.own + after.own).toBe(whole.own);
        expect(before.employer + after.employer).toBe(whole.employer);
        expect(whole.own + whole.salaryPart).toBe(whole.total);
      }),
    );
  });
});
