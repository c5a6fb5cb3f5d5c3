import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { byHandOf } from "./by-hand.ts";
import { employment, period } from "../testing/month.ts";

const day = (of: number): Day => `${period}-${String(of).padStart(2, "0")}` as Day;
const row = (n: number, ...paid: number[]) => ({
  employmentId: employment(n),
  days: paid.reduce((all, of) => all | (1 << (of - 1)), 0),
});
const month = (n: number, ...byHand: number[]) => ({
  employmentId: employment(n),
  ...(byHand.length > 0 && { byHand: byHand.map(day) }),
});

describe("days that rest on a person's word", () => {
  it("are nobody's where nobody has said any", () => {
    expect(byHandOf(period, [row(1, 1, 2)], [month(1)])).toBeUndefined();
  });

  it("are counted where they are paid, over all posts, and the first is named whatever their order", () => {
    expect(byHandOf(period, [row(1, 5, 9, 31), row(2, 2)], [month(1, 31, 9, 10), month(2, 2, 3)])).toEqual({
      ...{ days: 3, first: day(2) },
    });
  });

  it("do not count where another run, or nobody, pays them", () => {
    expect(byHandOf(period, [row(1, 1)], [month(1, 2), month(2, 1)])).toBeUndefined();
    expect(byHandOf(period, [row(1, 30)], [month(1, 30), { employmentId: employment(1), byHand: ["2026-09-30" as Day] }])).toEqual({ days: 1, first: day(30) }); // prettier-ignore
  });
});
