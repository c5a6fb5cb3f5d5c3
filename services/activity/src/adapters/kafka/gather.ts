import { realTimers, type Timers } from "@kinerja/common/messaging";

import { type LogStore, type PartitionBatch } from "../../app/log.ts";

export type GatherOptions = {
  readonly store: LogStore["store"];
  /** How long the first batch waits for others. */
  readonly waitMs: number;
  /** How long it waits in all when `busyFrom` entries have come meanwhile: a transaction costs as much as some sixty entries, and what waits longer makes fewer of them. */
  readonly busyWaitMs: number;
  readonly busyFrom: number;
  /** Entries after which nothing more is waited for. */
  readonly enough: number;
  /** Most entries of one transaction. */
  readonly most: number;
  /** Transactions at once. */
  readonly atOnce: number;
  readonly onStored?: (entries: number, partitions: number, ms: number) => void;
  readonly timers?: Timers;
};

type Waiting = {
  readonly batch: PartitionBatch;
  readonly settle: (isOurs: boolean) => void;
  readonly fail: (error: Error) => void;
};

/**
 * Joins what the partitions have into common transactions: with many partitions each alone has too little for one. A partition has at most one
 * batch here, so nothing of one person overtakes. True when it is written, false when somebody else has taken the partition over.
 */
export function createGatherer(options: GatherOptions): (batch: PartitionBatch) => Promise<boolean> {
  const { timers = realTimers } = options;
  let waiting: Waiting[] = [];
  let running = 0;
  let endWait: (() => void) | undefined;

  const count = (all: readonly Waiting[]): number => all.reduce((sum, { batch }) => sum + batch.entries.length, 0);

  function take(): Waiting[] {
    const taken: Waiting[] = [];
    let entries = 0;
    for (const one of waiting) {
      if (taken.length > 0 && entries + one.batch.entries.length > options.most) break;
      entries += one.batch.entries.length;
      taken.push(one);
    }
    waiting = waiting.slice(taken.length);
    return taken;
  }

  async function flush(): Promise<void> {
    endWait?.();
    endWait = undefined;
    const taken = take();
    running++;
    const started = timers.now();
    try {
      const written = await options.store(taken.map(({ batch }) => batch));
      options.onStored?.(count(taken), taken.length, timers.now() - started);
      for (const { batch, settle } of taken) settle(written.has(batch.partition));
    } catch (error) {
      for (const { fail } of taken) fail(error instanceof Error ? error : new Error(String(error)));
    }
    running--;
    schedule();
  }

  function endOfWait(): void {
    const moreMs = options.busyWaitMs - options.waitMs;
    if (count(waiting) < options.busyFrom || moreMs <= 0) void flush();
    else endWait = timers.after(moreMs, () => void flush());
  }

  function schedule(): void {
    if (waiting.length === 0 || running >= options.atOnce) return;
    if (count(waiting) >= options.enough) void flush();
    else endWait ??= timers.after(options.waitMs, endOfWait);
  }

  return (batch) =>
    new Promise((settle, fail) => {
      waiting.push({ batch, settle, fail });
      schedule();
    });
}
