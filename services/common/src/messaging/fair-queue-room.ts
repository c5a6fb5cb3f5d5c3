import { Refusal } from "../errors/index.ts";
import { type FairQueue, type FairQueueOptions, type Load, noLoad, type Weighed } from "./fair-queue.ts";

/** A lane alone gets to 3/4 of the limit, n equal ones to 3 / (3n + 1) each. */
const timesWhatIsFree = 3;

/**
 * Whether there is room below a limit: `all` and `own` are what all lanes and this one hold, with the item that asks. A lane may hold three
 * times what stays free (a dynamic threshold, Choudhury and Hahne, 1998), so whatever the others do,
 *  - no lane takes the last of it: one that grows until it is refused leaves a quarter of what it found, and another can still come in;
 *  - n lanes are refused nothing below an equal share until together they hold 3n / (3n + 1) of the limit, where equal floods stop.
 */
export const hasRoom = (limit: number, all: number, own: number): boolean => own <= timesWhatIsFree * (limit - all);

/**
 * How many batches leave before one that is added now, when nobody comes after it: the other lanes have as many turns as this one, and no
 * more than they hold. An estimate, since the items are taken to be of one size and a heavy one that was saved up for is not seen.
 */
export function batchesBefore(
  { load, lanes }: Pick<FairQueue<Weighed>, "load" | "lanes">,
  { maxBatch, maxWeight, quantum }: FairQueueOptions,
  held: Load,
  weight: number,
): number {
  if (load.items === 0) return 0;
  const others = held.items > 0 ? lanes - 1 : lanes;
  const turns = Math.ceil((held.weight + weight) / quantum);
  const before = Math.min(load.weight, held.weight + others * turns * quantum);
  return Math.floor(before / Math.min(maxWeight, (maxBatch * load.weight) / load.items));
}

/** How much the newest batch counts in the usual time. */
const newest = 1 / 4;

/**
 * How long a batch is on its way. Times are kept and not bytes a second: a batch that is not full takes about as long, and would make the log
 * look slow. One that takes longer than usual counts while it is on its way, so a log that hangs is noticed.
 */
export function createPace() {
  let usualMs: number | undefined;
  let leftAt: number | undefined;
  return {
    leave(now: number): void {
      leftAt = now;
    },
    arrive(now: number): void {
      const tookMs = now - (leftAt ?? now);
      usualMs = usualMs === undefined ? tookMs : usualMs + newest * (tookMs - usualMs);
      leftAt = undefined;
    },
    /** How long until the one on its way has arrived and so many more; undefined before the first was measured. */
    waitMs(batches: number, now: number): number | undefined {
      if (usualMs === undefined) return undefined;
      if (leftAt === undefined) return batches * usualMs;
      const sinceMs = now - leftAt;
      return (batches + 1) * Math.max(usualMs, sinceMs) - sinceMs;
    },
  };
}

/** When to come again, while nothing was measured. */
const unknownS = 2;

function overloaded(roomInMs: number | undefined): Refusal {
  const retryAfterS = roomInMs === undefined ? unknownS : Math.min(30, Math.max(1, Math.ceil(roomInMs / 1_000)));
  return new Refusal("limit", "INGEST_OVERLOADED", { retryAfterS });
}

export interface RoomOptions extends FairQueueOptions {
  readonly limit: Load;
  readonly inLanes: boolean;
  /** What would wait longer is refused. */
  readonly maxWaitMs: number;
}

/** Says who may still come into the queue; is told of each batch that leaves it. */
export function createRoom(queue: FairQueue<Weighed>, options: RoomOptions) {
  const { limit, inLanes, maxWaitMs } = options;
  const pace = createPace();
  let onTheWay = noLoad;
  function isTaken(held: Load, weight: number): boolean {
    const items = queue.load.items + onTheWay.items;
    const all = queue.load.weight + onTheWay.weight + weight;
    if (items + 1 > limit.items || all > limit.weight) return false;
    // What comes while nothing is queued has nobody to leave room for.
    if (!inLanes || items === 0) return true;
    return hasRoom(limit.items, items + 1, held.items + 1) && hasRoom(limit.weight, all, held.weight + weight);
  }
  const waitOf = (held: Load, weight: number, now: number): number | undefined =>
    pace.waitMs(batchesBefore(queue, options, held, weight), now);
  return {
    get onTheWay() {
      return onTheWay;
    },
    leave(batch: readonly Weighed[], now: number): void {
      onTheWay = { items: batch.length, weight: batch.reduce((sum, { weight }) => sum + weight, 0) };
      pace.leave(now);
    },
    arrive(now: number): void {
      onTheWay = noLoad;
      pace.arrive(now);
    },
    refusalOf(lane: string, weight: number, now: number): Refusal | undefined {
      const held = queue.heldBy(lane);
      const taken = isTaken(held, weight);
      if (taken && maxWaitMs === Infinity) return undefined;
      const waitMs = waitOf(held, weight, now);
      if (!taken) return overloaded(waitMs);
      return waitMs !== undefined && waitMs > maxWaitMs ? overloaded(waitMs - maxWaitMs) : undefined;
    },
    /** For one that came in and waited in vain. */
    lateRefusal: (lane: string, weight: number, now: number): Refusal =>
      overloaded(waitOf(queue.heldBy(lane), weight, now)),
  };
}
