import { type CopyProgress } from "./seal.ts";

/** A parked record that was published once more, and where it lies since. */
export type Redriven = {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly redrivenOffset: bigint;
};

export type ParkedStore = {
  /** Notes of records that were put aside since whose they may be. */
  noteScopes(): Promise<void>;
  /** Those that wait to be taken in. */
  redriven(): Promise<Redriven[]>;
  positions(): Promise<ReadonlyMap<number, bigint>>;
  settle(taken: readonly Redriven[]): Promise<void>;
};

export type ParkedNeeds = {
  readonly store: ParkedStore;
  readonly copies: () => Promise<readonly CopyProgress[]>;
};

/**
 * What was published once more is settled when its consumer is past it: then it is taken in, or lies parked as a record of its own. Only the leader
 * does this.
 */
export const tendParked =
  ({ store, copies }: ParkedNeeds) =>
  async (): Promise<void> => {
    await store.noteScopes();
    const waiting = await store.redriven();
    if (waiting.length === 0) return;
    const positions = await store.positions();
    const taken = new Map((await copies()).map((one) => [`activity-${one.name}`, one.taken]));
    const nextOf = ({ consumer, partition }: Redriven): bigint =>
      (consumer === "activity-writer" ? positions.get(partition) : taken.get(consumer)?.[partition]) ?? 0n;
    await store.settle(waiting.filter((one) => nextOf(one) > one.redrivenOffset));
  };
