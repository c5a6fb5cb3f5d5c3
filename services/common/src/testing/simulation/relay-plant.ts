import { consume } from "../../messaging/consume.ts";
import { inParts } from "../../messaging/in-parts.ts";
import { once } from "../../messaging/inbox.ts";
import type { ConsumedMessage } from "../../messaging/message.ts";
import { enqueue, type OutgoingEvent, type Publish } from "../../messaging/outbox.ts";
import type { Producer } from "../../messaging/produce.ts";
import { type LeaderLock, startRelay } from "../../messaging/relay.ts";
import { type Db, lockKey } from "../../postgres/index.ts";
import { connectionOf } from "./connection.ts";
import { openSimulated } from "./consumer.ts";
import type { Start } from "./crew.ts";
import { createGroup, type Group } from "./group.ts";
import { createSessionLock, type SessionLock } from "./lock.ts";
import { createLog, producerOf, type SimulatedLog } from "./log.ts";
import { createNetwork, type Network } from "./network.ts";
import { createOutboxDb, type MemoryTx, type OutboxDb } from "./outbox-db.ts";
import type { Connection } from "./transactions.ts";
import type { Process, World } from "./world.ts";

/** The state of an aggregate after a change: its key and its version. */
export interface Told {
  readonly id: string;
  readonly key: string;
  readonly version: number;
}

/** Services that tell their changes by an outbox, the log, and services that hear of them. */
export interface RelayPlant {
  readonly world: World;
  readonly network: Network;
  readonly log: SimulatedLog;
  readonly group: Group;
  readonly lock: SessionLock;
  readonly outbox: OutboxDb;
  readonly inbox: OutboxDb;
  /** Databases that are away for a while: nobody can connect. */
  readonly away: Set<OutboxDb>;
  /** Changes in the order in which they were committed. */
  readonly changes: Told[];
  /** What hearing of a change has done, in order. */
  readonly effects: Told[];
  /** A copy that keeps the newest state. */
  readonly copy: Map<string, number>;
  readonly batchLimit: number;
}

/** The parts that a deliberately broken variant replaces. */
export interface RelayParts {
  readonly outboxOf: (db: Db) => Db;
  readonly publisher: (producer: Producer) => Publish;
  readonly leaderLock: (lock: SessionLock, process: Process) => LeaderLock;
  readonly tell: (tx: MemoryTx, plant: RelayPlant, keys: readonly string[], process: Process) => Promise<void>;
  readonly hear: (plant: RelayPlant, process: Process, messages: readonly ConsumedMessage[]) => Promise<void>;
}

export const topic = { name: "kinerja.test.service.fact.v1", compacted: true } as const;

export function createPlant(world: World, of: { partitions: number; brokers: number; batchLimit: number }): RelayPlant {
  const network = createNetwork(world);
  return {
    world,
    network,
    log: createLog(world, { topic: topic.name, ...of }),
    group: createGroup(world, of.partitions),
    lock: createSessionLock(world, network),
    outbox: createOutboxDb(),
    inbox: createOutboxDb(),
    away: new Set(),
    changes: [],
    effects: [],
    copy: new Map(),
    batchLimit: of.batchLimit,
  };
}

/** The next state of each key, as the transaction that holds their locks sees it. */
export function nextStates({ changes, world }: RelayPlant, keys: readonly string[]): Told[] {
  return keys.map((key) => ({
    id: `00000000-0000-7000-8000-${String(world.random.below(1e12)).padStart(12, "0")}`,
    key,
    version: changes.filter((one) => one.key === key).length + 1,
  }));
}

export const eventOf = ({ log }: RelayPlant, { id, key, version }: Told): OutgoingEvent => ({
  id,
  topic: { ...topic, partitions: log.partitions.length },
  key,
  type: "FactChanged",
  payload: Buffer.from(JSON.stringify({ id, key, version } satisfies Told)),
});

export const toldBy = (value: Buffer | null): Told => JSON.parse(String(value)) as Told;

/** Hears one change; the copy takes it only if it is newer than what it has. */
export function applied({ effects, copy }: RelayPlant, told: Told): Promise<void> {
  effects.push(told);
  copy.set(told.key, Math.max(copy.get(told.key) ?? 0, told.version));
  return Promise.resolve();
}

export const connect =
  ({ world, network, away }: RelayPlant, process: Process, to: OutboxDb) =>
  (): Connection =>
    connectionOf(world, network, process, () => !away.has(to));

export const realParts: RelayParts = {
  outboxOf: (db) => db,
  leaderLock: (lock, process) => lock.of(process),
  publisher: (producer) => inParts((batches) => producer.send(batches)),
  async tell(tx, plant, keys) {
    for (const key of keys) await lockKey(tx, key);
    const states = nextStates(plant, keys);
    await enqueue(
      tx,
      states.map((state) => eventOf(plant, state)),
    );
    tx.onCommit(() => plant.changes.push(...states));
  },
  async hear(plant, process, messages) {
    const { inbox } = plant;
    for (const { value, headers } of messages)
      await inbox.transaction(connect(plant, process, inbox)(), (tx) =>
        once(tx, "reader", headers["ce_id"] ?? "", () => {
          tx.onCommit(() => void applied(plant, toldBy(value)));
          return Promise.resolve();
        }),
      );
  },
};

/** A replica of a service that tells: its relay, which may lead. */
export const teller =
  (plant: RelayPlant, parts: RelayParts): Start =>
  (process) => {
    const { world, network, log, lock, outbox, batchLimit } = plant;
    const relay = startRelay({
      db: parts.outboxOf(outbox.over(connect(plant, process, outbox))),
      leaderLock: parts.leaderLock(lock, process),
      publish: parts.publisher(producerOf(world, network, log, process)),
      pollMs: 300,
      standbyMs: 1_000,
      batchLimit,
      timers: process.timers,
    });
    return () => relay.stop(1_000);
  };

/** A replica of a service that hears. */
export const hearer =
  (plant: RelayPlant, parts: RelayParts): Start =>
  (process) => {
    const { world, network, log, group } = plant;
    const consumption = consume(
      {
        ...{ brokers: [], clientId: process.name, groupId: "readers", topics: [log.topic], fromBeginning: true },
        ...{ sessionTimeoutMs: 3_000, maxWaitMs: 1_000, maxBatch: 3 },
        onCrash: () => undefined,
        eachBatch: async ({ messages }) => {
          await parts.hear(plant, process, messages);
          return "handled";
        },
      },
      { open: (options) => openSimulated({ world, network, process, log, group }, options), timers: process.timers },
    );
    return async () => (await consumption).stop();
  };

/** A change of some aggregates, asked of one of the replicas. */
export async function change(
  plant: RelayPlant,
  parts: RelayParts,
  process: Process,
  keys: readonly string[],
): Promise<void> {
  const connection = connect(plant, process, plant.outbox)();
  await plant.outbox.transaction(connection, (tx) => parts.tell(tx, plant, keys, process)).catch(() => undefined);
}
