import { uuidV7 } from "@kinerja/common/kernel";
import { type Stoppable } from "@kinerja/common/lifecycle";
import {
  createBatcher,
  type OutgoingBatch,
  partitionFor,
  type Producer,
  realTimers,
  type Timers,
} from "@kinerja/common/messaging";
import { counter, gauge, histogram } from "@kinerja/common/telemetry";

import { type Append } from "../../app/record.ts";
import { isSpoolPlace, spoolPlace } from "../../domain/spool-place.ts";
import { type Spool } from "../postgres/spool.ts";
import { createDetour } from "./detour.ts";
import { createFramer } from "./envelope.ts";
import { byChunk, type Chunk, cut, pack } from "./pack.ts";

const accepted = counter("ingest_entries_acknowledged_total", "Entries that the log or the spool confirmed.", ["by"]);
const sendTime = histogram("ingest_send_seconds", "Time until the log confirmed a batch.");
const queued = gauge("ingest_queued_bytes", "Bytes that wait for the log.");
const detour = gauge("ingest_detour", "1 while the log does not answer and entries go into the spool.");

/** A broker takes about 1 MB a partition in one send. */
const sendBytes = 900_000;
const queueBytes = 64_000_000;

/** One send over all partitions that have something; where each chunk lies, in the order given. */
async function sendToLog(producer: Producer, topic: string, chunks: readonly Chunk[]): Promise<string[]> {
  const packed = [...pack(chunks)];
  const endTimer = sendTime.startTimer();
  const stored = await producer.send(
    packed.map(([partition, envelopes]): OutgoingBatch => ({
      topic,
      partition,
      messages: envelopes.map(({ value }) => ({ key: null, value })),
    })),
  );
  endTimer();
  const placed = packed.flatMap(([partition, envelopes], order) => {
    const base = stored[order]?.baseOffset ?? 0n;
    return envelopes.map((envelope, nth) => [envelope, `${partition}:${base + BigInt(nth)}`] as const);
  });
  return byChunk(chunks.length, placed);
}

async function keepInSpool(spool: Spool, topic: string, chunks: readonly Chunk[]): Promise<string[]> {
  const envelopes = [...pack(chunks).values()].flat();
  const kept = envelopes.map((envelope) => ({ ...envelope, id: uuidV7(envelope.acceptedAt) }));
  await spool.keep(topic, kept);
  return byChunk(
    chunks.length,
    kept.map((envelope) => [envelope, spoolPlace(envelope.id)] as const),
  );
}

const placesOf = async (added: readonly Promise<string[]>[]): Promise<string[]> => (await Promise.all(added)).flat();

export type AppendOptions = {
  readonly producer: Producer;
  readonly topic: string;
  readonly partitions: number;
  readonly spool: Spool;
  /** How long a batch waits for the log before the spool takes it. */
  readonly patienceMs?: number;
  /** What would wait longer is refused at once, so that the answers stay quick; under `deadlineMs`. */
  readonly maxWaitMs?: number;
  readonly deadlineMs?: number;
  readonly onTrouble: (error: unknown) => void;
  readonly timers?: Timers;
};

/** What the spool may take for a batch. */
const spoolMs = 500;

/**
 * The log as the place to append to: strict linger of 5 ms or 500 chunks (less for eight or more that nobody joins for a millisecond, or when all are back whom the last send answered), one send in flight, agencies in turn. While the log does not answer the spool takes what comes;
 * what has not left in time is refused for good; what has left, and neither of the two confirms in the deadline, is unknown to the caller.
 */
export function kafkaAppend(options: AppendOptions): Stoppable & { append: Append; readonly size: number } {
  const { producer, topic, partitions, spool, timers = realTimers } = options;
  const { patienceMs = 2_000, maxWaitMs = 2_500, deadlineMs = 5_000 } = options;
  let waiting = 0;
  const batcher = createBatcher<Chunk, string>({
    lingerMs: 5,
    quiet: { from: 8, ms: 1 },
    maxBatch: 500,
    maxBytes: sendBytes,
    bytesOf: ({ items }) => items.length,
    laneOf: ({ agencyId }) => agencyId,
    maxQueued: 20_000,
    maxQueuedBytes: queueBytes,
    maxWaitMs,
    deadlineMs,
    // The rest of the time is enough for the log, or for giving up on it and for the spool.
    leaveWithinMs: deadlineMs - patienceMs - spoolMs,
    timers,
    send: createDetour<readonly Chunk[], readonly string[]>({
      toLog: (chunks) => sendToLog(producer, topic, chunks),
      toSpool: (chunks) => keepInSpool(spool, topic, chunks),
      patienceMs,
      timers,
      onTrouble: options.onTrouble,
      onDetour: (isOpen) => detour.set(isOpen ? 1 : 0),
    }),
  });
  const add = async (chunk: Chunk): Promise<string[]> => {
    const { entries, items } = chunk;
    waiting += items.length;
    queued.set(waiting);
    try {
      const position = await batcher.add(chunk);
      accepted.inc({ by: isSpoolPlace(position) ? "spool" : "log" }, entries);
      return Array.from({ length: entries }, () => position);
    } finally {
      waiting -= items.length;
      queued.set(waiting);
    }
  };
  return {
    get size() {
      return batcher.size;
    },
    append(author, acceptedAt, entries) {
      const partition = partitionFor(author.personId, partitions);
      const of = { partition, acceptedAt, agencyId: entries[0]?.agencyId ?? "" };
      return placesOf(cut(entries, createFramer(author, acceptedAt), of).map(add));
    },
    stop: () => batcher.close(),
  };
}
