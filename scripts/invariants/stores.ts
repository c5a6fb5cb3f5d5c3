import { setTimeout as sleep } from "node:timers/promises";
import { type Address } from "../platform/address.ts";
import { keepers } from "../platform/services.ts";
import { type Queries, type Query, queryOf } from "./finding.ts";

/** Sees everything: the administrator's address, all databases of all services. */
export interface Stores {
  readonly queries: Queries;
  close(): Promise<void>;
}

interface Client {
  query(sql: string, params: unknown[]): Promise<{ rows: unknown[] }>;
}

/** One question after another on a connection, whoever asks. */
export function inTurn(client: Client): Query {
  let last: Promise<unknown> = Promise.resolve();
  return <Row>(sql: string, params: readonly unknown[] = []) => {
    const asked = last.then(async () => (await client.query(sql, [...params])).rows as Row[]);
    last = asked.catch(() => undefined);
    return asked;
  };
}

/** `name` is what the servers show of who is connected. */
export async function openStores({ adminUrl, databases, site }: Address, name = "invariants"): Promise<Stores> {
  const { openClient, withLogin } = await import("@kinerja/common/postgres");
  const clients = await Promise.all(
    Object.keys(databases).map(async (service) => {
      const database = `kinerja_${site.replaceAll("-", "_")}_${service}`;
      return [service, await openClient(withLogin(adminUrl, database), name)] as const;
    }),
  );
  return {
    queries: Object.fromEntries(clients.map(([service, client]) => [service, inTurn(client)])),
    close: async () => {
      await Promise.all(clients.map(([, client]) => client.end()));
    },
  };
}

const quietLimitMs = 45_000;

const isEmpty = async (query: Query, table: string): Promise<boolean> =>
  (await query(`select from ${table} limit 1`)).length === 0;

/** True while an event is not told, an entry is in the spool alone, or an audit row is not sealed. */
async function somethingWaits({ queries }: Stores): Promise<boolean> {
  const outboxes = Object.values(queries).map((query) => isEmpty(query, "outbox"));
  const audits = keepers.map((service) => isEmpty(queryOf(queries, service), "audit_unsealed"));
  return (await Promise.all([...outboxes, ...audits])).includes(false);
}

/** True while the log holds records that the writer has not stored. */
async function writerIsBehind({ queries }: Stores, ends: readonly bigint[]): Promise<boolean> {
  const rows = await queries["activity"]?.<{ partition: number; next_offset: bigint }>(
    "select partition, next_offset from consumer_position",
  );
  const positions = new Map(rows?.map(({ partition, next_offset }) => [partition, next_offset]));
  return ends.some((end, partition) => (positions.get(partition) ?? 0n) < end);
}

/** Waits until what is on its way has arrived: entries stored, events told, audit rows sealed. What still waits then is a finding. */
export async function untilQuiet(stores: Stores, { brokers, site }: Address): Promise<void> {
  const { connectAdmin, topicName } = await import("@kinerja/common/messaging");
  const admin = await connectAdmin({ brokers, clientId: "invariants" });
  try {
    const ends = await admin.endOffsets(topicName(site, "activity", "submitted"));
    const deadline = Date.now() + quietLimitMs;
    while (((await writerIsBehind(stores, ends)) || (await somethingWaits(stores))) && Date.now() < deadline)
      await sleep(250);
  } finally {
    await admin.close();
  }
}
