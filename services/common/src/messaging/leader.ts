import { openClient } from "../postgres/index.ts";
import { advisoryLock, type LeaderLock, type LockSession } from "./relay.ts";

/** Who cannot ask whether it leads must give up the lead soon: the server, if it lives, has given it to another. */
const lockAnswerMs = 5_000;

async function openSession(url: string, name: string): Promise<LockSession> {
  const client = await openClient(url, name, { statementTimeoutMs: lockAnswerMs });
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row & Record<string, unknown>>(text, [...values])).rows,
    close: () => client.end(),
  };
}

/** Leadership of one job among all replicas, on a connection of its own. */
export const leaderLock = (url: string, name: string): LeaderLock => advisoryLock(() => openSession(url, name), name);
