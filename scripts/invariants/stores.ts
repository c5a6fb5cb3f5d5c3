import { setTimeout as sleep } from "node:timers/promises";
import { type Address } from "../platform/address.ts";
import { type Queries, type Query } from "./finding.ts";

/** Sees everything: the administrator's address, the databases of all services. */
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

export async function openStores({ adminUrl, databases, site }: Address): Promise<Stores> {
  const { openClient, withLogin } = await import("@kinerja/common/postgres");
  const clients = await Promise.all(
    Object.keys(databases).map(async (service) => {
      const database = `kinerja_${site.replaceAll("-", "_")}_${service}`;
      return [service, await openClient(withLogin(adminUrl, database), "invariants")] as const;
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

/** True while an event is not told or an audit row not sealed. */
async function somethingWaits({ queries }: Stores): Promise<boolean> {
  const counts = await Promise.all(
    Object.values(queries).map((query) =>
      query<{ waits: boolean }>("select exists (select from outbox) or exists (select from audit_unsealed) as waits"),
    ),
  );
  return counts.some(([row]) => row?.waits ?? false);
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
