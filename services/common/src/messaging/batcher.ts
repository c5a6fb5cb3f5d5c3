import { Refusal } from "../errors/index.ts";
import { createFairQueue, type FairQueue } from "./fair-queue.ts";
import { createRoom } from "./fair-queue-room.ts";
import { realTimers, type Timers } from "./timers.ts";

export interface BatcherOptions<Item, Result> {
  /** A batch leaves when its oldest item has waited this long, or when it is full, and never while another is on its way. */
  readonly lingerMs: number;
  /**
   * So many do not wait to the end of the linger when nobody has come for so long, and not at all when as many are here as waited or were answered
   * when the last batch came back, less than a linger ago: who sends one after the other has sent, and waits for us.
   */
  readonly quiet?: { readonly from: number; readonly ms: number };
  readonly maxBatch: number;
  /** Items waiting or on their way; one more is refused. A lane is refused before that, as soon as it holds three times what is still free. */
  readonly maxQueued: number;
  /** The same in bytes, with bytesOf. */
  readonly maxQueuedBytes?: number;
  /** Items of one lane keep their order; lanes take turns, counted in bytes where there is bytesOf. Without it all are in one. */
  readonly laneOf?: (item: Item) => string;
  /** What would probably wait longer until it leaves is refused at once. */
  readonly maxWaitMs?: number;
  /** How long a caller waits. What is on its way then arrives or not, and nobody knows. */
  readonly deadlineMs: number;
  /** What has not left by then never does, and is refused; `deadlineMs` unless given. */
  readonly leaveWithinMs?: number;
  /** With both, a batch is also full at so many bytes; an item alone may be larger. */
  readonly maxBytes?: number;
  readonly bytesOf?: (item: Item) => number;
  /** One result for each item, in order. */
  readonly send: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly timers?: Timers;
}

export interface Batcher<Item, Result> {
  /**
   * Rejects with a Refusal: INGEST_OVERLOADED { retryAfterS } when full or too slow, for what was not sent and will not be; INGEST_TIMEOUT after the
   * deadline, for what was sent; INGEST_STOPPING after `close`.
   */
  add(item: Item): Promise<Result>;
  /** Items waiting or on their way. */
  readonly size: number;
  /** Takes nothing more and resolves when everything taken has been sent or has failed. */
  close(): Promise<void>;
}

type Settle<Result> = (outcome: { readonly result: Result } | { readonly error: Error }) => void;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly weight: number;
  readonly since: number;
  readonly settle: Settle<Result>;
  hasLeft: boolean;
  isGivenUp: boolean;
}

/** A lane's turn is a small part of a batch, so that hundreds of lanes have theirs in one. */
const turnsInBatch = 512;
/** A turn without maxBytes. */
const turnBytes = 1_024;

/** Without bytesOf each item weighs 1, and limits in bytes mean nothing. */
function weighing<Item, Result>(options: BatcherOptions<Item, Result>) {
  const { bytesOf, maxBatch, maxBytes, maxQueued, maxQueuedBytes = Infinity } = options;
  if (bytesOf === undefined)
    return { maxBatch, maxWeight: Infinity, quantum: 1, limit: { items: maxQueued, weight: Infinity } };
  return {
    maxBatch,
    maxWeight: maxBytes ?? Infinity,
    quantum: maxBytes === undefined ? turnBytes : Math.ceil(maxBytes / turnsInBatch),
    limit: { items: maxQueued, weight: maxQueuedBytes },
  };
}

/** Tells how long those who wait should wait for others. */
function createCompany({ lingerMs, quiet }: Pick<BatcherOptions<never, unknown>, "lingerMs" | "quiet">) {
  /** When somebody came last, or was answered and may come again. */
  let lastCame = 0;
  /** Who was here when the last batch came back, those it answered among them. */
  let known = { count: Infinity, since: 0 };
  return {
    came(now: number): void {
      lastCame = now;
    },
    answered(count: number, now: number): void {
      lastCame = now;
      known = { count, since: now };
    },
    /** A few, or those of long ago, tell nothing of a crowd that begins to come. */
    isComplete: (items: number, now: number): boolean =>
      quiet !== undefined && known.count >= quiet.from && items >= known.count && now - known.since < lingerMs,
    waitMs(items: number, oldestSince: number, now: number): number {
      const waitMs = oldestSince + lingerMs - now;
      if (quiet === undefined || items < quiet.from) return waitMs;
      return now - lastCame >= quiet.ms ? 0 : Math.min(waitMs, quiet.ms);
    },
  };
}

