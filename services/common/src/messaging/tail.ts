import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { idleWaitMs, openKafkaJs, type ConnectOptions, type KafkaJsAdmin, type KafkaJsConsumer } from "./kafkajs.ts";
import { readMessages, type ConsumedMessage } from "./message.ts";
import { subscribe } from "./subscribe.ts";

export interface TailOptions extends ConnectOptions {
  readonly topic: string;
  /** Called once for each record of each partition in log order, in this process; must not throw. */
  readonly apply: (message: ConsumedMessage) => void;
  /** How often the end of the log is asked for, which is what `staleForMs` rests on. */
  readonly probeMs?: number;
  readonly onCrash: (error: Error) => void;
}

export interface Tail {
  /** Resolves when everything is applied that the log held at the start. */
  readonly caughtUp: Promise<void>;
  /** How old what we know may be: 0 to `probeMs` in health, infinite before the first catch-up. */
  staleForMs(): number;
  /** Asks the log now: whether everything that it holds is applied. False when it can't be asked within two seconds. */
  isComplete(): Promise<boolean>;
  stop(): Promise<void>;
}

interface Ends {
  readonly askedAt: number;
  readonly partitions: readonly { readonly partition: number; readonly low: bigint; readonly end: bigint }[];
}

/**
 * Reads a compacted topic from its beginning into memory, for ever; waits for a topic that its owner has not made yet. Each instance reads all
 * partitions by a group of its own, which leaves nothing behind as it commits nothing. Returns at once: whoever depends on it looks at `staleForMs`.
 */
export function tail(options: TailOptions): Tail {
  const kafka = openKafkaJs(options);
  const admin = kafka.admin();
  const consumer = kafka.consumer({
    groupId: `${options.clientId}.tail.${randomUUID()}`,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: idleWaitMs,
    sessionTimeout: 30_000,
  });
  const positions = new Map<number, bigint>();
  let awaited: Ends | undefined;
  let freshAt: number | undefined;
  const stopping = new AbortController();
  let isCaughtUp: () => void = () => undefined;
  const caughtUp = new Promise<void>((resolve) => (isCaughtUp = resolve));

  const compare = (): void => {
    if (awaited === undefined) return;
    const reached = awaited.partitions.every(({ partition, low, end }) => (positions.get(partition) ?? low) >= end);
    if (!reached) return;
    freshAt = awaited.askedAt;
    awaited = undefined;
    isCaughtUp();
  };
  const probe = async (): Promise<void> => {
    // What arrives while the end is asked for may lie beyond the answer.
    const before = new Map(positions);
    const ends = await askEnds(admin, options.topic);
    if (ends.partitions.some(({ partition, end }) => (before.get(partition) ?? 0n) > end)) {
      options.onCrash(new Error(`Topic ${options.topic} has become shorter: it was made anew.`));
    }
    awaited ??= ends;
    compare();
  };
  const probes = probeAgainAndAgain(probe, options.probeMs ?? 5_000, options.log);
  const started = start(consumer, options, { positions, moved: compare, signal: stopping.signal }).then(async () => {
    await admin.connect();
    if (!stopping.signal.aborted) probes.start();
  });
  started.catch((error: unknown) => {
    if (!stopping.signal.aborted) options.onCrash(error as Error);
  });
  return {
    caughtUp,
    async isComplete() {
      const late = new AbortController();
      const ends = await Promise.race([
        askEnds(admin, options.topic).catch(() => undefined),
        sleep(askLimitMs, undefined, { signal: late.signal }).catch(() => undefined),
      ]);
      late.abort();
      return ends?.partitions.every(({ partition, low, end }) => (positions.get(partition) ?? low) >= end) ?? false;
    },
    staleForMs: () => (freshAt === undefined ? Infinity : performance.now() - freshAt),
    async stop() {
      stopping.abort();
      probes.stop();
      await Promise.all([consumer.disconnect(), admin.disconnect()]);
    },
  };
}

const askLimitMs = 2_000;

interface Progress {
  readonly positions: Map<number, bigint>;
  readonly moved: () => void;
  readonly signal: AbortSignal;
}

async function start(
  consumer: KafkaJsConsumer,
  { topic, apply, onCrash, log }: TailOptions,
  { positions, moved, signal }: Progress,
): Promise<void> {
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (!restart) onCrash(error);
  });
  // A group that commits nothing would begin anew after each rejoin.
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const [partition, offset] of positions) consumer.seek({ topic, partition, offset: String(offset) });
  });
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
    const next = BigInt(lastOffset) + 1n;
    if (next > (positions.get(partition) ?? 0n)) positions.set(partition, next);
    moved();
  });
  await consumer.connect();
  await subscribe(consumer, {
    topics: [topic],
    fromBeginning: true,
    signal,
    onMissing: (_, attempt) => log?.("warn", "A topic is not there yet.", { topic, attempt }),
  });
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 4,
    eachBatch: ({ batch }) => {
      const next = positions.get(batch.partition) ?? 0n;
      for (const message of readMessages(batch.messages)) if (message.offset >= next) apply(message);
      return Promise.resolve();
    },
  });
}

async function askEnds(admin: KafkaJsAdmin, topic: string): Promise<Ends> {
  const askedAt = performance.now();
  const offsets = await admin.fetchTopicOffsets(topic);
  return {
    askedAt,
    partitions: offsets.map(({ partition, low, high }) => ({ partition, low: BigInt(low), end: BigInt(high) })),
  };
}

/** The next probe is due when the last one has answered, so that a slow broker is not asked more. */
function probeAgainAndAgain(
  probe: () => Promise<void>,
  everyMs: number,
  log: TailOptions["log"],
): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const once = (): void => {
    void probe()
      .catch((error: unknown) => log?.("warn", "The end of a topic could not be read.", { error: String(error) }))
      .finally(() => {
        if (!stopped) timer = setTimeout(once, everyMs);
      });
  };
  return {
    start: once,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
