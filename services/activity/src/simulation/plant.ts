import { consume, type ConsumeOptions, inParts, type Producer, startRelay } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";
import {
  connectionOf,
  createGroup,
  createLog,
  createNetwork,
  createOutboxDb,
  createSessionLock,
  type Group,
  type Network,
  openSimulated,
  type OutboxDb,
  type Process,
  producerOf,
  type SessionLock,
  type SimulatedLog,
  type Start,
  type World,
} from "@kinerja/common/testing/simulation";

import { sha256 } from "../adapters/grpc/ingest.ts";
import { kafkaAppend } from "../adapters/kafka/append.ts";
import { createGatherer } from "../adapters/kafka/gather.ts";
import { startWriter } from "../adapters/kafka/writer.ts";
import { type Spool } from "../adapters/postgres/spool.ts";
import { type LogStore, type PartitionBatch } from "../app/log.ts";
import { type Outcome, recordEntries, type RecordEntries } from "../app/record.ts";
import { type Made } from "./phones.ts";
import { memoryLogStore, realRules, type Rules } from "./store.ts";

export const deadlineDays = 3;

type Gather = (batch: PartitionBatch) => Promise<boolean>;

/** The parts that a deliberately broken variant replaces. */
export type Parts = {
  readonly rules: Rules;
  readonly recording: (record: RecordEntries) => RecordEntries;
  readonly reading: (options: ConsumeOptions) => ConsumeOptions;
  readonly gathering: (gather: Gather) => Gather;
  readonly storing: (store: LogStore) => LogStore;
  readonly producing: (producer: Producer) => Producer;
  readonly spooling: (spool: Spool) => Spool;
  readonly draining: (db: Db) => Db;
};

const same = <T>(one: T): T => one;
export const realParts: Parts = {
  rules: realRules,
  recording: same,
  reading: same,
  gathering: same,
  storing: same,
  producing: same,
  spooling: same,
  draining: same,
};

export type Acknowledged = Made & { readonly position: string };

/** Phones, ingest with its spool, the log, writers and their database. */
export type Plant = {
  readonly world: World;
  readonly network: Network;
  readonly log: SimulatedLog;
  readonly group: Group;
  /** Another group that reads the same log, as a writer of a wrong name would. */
  readonly strangers: Group;
  readonly spool: OutboxDb;
  readonly drainLock: SessionLock;
  readonly store: ReturnType<typeof memoryLogStore>;
  /** What is away for a while: nobody can connect. */
  readonly away: Set<"database" | "spool">;
  readonly parts: Parts;
  /** The platform's clock at the start. */
  readonly startsAt: number;
  readonly sent: Set<string>;
  readonly acknowledged: Acknowledged[];
  readonly refused: string[];
  /** Partitions of which a writer gave a batch to the gatherer while another one was there. */
  readonly overlaps: number[];
  /** Why writers gave up: none has a reason to while the log is whole. */
  readonly crashes: string[];
  readonly ingests: Map<Process, RecordEntries>;
  /** Requests of phones that are not acknowledged yet. */
  unfinished: number;
  readonly ask: RecordEntries;
  readonly acknowledge: (made: Made, outcome: Outcome) => void;
};

/** Four seconds before the deadline of October in the westernmost zone; in the others it has passed. */
const startsAt = Date.parse("2026-11-03T16:59:56Z");
const topic = "kinerja.test.activity.submitted.v1";

export function createPlant(world: World, of: { partitions: number; brokers: number }, parts: Parts): Plant {
  const network = createNetwork(world);
  const ingests = new Map<Process, RecordEntries>();
  const [acknowledged, refused]: [Acknowledged[], string[]] = [[], []];
  return {
    world,
    network,
    log: createLog(world, { topic, ...of }),
    group: createGroup(world, of.partitions),
    strangers: createGroup(world, of.partitions),
    spool: createOutboxDb(),
    drainLock: createSessionLock(world, network),
    store: memoryLogStore(deadlineDays, parts.rules),
    away: new Set(),
    parts,
    startsAt,
    sent: new Set(),
    acknowledged,
    refused,
    overlaps: [],
    crashes: [],
    ingests,
    unfinished: 0,
    ask(author, received) {
      const alive = [...ingests].filter(([process]) => process.isAlive());
      if (alive.length === 0) throw new Error("no ingest");
      return world.random.pick(alive)[1](author, received);
    },
    acknowledge(made, outcome) {
      if ("refused" in outcome) refused.push(outcome.refused.code);
      else acknowledged.push({ ...made, sha: outcome.bodySha256, position: outcome.position });
    },
  };
}

