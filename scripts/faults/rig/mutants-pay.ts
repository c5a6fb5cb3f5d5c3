import { createRequire } from "node:module";
import type * as BulkConnection from "../../../services/allowance/src/adapters/postgres/bulk-connection.ts";
import type * as Leader from "../../../services/common/src/messaging/leader.ts";
import type * as Postgres from "../../../services/common/src/postgres/index.ts";
import { mutant, type Mutant } from "./mutant.ts";

const require = createRequire(import.meta.url);

type Options = Parameters<typeof BulkConnection.bulkConnection>[0];
type Connection = BulkConnection.BulkConnection;

const counts = /^update run_range set state = 'COMPUTED'/;

/** On a connection of its own, committed at once: who computes it holds its row no more. */
async function countAtOnce(
  { url, name }: Options,
  agencyId: string,
  sql: string,
  params: readonly unknown[] | undefined,
): Promise<void> {
  const { openClient } = require("@kinerja/common/postgres") as typeof Postgres;
  const client = await openClient(url, name);
  try {
    await client.query("select set_config('app.agencies', $1, false)", [`{${agencyId}}`]);
    await client.query(sql, [...(params ?? [])]);
  } finally {
    await client.end();
  }
}

const countingFirst = (options: Options, connection: Connection): Connection => ({
  stop: () => connection.stop(),
  transaction: (agencyId, work) =>
    connection.transaction(agencyId, ({ client, db }) =>
      work({
        client,
        db: {
          async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
            if (!counts.test(sql)) return db.query<Row>(sql.replace("for update of g", ""), params);
            await countAtOnce(options, agencyId, sql, params);
            return [];
          },
        },
      }),
    ),
});

export const payMutants: Readonly<Record<string, Mutant>> = {
  "counts-before-rows": mutant<typeof BulkConnection>(
    "adapters/postgres/bulk-connection",
    "a worker that counts a range done before its rows are committed",
    ({ bulkConnection }) => ({ bulkConnection: (options) => countingFirst(options, bulkConnection(options)) }),
  ),
  "asks-no-leader": mutant<typeof Leader>(
    "messaging/leader",
    "a worker that asks nobody whether another one is at it",
    () => ({
      leaderLock: () => ({
        acquire: () => Promise.resolve({ isHeld: () => true, release: () => Promise.resolve() } as never),
      }),
    }),
  ),
};
