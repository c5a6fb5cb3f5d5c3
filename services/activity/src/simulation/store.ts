import { type Connection, createTransactions } from "@kinerja/common/testing/simulation";

import { enter } from "../adapters/postgres/days.ts";
import { type LogStore, type ParkedItem, type PartitionBatch } from "../app/log.ts";
import { createDayLedger, type DayDelta } from "../domain/day.ts";
import { addVersion, firstOf, type StoredEntry, storedFlags, type Version } from "../domain/version.ts";

export type Position = { readonly epoch: number; readonly next: bigint };
export type StoredRow = {
  readonly bucket: number;
  readonly personId: string;
  readonly id: string;
  readonly entry: StoredEntry;
  readonly flags: number;
};

/** What was committed, in the order of the commits. */
export type JournalLine = { readonly partition: number; readonly epoch: number } & (
  { readonly kind: "claim" } | { readonly kind: "batch"; readonly from: bigint; readonly next: bigint }
);

export type Tables = {
  readonly positions: Map<number, Position>;
  readonly entries: Map<string, StoredRow>;
  readonly days: Map<string, DayDelta>;
  readonly parked: Map<string, ParkedItem>;
  readonly journal: JournalLine[];
};

/** How it decides; a variant that is broken on purpose decides otherwise. */
export type Rules = {
  readonly mayWrite: (held: Position | undefined, batch: PartitionBatch) => boolean;
  readonly add: (entry: StoredEntry | undefined, version: Version) => StoredEntry;
  /** What no longer counts on the days, and what does instead. */
  readonly moves: (
    before: StoredRow | undefined,
    after: StoredRow,
  ) => readonly [StoredRow | undefined, StoredRow | undefined];
};

export const realRules: Rules = {
  mayWrite: (held, { epoch, from }) => held?.epoch === epoch && held.next === from,
  add: (entry, version) => (entry === undefined ? firstOf(version) : addVersion(entry, version)),
  moves: (before, after) => (before?.entry === after.entry ? [undefined, undefined] : [before, after]),
};

export const keyOf = ({ personId, id }: { personId: string; id: string }): string => `${personId}/${id}`;

const sums = ["minutes", "entries", "approvedMinutes", "approvedEntries", "openEntries", "lateEntries"] as const;

function moveDay(days: Map<string, DayDelta>, delta: DayDelta): void {
  const key = `${delta.agencyId}/${delta.personId}/${delta.workDate}`;
  const day = days.get(key);
  if (day === undefined) {
    days.set(key, delta);
    return;
  }
  const [firstId] = [day.firstId, delta.firstId].sort();
  const [, lastId] = [day.lastId, delta.lastId].sort();
  const moved = Object.fromEntries(sums.map((name) => [name, day[name] + delta[name]]));
  days.set(key, { ...day, ...moved, firstId: firstId ?? "", lastId: lastId ?? "" });
}

/** What the batches make of the entries that they name, and what that moves. */
function decide(tables: Tables, batches: readonly PartitionBatch[], rules: Rules, deadlineDays: number) {
  const rows = new Map<string, StoredRow>();
  const ledger = createDayLedger();
  for (const { partition: bucket, entries } of batches)
    for (const { personId, id, version } of entries) {
      const key = keyOf({ personId, id });
      const before = rows.get(key) ?? tables.entries.get(key);
      const entry = rules.add(before?.entry, version);
      const after = { bucket, personId, id, entry, flags: storedFlags(entry, deadlineDays) };
      const [leaves, comes] = rules.moves(before, after);
      if (leaves !== undefined) enter(ledger, -1, leaves, leaves.entry);
      if (comes !== undefined) enter(ledger, 1, comes, comes.entry);
      rows.set(key, after);
    }
  return { rows, deltas: ledger.deltas() };
}

/**
 * The log store of PostgreSQL in memory: positions are locked until the transaction ends and compared when the lock is had, everything else comes
 * with the commit or not at all. One suite holds both to the same promises.
 */
export function memoryLogStore(deadlineDays: number, rules = realRules) {
  const tables: Tables = { positions: new Map(), entries: new Map(), days: new Map(), parked: new Map(), journal: [] };
  const { positions, entries, days, parked, journal } = tables;
  const transactions = createTransactions();

  function write(batches: readonly PartitionBatch[]): void {
    const { rows, deltas } = decide(tables, batches, rules, deadlineDays);
    for (const [key, row] of rows) entries.set(key, row);
    for (const delta of deltas) moveDay(days, delta);
    for (const { partition, epoch, from, next, parked: items } of batches) {
      positions.set(partition, { epoch: positions.get(partition)?.epoch ?? epoch, next });
      for (const item of items) parked.set(`${partition}:${item.offset}`, item);
      journal.push({ kind: "batch", partition, epoch, from, next });
    }
  }

  const over = (open: () => Connection): LogStore => ({
    claim(partitions) {
      const connection = open();
      return transactions.run(connection, async (tx) =>
        connection.run(`claim ${partitions.join()}`, async () => {
          const sorted = partitions.toSorted((one, other) => one - other);
          for (const partition of sorted) await tx.lock(String(partition));
          const claims = sorted.map((partition) => {
            const { epoch, next } = positions.get(partition) ?? { epoch: 0, next: 0n };
            return { partition, epoch: epoch + 1, next };
          });
          tx.onCommit(() => {
            for (const { partition, epoch, next } of claims) {
              positions.set(partition, { epoch, next });
              journal.push({ kind: "claim", partition, epoch });
            }
          });
          return claims;
        }),
      );
    },
    store(batches) {
      const connection = open();
      const sorted = batches.toSorted((one, other) => one.partition - other.partition);
      const names = sorted.map(({ partition, from, next }) => `${partition}:${from}-${next}`).join();
      return transactions.run(connection, async (tx) => {
        const ours = await connection.run(`positions ${names}`, async () => {
          for (const { partition } of sorted) await tx.lock(String(partition));
          return sorted.filter((batch) => rules.mayWrite(positions.get(batch.partition), batch));
        });
        await connection.run(`entries ${names}`, () => tx.onCommit(() => write(ours)));
        return new Set(ours.map(({ partition }) => partition));
      });
    },
  });
  return { over, tables, endAll: () => transactions.endAll() };
}
