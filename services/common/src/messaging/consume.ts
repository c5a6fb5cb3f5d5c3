import { backOffMs } from "./back-off.ts";
import {
  commitLost,
  handleBatch,
  type BatchControl,
  type ConsumedBatch,
  type Handling,
  type Position,
  type TopicPartition,
  type Verdict,
} from "./handle-batch.ts";
import {
  idleWaitMs,
  openKafkaJs,
  PartitionAssigners,
  type ConnectOptions,
  type KafkaJsConsumer,
  type PartitionAssigner,
} from "./kafkajs.ts";
import { subscribe } from "./subscribe.ts";
import { every, pauseFor, realTimers, type Timers } from "./timers.ts";

export interface ConsumeOptions extends ConnectOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Where a group without committed offsets begins; without it at the end. */
  readonly fromBeginning?: boolean;
  /** Called at once for up to `concurrency` partitions; a throw is tried again with the same batch for as long as it takes. */
  readonly eachBatch: (batch: ConsumedBatch, control: BatchControl) => Promise<Verdict>;
  /** Asked at each assignment for the positions that count; nothing is read before. What it leaves out goes on at the committed offset. */
  readonly onAssigned?: (partitions: readonly TopicPartition[]) => Promise<readonly Position[]>;
  /** Not to be repaired from here: the process should end and be started again. */
  readonly onCrash: (error: Error) => void;
  /** What went wrong and will be tried again. */
  readonly onTrouble?: (error: unknown, attempt: number) => void;
  readonly maxBatch?: number;
  readonly concurrency?: number;
  /** How long the broker may hold back a fetch that has nothing to deliver. */
  readonly maxWaitMs?: number;
  /** Without it each batch is committed; with it offsets are a hint only, committed this often. */
  readonly commitEveryMs?: number;
  readonly sessionTimeoutMs?: number;
  /** Only these partitions are shared out among the group; all of its members must say the same. */
  readonly owns?: (partition: number) => boolean;
}

export type End = "stopped" | "left" | "crashed";

export interface Consumption {
  /** Settles when this consumer has ended for good; a new `consume` joins again. */
  readonly ended: Promise<End>;
  /** How long ago the broker last answered: grows when a connection has silently died. */
  silentForMs(): number;
  /** Lets running handlers finish, commits, and leaves the group. */
  stop(): Promise<void>;
}

/** What it runs on; a simulation brings its own. */
export interface ConsumeParts {
  readonly open: (options: ConsumeOptions) => KafkaJsConsumer;
  readonly timers: Timers;
}

const realParts: ConsumeParts = { open: openConsumer, timers: realTimers };

/** Joins the group and hands over batches at least once, in order within a partition. Resolves when it has joined: it waits for brokers and topics. */
export async function consume(
  options: ConsumeOptions,
  { open, timers }: ConsumeParts = realParts,
): Promise<Consumption> {
  const consumer = open(options);
  const stopping = new AbortController();
  let lastAnswer = timers.now();
  let settleEnd: (how: End) => void = () => undefined;
  const ended = new Promise<End>((resolve) => (settleEnd = resolve));
  const handling: Handling = {
    options,
    generation: 0,
    isLeaving: false,
    heartbeatMs: heartbeatMsOf(options),
    timers,
    stopped: stopping.signal,
    uncommitted: new Map(),
    lost: new Map(),
    seek: ({ topic, partition, offset }) => consumer.seek({ topic, partition, offset: String(offset) }),
    leave() {
      if (handling.isLeaving) return;
      handling.isLeaving = true;
      void consumer
        .disconnect()
        .catch((error: unknown) => options.onTrouble?.(error, 0))
        .finally(() => settleEnd("left"));
    },
  };
  watch(consumer, handling, options, {
    answered: () => (lastAnswer = timers.now()),
    crashed: () => settleEnd("crashed"),
  });
  await consumer.connect();
  await subscribe(consumer, {
    topics: options.topics,
    fromBeginning: options.fromBeginning ?? false,
    onMissing: (error, attempt) => options.onTrouble?.(error, attempt),
  });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: options.concurrency ?? 64,
    eachBatch: (payload) => handleBatch(payload, handling),
  });
  const commit = (): void => {
    void commitHints(consumer, handling);
    void commitLost(handling);
  };
  const endCommits = every(timers, options.commitEveryMs ?? recommitMs, commit);
  void ended.finally(endCommits);
  return {
    ended,
    silentForMs: () => timers.now() - lastAnswer,
    async stop() {
      stopping.abort();
      await commitHints(consumer, handling);
      await consumer.disconnect();
      settleEnd("stopped");
    },
  };
}

