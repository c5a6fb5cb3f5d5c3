import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";
import { array, assert, bigInt, property } from "fast-check";

import { recover } from "./recovery.ts";

const debt = (id: string, since: string, open: bigint) => ({ id, label: `Tagihan ${id}`, since, open: rupiah(open) });
const month = (net: bigint, already = 0n, payable = net) => ({
  ...{ net: rupiah(net), already: rupiah(already), payable: rupiah(payable) },
});
const taken = (result: ReturnType<typeof recover>) =>
  result.taken.map(({ receivable, amount }) => [receivable.id, amount]);

describe("taking back", () => {
  it("begins with the oldest, and of the same day with the smaller id", () => {
    const debts = [debt("c", "2026-03-01", 100n), debt("b", "2026-02-01", 100n), debt("a", "2026-03-01", 100n)];
    expect(taken(recover(debts, 25, month(1_000n)))).toEqual([["b", 100n], ["a", 100n], ["c", 50n]]); // prettier-ignore
  });

  it("stops at a percent of the month's net, downwards, with what the month took before", () => {
    expect(recover([debt("a", "2026-01-01", 10_000n)], 25, month(1_003n)).total).toBe(250n);
    expect(recover([debt("a", "2026-01-01", 10_000n)], 25, month(1_003n, 200n)).total).toBe(50n);
    expect(recover([debt("a", "2026-01-01", 10_000n)], 25, month(1_003n, 300n)).total).toBe(0n);
  });

  it("takes no more than there is left after tax", () => {
    expect(recover([debt("a", "2026-01-01", 10_000n)], 100, month(1_000n, 0n, 400n)).total).toBe(400n);
  });

  it("takes no more than is open", () => {
    expect(taken(recover([debt("a", "2026-01-01", 0n), debt("b", "2026-01-02", 7n)], 50, month(1_000n)))).toEqual([["b", 7n]]); // prettier-ignore
  });

  it("is never beyond its cap nor a debt", () => {
    const amount = bigInt({ min: 0n, max: 1_000_000n });
    assert(
      property(array(amount, { maxLength: 5 }), amount, amount, (open, net, payable) => {
        const debts = open.map((one, index) => debt(String(index), "2026-01-01", one));
        const result = recover(debts, "33.3", month(net, 0n, payable));
        expect(result.total <= payable && result.total * 1_000n <= net * 333n).toBe(true);
        for (const { receivable, amount: back } of result.taken)
          expect(back > 0n && back <= receivable.open).toBe(true);
      }),
    );
  });
});
