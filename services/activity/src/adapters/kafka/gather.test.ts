import { describe, expect, it } from "@jest/globals";

import { type Timers } from "@kinerja/common/messaging";

import { type LoggedEntry, type PartitionBatch } from "../../app/log.ts";
import { createGatherer } from "./gather.ts";

const batch = (partition: number, count: number): PartitionBatch => ({
  partition,
  epoch: 1,
  from: 0n,
  next: 1n,
  entries: Array.from({ length: count }, () => ({}) as LoggedEntry),
  parked: [],
});

const options = { waitMs: 5, busyWaitMs: 5, busyFrom: 4, enough: 10, most: 15, atOnce: 2 };

describe("the gatherer", () => {
  it("joins what comes within the wait, and tells each partition its own answer", async () => {
    const stored: number[][] = [];
    const gather = createGatherer({
      ...options,
      store: (batches) => {
        stored.push(batches.map(({ partition }) => partition));
        return Promise.resolve(new Set([0, 2]));
      },
    });
    expect(await Promise.all([0, 1, 2].map((partition) => gather(batch(partition, 1))))).toEqual([true, false, true]);
    expect(stored).toEqual([[0, 1, 2]]);
  });

  it("does not wait with enough, never goes over the most, and runs so many at once", async () => {
    const sizes: number[] = [];
    let [running, peak] = [0, 0];
    const gather = createGatherer({
      ...options,
      ...{ waitMs: 1e6, busyWaitMs: 1e6, enough: 5 },
      store: async (batches) => {
        sizes.push(batches.reduce((sum, { entries }) => sum + entries.length, 0));
        peak = Math.max(peak, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return new Set(batches.map(({ partition }) => partition));
      },
    });
    await Promise.all([6, 6, 6, 6, 6].map((count, partition) => gather(batch(partition, count))));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(15);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(30);
    expect(peak).toBe(2);
  });

  it("waits longer where many come, and not where few do", async () => {
    const waited = async (count: number): Promise<number[]> => {
      const delays: number[] = [];
      const timers: Timers = {
        now: () => 0,
        after(ms, work) {
          delays.push(ms);
          const immediate = setImmediate(work);
          return () => clearImmediate(immediate);
        },
      };
      const store = (): Promise<Set<number>> => Promise.resolve(new Set([0]));
      await createGatherer({ ...options, busyWaitMs: 20, timers, store })(batch(0, count));
      return delays;
    };
    expect(await waited(3)).toEqual([5]);
    expect(await waited(4)).toEqual([5, 15]);
    expect(await waited(10)).toEqual([]);
  });

  it("fails those whose transaction failed, and goes on", async () => {
    let turn = 0;
    const gather = createGatherer({
      ...options,
      store: (batches) =>
        turn++ === 0
          ? Promise.reject(new Error("gone"))
          : Promise.resolve(new Set(batches.map(({ partition }) => partition))),
    });
    await expect(gather(batch(0, 1))).rejects.toThrow("gone");
    expect(await gather(batch(0, 1))).toBe(true);
  });
});
