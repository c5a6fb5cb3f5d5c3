import { describe, expect, it } from "@jest/globals";
import { noRupiah, rupiah } from "@kinerja/common/kernel";

import { bandLimits, compareRuns, type JoinedGroup } from "./run-comparison.ts";

const group = (given: Partial<JoinedGroup>): JoinedGroup => ({
  ...{ batchBefore: 1, batchAfter: 1, people: 0, changed: 0, before: noRupiah, after: noRupiah },
  ...given,
});
const groups = [
  group({ people: 90, changed: 12, before: rupiah(900n), after: rupiah(880n) }),
  // An officer of this run, who was nobody special before.
  group({ batchAfter: 2, people: 1, changed: 1, before: rupiah(10n), after: rupiah(11n) }),
  group({ batchBefore: undefined, people: 5, after: rupiah(50n) }),
  group({ batchAfter: undefined, people: 4, before: rupiah(44n) }),
];

describe("a run beside the one before it", () => {
  it("sums each batch as each run had it, and counts who stayed, came and left", () => {
    const { batches, stayed, changed, joiners, leavers } = compareRuns({ groups, bands: [], largest: [] });
    expect(batches).toEqual([
      { batch: 1, peopleBefore: 95, peopleAfter: 95, before: 954n, after: 930n },
      { batch: 2, peopleBefore: 0, peopleAfter: 1, before: 0n, after: 11n },
    ]);
    expect({ stayed, changed }).toEqual({ stayed: 91, changed: 13 });
    expect(joiners).toEqual({ people: 5, net: 50n });
    expect(leavers).toEqual({ people: 4, net: 44n });
  });

  it("leaves a batch out that neither of them has", () => {
    expect(compareRuns({ groups: [], bands: [], largest: [] }).batches).toEqual([]);
  });

  it("orders the bands from the largest loss over no change to the largest gain, empty ones included", () => {
    const found = [
      { loss: true, band: 5, people: 2, change: rupiah(-900n) },
      { loss: false, band: undefined, people: 78, change: noRupiah },
      { loss: false, band: 0, people: 11, change: rupiah(30n) },
    ];
    const { bands } = compareRuns({ groups, bands: found, largest: [] });
    expect(bands).toHaveLength(2 * (bandLimits.length + 1) + 1);
    expect(bands[0]).toEqual({ loss: true, over: 5_000, upTo: undefined, people: 2, change: -900n });
    expect(bands[6]).toEqual({ loss: false, over: 0, upTo: 0, people: 78, change: 0n });
    expect(bands[7]).toEqual({ loss: false, over: 0, upTo: 100, people: 11, change: 30n });
    expect(bands[8]).toEqual({ loss: false, over: 100, upTo: 500, people: 0, change: 0n });
    expect(bands.at(-1)).toMatchObject({ loss: false, over: 5_000, upTo: undefined, people: 0 });
    expect(bands[5]).toMatchObject({ loss: true, over: 0, upTo: 100, people: 0 });
  });
});
