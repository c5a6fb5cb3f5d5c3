import type { OutgoingBatch, OutgoingMessage, Producer, StoredBatch } from "../../messaging/produce.ts";
import type { Network } from "./network.ts";
import type { Process, World } from "./world.ts";

export interface LogRecord extends OutgoingMessage {
  readonly offset: bigint;
  readonly timestamp: number;
}

export interface Wanted {
  readonly partition: number;
  readonly from: bigint;
}

/** One topic of a cluster of brokers: each partition has a leader, and all are there or away. */
export interface SimulatedLog {
  readonly topic: string;
  readonly partitions: readonly (readonly LogRecord[])[];
  readonly brokers: number;
  leaderOf(partition: number): number;
  moveLeader(partition: number): void;
  isUp(): boolean;
  setUp(isUp: boolean): void;
  ends(): bigint[];
  /** Retention takes what is older. */
  deleteBefore(partition: number, offset: bigint): void;
  beginOf(partition: number): bigint;
  append(partition: number, messages: readonly OutgoingMessage[]): bigint;
  /** Resolves as soon as one of the partitions has something there, or when the wait is over. */
  read(wanted: readonly Wanted[], waitMs: number): Promise<void>;
}

export const brokerAway = (): Error => new Error("no broker available");

export function createLog(
  world: World,
  { topic, partitions: count, brokers }: { topic: string; partitions: number; brokers: number },
): SimulatedLog {
  const partitions: LogRecord[][] = Array.from({ length: count }, () => []);
  const leaders = partitions.map((_, partition) => partition % brokers);
  const begins = partitions.map(() => 0n);
  let waiting: (() => void)[] = [];
  let up = true;
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const run of woken) run();
  };
  const recordsOf = (partition: number): LogRecord[] => {
    const records = partitions[partition];
    if (records === undefined) throw new RangeError(`${topic} has no partition ${partition}`);
    return records;
  };
  const hasSome = ({ partition, from }: Wanted): boolean => BigInt(recordsOf(partition).length) > from;
  return {
    topic,
    partitions,
    brokers,
    leaderOf: (partition) => leaders[partition] ?? 0,
    moveLeader(partition) {
      leaders[partition] = ((leaders[partition] ?? 0) + 1) % brokers;
    },
    isUp: () => up,
    setUp(isUp) {
      up = isUp;
      wake();
    },
    beginOf: (partition) => begins[partition] ?? 0n,
    deleteBefore(partition, offset) {
      begins[partition] = offset;
    },
    ends: () => partitions.map(({ length }) => BigInt(length)),
    append(partition, messages) {
      if (!up) throw brokerAway();
      const records = recordsOf(partition);
      const base = BigInt(records.length);
      for (const message of messages)
        records.push({ ...message, offset: BigInt(records.length), timestamp: world.now() });
      wake();
      return base;
    },
    async read(wanted, waitMs) {
      const until = world.now() + waitMs;
      while (up && !wanted.some(hasSome) && world.now() < until)
        await new Promise<void>((resolve) => {
          const cancel = world.after(until - world.now(), "fetch waits no longer", resolve);
          waiting.push(() => {
            cancel();
            resolve();
          });
        });
      if (!up) throw brokerAway();
    },
  };
}

const retryMs = 150;
/** How often a retry meets a broker that no longer knows the producer, so that what is already there comes once more. */
const forgotten = 0.2;
/** How often a send ends with an error although it may have been stored. */
const givenUp = 0.1;

/** Appends, and tries for ever while the broker is away; a rejection says nothing about what was stored. */
export function producerOf(world: World, network: Network, log: SimulatedLog, process: Process): Producer {
  const { random } = world;
  const store = (batches: readonly OutgoingBatch[], known: StoredBatch[]): StoredBatch[] => {
    if (known.length > 0 && !random.chance(forgotten)) return known;
    const stored = batches.map(({ partition, messages }) => ({
      topic: log.topic,
      partition,
      baseOffset: log.append(partition, messages),
    }));
    known.splice(0, known.length, ...stored);
    return stored;
  };
  async function sendGroup(batches: readonly OutgoingBatch[]): Promise<StoredBatch[]> {
    const known: StoredBatch[] = [];
    for (;;) {
      try {
        return await network.call(process, `append ${batches.map(({ partition }) => partition).join()}`, () =>
          store(batches, known),
        );
      } catch (error) {
        if (log.isUp() && random.chance(givenUp)) throw error;
        await new Promise<void>((resolve) => process.timers.after(retryMs, resolve));
      }
    }
  }
  return {
    async send(batches) {
      const groups = [...Map.groupBy(batches, ({ partition }) => log.leaderOf(partition)).values()];
      const sent = await Promise.allSettled(groups.map(sendGroup));
      const stored = sent.flatMap((one) => {
        if (one.status === "rejected") throw one.reason;
        return one.value;
      });
      return batches.map(({ partition }) => stored.find((one) => one.partition === partition) as StoredBatch);
    },
    close: () => Promise.resolve(),
  };
}
