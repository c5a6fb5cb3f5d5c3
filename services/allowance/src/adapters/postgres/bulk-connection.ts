import { type Db, openClient, orUnavailable, runStatement } from "@kinerja/common/postgres";

type Client = Awaited<ReturnType<typeof openClient>>;

export type BulkTx = { readonly client: Client; readonly db: Db };

export type BulkConnection = {
  /** One transaction for the rows of an agency, after those that were asked for before. */
  transaction<T>(agencyId: string, work: (tx: BulkTx) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

async function inTransaction<T>(client: Client, agencyId: string, work: (tx: BulkTx) => Promise<T>): Promise<T> {
  const db: Db = { query: (sql, params) => runStatement(client, sql, params) };
  await client.query("begin");
  await db.query("select set_config('app.agencies', $1, true)", [`{${agencyId}}`]);
  const result = await work({ client, db });
  await client.query("commit");
  return result;
}

/**
 * A connection that takes COPY, opened at its first use. After an error it is thrown away, whatever state it is in, and the next use opens another: what
 * was not committed is gone with it.
 */
export function bulkConnection(options: {
  readonly url: string;
  readonly name: string;
  readonly statementTimeoutMs: number;
}): BulkConnection {
  const { url, name, statementTimeoutMs } = options;
  let client: Client | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const drop = (): void => {
    client?.end().catch(() => undefined);
    client = undefined;
  };
  const open = async (): Promise<Client> => {
    const opened = await openClient(url, name, { statementTimeoutMs });
    opened.on("end", () => {
      if (client === opened) client = undefined;
    });
    return (client = opened);
  };
  const use = async <T>(agencyId: string, work: (tx: BulkTx) => Promise<T>): Promise<T> => {
    try {
      return await inTransaction(client ?? (await open()), agencyId, work);
    } catch (error) {
      drop();
      throw orUnavailable(error);
    }
  };
  return {
    transaction(agencyId, work) {
      const next = last.then(() => use(agencyId, work));
      last = next.catch(() => undefined);
      return next;
    },
    async stop() {
      await last;
      await client?.end();
      client = undefined;
    },
  };
}
