export interface Weighed {
  /** What it costs its lane: bytes, or 1 where items are counted. At least 1. */
  readonly weight: number;
  /** When it came. */
  readonly since: number;
}

export type Load = { readonly items: number; readonly weight: number };
export const noLoad: Load = { items: 0, weight: 0 };

export interface FairQueueOptions {
  /** A batch is full at so many items, or at this weight; an item alone may be heavier. */
  readonly maxBatch: number;
  readonly maxWeight: number;
  /** What a lane may send in one turn; it saves up for a heavier item. */
  readonly quantum: number;
}

export interface FairQueue<One extends Weighed> {
  /** All that waits. */
  readonly load: Load;
  /** Lanes in which something waits. */
  readonly lanes: number;
  readonly holdsFullBatch: boolean;
  /** Since when the oldest waits. Looks at the first of each lane: for once a batch. */
  oldestSince(): number | undefined;
  heldBy(lane: string): Load;
  push(lane: string, one: One): void;
  /** What nobody waits for any more is left out, and costs its lane nothing. */
  takeBatch(isOver?: (one: One) => boolean): One[];
}

type Node<One> = { readonly one: One; next: Node<One> | undefined };

/** Exists only while something waits in it, so `first` is always there. */
type Lane<One> = {
  readonly name: string;
  first: Node<One>;
  last: Node<One>;
  items: number;
  weight: number;
  credit: number;
  next: Lane<One> | undefined;
};

/** Who has the turn, and who comes after. A turn begins with a quantum. */
function createRing<One>(quantum: number) {
  let first: Lane<One> | undefined;
  let last: Lane<One> | undefined;
  function begin(lane: Lane<One> | undefined): void {
    first = lane;
    if (lane) lane.credit += quantum;
    else last = undefined;
  }
  function join(lane: Lane<One>): void {
    lane.next = undefined;
    if (last) last.next = lane;
    last = lane;
  }
  return {
    get turn() {
      return first;
    },
    join(lane: Lane<One>): void {
      join(lane);
      if (first === undefined) begin(lane);
    },
    /** The lane at turn waits for its next one. */
    pass(lane: Lane<One>): void {
      const { next } = lane;
      if (next) join(lane);
      begin(next ?? lane);
    },
    /** The lane at turn is empty, and forgotten with its credit: who has nothing to send can't save up. */
    leave: (lane: Lane<One>): void => begin(lane.next),
  };
}

/**
 * Lanes that take turns by deficit round robin (Shreedhar and Varghese, 1996), each in its own order. Of two lanes in which something always
 * waits, neither gets ahead of the other by more than the heaviest item and a quantum. A turn passed adds a quantum to a credit that is spent,
 * so there are no more turns than items and weight / quantum together.
 */
export function createFairQueue<One extends Weighed>(options: FairQueueOptions): FairQueue<One> {
  const { maxBatch, maxWeight, quantum } = options;
  const byName = new Map<string, Lane<One>>();
  const ring = createRing<One>(quantum);
  const load = { items: 0, weight: 0 };

  function shift(lane: Lane<One>, cost: number): void {
    const { one, next } = lane.first;
    load.items--;
    load.weight -= one.weight;
    if (next === undefined) {
      byName.delete(lane.name);
      ring.leave(lane);
      return;
    }
    lane.first = next;
    lane.items--;
    lane.weight -= one.weight;
    lane.credit -= cost;
  }

  return {
    load,
    get lanes() {
      return byName.size;
    },
    get holdsFullBatch() {
      return load.items >= maxBatch || load.weight >= maxWeight;
    },
    oldestSince() {
      let since: number | undefined;
      for (let lane = ring.turn; lane; lane = lane.next) since = Math.min(since ?? Infinity, lane.first.one.since);
      return since;
    },
    heldBy: (lane) => byName.get(lane) ?? noLoad,
    push(name, one) {
      const node: Node<One> = { one, next: undefined };
      load.items++;
      load.weight += one.weight;
      const lane = byName.get(name);
      if (lane) {
        lane.last = lane.last.next = node;
        lane.items++;
        lane.weight += one.weight;
        return;
      }
      const opened = { name, first: node, last: node, items: 1, weight: one.weight, credit: 0, next: undefined };
      byName.set(name, opened);
      ring.join(opened);
    },
    takeBatch(isOver = () => false) {
      const batch: One[] = [];
      let taken = 0;
      for (let lane = ring.turn; lane && batch.length < maxBatch; lane = ring.turn) {
        const { one } = lane.first;
        if (isOver(one)) {
          shift(lane, 0);
          continue;
        }
        if (one.weight > lane.credit) {
          ring.pass(lane);
          continue;
        }
        if (batch.length > 0 && taken + one.weight > maxWeight) break;
        taken += one.weight;
        batch.push(one);
        shift(lane, one.weight);
      }
      return batch;
    },
  };
}
