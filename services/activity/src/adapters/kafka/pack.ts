import { sealEnvelope } from "./envelope.ts";

/** Frames of one person for one partition; they travel in one envelope. */
export type Chunk = {
  readonly partition: number;
  readonly frames: readonly Buffer[];
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly acceptedAt: number;
  /** Agencies share the queue fairly. */
  readonly agencyId: string;
};

/** One record of the log. */
export type Envelope = {
  readonly partition: number;
  readonly value: Buffer;
  /** Of the first entry accepted. */
  readonly acceptedAt: number;
  readonly entries: number;
  /** Where its chunks stood in what was packed. */
  readonly chunks: readonly number[];
};

const chunkBytes = 128_000;
const envelopeBytes = 256_000;

/** Cuts the frames of one request so that each piece fits into an envelope. */
export function cut(frames: readonly Buffer[], of: Pick<Chunk, "partition" | "acceptedAt" | "agencyId">): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let bytes = 0;
  for (const [index, frame] of frames.entries()) {
    if (bytes > 0 && bytes + frame.length > chunkBytes) {
      chunks.push({ ...of, frames: frames.slice(from, index), bytes });
      [from, bytes] = [index, 0];
    }
    bytes += frame.length;
  }
  chunks.push({ ...of, frames: frames.slice(from), bytes });
  return chunks;
}

type Placed = { readonly index: number; readonly chunk: Chunk };

function seal(partition: number, placed: readonly Placed[]): Envelope {
  const frames = placed.flatMap(({ chunk }) => chunk.frames);
  return {
    partition,
    value: sealEnvelope(frames),
    acceptedAt: Math.min(...placed.map(({ chunk }) => chunk.acceptedAt)),
    entries: frames.length,
    chunks: placed.map(({ index }) => index),
  };
}

function packOne(partition: number, placed: readonly Placed[]): Envelope[] {
  const envelopes: Envelope[] = [];
  let [from, bytes] = [0, 0];
  for (const [nth, { chunk }] of placed.entries()) {
    if (bytes > 0 && bytes + chunk.bytes > envelopeBytes) {
      envelopes.push(seal(partition, placed.slice(from, nth)));
      [from, bytes] = [nth, 0];
    }
    bytes += chunk.bytes;
  }
  envelopes.push(seal(partition, placed.slice(from)));
  return envelopes;
}

/** Envelopes by partition; the chunks of a partition stay in their order. */
export function pack(chunks: readonly Chunk[]): Map<number, Envelope[]> {
  const byPartition = Map.groupBy(
    chunks.map((chunk, index) => ({ index, chunk })),
    ({ chunk }) => chunk.partition,
  );
  return new Map([...byPartition].map(([partition, placed]) => [partition, packOne(partition, placed)]));
}

/** What is known of an envelope, for each of its chunks, in the order in which they were given. */
export function byChunk<T>(count: number, known: Iterable<readonly [Envelope, T]>): T[] {
  const results = new Array<T>(count);
  for (const [{ chunks }, one] of known) for (const index of chunks) results[index] = one;
  return results;
}
