import { type EntityManager } from "typeorm";

/** Something that runs SQL: a database, or a transaction of it. Rows come with days as text and int8 as bigint. */
export interface Db {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/**
 * One transaction. Remote calls inside of it are forbidden. Statements that don't need each other's answers are given together, by `Promise.all`:
 * they run in the order given and share a round trip; when one fails, so do those behind it.
 */
export type Tx = Db & { readonly entities: EntityManager };

/** What row-level security may show: rows of these agencies, and the person's own. */
export type Scope = {
  readonly agencies: readonly string[];
  readonly person?: string;
  /**
   * All rows are found by their keys: one plan by index serves all values. Without it PostgreSQL plans partitioned tables anew for each statement,
   * and reads a fresh week whole until it has statistics. Not for lists of an agency, which may need to read much.
   */
  readonly byKey?: true;
};

/** Sees no row of a tenant table: for tables without an agency. */
export const noScope: Scope = { agencies: [] };

export type Database = Db & {
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  stop(): Promise<void>;
};

/** Locks the key, not the row: concurrent first writes wait for each other too, and outbox positions equal commit order within the key. */
export async function lockKey(tx: Db, key: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [key]);
}

/** Locks keys in the order given. Two that take the same ones must do so in the same order, or they wait for each other. */
export async function lockKeys(tx: Db, keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => lockKey(tx, key)));
}
