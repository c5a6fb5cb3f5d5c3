import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { createFairQueue, type FairQueue, type Weighed } from "./fair-queue.ts";
import { batchesBefore, createPace, createRoom, hasRoom, type RoomOptions } from "./fair-queue-room.ts";

const wide = { maxBatch: 10, maxWeight: Infinity, quantum: 1, limit: { items: 100, weight: Infinity } };
const one = { weight: 1, since: 0 };

function roomFor(overrides: Partial<RoomOptions> = {}) {
  const options = { ...wide, inLanes: true, maxWaitMs: Infinity, ...overrides };
  const queue: FairQueue<Weighed> = createFairQueue(options);
  const room = createRoom(queue, options);
  /** Whether it was taken. */
  const ask = (lane: string, weight = 1): boolean => {
    if (room.refusalOf(lane, weight, 0)) return false;
    queue.push(lane, { weight, since: 0 });
    return true;
  };
  const fill = (lane: string, weight = 1): void => {
    while (ask(lane, weight));
  };
  return { queue, room, ask, fill };
}

describe("the room in a queue", () => {
  const asked = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 30 })), { maxLength: 300, size: "max" });
  const limit = { items: 60, weight: 700 };

  it("ends at both limits", () => {
    fc.assert(
      fc.property(asked, fc.boolean(), (given, inLanes) => {
        const { queue, ask } = roomFor({ limit, inLanes });
        const most = { items: 0, weight: 0 };
        for (const [lane, weight] of given) {
          ask(String(lane), weight);
          most.items = Math.max(most.items, queue.load.items);
          most.weight = Math.max(most.weight, queue.load.weight);
        }
        expect(most.items).toBeLessThanOrEqual(limit.items);
        expect(most.weight).toBeLessThanOrEqual(limit.weight);
      }),
    );
  });

  it("is never taken to the last by one lane, whatever was there", () => {
    fc.assert(
      fc.property(asked, (given) => {
        const { queue, ask, fill } = roomFor({ limit });
        for (const [lane, weight] of given) ask(String(lane), weight);
        const free = { items: limit.items - queue.load.items, weight: limit.weight - queue.load.weight };
        fill("newcomer");
        expect(limit.items - queue.load.items).toBeGreaterThanOrEqual(free.items / 4);
        expect(limit.weight - queue.load.weight).toBeGreaterThanOrEqual(free.weight / 4);
      }),
    );
  });

  it("is there for each lane below an equal share", () => {
    const numbers = fc.record({ lanes: fc.integer({ min: 1, max: 500 }), all: fc.nat(20_000), own: fc.nat(20_000) });
    fc.assert(
      fc.property(numbers, ({ lanes, all, own }) => {
        fc.pre(all <= (3 * lanes * 20_000) / (3 * lanes + 1) && own <= all / lanes);
        expect(hasRoom(20_000, all, own)).toBe(true);
      }),
    );
  });

  it.each([1, 2, 5, 20])("is left by %i floods to the next", (lanes) => {
    const { queue, room, ask } = roomFor({ limit: { items: 1_000, weight: Infinity } });
    for (let i = 0; i < 1_000 * lanes; i++) ask(String(i % lanes));
    expect(Math.abs(queue.load.items - (3 * lanes * 1_000) / (3 * lanes + 1))).toBeLessThanOrEqual(lanes);
    for (let lane = 0; lane < lanes; lane++) expect(room.refusalOf(String(lane), 1, 0)).toBeDefined();
    for (let i = 0; i < 10; i++) expect(ask("another")).toBe(true);
  });

  it("is all for one where there are no lanes, and for what comes first", () => {
    const alone = roomFor({ inLanes: false });
    alone.fill("");
    expect(alone.queue.load.items).toBe(100);
    expect(roomFor({ limit: { items: 1, weight: 10 } }).ask("a", 10)).toBe(true);
  });

  it("counts what is on its way", () => {
    const { queue, room, ask, fill } = roomFor({ inLanes: false });
    fill("");
    room.leave(queue.takeBatch(), 0);
    expect(ask("")).toBe(false);
    room.arrive(1);
    expect(ask("")).toBe(true);
  });
});

