import type { ConnectionOptions } from "node:tls";
import { Admin, Producer as Client, type MessageToProduce } from "@platformatic/kafka";
import { SpanKind } from "@opentelemetry/api";
import { inBatchSpan, traceparent } from "../telemetry/index.ts";
import { groupBy } from "./group-by.ts";

export interface OutgoingMessage {
  readonly key: Buffer | null;
  /** Null is a tombstone: it deletes the key from a compacted topic. */
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OutgoingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly OutgoingMessage[];
}

/** Where a batch lies: its messages have the offsets from `baseOffset` on, without gaps. */
export interface StoredBatch {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: bigint;
}

export interface Producer {
  /**
   * Resolves when all in-sync replicas have every message, in the order given. It tries for ever while the broker is away: the caller sets a
   * deadline for its own caller and does not cancel. A rejection says nothing about what was stored: consumers drop doubles by id.
   */
  send(batches: readonly OutgoingBatch[]): Promise<StoredBatch[]>;
  close(): Promise<void>;
}

export interface ProducerOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly tls?: ConnectionOptions;
}

type Message = MessageToProduce;
interface Layout {
  readonly partitionsCount: number;
  readonly partitions: readonly {
    readonly leader: number;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
  }[];
}

/** A broker takes 1,048,588 bytes as one partition's batch; the rest is its framing. */
const batchLimitBytes = 1_000_000;
const recordOverheadBytes = 64;
const unknownTopicLimitMs = 5_000;

/** Quick while a leader is replaced (about two seconds), patient in an outage: the client keeps every error of a send's retries. */
const retryDelay = (_client: object, _operation: string, attempt: number): number => (attempt <= 20 ? 150 : 2_000);

export const connection = ({ brokers, clientId, tls }: ProducerOptions): ConstructorParameters<typeof Admin>[0] => ({
  clientId,
  bootstrapBrokers: [...brokers],
  connectTimeout: 2_000,
  ...(tls === undefined ? {} : { tls }),
});

/** An idempotent producer: acknowledged by all replicas, never doubled or reordered by its own retries. It connects with the first send. */
export function connectProducer(options: ProducerOptions): Producer {
  const client = new Client({
    ...connection(options),
    requestTimeout: 10_000,
    idempotent: true,
    retryDelay,
  });
  const sendGroup = async (group: readonly OutgoingBatch[]): Promise<StoredBatch[]> => {
    const { offsets = [] } = await client.send({ messages: group.flatMap(messagesOf) });
    return group.map(({ topic, partition }) => {
      const found = offsets.find((one) => one.topic === topic && one.partition === partition);
      if (found === undefined || found.offset < 0n)
        throw new Error(`${topic}/${partition}: stored, but the broker did not say where.`);
      return { topic, partition, baseOffset: found.offset };
    });
  };
  const store = async (batches: readonly OutgoingBatch[]): Promise<StoredBatch[]> => {
    checkLimits(batches);
    const layouts = await layoutsOf(client, [...new Set(batches.map(({ topic }) => topic))]);
    const groups = groupByFate(batches, layouts);
    const sent = await Promise.allSettled(groups.map(sendGroup));
    const stored = new Map<string, StoredBatch>();
    for (const one of sent) {
      if (one.status === "rejected") throw one.reason;
      for (const batch of one.value) stored.set(`${batch.topic}/${batch.partition}`, batch);
    }
    return batches.map(({ topic, partition }) => stored.get(`${topic}/${partition}`) as StoredBatch);
  };
  return {
    async send(given) {
      if (given.length === 0) return [];
      return inSendSpan(given, store);
    },
    async close() {
      await client.close();
    },
  };
}

/** Records that name no trace belong to the one of their send. */
function withTrace(batches: readonly OutgoingBatch[]): readonly OutgoingBatch[] {
  const parent = traceparent();
  if (parent === undefined) return batches;
  return batches.map(({ messages, ...place }) => ({
    ...place,
    messages: messages.map((message) => ({ ...message, headers: { traceparent: parent, ...message.headers } })),
  }));
}

