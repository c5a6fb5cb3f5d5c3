import { Refusal } from "../errors/index.ts";

/** Monotonic time and one-shot timers; tests bring their own. */
export interface Timers {
  now(): number;
  /** Returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export interface BatcherOptions<Item, Result> {
  /** A batch leaves when its oldest item has waited this long, or when it is full, and never while another is on its way. */
  readonly lingerMs: number;
  readonly maxBatch: number;
  /** Items waiting or on their way; one more is refused. */
  readonly maxQueued: number;
  /** How long a caller waits. The item is sent all the same, since it may already be on its way. */
  readonly deadlineMs: number;
  /** With both, a batch is also full at so many bytes; an item alone may be larger. */
  readonly maxBytes?: number;
  readonly bytesOf?: (item: Item) => number;
  /** One result for each item, in order. */
  readonly send: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly timers?: Timers;
}

export interface Batcher<Item, Result> {
  /** Rejects with a Refusal: INGEST_OVERLOADED when full, INGEST_TIMEOUT after the deadline, INGEST_STOPPING after `close`. */
  add(item: Item): Promise<Result>;
  /** Items waiting or on their way. */
  readonly size: number;
  /** Takes nothing more and resolves when everything taken has been sent or has failed. */
  close(): Promise<void>;
}

type Settle<Result> = (outcome: { readonly result: Result } | { readonly error: Error }) => void;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  readonly since: number;
  readonly settle: Settle<Result>;
}

const realTimers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

type Queue<Item, Result> = ReturnType<typeof createQueue<Item, Result>>;

function createQueue<Item, Result>(maxBatch: number, maxBytes: number) {
  let waiting: Waiting<Item, Result>[] = [];
  let bytes = 0;
  return {
    get length() {
      return waiting.length;
    },
    get oldest() {
      return waiting[0];
    },
    holdsFullBatch: () => waiting.length >= maxBatch || bytes >= maxBytes,
    push(one: Waiting<Item, Result>) {
      waiting.push(one);
      bytes += one.bytes;
    },
    takeBatch(): Waiting<Item, Result>[] {
      let taken = 0;
      let count = 0;
      for (const one of waiting) {
        if (count >= maxBatch || (count > 0 && taken + one.bytes > maxBytes)) break;
        taken += one.bytes;
        count++;
      }
      const batch = waiting.slice(0, count);
      waiting = waiting.slice(count);
      bytes -= taken;
      return batch;
    },
  };
}

/** Gathers items into batches, one on its way at a time, so that order is kept and the batch grows with the load. */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const { lingerMs, maxQueued, deadlineMs, bytesOf = () => 0, timers = realTimers } = options;
  const queue: Queue<Item, Result> = createQueue(options.maxBatch, options.maxBytes ?? Infinity);
  let onTheWay = 0;
  let closed = false;
  let cancelLinger: (() => void) | undefined;
  let whenEmpty: (() => void)[] = [];

  async function flush(): Promise<void> {
    cancelLinger?.();
    cancelLinger = undefined;
    const batch = queue.takeBatch();
    onTheWay = batch.length;
    await deliver(batch, options.send);
    onTheWay = 0;
    schedule();
  }

  function schedule(): void {
    if (onTheWay > 0) return;
    if (queue.oldest === undefined) {
      whenEmpty.forEach((resolve) => resolve());
      whenEmpty = [];
      return;
    }
    const waitMs = queue.oldest.since + lingerMs - timers.now();
    if (closed || queue.holdsFullBatch() || waitMs <= 0) void flush();
    else cancelLinger ??= timers.after(waitMs, () => void flush());
  }

  return {
    add(item) {
      if (closed) return Promise.reject(new Refusal("unavailable", "INGEST_STOPPING"));
      if (queue.length + onTheWay >= maxQueued) return Promise.reject(new Refusal("limit", "INGEST_OVERLOADED"));
      return new Promise((resolve, reject) => {
        const cancel = timers.after(deadlineMs, () => reject(new Refusal("deadline", "INGEST_TIMEOUT")));
        const settle: Settle<Result> = (outcome) => {
          cancel();
          if ("error" in outcome) reject(outcome.error);
          else resolve(outcome.result);
        };
        queue.push({ item, bytes: bytesOf(item), since: timers.now(), settle });
        schedule();
      });
    },
    get size() {
      return queue.length + onTheWay;
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
