import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { createFairQueue, type FairQueue, type FairQueueOptions } from "./fair-queue.ts";

type One = { readonly lane: string; readonly nth: number; readonly weight: number; readonly since: number };

/** A queue and what is in it, lane by lane, by a simpler account. */
function accounted(options: FairQueueOptions) {
  const queue: FairQueue<One> = createFairQueue(options);
  const waiting = new Map<string, One[]>();
  let nth = 0;
  const push = (lane: string, weight: number): void => {
    const one = { lane, nth: ++nth, weight, since: nth };
    queue.push(lane, one);
    waiting.set(lane, [...(waiting.get(lane) ?? []), one]);
  };
  /** Each is the first of its lane. */
  const take = (): One[] => {
    const batch = queue.takeBatch();
    const firsts = batch.map(({ lane }) => {
      const [first, ...rest] = waiting.get(lane) ?? [];
      if (rest.length > 0) waiting.set(lane, rest);
      else waiting.delete(lane);
      return first;
    });
    expect(batch).toEqual(firsts);
    return batch;
  };
  return { queue, waiting, push, take };
}

const weightOf = (items: readonly One[]): number => items.reduce((sum, { weight }) => sum + weight, 0);
const weights = fc.integer({ min: 1, max: 40 });
const limits = fc.record({
  maxBatch: fc.integer({ min: 1, max: 12 }),
  maxWeight: fc.constantFrom(1, 20, 100, Infinity),
  quantum: fc.integer({ min: 1, max: 50 }),
});

describe("a fair queue", () => {
  const steps = fc.array(
    fc.oneof(fc.constant("take" as const), fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), weights)),
    {
      maxLength: 120,
      size: "max",
    },
  );
  it("keeps the order of each lane, loses nothing, and fills its batches", () => {
    fc.assert(
      fc.property(limits, steps, (options, given) => {
        const { queue, waiting, push, take } = accounted(options);
        for (const step of [...given, ...new Array<"take">(given.length).fill("take")]) {
          if (step === "take") {
            const batch = take();
            const next = [...waiting.values()].map(([first]) => weightOf(first ? [first] : []));
            expect(batch.length).toBeLessThanOrEqual(options.maxBatch);
            if (batch.length > 1) expect(weightOf(batch)).toBeLessThanOrEqual(options.maxWeight);
            if (next.length > 0 && batch.length < options.maxBatch)
              expect(weightOf(batch) + Math.max(...next)).toBeGreaterThan(options.maxWeight);
          } else push(...step);
          const all = [...waiting.values()].flat();
          const { lanes } = queue;
          const held = [...waiting.keys()].map((lane) => queue.heldBy(lane).weight);
          expect({ load: queue.load, lanes, held, since: queue.oldestSince() ?? Infinity }).toEqual({
            load: { items: all.length, weight: weightOf(all) },
            lanes: waiting.size,
            held: [...waiting.values()].map(weightOf),
            since: Math.min(...all.map(({ since }) => since)),
          });
        }
        expect(waiting.size).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("remembers no lane in which nothing waits", () => {
    const { queue, push, take } = accounted({ maxBatch: 100, maxWeight: Infinity, quantum: 3 });
    for (let lane = 0; lane < 1_000; lane++) push(`agency ${lane}`, 1 + (lane % 7));
    expect(queue.lanes).toBe(1_000);
    while (take().length > 0);
    expect(queue.lanes).toBe(0);
    expect(queue.heldBy("agency 1")).toEqual({ items: 0, weight: 0 });
  });

  it("gives a lane no credit for the time in which it had nothing", () => {
    const { push, take } = accounted({ maxBatch: 4, maxWeight: Infinity, quantum: 2 });
    for (let i = 0; i < 40; i++) push("always", 1);
    for (let i = 0; i < 5; i++) {
      push("seldom", 1);
      take();
    }
    for (let i = 0; i < 10; i++) push("seldom", 1);
    const lanes = [...take(), ...take()].map(({ lane }) => lane);
    expect(lanes.filter((lane) => lane === "seldom")).toHaveLength(4);
  });

  it("holds nobody up for lanes that come and go", () => {
    const { push, take } = accounted({ maxBatch: 4, maxWeight: Infinity, quantum: 1 });
    const sent: string[] = [];
    for (let batch = 0; batch < 30; batch++) {
      push("always", 1);
      for (let i = 0; i < 4; i++) push(`passing ${batch} ${i}`, 1);
      sent.push(...take().map(({ lane }) => lane));
    }
    expect(sent.filter((lane) => lane === "always").length).toBeGreaterThanOrEqual(10);
  });

  it("shares equally between floods, to an item and a quantum", () => {
    const floods = fc.array(fc.array(weights, { minLength: 60, maxLength: 60 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(limits, floods, (options, given) => {
        const { waiting, push, take } = accounted(options);
        given.forEach((flood, lane) => flood.forEach((weight) => push(String(lane), weight)));
        const sent = given.map(() => 0);
        const heaviest = Math.max(...given.flat());
        for (;;) {
          for (const { lane, weight } of take()) sent[Number(lane)]! += weight;
          if (waiting.size < given.length) return;
          expect(Math.max(...sent) - Math.min(...sent)).toBeLessThan(heaviest + options.quantum);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("counts items where each weighs 1, and then shares to one item", () => {
    const { waiting, push, take } = accounted({ maxBatch: 7, maxWeight: Infinity, quantum: 1 });
    for (const lane of "abcde") for (let i = 0; i < 100; i++) push(lane, 1);
    for (let batch = 0; batch < 60; batch++) {
      take();
      const left = [...waiting.values()].map(({ length }) => length);
      expect(Math.max(...left) - Math.min(...left)).toBeLessThanOrEqual(1);
    }
  });
});

describe("beside a flood", () => {
  const quantum = 8;
  const little = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 });
  const rounds = fc.array(fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), little), {
    minLength: 3,
    maxLength: 15,
    size: "max",
  });

  /** The most batches that left after an item of a small lane had come, up to its own. */
  function slowest(given: readonly Record<string, number[]>[], laneOf: (name: string) => string): number {
    const queue: FairQueue<{ weight: number; since: number; small: boolean }> = createFairQueue({
      maxBatch: 100,
      maxWeight: 200,
      quantum,
    });
    let most = 0;
    for (const [round, small] of [...given, {}, {}, {}].entries()) {
      for (let i = 0; i < 60; i++) queue.push(laneOf("flood"), { weight: quantum, since: round, small: false });
      for (const [name, items] of Object.entries(small))
        for (const weight of items) queue.push(laneOf(name), { weight, since: round, small: true });
      for (const one of queue.takeBatch()) if (one.small) most = Math.max(most, round - one.since + 1);
    }
    return queue.heldBy(laneOf("flood")).items === queue.load.items ? most : Infinity;
  }

  it("the little of the others leaves with the next batch", () => {
    fc.assert(fc.property(rounds, (given) => expect(slowest(given, (name) => name)).toBeLessThanOrEqual(1)));
  });

  it("which it would not in one lane", () => {
    const given = new Array(6).fill({ a: [1], b: [2] }) as Record<string, number[]>[];
    expect(slowest(given, (name) => name)).toBe(1);
    expect(slowest(given, () => "")).toBeGreaterThan(2);
  });
});
