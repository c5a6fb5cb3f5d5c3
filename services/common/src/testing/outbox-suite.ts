import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "../messaging/inbox.ts";
import { partitionFor } from "../messaging/murmur2.ts";
import { enqueue, type OutgoingEvent, relayBatch, tombstone } from "../messaging/outbox.ts";
import type { OutgoingBatch } from "../messaging/produce.ts";
import type { Topic } from "../messaging/topics.ts";
import { type Db, lockKey } from "../postgres/index.ts";

/** A database with an outbox and an inbox. */
export interface OutboxWorld {
  readonly db: Db;
  readonly transaction: <T>(work: (tx: Db) => Promise<T>) => Promise<T>;
  /** Rows that are not published. */
  readonly waiting: () => Promise<number>;
  readonly empty: () => Promise<void>;
}

const skp: Topic = { name: "kinerja.test.planning.skp.v1", partitions: 4, compacted: true };

export const skpEvent = (key: string, payload: string, topic = skp): OutgoingEvent => ({
  id: randomUUID(),
  topic,
  key,
  type: "SkpSet",
  payload: Buffer.from(payload),
});

/** A log in memory: each partition's payloads in order. */
export function memoryLog() {
  const log: string[] = [];
  const batches: OutgoingBatch[] = [];
  const publish = (batch: OutgoingBatch): Promise<void> => {
    batches.push(batch);
    log.push(...batch.messages.map(({ value }) => String(value)));
    return Promise.resolve();
  };
  return { log, batches, publish };
}

function telling(open: () => OutboxWorld): void {
  const tell = (...events: OutgoingEvent[]): Promise<void> => open().transaction((tx) => enqueue(tx, events));

  it("keeps what a transaction told, or nothing when it failed", async () => {
    const { transaction, waiting } = open();
    const failed = transaction(async (tx) => {
      await enqueue(tx, [skpEvent("a", "1")]);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await waiting()).toBe(0);
    await tell(skpEvent("a", "1"), skpEvent("b", "2"));
    expect(await waiting()).toBe(2);
  });

  it("is emptied in order, one partition a send, with key and headers", async () => {
    const { db } = open();
    const { batches, log, publish } = memoryLog();
    const events = Array.from({ length: 20 }, (_, nr) => skpEvent(`person-${nr % 5}`, String(nr)));
    await tell(...events);
    expect(await relayBatch(db, publish, 500)).toBe(20);
    expect(await relayBatch(db, publish, 500)).toBe(0);
    expect(log.toSorted((a, b) => Number(a) - Number(b))).toEqual(events.map((_, nr) => String(nr)));
    for (const { partition, messages } of batches) {
      const numbers = messages.map(({ value }) => Number(String(value)));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      for (const { key, value, headers } of messages) {
        expect(partitionFor(String(key), skp.partitions)).toBe(partition);
        expect(headers).toEqual({ ce_id: events[Number(String(value))]?.id, ce_type: "SkpSet" });
      }
    }
    expect(new Set(batches.map(({ partition }) => partition)).size).toBe(batches.length);
  });

  it("carries tombstones, to compacted topics alone", async () => {
    const { db, waiting } = open();
    const { batches, publish } = memoryLog();
    const id = randomUUID();
    await tell(skpEvent("a", "1"), tombstone(id, skp, "a"));
    await relayBatch(db, publish);
    expect(
      batches.flatMap(({ messages }) => messages).map(({ value, headers }) => [value, headers?.["ce_id"]]),
    ).toEqual([
      [Buffer.from("1"), expect.any(String)],
      [null, id],
    ]);
    const kept = { ...skp, name: "kinerja.test.activity.period.v1", compacted: false };
    await expect(tell(tombstone(randomUUID(), kept, "a"))).rejects.toThrow("is not compacted");
    expect(await waiting()).toBe(0);
  });
}

function order(open: () => OutboxWorld): void {
  it("is read in portions that fit into memory", async () => {
    const { db, transaction } = open();
    const large = "x".repeat(3_000_000);
    const events = Array.from({ length: 5 }, (_, nr) => skpEvent(`person-${nr}`, large));
    await transaction((tx) => enqueue(tx, events));
    const { publish } = memoryLog();
    const moved = [await relayBatch(db, publish), await relayBatch(db, publish), await relayBatch(db, publish)];
    expect(moved).toEqual([3, 2, 0]);
  });

  it("keeps what could not be published, and other partitions go on", async () => {
    const { db, transaction, waiting } = open();
    expect(partitionFor("a", 4)).not.toBe(partitionFor("c", 4));
    await transaction((tx) => enqueue(tx, [skpEvent("a", "bad"), skpEvent("c", "good")]));
    const { log, publish } = memoryLog();
    const failing = (batch: OutgoingBatch): Promise<void> =>
      batch.partition === partitionFor("a", 4) ? Promise.reject(new Error("broker")) : publish(batch);
    await expect(relayBatch(db, failing)).rejects.toThrow("broker");
    expect([log, await waiting()]).toEqual([["good"], 1]);
    await relayBatch(db, publish);
    expect(log).toEqual(["good", "bad"]);
  });

  it("shows what is committed alone, and a key that is locked comes in the order of its commits", async () => {
    const { db, transaction } = open();
    const { log, publish } = memoryLog();
    const [told, committed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const first = transaction(async (tx) => {
      await lockKey(tx, "a");
      await enqueue(tx, [skpEvent("a", "1")]);
      told.resolve(undefined);
      await committed.promise;
    });
    await told.promise;
    const second = transaction(async (tx) => {
      await lockKey(tx, "a");
      await enqueue(tx, [skpEvent("a", "2")]);
    });
    await transaction((tx) => enqueue(tx, [skpEvent("b", "other")]));
    await relayBatch(db, publish);
    expect(log).toEqual(["other"]);
    committed.resolve(undefined);
    await Promise.all([first, second]);
    await relayBatch(db, publish);
    expect(log).toEqual(["other", "1", "2"]);
  });
}

function inbox(open: () => OutboxWorld): void {
  const id = randomUUID();
  const runOnce = (effect: () => Promise<void>, consumer = "mail"): Promise<boolean> =>
    open().transaction((tx) => once(tx, consumer, id, effect));

  it("runs an effect once for each consumer, however many try at once", async () => {
    let runs = 0;
    const effect = async (): Promise<void> => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const ran = await Promise.all(Array.from({ length: 5 }, () => runOnce(effect)));
    expect([runs, ran.filter(Boolean).length]).toEqual([1, 1]);
    expect(await runOnce(effect, "push")).toBe(true);
  });

  it("runs it again when its transaction failed", async () => {
    await expect(runOnce(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await runOnce(() => Promise.resolve())).toBe(true);
  });

  it("runs it once in one transaction too", async () => {
    const nothing = (): Promise<void> => Promise.resolve();
    const ran = open().transaction(async (tx) => [
      await once(tx, "mail", id, nothing),
      await once(tx, "mail", id, nothing),
    ]);
    expect(await ran).toEqual([true, false]);
  });
}

/** What every database with an outbox and an inbox promises. */
export function outboxSuite(name: string, make: () => Promise<OutboxWorld>): void {
  describe(name, () => {
    let world: OutboxWorld;
    const open = (): OutboxWorld => world;
    beforeAll(async () => {
      world = await make();
    });
    beforeEach(() => world.empty());
    describe("the outbox", () => {
      telling(open);
      order(open);
    });
    describe("the inbox", () => inbox(open));
  });
}