/** How soon a commit that was lost is tried again. */
const recommitMs = 5_000;

const sessionMsOf = ({ sessionTimeoutMs = 30_000 }: ConsumeOptions): number => sessionTimeoutMs;
const heartbeatMsOf = (options: ConsumeOptions): number => Math.min(3_000, sessionMsOf(options) / 3);

/** Round robin, as without it, over a part of the partitions. */
const sharing =
  (owns: (partition: number) => boolean): PartitionAssigner =>
  (config) =>
    PartitionAssigners.roundRobin({
      ...config,
      cluster: {
        findTopicPartitionMetadata: (topic: string) =>
          config.cluster.findTopicPartitionMetadata(topic).filter(({ partitionId }) => owns(partitionId)),
      } as typeof config.cluster,
    });

function openConsumer(options: ConsumeOptions): KafkaJsConsumer {
  return openKafkaJs(options).consumer({
    groupId: options.groupId,
    sessionTimeout: sessionMsOf(options),
    heartbeatInterval: heartbeatMsOf(options),
    rebalanceTimeout: 60_000,
    maxBytesPerPartition: 1 << 20,
    maxBytes: 8 << 20,
    maxWaitTimeInMs: options.maxWaitMs ?? idleWaitMs,
    allowAutoTopicCreation: false,
    ...(options.owns === undefined ? {} : { partitionAssigners: [sharing(options.owns)] }),
  });
}

function watch(
  consumer: KafkaJsConsumer,
  handling: Handling,
  options: ConsumeOptions,
  tell: { answered(): void; crashed(): void },
): void {
  consumer.on(consumer.events.HEARTBEAT, () => tell.answered());
  consumer.on(consumer.events.END_BATCH_PROCESS, () => tell.answered());
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    tell.answered();
    handling.generation++;
    handling.uncommitted.clear();
    handling.lost.clear();
    const held = Object.entries(payload.memberAssignment).map(([topic, partitions]) => ({ topic, partitions }));
    void claim(consumer, handling, options, held);
  });
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (restart) {
      options.onTrouble?.(error, 0);
      return;
    }
    options.onCrash(error);
    tell.crashed();
  });
}

/** Holds the partitions until their owner has said where to begin. */
async function claim(
  consumer: KafkaJsConsumer,
  handling: Handling,
  { onAssigned, onTrouble }: ConsumeOptions,
  held: { topic: string; partitions: number[] }[],
): Promise<void> {
  if (onAssigned === undefined || held.length === 0) return;
  const mine = handling.generation;
  const isMine = (): boolean => mine === handling.generation && !handling.stopped.aborted && !handling.isLeaving;
  consumer.pause(held);
  const all = held.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
  for (let attempt = 0; isMine(); attempt++) {
    try {
      const positions = await onAssigned(all);
      if (!isMine()) return;
      positions.forEach((position) => handling.seek(position));
      consumer.resume(held);
      return;
    } catch (error) {
      onTrouble?.(error, attempt);
      await pauseFor(handling.timers, backOffMs(attempt), handling.stopped);
    }
  }
}

async function commitHints(consumer: KafkaJsConsumer, { uncommitted, options }: Handling): Promise<void> {
  const positions = [...uncommitted.values()];
  uncommitted.clear();
  if (positions.length === 0) return;
  const offsets = positions.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) }));
  await consumer.commitOffsets(offsets).catch((error: unknown) => options.onTrouble?.(error, 0));
}
