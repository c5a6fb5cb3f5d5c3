import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startKafka, type Kafka } from "../../../../scripts/parts/kafka.ts";
import { connectAdmin, type Admin } from "./admin.ts";
import { createBatcher, type Batcher } from "./batcher.ts";
import { consume } from "./consume.ts";
import { groupBy } from "./group-by.ts";
import { openKafkaJs, Partitioners } from "./kafkajs.ts";
import { checkLog, type Numbered } from "./log-check.ts";
import { partitionFor } from "./murmur2.ts";
import { connectProducer, type Producer } from "./produce.ts";
import { ensureTopics } from "./topics.ts";

jest.setTimeout(240_000);

const partitions = 8;
const hotKey = "k0";
const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** A small random number generator, so that a run can be repeated by its seed. */
function randomFrom(start: number): () => number {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Outgoing extends Numbered {
  readonly partition: number;
}
type Write = (records: readonly Outgoing[]) => void;

/** One way of writing, and what it was told. */
interface Load {
  readonly topic: string;
  readonly perSecond: number;
  readonly acknowledged: Numbered[];
  readonly rejected: unknown[];
  /** The longest time between two acknowledgements. */
  longestGapMs: number;
}

const newLoad = (topic: string, perSecond: number): Load => ({
  topic,
  perSecond,
  acknowledged: [],
  rejected: [],
  longestGapMs: 0,
});

/** Writes numbered records of 64 keys, one key in four being the hot one, until told to end. */
async function write(load: Load, send: Write, signal: AbortSignal): Promise<void> {
  const random = randomFrom(seed);
  const last = new Map<string, number>();
  const started = performance.now();
  let written = 0;
  while (!signal.aborted) {
    const due = Math.floor(((performance.now() - started) * load.perSecond) / 1_000);
    const records: Outgoing[] = [];
    for (; written < due; written++) {
      const key = random() < 0.25 ? hotKey : `k${Math.floor(random() * 64)}`;
      const number = (last.get(key) ?? 0) + 1;
      last.set(key, number);
      records.push({ key, number, partition: partitionFor(key, partitions) });
    }
    send(records);
    await sleep(5);
  }
}

const messageOf = ({ key, number }: Numbered) => ({
  key: Buffer.from(key),
  value: Buffer.from(String(number).padEnd(600)),
});

function batcherOver(producer: Producer, topic: string): Batcher<Outgoing, void> {
  return createBatcher({
    lingerMs: 5,
    maxBatch: 500,
    maxQueued: 100_000,
    deadlineMs: 60_000,
    send: async (items) => {
      const byPartition = groupBy(items, ({ partition }) => String(partition));
      const batches = byPartition.map((records) => ({
        topic,
        partition: records[0].partition,
        messages: records.map(messageOf),
      }));
      await producer.send(batches);
      return items.map(() => undefined);
    },
  });
}

/** Adds to the batcher that `choose` names and keeps the books. */
function through(load: Load, choose: (record: Outgoing) => Batcher<Outgoing, void>): Write {
  let lastAck = performance.now();
  const acknowledge = (record: Outgoing): void => {
    const now = performance.now();
    load.longestGapMs = Math.max(load.longestGapMs, now - lastAck);
    lastAck = now;
    load.acknowledged.push(record);
  };
  return (records) => {
    for (const record of records) {
      choose(record)
        .add(record)
        .then(
          () => acknowledge(record),
          (error: unknown) => load.rejected.push(error),
        );
    }
  };
}

/** What the checker must notice: no acknowledgement from the broker, and errors taken for success. */
async function careless(load: Load, brokers: string[]): Promise<{ send: Write; close: () => Promise<void> }> {
  const producer = openKafkaJs({ brokers, clientId: "careless" }).producer({
    retry: { retries: 0 },
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const send: Write = (records) => {
    for (const record of records) {
      const messages = [{ ...messageOf(record), partition: record.partition }];
      void producer
        .send({ topic: load.topic, acks: 0, messages })
        .catch(() => undefined)
        .then(() => load.acknowledged.push(record));
    }
  };
  return { send, close: () => producer.disconnect() };
}

/** The whole topic, partition by partition in log order. */
async function readBack(brokers: string[], topic: string, admin: Admin): Promise<Numbered[]> {
  const ends = await admin.endOffsets(topic);
  const logs: Numbered[][] = ends.map(() => []);
  const next = ends.map(() => 0n);
  let isComplete: () => void = () => undefined;
  const complete = new Promise<void>((resolve) => (isComplete = resolve));
  const reader = await consume({
    ...{ brokers, clientId: "reader", groupId: `reader-${topic}`, topics: [topic], fromBeginning: true },
    onCrash: (error) => {
      throw error;
    },
    eachBatch: ({ partition, messages }) => {
      for (const { key, value, offset } of messages) {
        logs[partition]?.push({ key: String(key), number: Number(String(value)) });
        next[partition] = offset + 1n;
      }
      if (ends.every((end, index) => (next[index] ?? 0n) >= end)) isComplete();
      return Promise.resolve("handled");
    },
  });
  await complete;
  await reader.stop();
  return logs.flat();
}

describe("a broker of three is killed under load", () => {
  let dir: string;
  let kafka: Kafka;
  let admin: Admin;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "kinerja-kill-"));
    kafka = await startKafka({ dir, nodes: 3, profile: "test" });
    admin = await connectAdmin({ brokers: kafka.brokers, clientId: "test" });
  });
  afterAll(async () => {
    await admin.close();
    await kafka.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it("and nothing acknowledged is lost, doubled or reordered, while a careless writer's loss is noticed", async () => {
    const lanes = newLoad("lanes", 500);
    const flushes = newLoad("flushes", 1_000);
    const unsafe = newLoad("careless", 200);
    await ensureTopics(
      admin,
      [lanes, flushes, unsafe].map(({ topic }) => ({ name: topic, partitions, compacted: false })),
    );
    const follower: Numbered[] = [];
    const troubles: unknown[] = [];
    const following = await consume({
      ...{
        brokers: kafka.brokers,
        clientId: "follower",
        groupId: "follower",
        topics: [lanes.topic],
        fromBeginning: true,
      },
      sessionTimeoutMs: 10_000,
      onCrash: (error) => troubles.push(error),
      eachBatch: ({ messages }) => {
        for (const { key, value } of messages) follower.push({ key: String(key), number: Number(String(value)) });
        return Promise.resolve("handled");
      },
    });
    const producers = [1, 2].map((nr) => connectProducer({ brokers: kafka.brokers, clientId: `writer-${nr}` })) as [
      Producer,
      Producer,
    ];
    const lane = Array.from({ length: partitions }, () => batcherOver(producers[0], lanes.topic));
    const flush = batcherOver(producers[1], flushes.topic);
    const carelessWriter = await careless(unsafe, kafka.brokers);

    const end = new AbortController();
    const writing = [
      write(
        lanes,
        through(lanes, ({ partition }) => lane[partition] ?? flush),
        end.signal,
      ),
      write(
        flushes,
        through(flushes, () => flush),
        end.signal,
      ),
      write(unsafe, carelessWriter.send, end.signal),
    ];
    // So many that each phase means something, however fast the machine is.
    const acknowledge = async (count: number): Promise<void> => {
      const deadline = Date.now() + 60_000;
      while (lanes.acknowledged.length <= count && Date.now() < deadline) await sleep(20);
    };
    await sleep(3_000);
    await acknowledge(500);
    const hot = partitionFor(hotKey, partitions);
    const before = { pids: kafka.pids, leader: await admin.leaderOf(lanes.topic, hot) };
    const acknowledgedBefore = lanes.acknowledged.length;
    await kafka.kill(before.leader);
    const pidsDuring = kafka.pids;
    await sleep(4_000);
    await acknowledge(acknowledgedBefore + 500);
    const leaderDuring = await admin.leaderOf(lanes.topic, hot);
    const acknowledgedDuring = lanes.acknowledged.length;
    await kafka.restart(before.leader);
    await sleep(3_000);
    await acknowledge(3_000);
    end.abort();
    await Promise.all(writing);
    await Promise.all([...lane, flush].map((batcher) => batcher.close()));
    await carelessWriter.close();

    const stored = {
      lanes: await readBack(kafka.brokers, lanes.topic, admin),
      flushes: await readBack(kafka.brokers, flushes.topic, admin),
      careless: await readBack(kafka.brokers, unsafe.topic, admin),
    };
    const faults = {
      lanes: checkLog(lanes.acknowledged, stored.lanes),
      flushes: checkLog(flushes.acknowledged, stored.flushes),
      careless: checkLog(unsafe.acknowledged, stored.careless),
    };
    const waitUntil = Date.now() + 30_000;
    while (checkLog(lanes.acknowledged, follower).lost > 0 && Date.now() < waitUntil) await sleep(100);
    await following.stop();
    await Promise.all(producers.map((producer) => producer.close()));
    report({ lanes, flushes, careless: unsafe }, faults);

    expect(pidsDuring).toHaveLength(2);
    expect(leaderDuring).not.toBe(before.leader);
    expect(kafka.pids.filter((pid) => !before.pids.includes(pid))).toHaveLength(1);
    expect(acknowledgedBefore).toBeGreaterThan(500);
    expect(acknowledgedDuring).toBeGreaterThan(acknowledgedBefore);
    expect(lanes.acknowledged.length).toBeGreaterThan(3_000);
    expect([lanes.rejected, flushes.rejected]).toEqual([[], []]);
    expect(faults.lanes).toEqual({ lost: 0, doubled: 0, reordered: 0 });
    expect(faults.flushes).toEqual({ lost: 0, doubled: 0, reordered: 0 });
    expect(checkLog(lanes.acknowledged, follower).lost).toBe(0);
    expect(troubles).toEqual([]);
    expect(faults.careless.lost).toBeGreaterThan(0);
  });
});

function report(loads: Record<string, Load>, faults: Record<string, object>): void {
  for (const [name, { acknowledged, rejected, longestGapMs }] of Object.entries(loads)) {
    const counts = { seed, acknowledged: acknowledged.length, rejected: rejected.length, ...faults[name] };
    process.stdout.write(
      `kill test, ${name}: ${JSON.stringify({ ...counts, longestGapMs: Math.round(longestGapMs) })}\n`,
    );
  }
}
