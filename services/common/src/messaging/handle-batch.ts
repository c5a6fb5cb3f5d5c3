import { SpanKind } from "@opentelemetry/api";
import { inBatchSpan } from "../telemetry/index.ts";
import { backOffMs } from "./back-off.ts";
import type { EachBatchPayload } from "./kafkajs.ts";
import { readMessages, type ConsumedMessage } from "./message.ts";
import { every, pauseFor, type Timers } from "./timers.ts";

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}
export interface Position extends TopicPartition {
  /** The next offset to be read. */
  readonly offset: bigint;
}

export interface ConsumedBatch extends TopicPartition {
  readonly messages: readonly ConsumedMessage[];
  /** The end of the partition when this was read. */
  readonly endOffset: bigint;
}

export interface BatchControl {
  /** False once the partition may belong to somebody else: the batch will not be committed any more. */
  isCurrent(): boolean;
  /** Reads on from another offset after this batch, which then counts as not handled. */
  seekTo(offset: bigint): void;
}

/** `leave`: this batch is not handled and this consumer must leave the group, because another one has taken over. */
export type Verdict = "handled" | "leave";

/** What the running batches of one consumer share. */
export interface Handling {
  readonly options: {
    readonly eachBatch: (batch: ConsumedBatch, control: BatchControl) => Promise<Verdict>;
    readonly onTrouble?: (error: unknown, attempt: number) => void;
    readonly maxBatch?: number;
    readonly commitEveryMs?: number;
  };
  /** Counts assignments: what began under an older one is no longer ours. */
  generation: number;
  isLeaving: boolean;
  readonly heartbeatMs: number;
  readonly timers: Timers;
  readonly stopped: AbortSignal;
  readonly uncommitted: Map<string, Position>;
  /** Commits that failed, by partition: on a quiet topic nothing comes after them that would be committed in their stead. */
  readonly lost: Map<string, () => Promise<void>>;
  seek(position: Position): void;
  leave(): void;
}

/** Slices what was fetched, hands it over, resolves and commits. Throws only kafkajs's own errors: it would repeat others five times in place, then give up. */
export async function handleBatch(payload: EachBatchPayload, handling: Handling): Promise<void> {
  const { topic, partition } = payload.batch;
  const mine = handling.generation;
  const isCurrent = (): boolean => mine === handling.generation && !handling.isLeaving && !payload.isStale();
  const control: BatchControl = { isCurrent, seekTo: (offset) => handling.seek({ topic, partition, offset }) };
  let isRebalancing = false;
  const goOn = (): boolean => isCurrent() && !isRebalancing && payload.isRunning() && !handling.stopped.aborted;
  const beat = (): void => void payload.heartbeat().catch(() => (isRebalancing = true));
  const endBeats = every(handling.timers, handling.heartbeatMs, beat);
  try {
    for (const slice of slicesOf(payload, handling.options.maxBatch ?? 2_000)) {
      if (!goOn()) break;
      const verdict = await untilHandled(slice, control, handling, goOn);
      if (verdict === "leave") handling.leave();
      if (verdict !== "handled" || !isCurrent()) break;
      await settle(slice, payload, handling, isCurrent);
    }
    if (!handling.isLeaving) await payload.heartbeat(); // joins again when the group rebalances
  } finally {
    endBeats();
  }
}

function* slicesOf({ batch }: EachBatchPayload, size: number): Generator<ConsumedBatch> {
  const endOffset = BigInt(batch.highWatermark);
  for (let from = 0; from < batch.messages.length; from += size) {
    const messages = readMessages(batch.messages.slice(from, from + size));
    yield { topic: batch.topic, partition: batch.partition, messages, endOffset };
  }
}

async function untilHandled(
  batch: ConsumedBatch,
  control: BatchControl,
  { options, stopped, timers }: Handling,
  goOn: () => boolean,
): Promise<Verdict | "given up"> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await inBatchSpan(
        `consume ${batch.topic}`,
        { "messaging.batch.message_count": batch.messages.length },
        batch.messages,
        () => options.eachBatch(batch, control),
        SpanKind.CONSUMER,
      );
    } catch (error) {
      options.onTrouble?.(error, attempt);
    }
    await pauseFor(timers, backOffMs(attempt), stopped);
    if (!goOn()) return "given up";
  }
}

/** Commits through the batch's own door, because there a rebalance is noticed at once instead of after five tries. */
async function settle(
  { topic, partition, messages }: ConsumedBatch,
  payload: EachBatchPayload,
  handling: Handling,
  isCurrent: () => boolean,
): Promise<void> {
  const last = messages.at(-1)?.offset ?? 0n;
  payload.resolveOffset(String(last));
  const next = last + 1n;
  const place = `${topic}/${partition}`;
  if (handling.options.commitEveryMs !== undefined && payload.isRunning()) {
    handling.uncommitted.set(place, { topic, partition, offset: next });
    return;
  }
  const offsets = { topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] };
  handling.lost.delete(place);
  try {
    await payload.commitOffsetsIfNecessary(offsets);
  } catch (error) {
    if (isCurrent()) handling.lost.set(place, () => payload.commitOffsetsIfNecessary(offsets));
    throw error;
  }
}

/** Tries the commits again that were lost. After a join there are none: what is ours then is read from what was committed. */
export async function commitLost({ lost, options }: Pick<Handling, "lost" | "options">): Promise<void> {
  for (const [place, commit] of [...lost])
    await commit().then(
      () => {
        if (lost.get(place) === commit) lost.delete(place);
      },
      (error: unknown) => options.onTrouble?.(error, 0),
    );
}
