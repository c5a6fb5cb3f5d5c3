import { Refusal } from "@kinerja/common/errors";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { createBatcher, type OutgoingBatch, partitionFor, type Producer } from "@kinerja/common/messaging";
import { counter, gauge, histogram } from "@kinerja/common/telemetry";

import { type Append } from "../../app/record.ts";
import { createFramer, sealEnvelope } from "./envelope.ts";

const accepted = counter("ingest_entries_acknowledged_total", "Entries that the log confirmed.");
const sendTime = histogram("ingest_send_seconds", "Time until the log confirmed a batch.");
const queued = gauge("ingest_queued_bytes", "Bytes that wait for the log.");

/** Items of one person for one partition; they travel in one envelope. */
type Chunk = { readonly partition: number; readonly frames: readonly Buffer[]; readonly bytes: number };

const chunkBytes = 128_000;
const envelopeBytes = 256_000;
/** A broker takes about 1 MB a partition in one send. */
const sendBytes = 900_000;
const queueBytes = 64_000_000;

function cut(partition: number, frames: readonly Buffer[]): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let bytes = 0;
  for (const [index, frame] of frames.entries()) {
    if (bytes > 0 && bytes + frame.length > chunkBytes) {
      chunks.push({ partition, frames: frames.slice(from, index), bytes });
      [from, bytes] = [index, 0];
    }
    bytes += frame.length;
  }
  chunks.push({ partition, frames: frames.slice(from), bytes });
  return chunks;
}

/** Envelopes of one partition, with the number of chunks in each. */
function pack(chunks: readonly Chunk[]): { value: Buffer; chunks: number }[] {
  const envelopes: { value: Buffer; chunks: number }[] = [];
  let frames: Buffer[] = [];
  let [bytes, count] = [0, 0];
  const seal = (): void => {
    if (count > 0) envelopes.push({ value: sealEnvelope(frames), chunks: count });
    [frames, bytes, count] = [[], 0, 0];
  };
  for (const chunk of chunks) {
    if (bytes + chunk.bytes > envelopeBytes) seal();
    frames.push(...chunk.frames);
    bytes += chunk.bytes;
    count++;
  }
  seal();
  return envelopes;
}

/** One send over all partitions that have something; where each chunk lies, in the order given. */
async function sendChunks(producer: Producer, topic: string, chunks: readonly Chunk[]): Promise<string[]> {
  const byPartition = new Map<number, { index: number; chunk: Chunk }[]>();
  for (const [index, chunk] of chunks.entries()) {
    const group = byPartition.get(chunk.partition);
    if (group) group.push({ index, chunk });
    else byPartition.set(chunk.partition, [{ index, chunk }]);
  }
  const packed = [...byPartition].map(([partition, group]) => ({
    partition,
    group,
    envelopes: pack(group.map(({ chunk }) => chunk)),
  }));
  const endTimer = sendTime.startTimer();
  const stored = await producer.send(
    packed.map(({ partition, envelopes }): OutgoingBatch => ({
      topic,
      partition,
      messages: envelopes.map(({ value }) => ({ key: null, value })),
    })),
  );
  endTimer();
  const positions = new Array<string>(chunks.length).fill("");
  for (const [order, { partition, group, envelopes }] of packed.entries()) {
    const base = stored[order]?.baseOffset ?? 0n;
    let at = 0;
    for (const [nth, { chunks: count }] of envelopes.entries())
      for (const { index } of group.slice(at, (at += count))) positions[index] = `${partition}:${base + BigInt(nth)}`;
  }
  return positions;
}

export type AppendOptions = {
  readonly producer: Producer;
  readonly topic: string;
  readonly partitions: number;
  readonly deadlineMs?: number;
};

/**
 * The log as the place to append to: strict linger of 5 ms or 500 chunks, one send in flight. What can't be confirmed in the deadline is
 * unknown to the caller; a spool would stand here, between the refusal and the client.
 */
export function kafkaAppend(options: AppendOptions): Stoppable & { append: Append; readonly size: number } {
  const { producer, topic, partitions } = options;
  let waiting = 0;
  const batcher = createBatcher<Chunk, string>({
    lingerMs: 5,
    maxBatch: 500,
    maxBytes: sendBytes,
    bytesOf: ({ bytes }) => bytes,
    maxQueued: 20_000,
    deadlineMs: options.deadlineMs ?? 5_000,
    send: (chunks) => sendChunks(producer, topic, chunks),
  });
  const add = async (chunk: Chunk): Promise<string[]> => {
    waiting += chunk.bytes;
    queued.set(waiting);
    try {
      const position = await batcher.add(chunk);
      accepted.inc(chunk.frames.length);
      return chunk.frames.map(() => position);
    } finally {
      waiting -= chunk.bytes;
      queued.set(waiting);
    }
  };
  return {
    get size() {
      return batcher.size;
    },
    async append(author, acceptedAt, entries) {
      const frames = entries.map(createFramer(author, acceptedAt));
      const chunks = cut(partitionFor(author.personId, partitions), frames);
      if (waiting + chunks.reduce((sum, { bytes }) => sum + bytes, 0) > queueBytes)
        throw new Refusal("limit", "INGEST_OVERLOADED");
      return (await Promise.all(chunks.map(add))).flat();
    },
    stop: () => batcher.close(),
  };
}
