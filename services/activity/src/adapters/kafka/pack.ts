import { type Accepted } from "../../app/record.ts";
import { frameBytes, type Framer, sealEnvelope } from "./envelope.ts";

/** Items of one person for one partition; they travel in one envelope. */
export type Chunk = {
  readonly partition: number;
  readonly items: Buffer;
  readonly entries: number;
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

/** Frames the entries of one request, cut so that each piece fits into an envelope. */
export function cut(
  entries: readonly Accepted[],
  frame: Framer,
  of: Pick<Chunk, "partition" | "acceptedAt" | "agencyId">,
): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let bytes = 0;
  const end = (until: number): void => {
    chunks.push({ ...of, items: frame(entries.slice(from, until)), entries: until - from });
    [from, bytes] = [until, 0];
  };
  for (const [index, { slice }] of entries.entries()) {
    const size = slice.length + frameBytes;
    if (bytes > 0 && bytes + size > chunkBytes) end(index);
    bytes += size;
  }
  end(entries.length);
  return chunks;
}

type Placed = { readonly index: number; readonly chunk: Chunk };

function seal(partition: number, placed: readonly Placed[]): Envelope {
  return {
    partition,
    value: sealEnvelope(placed.map(({ chunk }) => chunk.items)),
    acceptedAt: Math.min(...placed.map(({ chunk }) => chunk.acceptedAt)),
    entries: placed.reduce((sum, { chunk }) => sum + chunk.entries, 0),
    chunks: placed.map(({ index }) => index),
  };
}

function packOne(partition: number, placed: readonly Placed[]): Envelope[] {
  const envelopes: Envelope[] = [];
  let [from, bytes] = [0, 0];
  for (const [nth, { chunk }] of placed.entries()) {
    if (bytes > 0 && bytes + chunk.items.length > envelopeBytes) {
      envelopes.push(seal(partition, placed.slice(from, nth)));
      [from, bytes] = [nth, 0];
    }
    bytes += chunk.items.length;
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
