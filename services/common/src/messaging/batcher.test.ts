import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { virtualTimers } from "../testing/index.ts";
import { createBatcher, type BatcherOptions } from "./batcher.ts";

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

  it("sends what is worth a send as soon as nobody comes any more, and fewer after the linger", async () => {
    const { batcher, timers, sent } = harness({ maxBatch: 10, quiet: { from: 2, ms: 1 } }, 0.5);
    void batcher.add(1);
    await timers.advance(0.6);
    void batcher.add(2);
    await timers.advance(0.6);
    void batcher.add(3);
    await timers.advance(5);
    void batcher.add(4);
    await timers.advance(20);
    expect(sent.map(({ items }) => items)).toEqual([[1, 2, 3], [4]]);
    expect(sent[0]?.at).toBeGreaterThanOrEqual(2.2);
    expect(sent[0]?.at).toBeLessThanOrEqual(3.2);
    expect(sent[1]?.at).toBeGreaterThanOrEqual(11);
  });

  it("sends at once when all are back who were here, and joins those who came apart", async () => {
    const { batcher, timers, sent } = harness({ maxBatch: 100, maxQueued: 100, quiet: { from: 2, ms: 1 } }, 2);
    const client = async (item: number): Promise<void> => {
      await batcher.add(item);
      await new Promise<void>((resolve) => timers.after(0.1 * item, resolve));
      if (timers.now() < 40) await client(item);
    };
    void Promise.all([1, 2, 3, 4].map(client));
    await timers.advance(1.5);
    void Promise.all([5, 6, 7].map(client));
    await timers.advance(100);
    const [first, second, ...joined] = sent;
    expect([first, second].map((one) => one?.items.length)).toEqual([4, 7]);
    const whole = joined.slice(0, -1);
    expect(whole.length).toBeGreaterThan(10);
    for (const [nth, { at, items }] of whole.entries()) {
      expect(items).toHaveLength(7);
      expect(at - (joined[nth - 1]?.at ?? second?.at ?? 0)).toBeCloseTo(2.7, 1);
    }
  });

  it("takes neither one that came alone nor those of long ago for all who may come", async () => {
    const { batcher, timers, sent } = harness({ maxBatch: 100, maxQueued: 100, quiet: { from: 3, ms: 1 } }, 2);
    const crowds = [[1, 7.5], [8, 20], [20, 20], [8, 20]] as const; // prettier-ignore
    for (const [count, ms] of crowds) {
      void Promise.all(Array.from({ length: count }, (_, nth) => batcher.add(nth)));
      await timers.advance(ms);
    }
    expect(sent.map(({ items }) => items.length)).toEqual(crowds.map(([count]) => count));
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

  it("lets the caller go at the deadline, and sends what has not left by then never", async () => {
    const { batcher, timers, sent } = harness({ deadlineMs: 150 }, 200);
    const first = outcomeOf(batcher.add(1));
    await timers.advance(10);
    const second = batcher.add(2);
    const refused = expect(second).rejects.toMatchObject({ kind: "limit", code: "INGEST_OVERLOADED" });
    await timers.advance(100);
    const third = outcomeOf(batcher.add(3));
    await timers.advance(500);
    expect(await first).toBe("INGEST_TIMEOUT");
    await refused;
    expect(await third).toBe("INGEST_TIMEOUT");
    expect(sent.flatMap(({ items }) => items)).toEqual([1, 3]);
    expect(batcher.size).toBe(0);
  });

  it("gives up before the deadline what would leave too late to arrive", async () => {
    const { batcher, timers, sent } = harness({ deadlineMs: 500, leaveWithinMs: 150 }, 200);
    const outcomes = [1, 2, 3, 4].map((item) => outcomeOf(batcher.add(item)));
    await timers.advance(151);
    expect(await outcomes[3]).toBe("INGEST_OVERLOADED");
    await timers.advance(1_000);
    expect(await Promise.all(outcomes)).toEqual(["r1", "r2", "r3", "INGEST_OVERLOADED"]);
    expect(sent.flatMap(({ items }) => items)).toEqual([1, 2, 3]);
  });

  it("has room again for as many as it gave up", async () => {
    const { batcher, timers, sent } = harness({ deadlineMs: 150, maxQueued: 4 }, 200);
    const outcomes = [1, 2, 3, 4].map((item) => outcomeOf(batcher.add(item)));
    await timers.advance(210);
    expect(await Promise.all(outcomes)).toEqual([...Array<string>(3).fill("INGEST_TIMEOUT"), "INGEST_OVERLOADED"]);
    expect(batcher.size).toBe(0);
    await Promise.all([outcomeOf(batcher.add(5)), timers.advance(500)]);
    expect(sent.flatMap(({ items }) => items)).toEqual([1, 2, 3, 5]);
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

  it("has sent what it does not know of, and never what it refused", async () => {
    const ms = (min: number, max: number) => fc.integer({ min, max });
    const times = fc.record({ sendMs: ms(1, 90), deadlineMs: ms(6, 60), leaveWithinMs: ms(6, 80) });
    await fc.assert(
      fc.asyncProperty(arrivals, times, async (steps, { sendMs, ...limits }) => {
        const { batcher, timers, sent } = harness({ ...limits, laneOf: (item) => String(item % 3) }, sendMs);
        const outcomes: Promise<unknown>[] = [];
        for (const { waitMs, burst } of steps) {
          await timers.advance(waitMs);
          for (let i = 0; i < burst; i++) outcomes.push(outcomeOf(batcher.add(outcomes.length)));
        }
        await timers.advance(5_000);
        const results = await Promise.all(outcomes);
        const left = results.flatMap((result, item) => (result === "INGEST_OVERLOADED" ? [] : [item]));
        expect(sent.flatMap(({ items }) => items).toSorted((a, b) => a - b)).toEqual(left);
        for (const item of left) expect([`r${item}`, "INGEST_TIMEOUT"]).toContain(results[item]);
        expect(batcher.size).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

/** Items of lane 1 are 1,000 to 1,999, and so on. */
const laneOf = (item: number): string => String(Math.floor(item / 1_000));
const flood = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

describe("lanes of the batcher", () => {
  /** After how many batches each of these left, when they come while the first batch of a flood is on its way. */
  async function batchesUntil(items: readonly number[], overrides: Partial<BatcherOptions<number, string>>) {
    const { batcher, timers, sent } = harness({ maxBatch: 10, maxQueued: 1_000, ...overrides });
    void Promise.all(flood(1_000, 100).map((item) => batcher.add(item)));
    await timers.advance(1);
    expect(sent).toHaveLength(1);
    void Promise.all(items.map((item) => batcher.add(item)));
    await timers.advance(500);
    return items.map((item) => sent.findIndex((batch) => batch.items.includes(item)));
  }

  it("let the few out with the batch after a flood's, which one lane does not", async () => {
    const few = [2_000, 2_001, 3_000, 4_000, 4_001];
    expect(await batchesUntil(few, { laneOf })).toEqual([1, 1, 1, 1, 1]);
    expect(await batchesUntil(few, {})).toEqual([10, 10, 10, 10, 10]);
  });

  it("take turns by bytes", async () => {
    const bytesOf = (item: number): number => (item < 2_000 ? 30 : 10);
    const { batcher, timers, sent } = harness({ laneOf, bytesOf, maxBatch: 100, maxBytes: 300, maxQueued: 1_000 });
    void Promise.all([...flood(1_000, 60), ...flood(2_000, 180)].map((item) => batcher.add(item)));
    await timers.advance(36);
    const items = sent.slice(1).flatMap((batch) => batch.items);
    const light = items.filter((item) => item >= 2_000).length;
    expect(Math.abs(light * 10 - (items.length - light) * 30)).toBeLessThanOrEqual(30);
  });

  it("wait no longer than the linger, whichever holds the oldest", async () => {
    const { batcher, timers, sent } = harness({ laneOf }, 20);
    void Promise.all(flood(1_000, 4).map((item) => batcher.add(item)));
    await timers.advance(18);
    void batcher.add(2_000);
    await timers.advance(4);
    expect(sent.map(({ at }) => at)).toEqual([0, 20]);
  });

  it("are refused for a flood in one of them, and not the others", async () => {
    const { batcher, timers } = harness({ laneOf, maxQueued: 40 });
    const outcomes = await Promise.all([
      ...flood(1_000, 60).map((item) => outcomeOf(batcher.add(item))),
      ...[2_000, 3_000, 4_000].map((item) => outcomeOf(batcher.add(item))),
      timers.advance(500),
    ]);
    expect(outcomes.filter((outcome) => outcome === "INGEST_OVERLOADED").length).toBeGreaterThanOrEqual(20);
    expect(outcomes.slice(60, 63)).toEqual(["r2000", "r3000", "r4000"]);
  });

  const arrivals = fc.array(
    fc.record({ waitMs: fc.nat(8), burst: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 12, size: "max" }) }),
    { maxLength: 25, size: "max" },
  );
  it("keep their order, and everything taken is sent once and answered", async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 20 }), async (steps, sendMs) => {
        const bytesOf = (item: number): number => 1 + (item % 7);
        const limits = { maxBatch: 5, maxBytes: 20, maxQueued: 30, maxQueuedBytes: 90 };
        const { batcher, timers, sent, mostRunning } = harness({ laneOf, bytesOf, ...limits, maxWaitMs: 60 }, sendMs);
        const outcomes = new Map<number, string>();
        const bytes = (items: readonly number[]): number => items.reduce((sum, item) => sum + bytesOf(item), 0);
        let nth = 0;
        const taken: number[] = [];
        for (const { waitMs, burst } of steps) {
          await timers.advance(waitMs);
          for (const lane of burst) {
            const item = lane * 1_000 + nth++;
            const before = batcher.size;
            void outcomeOf(batcher.add(item)).then((outcome) => outcomes.set(item, String(outcome)));
            if (batcher.size > before) taken.push(item);
          }
          const answered = [...outcomes].flatMap(([item, outcome]) => (outcome === `r${item}` ? [item] : []));
          expect(batcher.size).toBeLessThanOrEqual(30);
          expect(bytes(taken) - bytes(answered)).toBeLessThanOrEqual(90);
        }
        await timers.advance(1_000);
        const order = sent.flatMap(({ items }) => items);
        for (const lane of ["1", "2", "3", "4", "5", "6"])
          expect(order.filter((item) => laneOf(item) === lane)).toEqual(taken.filter((item) => laneOf(item) === lane));
        expect(order).toHaveLength(taken.length);
        expect(outcomes.size).toBe(nth);
        for (const [item, outcome] of outcomes)
          expect(outcome).toBe(taken.includes(item) ? `r${item}` : "INGEST_OVERLOADED");
        expect(mostRunning()).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the longest wait of the batcher", () => {
  it("refuses nothing before a batch was measured", async () => {
    const { batcher, timers } = harness({ maxQueued: 1_000, maxWaitMs: 1, deadlineMs: 9_000 }, 100);
    const outcomes = Promise.all(flood(0, 60).map((item) => outcomeOf(batcher.add(item))));
    await timers.advance(5_000);
    expect(await outcomes).not.toContain("INGEST_OVERLOADED");
  });

  it("says when to come again", async () => {
    const { batcher, timers } = harness({ maxQueued: 100, maxWaitMs: 5_000, deadlineMs: 60_000 }, 2_000);
    void batcher.add(0);
    await timers.advance(3_000);
    const outcomes = flood(1, 30).map((item) => batcher.add(item));
    await expect(outcomes.at(-1)).rejects.toMatchObject({ kind: "limit", params: { retryAfterS: 1 } });
    await Promise.all([Promise.allSettled(outcomes), timers.advance(30_000)]);
  });

  it("takes the next item after a slow time, and learns that it is over", async () => {
    let sendMs = 3_000;
    const timers = virtualTimers();
    const send = async (items: readonly number[]): Promise<string[]> => {
      await new Promise<void>((resolve) => timers.after(sendMs, resolve));
      return items.map(String);
    };
    const { batcher } = harness({ send, timers, maxQueued: 1_000, maxWaitMs: 500 });
    const lone = async (): Promise<unknown> =>
      (await Promise.all([outcomeOf(batcher.add(7)), timers.advance(4_000)]))[0];
    await lone();
    await lone();
    const burst = () =>
      Promise.all([...flood(0, 9).map((item) => outcomeOf(batcher.add(item))), timers.advance(9_000)]);
    expect(await burst()).toContain("INGEST_OVERLOADED");
    sendMs = 5;
    for (let i = 0; i < 12; i++) expect(await lone()).toBe("7");
    expect(await burst()).not.toContain("INGEST_OVERLOADED");
  });

  const arrivals = fc.array(fc.record({ waitMs: fc.nat(30), burst: fc.nat(15) }), { maxLength: 30, size: "max" });
  /** Of one more, behind what waits and the last batch sent. */
  function waitOf(
    size: number,
    last: { at: number; items: readonly number[] } | undefined,
    now: number,
    sendMs: number,
  ) {
    const restMs = last ? Math.max(0, last.at + sendMs - now) : 0;
    const onTheWay = last && restMs > 0 ? last.items.length : 0;
    return Math.floor((size - onTheWay) / 3) * sendMs + restMs;
  }
  it("refuses just what would wait longer, where batches take the same time", async () => {
    const times = fc.record({ sendMs: fc.integer({ min: 1, max: 20 }), maxWaitMs: fc.nat(60) });
    await fc.assert(
      fc.asyncProperty(arrivals, times, async (steps, { sendMs, maxWaitMs }) => {
        const { batcher, timers, sent } = harness({ maxQueued: 1_000, maxWaitMs }, sendMs);
        const since = new Map<number, number>();
        void batcher.add(0);
        await timers.advance(5 + sendMs);
        let item = 0;
        for (const { waitMs, burst } of steps) {
          await timers.advance(waitMs);
          for (let i = 0; i < burst; i++) {
            const expectedMs = waitOf(batcher.size, sent.at(-1), timers.now(), sendMs);
            const before = batcher.size;
            void outcomeOf(batcher.add(++item));
            expect(batcher.size > before).toBe(expectedMs <= maxWaitMs);
            since.set(item, timers.now());
          }
        }
        await timers.advance(2_000);
        for (const { at, items } of sent.slice(1))
          for (const one of items) expect(at - (since.get(one) ?? 0)).toBeLessThanOrEqual(maxWaitMs + 5);
      }),
      { numRuns: 60 },
    );
  });
});
