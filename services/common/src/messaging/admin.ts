import { setTimeout as sleep } from "node:timers/promises";
import { ConfigResourceTypes, openKafkaJs, type ConnectOptions, type KafkaJsAdmin } from "./kafkajs.ts";
import { readTopicId } from "./produce.ts";
import type { ExistingTopic, Topic, TopicAdmin } from "./topics.ts";

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly endOffset: bigint;
  /** The next offset the group would read; undefined when it has never committed one. */
  readonly committed: bigint | undefined;
  /** Records, not entries: an envelope counts once. */
  readonly lag: bigint;
}

export interface Admin extends TopicAdmin {
  /** The offset after the last record, by partition. */
  endOffsets(topic: string): Promise<bigint[]>;
  lag(groupId: string, topics: readonly string[]): Promise<PartitionLag[]>;
  /** Another id under the same name means that the topic was deleted and made anew: its offsets mean nothing any more. */
  topicId(topic: string): Promise<string>;
  /** The node that leads a partition now; -1 when none does. */
  leaderOf(topic: string, partition: number): Promise<number>;
  /** Replicas that are in sync, of the partition that has fewest. */
  leastInSync(topic: string): Promise<number>;
  deleteTopic(topic: string): Promise<void>;
  topicNames(): Promise<string[]>;
  close(): Promise<void>;
}

export async function connectAdmin(options: ConnectOptions): Promise<Admin> {
  const admin = openKafkaJs(options).admin();
  await admin.connect();
  const endsOf = async (topic: string): Promise<{ low: bigint; high: bigint }[]> => {
    const offsets = await admin.fetchTopicOffsets(topic);
    const sorted = offsets.toSorted((a, b) => a.partition - b.partition);
    return sorted.map(({ low, high }) => ({ low: BigInt(low), high: BigInt(high) }));
  };
  return {
    describeTopics: (names) => describe(admin, names),
    async createTopics(topics) {
      if (topics.length === 0) return;
      // The client's own wait for leaders gives up at once when the new topic has not reached the broker it asks.
      await admin.createTopics({ waitForLeaders: false, timeout: createLimitMs, topics: topics.map(recipeOf) });
      await untilLed(
        admin,
        topics.map(({ name }) => name),
      );
    },
    async endOffsets(topic) {
      return (await endsOf(topic)).map(({ high }) => high);
    },
    async lag(groupId, topics) {
      const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
      const byTopic = committed.map(async ({ topic, partitions }) => {
        const ends = await endsOf(topic);
        return ends.map(({ low, high }, partition) => {
          const offset = BigInt(partitions.find((one) => one.partition === partition)?.offset ?? -1);
          const next = offset < 0n ? undefined : offset;
          return { topic, partition, endOffset: high, committed: next, lag: high - (next ?? low) };
        });
      });
      return (await Promise.all(byTopic)).flat();
    },
    topicId: (topic) => readTopicId(options, topic),
    async leaderOf(topic, partition) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.find(({ partitionId }) => partitionId === partition)?.leader ?? -1;
    },
    async leastInSync(topic) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return Math.min(...(topics[0]?.partitions ?? []).map(({ isr }) => isr.length));
    },
    async deleteTopic(topic) {
      await admin.deleteTopics({ topics: [topic], timeout: 15_000 });
    },
    topicNames: () => admin.listTopics(),
    close: () => admin.disconnect(),
  };
}

const createLimitMs = 15_000;

/** A broker that does not know a new topic yet, or whose partitions have no leader yet, answers with an error. */
async function untilLed(admin: KafkaJsAdmin, names: string[]): Promise<void> {
  const deadline = performance.now() + createLimitMs;
  const isLed = async (): Promise<boolean> => {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    return topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0));
  };
  for (;;) {
    const led = await isLed().catch((error: unknown) => {
      if (performance.now() > deadline) throw error;
      return false;
    });
    if (led || performance.now() > deadline) return;
    await sleep(50);
  }
}

const recipeOf = ({
  name,
  partitions,
  compacted,
  retentionMs,
}: Topic): Parameters<KafkaJsAdmin["createTopics"]>[0]["topics"][0] => ({
  topic: name,
  numPartitions: partitions,
  configEntries: compacted
    ? [{ name: "cleanup.policy", value: "compact" }]
    : [
        { name: "cleanup.policy", value: "delete" },
        { name: "retention.ms", value: String(retentionMs ?? -1) },
      ],
});

async function describe(admin: KafkaJsAdmin, names: readonly string[]): Promise<ReadonlyMap<string, ExistingTopic>> {
  const there = new Set(await admin.listTopics());
  const known = names.filter((name) => there.has(name));
  if (known.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: known });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: known.map((name) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: ["cleanup.policy"] })),
  });
  const policies = new Map(
    resources.map(({ resourceName, configEntries }) => [resourceName, configEntries[0]?.configValue ?? ""]),
  );
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      { partitions: partitions.length, compacted: (policies.get(name) ?? "").includes("compact") },
    ]),
  );
}