/** Gathers items into batches, one on its way at a time, so that order is kept and the batch grows with the load. */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const { bytesOf, laneOf, maxWaitMs = Infinity, timers = realTimers } = options;
  const limits = weighing(options);
  const patience = patienceOf(options);
  const queue: FairQueue<Waiting<Item, Result>> = createFairQueue(limits);
  const room = createRoom(queue, { ...limits, maxWaitMs, inLanes: laneOf !== undefined });
  let closed = false;
  const company = createCompany(options);
  let cancelLinger: (() => void) | undefined;
  let whenEmpty: (() => void)[] = [];

  async function flush(): Promise<void> {
    cancelLinger?.();
    cancelLinger = undefined;
    const batch = queue.takeBatch(({ isGivenUp }) => isGivenUp);
    if (batch.length === 0) {
      schedule();
      return;
    }
    for (const one of batch) one.hasLeft = true;
    room.leave(batch, timers.now());
    await deliver(batch, options.send);
    const now = timers.now();
    room.arrive(now);
    company.answered(queue.load.items + batch.length, now);
    schedule();
  }

  function schedule(): void {
    if (room.onTheWay.items > 0) return;
    if (queue.load.items === 0) {
      whenEmpty.forEach((resolve) => resolve());
      whenEmpty = [];
      return;
    }
    if (closed || queue.holdsFullBatch || company.isComplete(queue.load.items, timers.now())) void flush();
    else if (cancelLinger === undefined || queue.load.items === options.quiet?.from) linger();
  }

  function linger(): void {
    cancelLinger?.();
    const waitMs = company.waitMs(queue.load.items, queue.oldestSince() ?? 0, timers.now());
    if (waitMs <= 0) void flush();
    else cancelLinger = timers.after(waitMs, linger);
  }

  return {
    add(item) {
      const lane = laneOf?.(item) ?? "";
      const weight = bytesOf ? Math.max(1, bytesOf(item)) : 1;
      const now = timers.now();
      const refusal = closed ? new Refusal("unavailable", "INGEST_STOPPING") : room.refusalOf(lane, weight, now);
      if (refusal) return Promise.reject(refusal);
      const late = (): Refusal => room.lateRefusal(lane, weight, timers.now());
      const { one, settled } = waitFor<Item, Result>({ item, weight, since: now }, { ...patience, timers, late });
      queue.push(lane, one);
      company.came(now);
      schedule();
      return settled;
    },
    get size() {
      return queue.load.items + room.onTheWay.items;
    },
    close() {
      closed = true;
      return new Promise((resolve) => {
        whenEmpty.push(resolve);
        schedule();
      });
    },
  };
}

interface Patience {
  readonly leaveMs: number;
  /** From then on, for what has left. */
  readonly arriveMs: number;
}

function patienceOf({ deadlineMs, leaveWithinMs = deadlineMs }: BatcherOptions<never, unknown>): Patience {
  const leaveMs = Math.min(leaveWithinMs, deadlineMs);
  return { leaveMs, arriveMs: deadlineMs - leaveMs };
}

/** Settles at the deadline at the latest, and is given up before when it has not left. */
function waitFor<Item, Result>(
  given: Pick<Waiting<Item, Result>, "item" | "weight" | "since">,
  { leaveMs, arriveMs, timers, late }: Patience & { readonly timers: Timers; readonly late: () => Refusal },
): { readonly one: Waiting<Item, Result>; readonly settled: Promise<Result> } {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const settle: Settle<Result> = (outcome) => {
    cancel();
    if ("error" in outcome) reject(outcome.error);
    else resolve(outcome.result);
  };
  const one = { ...given, settle, hasLeft: false, isGivenUp: false };
  let cancel = timers.after(leaveMs, () => {
    if (one.hasLeft) {
      cancel = timers.after(arriveMs, () => reject(new Refusal("deadline", "INGEST_TIMEOUT")));
      return;
    }
    one.isGivenUp = true;
    reject(late());
  });
  return { one, settled: promise };
}

async function deliver<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  send: BatcherOptions<Item, Result>["send"],
): Promise<void> {
  try {
    const results = await send(batch.map(({ item }) => item));
    if (results.length !== batch.length)
      throw new Error(`${batch.length} items were sent and ${results.length} answered.`);
    batch.forEach(({ settle }, index) => settle({ result: results[index] as Result }));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    batch.forEach(({ settle }) => settle({ error }));
  }
}
