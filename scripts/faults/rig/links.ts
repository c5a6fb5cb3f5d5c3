import { startProxy, type Proxy } from "../proxy.ts";
import { type Main } from "./processes.ts";

/** The links of one site that can be made bad: from each process to PostgreSQL, and from the clients to ingest. */
export interface Links {
  readonly database: Readonly<Record<Main, Proxy>>;
  readonly ingest: Proxy;
  readonly all: readonly Proxy[];
  stop(): Promise<void>;
}

export async function openLinks(adminUrl: string, ingestPort: number, seed: number): Promise<Links> {
  const port = Number(new URL(adminUrl).port);
  const [toIngest, writer, query, ingest] = (await Promise.all([
    startProxy({ port: ingestPort, seed }),
    ...[1, 2, 3].map((more) => startProxy({ port, seed: seed + more })),
  ])) as [Proxy, Proxy, Proxy, Proxy];
  const all = [toIngest, writer, query, ingest];
  return {
    database: { ingest, writer, query },
    ingest: toIngest,
    all,
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
