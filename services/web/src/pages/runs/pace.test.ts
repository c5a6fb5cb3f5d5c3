import { describe, expect, it } from "@jest/globals";

import { paceOf, type Sample, waitMs, withSample } from "./pace.ts";

const samplesOf = (...looks: readonly (readonly [at: number, done: number])[]): readonly Sample[] =>
  looks.reduce<readonly Sample[]>((samples, [at, done]) => withSample(samples, { at, done }), []);

describe("the pace of a run", () => {
  it("is known from the second look on", () => {
    expect(paceOf(samplesOf([0, 0]), 100)).toBeUndefined();
    expect(paceOf(samplesOf([0, 0], [2_000, 50]), 100)).toEqual({ perSecond: 25, remainingS: 2 });
  });

  it("is that of the last half minute, and has no end while nothing moves", () => {
    expect(paceOf(samplesOf([0, 0], [40_000, 40], [50_000, 140]), 240)).toEqual({ perSecond: 10, remainingS: 10 });
    expect(paceOf(samplesOf([0, 40], [2_000, 40]), 240)).toEqual({ perSecond: 0, remainingS: undefined });
  });

  it("begins anew with a run that began anew", () => {
    expect(samplesOf([0, 90], [1_000, 10])).toEqual([{ at: 1_000, done: 10 }]);
  });

  it("is looked at each second while it moves, at last every quarter of a minute", () => {
    expect([0, 1, 2, 3, 4, 9].map(waitMs)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });
});
