import { type Db, openClient, runStatement } from "@kinerja/common/postgres";
import { type Stoppable } from "@kinerja/common/lifecycle";

import { type Session } from "./log-store.ts";

type Client = Awaited<ReturnType<typeof openClient>>;

// Rows are found by the primary key alone; without statistics of a fresh week the planner would read whole partitions.
const settings = `
  set plan_cache_mode = force_generic_plan; set enable_hashjoin = off; set enable_mergejoin = off;
  set enable_seqscan = off; set idle_in_transaction_session_timeout = '60s'`;

const preparing = (client: Client): Db => ({ query: (text, values = []) => runStatement(client, text, values) });

/** Connections for one transaction each, opened when they are needed; a broken one is replaced at the next use. */
export function openSessions(url: string, name: string, count: number, statementTimeoutS = 30): Session & Stoppable {
  const free: (Client | undefined)[] = Array.from({ length: count }, () => undefined);
  const waiting: ((client: Client | undefined) => void)[] = [];
  const take = (): Promise<Client | undefined> =>
    free.length > 0 ? Promise.resolve(free.pop()) : new Promise((resolve) => waiting.push(resolve));
  const give = (client: Client | undefined): void => {
    const next = waiting.shift();
    if (next) next(client);
    else free.push(client);
  };
  const open = async (): Promise<Client> => {
    const client = await openClient(url, name, { pipeline: true, statementTimeoutMs: statementTimeoutS * 1_000 });
    await client.query(settings);
    return client;
  };
  return {
    async transaction(work) {
      let client = await take();
      try {
        client ??= await open();
        const [, result] = await Promise.all([client.query("begin"), work(preparing(client))]);
        await client.query("commit");
        give(client);
        return result;
      } catch (error) {
        // What broke it may have broken those that idle, and each would be found out in its turn. A goodbye may never be answered.
        for (const idle of free.splice(0, free.length, ...free.map(() => undefined)))
          void idle?.end().catch(() => undefined);
        // Whatever went wrong, the transaction ends with its connection.
        await client?.end().catch(() => undefined);
        give(undefined);
        throw error;
      }
    },
    async stop() {
      await Promise.all(Array.from({ length: count }, () => take()).map(async (taken) => (await taken)?.end()));
    },
  };
}
