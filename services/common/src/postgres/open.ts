import { Client, type ClientBase, escapeLiteral } from "pg";
import { DataSource, type EntitySchema, type QueryRunner, QueryRunnerAlreadyReleasedError } from "typeorm";

import { type Database, type Scope, type Tx } from "./db.ts";
import { runStatement } from "./statements.ts";
import { setTypeParsers } from "./types.ts";
import { orUnavailable } from "./unavailable.ts";

export type DatabaseOptions = {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly schemas?: readonly EntitySchema[];
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  /** One plan for all values, for a pool of which every statement finds few rows by key. */
  readonly genericPlans?: true;
};

const byKeySql = [
  ["plan_cache_mode", "force_generic_plan"],
  ...["enable_hashjoin", "enable_mergejoin", "enable_seqscan"].map((setting) => [setting, "off"]),
]
  .map(([setting = "", value = ""]) => `, set_config('${setting}', '${value}', true)`)
  .join("");

/** Begins and sets the scope in one round trip: it comes before every command and most reads. */
function begin(client: ClientBase, { agencies, person = "", byKey }: Scope): Promise<unknown> {
  const [shown, own] = [agencies.length === 0 ? "" : `{${agencies.join(",")}}`, person].map(escapeLiteral);
  return client.query(
    `begin; select set_config('app.agencies', ${shown}, true), set_config('app.person', ${own}, true)${byKey ? byKeySql : ""}`,
  );
}

/** Past TypeORM, which knows no prepared statements. What comes after the end would reach somebody else's transaction. */
function openTx(runner: QueryRunner, client: ClientBase): { readonly tx: Tx; readonly end: () => void } {
  let ended = false;
  const query = <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> =>
    ended ? Promise.reject(new QueryRunnerAlreadyReleasedError()) : runStatement<Row>(client, sql, params);
  return {
    tx: { query, entities: runner.manager },
    end: () => {
      ended = true;
    },
  };
}

/** When `work` swallowed the error of a statement, PostgreSQL answers COMMIT with a quiet ROLLBACK: that must not look like success. */
async function commit(client: ClientBase): Promise<void> {
  const { command } = await client.query("commit");
  if (command !== "COMMIT") throw new Error("a statement of the transaction had failed: nothing was committed");
}

/** Begins and works without waiting for the answer to BEGIN: when it fails, so does all that was sent behind it. */
async function begunWork<T>(client: ClientBase, scope: Scope, work: () => Promise<T>): Promise<T> {
  const [begun, worked] = await Promise.allSettled([begin(client, scope), work()]);
  if (begun.status === "rejected") throw begun.reason;
  if (worked.status === "rejected") throw worked.reason;
  return worked.value;
}

async function inTransaction<T>(source: DataSource, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner() as QueryRunner & { isTransactionActive: boolean };
  let client: ClientBase | undefined;
  try {
    client = (await runner.connect()) as ClientBase;
    // So that what TypeORM does joins in, instead of beginning and ending one of its own.
    runner.isTransactionActive = true;
    const { tx, end } = openTx(runner, client);
    const result = await begunWork(client, scope, async () => work(tx)).finally(end);
    await commit(client);
    return result;
  } catch (error) {
    await client?.query("rollback").catch(() => undefined);
    throw orUnavailable(error);
  } finally {
    runner.isTransactionActive = false;
    await runner.release();
  }
}

/** A server that is there answers within the statement's own limit; one that is gone without a word never does, and TCP finds that out in a quarter of an hour. */
const answerGraceMs = 5_000;

/** An idle connection to a server that is gone is noticed half a minute later. */
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;

/** Opens a pool. A lost connection is replaced at the next use; a statement that runs too long is cancelled by the server. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  setTypeParsers();
  const { statementTimeoutMs = 15_000 } = options;
  const source = new DataSource({
    type: "postgres",
    url: options.url,
    applicationName: options.name,
    entities: [...(options.schemas ?? [])],
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 10_000,
    extra: {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + answerGraceMs,
      // A transaction that waits for anything but the database holds its locks too long.
      idle_in_transaction_session_timeout: 15_000,
      idleTimeoutMillis: 30_000,
      ...keepAlive,
      // Statements that are given together go in one round trip.
      pipeline: true,
      ...(options.genericPlans && { options: "-c plan_cache_mode=force_generic_plan" }),
    },
    poolErrorHandler: () => undefined,
    synchronize: false,
    migrationsRun: false,
    logging: false,
  });
  await source.initialize();
  const query = async <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> => {
    const runner = source.createQueryRunner();
    try {
      return await runStatement<Row>((await runner.connect()) as ClientBase, sql, params);
    } catch (error) {
      throw orUnavailable(error);
    } finally {
      await runner.release();
    }
  };
  return {
    query,
    transaction: (scope, work) => inTransaction(source, scope, work),
    ping: async () => {
      await query("select 1");
    },
    stop: () => source.destroy(),
  };
}

/**
 * A connection of its own, for what a pool cannot hold: leader locks, LISTEN, the writer's statements. The caller ends it. One that is pipelined
 * sends statements that are given together in one round trip, and takes no COPY. Without a limit for its statements it waits for ever.
 */
export async function openClient(
  url: string,
  name: string,
  { statementTimeoutMs, ...options }: { readonly pipeline?: true; readonly statementTimeoutMs?: number } = {},
): Promise<Client> {
  setTypeParsers();
  const client = new Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    ...keepAlive,
    ...options,
    ...(statementTimeoutMs !== undefined && {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + answerGraceMs,
    }),
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
