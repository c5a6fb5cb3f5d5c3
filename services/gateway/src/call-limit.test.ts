import { describe, expect, it } from "@jest/globals";

import { callLimit } from "./call-limit.ts";

const limits = { most: 300, least: 16, slowMs: 3_000 };

/** A service that answers so many calls a second, one after another, under more calls than it can take; the longest that one of the second half waited. */
function flood(limit: ReturnType<typeof callLimit>, perSecond: number, seconds: number, from = 0): number {
  const begun: { from: number; waiting: number }[] = [];
  const half = from + (seconds * 1_000) / 2;
  let longest = 0;
  for (let now = from; now < from + seconds * 1_000; now += 1_000 / perSecond) {
    while (begun.length < limit.now) begun.push({ from: now, waiting: begun.length + 1 });
    const call = begun.shift();
    if (call === undefined) continue;
    if (call.from > half) longest = Math.max(longest, now - call.from);
    limit.answered({ ...call, to: now });
  }
  return longest;
}

describe("how many calls may wait", () => {
  it("is the most while answers are quick", () => {
    const limit = callLimit(limits);
    flood(limit, 1_000, 10);
    expect(limit.now).toBe(300);
  });

  it.each([10, 30, 60])("is what a service answers in time, at %i a second", (perSecond) => {
    const limit = callLimit(limits);
    expect(flood(limit, perSecond, 20)).toBeLessThan(4_500);
    expect(limit.now).toBeGreaterThanOrEqual(Math.min(perSecond * 2, 300));
  });

  it("falls by a tenth for one slow answer", () => {
    const limit = callLimit(limits);
    limit.answered({ from: 0, to: 9_000, waiting: 1 });
    expect(limit.now).toBe(270);
  });

  it("falls to those who were in time, and no further", () => {
    const limit = callLimit(limits);
    for (let call = 0; call < 100; call++) limit.answered({ from: 0, to: 6_000, waiting: 200 });
    expect(limit.now).toBe(100);
  });

  it("has a least, and comes back when answers are quick again", () => {
    const limit = callLimit(limits);
    for (let at = 0; at < 100; at++) limit.answered({ from: at * 5_000, to: at * 5_000 + 4_000, waiting: 1 });
    expect(limit.now).toBe(16);
    flood(limit, 1_000, 10, 600_000);
    expect(limit.now).toBe(300);
  });

  it("does not rise while hardly anybody calls", () => {
    const limit = callLimit(limits);
    limit.answered({ from: 0, to: 4_000, waiting: 1 });
    for (let at = 0; at < 1_000; at++) limit.answered({ from: 5_000 + at, to: 5_001 + at, waiting: 1 });
    expect(limit.now).toBe(270);
  });
});