const inSendSpan = <T>(
  batches: readonly OutgoingBatch[],
  send: (batches: readonly OutgoingBatch[]) => Promise<T>,
): Promise<T> => {
  const messages = batches.flatMap((batch) => batch.messages);
  const attributes = { "messaging.batch.message_count": messages.length };
  return inBatchSpan("publish", attributes, messages, () => send(withTrace(batches)), SpanKind.PRODUCER);
};

function checkLimits(batches: readonly OutgoingBatch[]): void {
  const seen = new Set<string>();
  for (const { topic, partition, messages } of batches) {
    const name = `${topic}/${partition}`;
    if (seen.has(name)) throw new Error(`${name} is named twice in one send: join its messages.`);
    seen.add(name);
    if (messages.length === 0) throw new Error(`${name}: a batch without messages.`);
    const bytes = messages.reduce((sum, message) => sum + sizeOf(message), 0);
    if (bytes > batchLimitBytes)
      throw new Error(`${name}: a batch of ${bytes} bytes, at most ${batchLimitBytes} can be sent at once.`);
  }
}

/** The bytes a message takes in a batch, at most. */
export function sizeOf({ key, value, headers }: OutgoingMessage): number {
  let bytes = recordOverheadBytes + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) bytes += 10 + Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? "");
  return bytes;
}

function messagesOf({ topic, partition, messages }: OutgoingBatch): Message[] {
  return messages.map(({ key, value, headers }) => ({
    topic,
    partition,
    ...(key === null ? {} : { key }),
    ...(value === null ? {} : { value }),
    ...(headers === undefined ? {} : { headers: headerMap(headers) }),
  }));
}

const headerMap = (headers: Readonly<Record<string, string>>): Map<Buffer, Buffer> =>
  new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)]));

/**
 * The client retries what went to one broker as a whole, to the leader of its *first* partition; the others' records then wait, for minutes, until
 * their leader is the same one again. So only partitions that will get the same next leader travel together: same leader, replicas and in-sync set.
 */
export function groupByFate(
  batches: readonly OutgoingBatch[],
  layouts: ReadonlyMap<string, Layout>,
): readonly (readonly OutgoingBatch[])[] {
  return groupBy(batches, ({ topic, partition }) => {
    const layout = layouts.get(topic);
    if (layout === undefined || partition >= layout.partitionsCount) {
      throw new Error(`Topic ${topic} has ${layout?.partitionsCount ?? 0} partitions: there is no ${partition}.`);
    }
    const { leader, replicas, isr } = layout.partitions[partition] ?? { leader: -1, replicas: [], isr: [] };
    return [leader, replicas.join(), isr.toSorted().join()].join("/");
  });
}

/** Waits while no broker answers; a topic that all brokers deny for some seconds does not exist. */
async function layoutsOf(client: Client, topics: string[]): Promise<ReadonlyMap<string, Layout>> {
  const started = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return (await client.metadata({ topics, retries: 0 })).topics;
    } catch (error) {
      const isUnknown = error instanceof Error && error.message.startsWith("Unknown topic");
      if (client.closed || (isUnknown && Date.now() - started > unknownTopicLimitMs)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelay(client, "metadata", attempt)));
    }
  }
}

/** The id that a topic got when it was created: one of the same name, made anew, has another. */
export async function readTopicId(options: ProducerOptions, topic: string): Promise<string> {
  const client = new Admin({ ...connection(options), retries: 5, retryDelay: 200 });
  try {
    const found = (await client.metadata({ topics: [topic], forceUpdate: true })).topics.get(topic);
    if (found === undefined) throw new Error(`Topic ${topic} does not exist.`);
    return found.id;
  } finally {
    await client.close();
  }
}
