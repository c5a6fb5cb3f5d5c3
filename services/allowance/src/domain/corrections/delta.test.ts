import { describe, expect, it } from "@jest/globals";
import { rupiah, type Rupiah } from "@kinerja/common/kernel";
import fc from "fast-check";

import { deltaOf, type MonthPaid, monthsToWait, netOf, paidSoFar, partsOf, settlementOf } from "./delta.ts";

const amount = (value: bigint | number): Rupiah => rupiah(BigInt(value));
const paid = (
  state: MonthPaid["state"],
  statements = 1_000,
  late = 0,
  corrected = 0,
  correctedLate = 0,
): MonthPaid => ({
  ...{ state, statements: amount(statements), late: amount(late), corrected: amount(corrected) },
  correctedLate: amount(correctedLate),
});

describe("what was paid for a month so far", () => {
  it.each([
    ["with its batch, or released since: the statements whole", paid("PAID", 1_000, 200), 1_000],
    ["held: only what falls due by itself once the hold is let go of", paid("HELD", 1_000, 200), 200],
    ["a hold that a correction has ended: the late part, and the correction", paid("REPLACED", 1_000, 200, 700), 900],
    ["a run without the person: nothing", paid("ABSENT", 0), 0],
    ["earlier corrections up", paid("PAID", 1_000, 0, 250), 1_250],
    ["earlier corrections down", paid("PAID", 1_000, 0, -250), 750],
  ])("%s", (_, month, expected) => expect(paidSoFar(month)).toBe(amount(expected)));

  it("a correction of a held month pays it whole, and later ones go on from there", () => {
    const held = paid("HELD", 0, 0);
    expect(deltaOf(amount(5_000), held)).toBe(5_000n);
    const replaced = paid("REPLACED", 0, 0, 5_000);
    expect(deltaOf(amount(4_000), replaced)).toBe(-1_000n);
  });
});

describe("what a difference becomes", () => {
  it.each([
    ["nothing", 0, 0, {}],
    ["an item for each part, in its own time", 7, 5, { due: 7n, dueLate: 5n }],
    ["a receivable of both", -7, -5, { receivable: 12n }],
    ["an item of what is left, where the late part is less", 7, -5, { due: 2n }],
    ["a late item of what is left, where the other part is less", -5, 7, { dueLate: 2n }],
    ["a receivable of what is left, where the late part is more", -7, 5, { receivable: 2n }],
    ["nothing, where the parts only change places", 5, -5, {}],
  ])("%s", (_, now, late, expected) =>
    expect(settlementOf({ now: amount(now), late: amount(late) })).toEqual({
      ...{ due: 0n, dueLate: 0n, receivable: 0n },
      ...expected,
    }),
  );

  it("a late part that changes delays only itself", () => {
    // Paid 10 million, of which 2 million wait; now 13 million, of which 3 million wait.
    const parts = partsOf({ net: amount(13_000_000), late: amount(3_000_000) }, paid("PAID", 10_000_000, 2_000_000));
    expect(parts).toEqual({ now: 2_000_000n, late: 1_000_000n });
    expect(settlementOf(parts)).toMatchObject({ due: 2_000_000n, dueLate: 1_000_000n });
    const after = paid("PAID", 10_000_000, 2_000_000, 3_000_000, 1_000_000);
    expect(partsOf({ net: amount(13_000_000), late: amount(3_000_000) }, after)).toEqual({ now: 0n, late: 0n });
  });

  it("of a run without the person has no late part yet", () =>
    expect(partsOf({ net: amount(9), late: amount(4) }, paid("ABSENT", 0))).toEqual({ now: 5n, late: 4n }));

  it("the net of a month is that of all its statements", () =>
    expect(netOf([{ net: amount(3) }, { net: amount(4) }])).toBe(7n));
});

describe("a late part waits", () => {
  const of = (net: number, monthsLate: number) => ({ net: amount(net), monthsLate });
  it.each([
    ["not, where nothing is late", [of(100, 0)], 0],
    ["as long as the latest of its components", [of(100, 0), of(20, 1), of(30, 2)], 2],
    ["not for a component of nothing", [of(20, 1), of(0, 2)], 1],
  ])("%s", (_, components, months) => expect(monthsToWait(components)).toBe(months));
});

/** One month as the ledger of a person sees it: what was received or promised, less what is claimed back. */
type Life = { readonly month: MonthPaid; readonly received: bigint };

function release({ month, received }: Life): Life {
  if (month.state !== "HELD") return { month, received };
  return { month: { ...month, state: "PAID" }, received: received + month.statements };
}

function correct({ month, received }: Life, net: number, late: number): Life {
  const parts = partsOf({ net: amount(net), late: amount(late) }, month);
  const { due, dueLate, receivable } = settlementOf(parts);
  const moved = due + dueLate - receivable;
  const isHeld = month.state === "HELD";
  return {
    month: {
      ...{ ...month, state: isHeld ? "REPLACED" : month.state, corrected: rupiah(month.corrected + moved) },
      correctedLate: rupiah(month.correctedLate + parts.late),
    },
    // Letting go of the hold opens the late part.
    received: received + moved + (isHeld ? month.late : 0n),
  };
}

const net = fc.integer({ min: 0, max: 40_000_000 });
const steps = fc.array(fc.oneof(net, fc.constant("release" as const)), { maxLength: 12 });

describe("any sequence of corrections", () => {
  it.each(["PAID", "HELD", "ABSENT"] as const)(
    "of a month that begins as %s ends with Σ paid = what the newest inputs earn",
    (begin) =>
      fc.assert(
        fc.property(steps, net, fc.integer({ min: 0, max: 1_000_000 }), (given, first, lateShare) => {
          const statements = begin === "ABSENT" ? 0 : first;
          const month = paid(begin, statements, Math.min(lateShare, statements));
          let life: Life = { month, received: begin === "PAID" ? BigInt(statements) : 0n };
          for (const step of given)
            life = step === "release" ? release(life) : correct(life, step, Math.min(lateShare, step));
          const newest = given.findLast((step) => step !== "release");
          fc.pre(newest !== undefined);
          expect([life.received, paidSoFar(life.month)]).toEqual([BigInt(newest), BigInt(newest)]);
          const fresh = { net: amount(newest), late: amount(Math.min(lateShare, newest)) };
          expect(partsOf(fresh, life.month)).toEqual({ now: 0n, late: 0n });
        }),
      ),
  );
});
