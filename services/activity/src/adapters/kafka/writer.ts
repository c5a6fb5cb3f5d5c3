import { failpoint } from "@kinerja/common/failpoint";
import {
  type Admin,
  type BatchControl,
  type ConnectOptions,
  consume,
  type ConsumedBatch,
  type ConsumedMessage,
  type ConsumeOptions,
  type Consumption,
  type Position,
  redrivenFrom,
  type TopicPartition,
  type Verdict,
} from "@kinerja/common/messaging";

import { type LoggedEntry, type LogStore, type ParkedItem, type PartitionBatch } from "../../app/log.ts";
import { openEnvelope } from "./envelope.ts";

export type WriterOptions = {
  readonly connection: ConnectOptions;
  readonly groupId: string;
  readonly topic: string;
  readonly partitions: number;
  readonly store: LogStore;
  readonly gather: (batch: PartitionBatch) => Promise<boolean>;
  readonly admin: Pick<Admin, "endOffsets">;
  readonly onTrouble: (error: unknown, attempt: number) => void;
  readonly onCrash: (error: Error) => void;
  readonly sessionTimeoutMs: number;
  /** Entries that one turn gives to the gatherer at most; a record alone may hold more. */
  readonly turn?: number;
  /** How it reads; a simulation has a log of its own. */
  readonly consume?: (options: ConsumeOptions) => Promise<Consumption>;
};

/** The log is not the one that this database was filled from, or has lost a part that is not stored: going on would mix or hide it. */
class WrongLog extends Error {}

type Held = { readonly epoch: number; next: bigint };

type Piece = { next: bigint; entries: LoggedEntry[]; parked: ParkedItem[] };

/** Of a record that was published once more (`npm run dlq`). */
function firstOffsetOf({ [redrivenFrom]: place }: ConsumedMessage["headers"]): bigint | undefined {
  const digits = place === undefined ? undefined : /:(\d{1,18})$/.exec(place)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

/** Cuts what was fetched at record boundaries into pieces of about a turn's entries. */
function* piecesOf(
  messages: readonly ConsumedMessage[],
  partition: number,
  { partitions, turn = 1_000 }: WriterOptions,
): Iterable<Piece> {
  let piece: Piece = { next: 0n, entries: [], parked: [] };
  for (const { offset, value, headers } of messages) {
    const record = { partition, offset, value: value ?? Buffer.alloc(0) };
    const { entries, cause } = openEnvelope(record, partitions);
    if (piece.entries.length > 0 && piece.entries.length + entries.length > turn) {
      yield piece;
      piece = { next: 0n, entries: [], parked: [] };
    }
    const firstOffset = firstOffsetOf(headers);
    piece.entries.push(...(firstOffset === undefined ? entries : entries.map((entry) => ({ ...entry, firstOffset }))));
    if (cause !== undefined) piece.parked.push({ offset, value: record.value, cause });
    piece.next = offset + 1n;
  }
  if (piece.next > 0n) yield piece;
}

/** Reads the log into the store. What came before the position is skipped; a partition that was taken over makes this reader leave. */
function createReader(options: WriterOptions) {
  const { topic, store, gather, admin } = options;
  const held = new Map<number, Held>();
  let assignments = 0;

  function refuse(what: string): never {
    const error = new WrongLog(what);
    options.onCrash(error);
    throw error;
  }

  async function onAssigned(assigned: readonly TopicPartition[]): Promise<Position[]> {
    const mine = ++assignments;
    held.clear();
    const claims = await store.claim(assigned.map(({ partition }) => partition));
    const ends = await admin.endOffsets(topic);
    if (mine !== assignments) return []; // answered late: the assignment after it has claims of its own
    for (const { partition, epoch, next } of claims) {
      const end = ends[partition] ?? 0n;
      if (next > end) refuse(`Partition ${partition} ends at ${end}, the database is at ${next}.`);
      held.set(partition, { epoch, next });
    }
    return claims.map(({ partition, next }) => ({ topic, partition, offset: next }));
  }

  async function eachBatch({ partition, messages }: ConsumedBatch, control: BatchControl): Promise<Verdict> {
    const position = held.get(partition);
    if (position === undefined || !control.isCurrent()) return "handled"; // not committed: it is not ours any more
    const fresh = messages.filter(({ offset }) => offset >= position.next);
    const begin = fresh[0]?.offset ?? position.next;
    // This log is never compacted and knows no transactions: what is missing was deleted before it was stored.
    if (begin > position.next)
      refuse(`Partition ${partition} goes on at ${begin}, the database is at ${position.next}.`);
    for (const { next, entries, parked } of piecesOf(fresh, partition, options)) {
      const { epoch, next: from } = position;
      const isOurs = await gather({ partition, epoch, from, next, entries, parked });
      if (!isOurs) return control.isCurrent() ? "leave" : "handled";
      position.next = next;
      failpoint("writer.afterCommit");
    }
    return "handled";
  }
  return { onAssigned, eachBatch };
}

/** Joins the group and writes until stopped; one that lost its partitions to another joins again with new claims. */
export async function startWriter(options: WriterOptions): Promise<{ stop(): Promise<void>; silentForMs(): number }> {
  let stopped = false;
  const isStopped = (): boolean => stopped;
  const join = (): Promise<Consumption> =>
    (options.consume ?? consume)({
      ...options.connection,
      ...createReader(options),
      groupId: options.groupId,
      topics: [options.topic],
      fromBeginning: true,
      concurrency: options.partitions,
      maxWaitMs: 1_000,
      commitEveryMs: 1_000,
      onCrash: options.onCrash,
      onTrouble: options.onTrouble,
      sessionTimeoutMs: options.sessionTimeoutMs,
    });
  let consumption = await join();
  const run = async (): Promise<void> => {
    while ((await consumption.ended) === "left" && !isStopped()) {
      consumption = await join();
      if (isStopped()) await consumption.stop();
    }
  };
  const running = run().catch((error: unknown) => options.onCrash(error as Error));
  return {
    silentForMs: () => consumption.silentForMs(),
    async stop() {
      stopped = true;
      await consumption.stop();
      await running;
    },
  };
}
