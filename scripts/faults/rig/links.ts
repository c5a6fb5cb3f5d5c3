import { startProxy, type Proxy } from "../proxy.ts";
import { type Main } from "./processes.ts";
import { type Rig } from "./row.ts";
import { type Servers } from "./servers.ts";

/** The links of one site that can be made bad: from each process to PostgreSQL and to the broker, and from the clients to ingest. */
export interface Links {
  readonly database: Readonly<Record<Main, Proxy>>;
  readonly broker: Readonly<Record<Main, Proxy>>;
  readonly ingest: Proxy;
  readonly all: readonly Proxy[];
  stop(): Promise<void>;
}

/** Of a row that is linked. */
export function linksOf({ links }: Pick<Rig, "links">): Links {
  if (links === undefined) throw new Error("the row is not linked");
  return links;
}

const mains = ["ingest", "writer", "query"] as const;

async function proxies(port: number, seed: number): Promise<Record<Main, Proxy>> {
  const started = mains.map(async (main, more) => [main, await startProxy({ port, seed: seed + more })] as const);
  return Object.fromEntries(await Promise.all(started)) as Record<Main, Proxy>;
}

/** Of the one broker: several would name each other. */
export const brokerPort = ({ parts }: Servers): number => Number(parts.brokers[0]?.split(":")[1]);

export async function openLinks(servers: Servers, ingestPort: number, seed: number): Promise<Links> {
  const [ingest, database, broker] = await Promise.all([
    startProxy({ port: ingestPort, seed }),
    proxies(Number(new URL(servers.parts.adminUrl).port), seed + 1),
    proxies(brokerPort(servers), seed + 4),
  ]);
  const all = [ingest, ...Object.values(database), ...Object.values(broker)];
  return {
    ...{ ingest, database, broker, all },
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}

/** Which ports each process is to use in place of the servers' own. */
export const portsOf = (proxied: Readonly<Record<Main, Proxy>>): Readonly<Record<Main, number>> => ({
  ingest: proxied.ingest.port,
  writer: proxied.writer.port,
  query: proxied.query.port,
});
