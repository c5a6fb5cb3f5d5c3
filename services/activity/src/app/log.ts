import { type Version } from "../domain/version.ts";

/** One accepted version of an entry as read from the log. */
export type LoggedEntry = {
  readonly personId: string;
  readonly id: string;
  readonly version: Version;
  /** Of a record that was put aside and published once more: where it lay at first, which says when it came. */
  readonly firstOffset?: bigint | undefined;
};

/** A record that can never be understood, or holds an item that cannot. */
export type ParkedItem = { readonly offset: bigint; readonly value: Buffer; readonly cause: string };

/** What one partition has for one transaction: the records from `from` up to but not including `next`. */
export type PartitionBatch = {
  readonly partition: number;
  /** Of the claim that the reader holds; another epoch in the database means that somebody else has taken over. */
  readonly epoch: number;
  readonly from: bigint;
  readonly next: bigint;
  readonly entries: readonly LoggedEntry[];
  readonly parked: readonly ParkedItem[];
};

export type Claim = { readonly partition: number; readonly epoch: number; readonly next: bigint };

/** Where the writer keeps the log. */
export type LogStore = {
  /** Takes partitions over: from now on no older claim can write to them. */
  claim(partitions: readonly number[]): Promise<Claim[]>;
  /** One transaction; returns the partitions that were written, the others belong to somebody else. */
  store(batches: readonly PartitionBatch[]): Promise<ReadonlySet<number>>;
};
