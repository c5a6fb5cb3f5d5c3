import type { Db } from "../../postgres/index.ts";
import { type Connection, createTransactions, type Transaction } from "./transactions.ts";

interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly payload: Buffer | null;
  readonly headers: Record<string, string>;
}

export interface MemoryTx extends Db {
  /** A write of the caller's own, which comes with the transaction or not at all. */
  onCommit(write: () => void): void;
}

/** A database that has an outbox and an inbox, and knows the statements of both and no other. */
export interface OutboxDb {
  /** Each statement is a transaction of its own. */
  over(open: () => Connection): Db;
  transaction<T>(connection: Connection, work: (tx: MemoryTx) => Promise<T>): Promise<T>;
  /** Rows that are not published yet, in their order. */
  waiting(): readonly OutboxRow[];
  endAll(): void;
}

interface Tables {
  readonly outbox: Map<bigint, OutboxRow>;
  readonly inbox: Set<string>;
  readonly inserting: Map<string, Transaction>;
  nextPosition: bigint;
}

type Statement = (tables: Tables, tx: Transaction, params: readonly unknown[]) => Promise<readonly object[]>;

const inOrder = ({ outbox }: Tables): [bigint, OutboxRow][] =>
  [...outbox].sort(([one], [other]) => (one < other ? -1 : 1));

/** Positions are given when a row is inserted, and seen when it is committed: as a sequence gives them. */
const insertOutbox: Statement = (tables, tx, [ids, topics, partitions, keys, , payloads, headers]) => {
  for (const [index, id] of (ids as string[]).entries()) {
    const position = tables.nextPosition++;
    const row: OutboxRow = {
      id,
      topic: (topics as string[])[index] ?? "",
      partition: (partitions as number[])[index] ?? 0,
      key: (keys as string[])[index] ?? "",
      payload: (payloads as (Buffer | null)[])[index] ?? null,
      headers: JSON.parse((headers as string[])[index] ?? "{}") as Record<string, string>,
    };
    tx.onCommit(() => tables.outbox.set(position, row));
  }
  return Promise.resolve([]);
};

const readOldest: Statement = (tables, _tx, [limit, bytes]) => {
  let before = 0;
  const rows = inOrder(tables)
    .slice(0, limit as number)
    .map(([, row]) => row);
  return Promise.resolve(
    rows.filter(({ payload }) => {
      const fits = before < (bytes as number);
      before += payload?.length ?? 0;
      return fits;
    }),
  );
};

const deleteOutbox: Statement = ({ outbox }, tx, [ids]) => {
  const gone = new Set(ids as string[]);
  tx.onCommit(() => {
    for (const [position, { id }] of outbox) if (gone.has(id)) outbox.delete(position);
  });
  return Promise.resolve([]);
};

/** Whoever inserts the same key waits until the other has committed or not; the own transaction sees its row at once. */
const insertInbox: Statement = async ({ inbox, inserting }, tx, [consumer, eventId]) => {
  const key = `${String(consumer)}/${String(eventId)}`;
  await tx.lock(`inbox ${key}`);
  if (inbox.has(key) || inserting.get(key) === tx) return [];
  inserting.set(key, tx);
  tx.onCommit(() => inbox.add(key));
  return [{ event_id: eventId }];
};

const lockKey: Statement = async (_tables, tx, [key]) => {
  await tx.lock(`key ${String(key)}`);
  return [];
};

const statements: readonly (readonly [beginning: string, Statement])[] = [
  ["insert into outbox (", insertOutbox],
  ["select id, topic, partition, key, payload, headers from (", readOldest],
  ["delete from outbox where id = any", deleteOutbox],
  ["insert into inbox (", insertInbox],
  ["select pg_advisory_xact_lock", lockKey],
];

export function createOutboxDb(): OutboxDb {
  const tables: Tables = { outbox: new Map(), inbox: new Set(), inserting: new Map(), nextPosition: 1n };
  const transactions = createTransactions();
  const txOf = (connection: Connection, tx: Transaction): MemoryTx => ({
    onCommit: (write) => tx.onCommit(write),
    async query<Row>(sql: string, params: readonly unknown[] = []) {
      const [beginning, statement] = statements.find(([known]) => sql.trimStart().startsWith(known)) ?? [];
      if (statement === undefined) throw new Error(`this database does not know: ${sql}`);
      return (await connection.run(beginning ?? "", () => statement(tables, tx, params))) as Row[];
    },
  });
  const transaction: OutboxDb["transaction"] = (connection, work) =>
    transactions.run(connection, (tx) => work(txOf(connection, tx)));
  return {
    transaction,
    endAll: () => transactions.endAll(),
    over: (open) => ({ query: (sql, params) => transaction(open(), (tx) => tx.query(sql, params)) }),
    waiting: () => inOrder(tables).map(([, row]) => row),
  };
}