const connect =
  ({ world, network, away }: Plant, process: Process, to: "database" | "spool") =>
  () =>
    connectionOf(world, network, process, () => !away.has(to));

const spoolOf = (plant: Plant, process: Process): Spool => ({
  async keep(toTopic, envelopes) {
    await plant.spool.transaction(connect(plant, process, "spool")(), (tx) =>
      tx.query("insert into outbox (id, topic, partition, key, type, payload, headers)", [
        envelopes.map(({ id }) => id),
        envelopes.map(() => toTopic),
        envelopes.map(({ partition }) => partition),
        envelopes.map(() => ""),
        envelopes.map(() => "SubmittedBatch"),
        envelopes.map(({ value }) => value),
        envelopes.map(() => "{}"),
      ]),
    );
    plant.world.note(`spool keeps ${envelopes.length} envelopes`);
  },
});

/** An instance of ingest: it records, and may drain the spool. */
export const ingest =
  (plant: Plant): Start =>
  (process) => {
    const { world, network, log, parts, spool } = plant;
    const { timers } = process;
    const producer = parts.producing(producerOf(world, network, log, process));
    const append = kafkaAppend({
      producer,
      topic,
      partitions: log.partitions.length,
      spool: parts.spooling(spoolOf(plant, process)),
      patienceMs: 500,
      onTrouble: () => undefined,
      timers,
    });
    const relay = startRelay({
      db: parts.draining(spool.over(connect(plant, process, "spool"))),
      leaderLock: plant.drainLock.of(process),
      publish: inParts((batches) => producer.send(batches)),
      pollMs: 1_000,
      standbyMs: 2_000,
      batchLimit: 3,
      timers,
    });
    plant.ingests.set(
      process,
      parts.recording(recordEntries({ append: append.append, now: () => plant.startsAt + world.now(), sha256 })),
    );
    return () => Promise.all([append.stop(), relay.stop(2_000)]);
  };

/** Notes what breaks the gatherer's own condition: at most one batch of a partition at a time. */
function watched(plant: Plant, gather: Gather): Gather {
  const inFlight = new Set<number>();
  return async (batch) => {
    if (inFlight.has(batch.partition)) plant.overlaps.push(batch.partition);
    inFlight.add(batch.partition);
    try {
      return await gather(batch);
    } finally {
      inFlight.delete(batch.partition);
    }
  };
}

/** What a writer is wired of, on simulated parts. */
export const writer =
  (plant: Plant, group = plant.group): Start =>
  (process) => {
    const { world, network, log, parts } = plant;
    const { timers } = process;
    const store = parts.storing(plant.store.over(connect(plant, process, "database")));
    const gather = createGatherer({
      store: async (batches) => {
        const written = await store.store(batches);
        if (written.size < batches.length) world.note(`${process.name} is refused`);
        return written;
      },
      ...{ waitMs: 25, busyWaitMs: 60, busyFrom: 3, enough: 6, most: 10, atOnce: 2, timers },
    });
    const start = async () => {
      await network.call(process, "replace", () => group.removeClient(process.name)).catch(() => undefined);
      return startWriter({
        connection: { brokers: [], clientId: process.name },
        groupId: "writer",
        topic,
        partitions: log.partitions.length,
        store,
        gather: parts.gathering(watched(plant, gather)),
        admin: { endOffsets: () => network.call(process, "end offsets", () => log.ends()) },
        onTrouble: () => undefined,
        onCrash(error) {
          plant.crashes.push(error.message);
          world.note(`${process.name} crashes: ${error.message}`);
          process.kill();
        },
        sessionTimeoutMs: 3_000,
        turn: 3,
        consume: (options) =>
          consume(parts.reading({ ...options, maxBatch: 4 }), {
            open: (own) => openSimulated({ world, network, process, log, group }, own),
            timers,
          }),
      });
    };
    const started = start();
    return async () => (await started).stop();
  };
