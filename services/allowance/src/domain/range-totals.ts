import { noRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type Hash, type NewHash } from "./hashing.ts";
import { type LedgerSums } from "./ledger.ts";
import { type BatchNumber } from "./run.ts";

/** A payout as its range and its batch count it. */
export type PayoutRow = LedgerSums & {
  readonly personId: string;
  readonly batch: BatchNumber;
  /** 32 bytes, over the payout and thus over whose it is. */
  readonly sha256: Uint8Array;
  readonly held: boolean;
};

/** What a range adds to a batch: people who are not held, and the hash over their payouts. */
export type RangeBatch = LedgerSums & {
  readonly no: number;
  readonly batch: BatchNumber;
  readonly rows: number;
  readonly held: number;
  readonly sha256: string;
};

/** What is summed of payouts, in the order in which it is hashed. */
export const sumNames = [
  ...(["gross", "cut", "net", "contribution", "employer", "tax", "taxBorne", "recovery", "amount"] as const),
] satisfies readonly (keyof LedgerSums)[];

type Sums = Record<keyof LedgerSums, Rupiah>;

const noSums = (): Sums => Object.fromEntries(sumNames.map((name) => [name, noRupiah])) as Sums;

/** Most amounts of most people are 0, and a sum makes a new number each time. */
function addTo(sums: Sums, row: LedgerSums): void {
  for (const name of sumNames) if (row[name] !== 0n) sums[name] = rupiah(sums[name] + row[name]);
}

/** By each kind of amount; all 0 of nobody. */
export function sumsOf(rows: Iterable<LedgerSums>): LedgerSums {
  const sums = noSums();
  for (const row of rows) addTo(sums, row);
  return sums;
}

/** Hashes that are hashed at once: each call costs as much as some of them. */
const hashesAtOnce = 128;
const hashLength = 32;

/** One batch of a range while its payouts go by. */
class BatchCount {
  readonly #sums = noSums();
  readonly #hash: Hash;
  #paid = 0;
  #held = 0;
  readonly #waiting = new Uint8Array(hashesAtOnce * hashLength);

  constructor(newHash: NewHash) {
    this.#hash = newHash();
  }

  add(row: PayoutRow): void {
    if (row.held) {
      this.#held += 1;
      return;
    }
    addTo(this.#sums, row);
    this.#waiting.set(row.sha256, (this.#paid % hashesAtOnce) * hashLength);
    this.#paid += 1;
    if (this.#paid % hashesAtOnce === 0) this.#hash.update(this.#waiting);
  }

  end(no: number, batch: BatchNumber): RangeBatch {
    this.#hash.update(this.#waiting.subarray(0, (this.#paid % hashesAtOnce) * hashLength));
    return { no, batch, ...this.#sums, rows: this.#paid, held: this.#held, sha256: this.#hash.hex() };
  }
}

/** The batches of a range while its payouts go by, which come by person id. */
export class BatchCounts {
  readonly #newHash: NewHash;
  readonly #batches = new Map<BatchNumber, BatchCount>();

  constructor(newHash: NewHash) {
    this.#newHash = newHash;
  }

  add(row: PayoutRow): void {
    let count = this.#batches.get(row.batch);
    if (count === undefined) {
      count = new BatchCount(this.#newHash);
      this.#batches.set(row.batch, count);
    }
    count.add(row);
  }

  end(no: number): RangeBatch[] {
    return [...this.#batches].toSorted(([a], [b]) => a - b).map(([batch, count]) => count.end(no, batch));
  }
}

/** The batches of a range from its payouts, which come by person id. */
export function rangeBatches(newHash: NewHash, no: number, rows: Iterable<PayoutRow>): RangeBatch[] {
  const counts = new BatchCounts(newHash);
  for (const row of rows) counts.add(row);
  return counts.end(no);
}
