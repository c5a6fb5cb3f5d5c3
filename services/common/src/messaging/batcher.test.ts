import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createBatcher, type BatcherOptions, type Timers } from "./batcher.ts";

/** Virtual time: `advance` runs what is due, in order, and lets promises settle in between. */
function virtualTimers(): Timers & { advance(ms: number): Promise<void> } {
  let now = 0;
  let due: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      due.push(timer);
      return () => (due = due.filter((one) => one !== timer));
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        due = due.filter((one) => one !== next);
        next.run();
      }
      now = end;
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const outcomeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => (error as Error).message);

function harness(overrides: Partial<BatcherOptions<number, string>> = {}, sendMs = 4) {
  const timers = virtualTimers();
  const sent: { at: number; items: readonly number[] }[] = [];
  let running = 0;
  let mostRunning = 0;
  const batcher = createBatcher<number, string>({
    lingerMs: 5,
    maxBatch: 3,
    maxQueued: 10,
    deadlineMs: 1_000,
    timers,
    send: async (items) => {
      sent.push({ at: timers.now(), items });
      mostRunning = Math.max(mostRunning, ++running);
      await new Promise<void>((resolve) => timers.after(sendMs, resolve));
      running--;
      return items.map((item) => `r${item}`);
    },
    ...overrides,
  });
  return { batcher, timers, sent, mostRunning: () => mostRunning };
}

describe("the batcher", () => {
  it("holds a lone item for the whole linger", async () => {
    const { batcher, timers, sent } = harness();
    const result = batcher.add(1);
    await timers.advance(4);
    expect(sent).toEqual([]);
    await timers.advance(5);
    expect(sent).toEqual([{ at: 5, items: [1] }]);
    await expect(result).resolves.toBe("r1");
  });

  it("sends a full batch at once", async () => {
    const { batcher, timers, sent } = harness();
    void Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    await timers.advance(0);
    expect(sent).toEqual([{ at: 0, items: [1, 2, 3] }]);
  });

  it("also counts bytes, and lets a single large item through", async () => {
    const { batcher, timers, sent } = harness({ maxBatch: 100, maxBytes: 10, bytesOf: (item) => item });
    void Promise.all([4, 4, 4, 50].map((item) => batcher.add(item)));
    await timers.advance(100);
    expect(sent.map(({ items }) => items)).toEqual([[4, 4], [4], [50]]);
  });

  it("refuses what it has no room for, and has room again later", async () => {
    const { batcher, timers } = harness({ maxQueued: 2 });
    void Promise.all([batcher.add(1), batcher.add(2)]);
    await expect(batcher.add(3)).rejects.toMatchObject({ kind: "limit", code: "INGEST_OVERLOADED" });
    await timers.advance(20);
    void batcher.add(4);
    expect(batcher.size).toBe(1);
  });

  it("lets the caller go at the deadline and sends the item all the same", async () => {
    const { batcher, timers, sent } = harness({ deadlineMs: 50 }, 200);
    const first = outcomeOf(batcher.add(1));
    await timers.advance(10);
    const second = outcomeOf(batcher.add(2));
    await timers.advance(500);
    expect(await first).toBe("INGEST_TIMEOUT");
    expect(await second).toBe("INGEST_TIMEOUT");
    expect(sent.flatMap(({ items }) => items)).toEqual([1, 2]);
    expect(batcher.size).toBe(0);
  });

  it("tells a failed send to its own items only", async () => {
    const send = ([first = 0]: readonly number[]): Promise<string[]> =>
      first === 1 ? Promise.reject(new Error("broker")) : Promise.resolve(["ok"]);
    const { batcher, timers } = harness({ maxBatch: 1, send });
    const outcomes = Promise.all([outcomeOf(batcher.add(1)), outcomeOf(batcher.add(2))]);
    await timers.advance(20);
    expect(await outcomes).toEqual(["broker", "ok"]);
  });

  it("does not believe an answer of another length", async () => {
    const { batcher, timers } = harness({ send: () => Promise.resolve(["one"]) });
    const outcomes = Promise.all([outcomeOf(batcher.add(1)), outcomeOf(batcher.add(2))]);
    await timers.advance(20);
    expect(await outcomes).toEqual(["2 items were sent and 1 answered.", "2 items were sent and 1 answered."]);
  });

  it("empties itself on close and takes nothing more", async () => {
    const { batcher, timers, sent } = harness({ lingerMs: 1_000 });
    void Promise.all([1, 2, 3, 4].map((item) => batcher.add(item)));
    const closed = batcher.close();
    await expect(batcher.add(5)).rejects.toMatchObject({ code: "INGEST_STOPPING" });
    await timers.advance(100);
    await closed;
    expect(sent.map(({ items }) => items)).toEqual([[1, 2, 3], [4]]);
  });

  const arrivals = fc.array(fc.record({ waitMs: fc.nat(12), burst: fc.integer({ min: 1, max: 7 }) }), {
    maxLength: 30,
  });
  it("keeps order, sends one batch at a time, never early, and answers everything it took", async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 20 }), async (steps, sendMs) => {
        const { batcher, timers, sent, mostRunning } = harness({}, sendMs);
        const since = new Map<number, number>();
        const outcomes: Promise<unknown>[] = [];
        let item = 0;
        for (const { waitMs, burst } of steps) {
          await timers.advance(waitMs);
          for (let i = 0; i < burst; i++) {
            since.set(++item, timers.now());
            outcomes.push(outcomeOf(batcher.add(item)));
          }
          expect(batcher.size).toBeLessThanOrEqual(10);
        }
        await timers.advance(1_000);
        const results = await Promise.all(outcomes);
        const taken = results.flatMap((result, index) => (result === "INGEST_OVERLOADED" ? [] : [index + 1]));
        expect(sent.flatMap(({ items }) => items)).toEqual(taken);
        expect(results.filter((result) => result !== "INGEST_OVERLOADED")).toEqual(taken.map((one) => `r${one}`));
        expect(mostRunning()).toBeLessThanOrEqual(1);
        for (const { at, items } of sent) {
          const waited = at - (since.get(items[0] ?? 0) ?? at);
          expect(items.length === 3 || waited >= 5).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
