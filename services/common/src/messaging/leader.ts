import { openClient } from "../postgres/index.ts";
import { advisoryLock, type LeaderLock, type LockSession } from "./relay.ts";

/** Who cannot ask whether it leads must give up the lead soon: the server, if it lives, has given it to another. */
const lockAnswerMs = 5_000;

/**
 * A session that has said nothing for so long is ended by the server, and its lock is free. When a machine loses its power, or a link is cut, the
 * server hears of no end, and would keep the lock for the two hours after which TCP asks: nobody would lead meanwhile.
 */
const silentMs = 20_000;

async function openSession(url: string, name: string, silenceMs: number): Promise<LockSession> {
  const client = await openClient(url, name, { statementTimeoutMs: lockAnswerMs });
  try {
    await client.query(`set idle_session_timeout = ${silenceMs}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  let asked: Promise<unknown> | undefined;
  async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    await asked?.catch(() => undefined);
    const answer = client.query<Row & Record<string, unknown>>(text, [...values]);
    asked = answer;
    return (await answer.finally(() => (asked = undefined))).rows;
  }
  // Who leads may be busy elsewhere for long.
  const sign = (): void => {
    if (asked === undefined) query("select 1").catch(() => undefined);
  };
  const signs = setInterval(sign, silenceMs / 4);
  return {
    query,
    close() {
      clearInterval(signs);
      return client.end();
    },
  };
}

/** Leadership of one job among all replicas, on a connection of its own. */
export const leaderLock = (url: string, name: string, silenceMs = silentMs): LeaderLock =>
  advisoryLock(() => openSession(url, name, silenceMs), name);