describe("the batches before one more", () => {
  const bytes = { maxBatch: 10, maxWeight: 1_000, quantum: 10 };
  const lanes = (counts: Record<string, number>, weight: number): FairQueue<Weighed> => {
    const queue: FairQueue<Weighed> = createFairQueue(bytes);
    for (const [lane, count] of Object.entries(counts))
      for (let i = 0; i < count; i++) queue.push(lane, { weight, since: 0 });
    return queue;
  };
  it.each([
    ["none, where nothing waits", {}, 10, 0],
    ["all of its own", { a: 35 }, 10, 3],
    ["by bytes, when they fill it first", { a: 35 }, 200, 7],
    ["a turn of each other for an empty lane", { b: 100, c: 100, d: 100 }, 10, 0],
    ["as many turns of the others as of its own", { a: 9, b: 100 }, 10, 1],
    ["no more than the others hold", { a: 35, b: 6 }, 10, 4],
  ])("are %s", (_, counts, weight, batches) => {
    const queue = lanes(counts, weight);
    expect(batchesBefore(queue, bytes, queue.heldBy("a"), weight)).toBe(batches);
  });
});

describe("the pace", () => {
  it("is unknown before the first batch has arrived", () => {
    const pace = createPace();
    pace.leave(0);
    expect(pace.waitMs(5, 1_000)).toBeUndefined();
    pace.arrive(1_000);
    expect(pace.waitMs(5, 1_000)).toBe(5_000);
  });

  it("is smoothed, and counts what is left of the way", () => {
    const pace = createPace();
    pace.leave(0);
    pace.arrive(100);
    pace.leave(100);
    pace.arrive(140);
    expect(pace.waitMs(2, 140)).toBe(170);
    pace.leave(140);
    expect(pace.waitMs(2, 150)).toBe(3 * 85 - 10);
  });

  it("notices a log that hangs", () => {
    const pace = createPace();
    pace.leave(0);
    pace.arrive(10);
    pace.leave(10);
    expect(pace.waitMs(3, 1_010)).toBe(3_000);
    expect(pace.waitMs(0, 1_010)).toBe(0);
  });
});

describe("a refusal", () => {
  const measured = (overrides: Partial<RoomOptions>, batchMs: number, waiting: number) => {
    const { queue, room, ask } = roomFor({ inLanes: false, ...overrides });
    room.leave([one], 0);
    room.arrive(batchMs);
    for (let i = 0; i < waiting; i++) queue.push("", one);
    return { room, ask };
  };
  it.each([
    [100, 1],
    [1_000, 10],
    [1_234, 13],
    [60_000, 30],
  ])("of a full queue says when its lane is done, at %i ms a batch", (batchMs, retryAfterS) => {
    const { room } = measured({}, batchMs, 100);
    expect(room.refusalOf("", 1, 0)).toMatchObject({
      kind: "limit",
      code: "INGEST_OVERLOADED",
      params: { retryAfterS },
    });
  });

  it("says a second at least", () => {
    const { room } = measured({ limit: { items: 5, weight: Infinity } }, 100, 5);
    expect(room.refusalOf("", 1, 0)).toMatchObject({ params: { retryAfterS: 1 } });
  });

  it("says two seconds before anything was measured", () => {
    const { room, fill } = roomFor();
    fill("a");
    expect(room.refusalOf("a", 1, 0)).toMatchObject({ params: { retryAfterS: 2 } });
  });

  it("of what would wait too long says when it no longer would", () => {
    const { room } = measured({ maxWaitMs: 2_000 }, 1_000, 59);
    expect(room.refusalOf("", 1, 0)).toMatchObject({ code: "INGEST_OVERLOADED", params: { retryAfterS: 3 } });
  });

  it("comes beyond the wait, not at it", () => {
    expect(measured({ maxWaitMs: 2_000 }, 1_000, 29).ask("")).toBe(true);
    expect(measured({ maxWaitMs: 2_000 }, 1_000, 30).ask("")).toBe(false);
  });

  it("for its wait is a flood's own", () => {
    const { room, queue, fill } = roomFor({ limit: { items: 1_000, weight: Infinity }, maxWaitMs: 500 });
    room.leave([one], 0);
    room.arrive(100);
    fill("flood");
    expect(queue.heldBy("flood").items).toBe(60);
    expect(room.refusalOf("another", 1, 0)).toBeUndefined();
  });
});
