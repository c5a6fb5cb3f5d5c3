import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { addShifts, placeMore, placeShifts, type PaidBy } from "./shifts.ts";

const rp = (amount: number) => rupiah(BigInt(amount));
const shifts = (of: Record<string, number>) =>
  new Map(Object.entries(of).map(([runId, amount]) => [runId, rp(amount)]));
const item = (ofRun: string, paidBy: string, amount: number) => ({ ofRun, paidBy, amount: rp(amount) });
const paid = (own: Record<string, number>, ...items: PaidBy["items"][number][]): PaidBy => ({
  own: shifts(own),
  items,
});
const march = "march";

describe("a difference of a month", () => {
  it.each([
    ["of the run that has paid it counts there", -40, paid({ march: 100 }), { march: -40 }],
    ["that is owed counts in its own month", 40, paid({}, item(march, "may", 100)), { march: 40 }],
    ["that was held counts where it was paid", -40, paid({}, item(march, "may", 100)), { may: -40 }],
    ["counts in the run first, as far as it has paid", -150, paid({ march: 100 }, item(march, "may", 80)), { march: -100, may: -50 }],
    ["goes on from item to item, in their order", -150, paid({}, item(march, "may", 100), item(march, "june", 80)), { may: -100, june: -50 }],
    ["stays with the run as far as nobody has paid it", -150, paid({}, item(march, "may", 100)), { may: -100, march: -50 }],
    ["does not count where another month's item was paid", -40, paid({}, item("april", "may", 100)), { march: -40 }],
  ] as const)("%s", (_, shift, by, expected) => {
    expect(placeShifts(shifts({ march: shift }), by)).toEqual(shifts(expected));
  }); // prettier-ignore

  it("comes behind the earlier ones of the same month", () => {
    const by = paid({ march: 100 }, item(march, "may", 80));
    expect(placeMore(shifts({ march: -70 }), shifts({ march: -60 }), by)).toEqual(shifts({ march: -30, may: -30 }));
    expect(placeMore(shifts({ march: -130 }), shifts({ march: 50 }), by)).toEqual(shifts({ march: 20, may: 30 }));
  });

  it("adds up in one run with those of other months", () => {
    const by = paid({}, item(march, "may", 80), item("april", "may", 50));
    expect(placeShifts(shifts({ march: -10, april: -20 }), by)).toEqual(shifts({ may: -30 }));
    expect(addShifts(shifts({ march: 1 }), shifts({ march: 2, may: 3 }))).toEqual(shifts({ march: 3, may: 3 }));
  });
});
