import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openKafkaJs, type ConnectOptions, type KafkaJsAdmin, type KafkaJsConsumer } from "./kafkajs.ts";
import { readMessages, type ConsumedMessage } from "./message.ts";

/** All that one partition held when it was asked: fewer records than `end - low` means that some were compacted away. */
export interface ReadPartition {
  readonly topic: string;
  readonly partition: number;
  readonly low: bigint;
  /** The offset after the last record. */
  readonly end: bigint;
  readonly messages: readonly ConsumedMessage[];
}

const readLimitMs = 60_000;

const mostTries = 50;

/** While a partition's leader is being chosen kafkajs stumbles over its own answer, in which that partition is missing. */
async function askOffsets(admin: KafkaJsAdmin, topic: string): ReturnType<KafkaJsAdmin["fetchTopicOffsets"]> {
  for (let tries = 1; ; tries++) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      if (tries === mostTries) throw error;
      await sleep(200);
    }
  }
}

async function askPartitions(admin: KafkaJsAdmin, topics: readonly string[]): Promise<ReadPartition[]> {
  const asked = topics.map(async (topic) =>
    (await askOffsets(admin, topic)).map(({ partition, low, high }) => ({
      ...{ topic, partition, messages: [] },
      ...{ low: BigInt(low), end: BigInt(high) },
    })),
  );
  const found = (await Promise.all(asked)).flat();
  return found.sort((one, other) => one.topic.localeCompare(other.topic) || one.partition - other.partition);
}

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/** Reads until every partition has reached its end; a group without commits would begin anew after each rejoin. */
async function readAll(consumer: KafkaJsConsumer, wanted: readonly ReadPartition[]): Promise<ReadPartition[]> {
  const held = new Map(wanted.map((one) => [placeOf(one.topic, one.partition), [] as ConsumedMessage[]]));
  const next = new Map(wanted.map((one) => [placeOf(one.topic, one.partition), one.low]));
  let crash: Error | undefined;
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (!restart) crash = error;
  });
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const { topic, partition } of wanted)
      consumer.seek({ topic, partition, offset: String(next.get(placeOf(topic, partition)) ?? 0n) });
  });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      const place = placeOf(batch.topic, batch.partition);
      const from = next.get(place) ?? 0n;
      held.get(place)?.push(...readMessages(batch.messages).filter(({ offset }) => offset >= from));
      next.set(place, BigInt(batch.lastOffset()) + 1n);
      return Promise.resolve();
    },
  });
  const isBehind = (): boolean => wanted.some((one) => (next.get(placeOf(one.topic, one.partition)) ?? 0n) < one.end);
  const deadline = performance.now() + readLimitMs;
  while (isBehind()) {
    if (crash !== undefined) throw crash;
    if (performance.now() > deadline) throw new Error(`The topics were not read within ${readLimitMs / 1_000} s.`);
    await sleep(20);
  }
  return wanted.map((one) => ({
    ...one,
    messages: (held.get(placeOf(one.topic, one.partition)) ?? []).filter(({ offset }) => offset < one.end),
  }));
}

/** Reads once, into memory, what the topics hold that pass the filter: for checks of a site that fits there. Leaves no group behind. */
export async function readTopics(
  options: ConnectOptions,
  isWanted: (topic: string) => boolean,
): Promise<ReadPartition[]> {
  const kafka = openKafkaJs(options);
  const [admin, groupId] = [kafka.admin(), `${options.clientId}.once.${randomUUID()}`];
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter(isWanted).sort();
    const partitions = await askPartitions(admin, topics);
    if (partitions.every(({ low, end }) => low === end)) return partitions;
    const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100 });
    await consumer.connect();
    try {
      await consumer.subscribe({ topics, fromBeginning: true });
      return await readAll(consumer, partitions);
    } finally {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]);
    }
  } finally {
    await admin.disconnect();
  }
}
