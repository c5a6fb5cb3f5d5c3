import { join } from "node:path";
import { freePort } from "../../parts/ports.ts";
import { type Child, startChild, untilReady } from "../../parts/process.ts";
import { keep, type Kept } from "../../platform/keep.ts";
import { type Site } from "./site.ts";

const root = join(import.meta.dirname, "../../..");

export type Main = "ingest" | "writer" | "query";

export interface ProcessOptions {
  /** For every start of the process. */
  readonly always?: NodeJS.ProcessEnv;
  /** For its first start alone: where it shall die, so that it does not die there again. */
  readonly first?: NodeJS.ProcessEnv;
}

export interface Processes {
  readonly ingestPort: number;
  readonly queryPort: number;
  of(main: Main): Kept;
  /** One more of them, which is not brought back when it ends: under a name of its own. */
  another(main: Main, name: string, extra?: NodeJS.ProcessEnv): Promise<Child>;
  stop(): Promise<void>;
}

const withPrefix = (prefix: string, { owner: _, app = "", ...machines }: Readonly<Record<string, string>>) => ({
  [`${prefix}DATABASE_URL`]: app,
  ...Object.fromEntries(
    Object.entries(machines).map(([role, url]) => [`${prefix}DATABASE_URL_${role.toUpperCase()}`, url]),
  ),
});

/** What each process of the service is told. */
const environmentOf = ({ name, dir, servers, tls, partitions, urls }: Site): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  NODE_ENV: "production",
  NODE_COMPILE_CACHE: join(root, ".tools/compile-cache"),
  SITE: name,
  SITE_KIND: "test",
  SERVICE_NAME: "activity",
  TLS_DIR: tls,
  FILES_DIR: join(dir, "files"),
  KAFKA_BROKERS: servers.parts.brokers.join(","),
  LOG_PARTITIONS: String(partitions),
  GRPC_HOST: "127.0.0.1",
  ...withPrefix("", urls["activity"] ?? {}),
  ...withPrefix("SPOOL_", urls["activity_spool"] ?? {}),
});

const readyLimitMs = 60_000;
const preload = join(root, "services/common/dist/telemetry/preload.js");
const mutate = join(import.meta.dirname, "mutate.ts");

async function startMain(
  site: Site,
  main: Main,
  name: string,
  extra: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Child> {
  const operations = await freePort();
  const child = await startChild({
    name,
    dir: join(site.dir, "services"),
    command: process.execPath,
    args: [
      ...(extra["MUTANT"] === undefined ? [] : ["--import", mutate]),
      ...["--max-old-space-size=512", "--require", preload, join(root, `services/activity/dist/main-${main}.js`)],
    ],
    env: { ...environmentOf(site), HTTP_PORT: String(operations), ...extra },
    cwd: root,
    stopSignal: "SIGTERM",
    stopLimitMs: 30_000,
  });
  const isUp = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${operations}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  await untilReady(child, name, readyLimitMs, isUp, signal);
  return child;
}

/** Ingest, writer and query of a site, each a process that comes back when it ends. */
export async function startProcesses(
  site: Site,
  options: Partial<Record<Main | "all", ProcessOptions>>,
  identityAddress: string,
  tell: (line: string) => void,
): Promise<Processes> {
  const [ingestPort, ingestHttp, queryPort] = [await freePort(), await freePort(), await freePort()];
  const ownOf = (main: Main): NodeJS.ProcessEnv => ({
    INGEST_GRPC_PORT: String(ingestPort),
    INGEST_HTTP_PORT: String(ingestHttp),
    GRPC_PORT: String(queryPort),
    IDENTITY_ADDRESS: identityAddress,
    ...options.all?.always,
    ...options[main]?.always,
  });
  const start = async (main: Main): Promise<readonly [Main, Kept]> => {
    const name = `activity-${main}`;
    const always = ownOf(main);
    const first = await startMain(site, main, name, { ...always, ...options[main]?.first });
    const again = (signal: AbortSignal): Promise<Child> => startMain(site, main, name, always, signal);
    return [main, keep(first, { name, start: again, tell })] as const;
  };
  const started = await Promise.allSettled((["ingest", "writer", "query"] as const).map(start));
  const kept = new Map(started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
  const stopAll = async (): Promise<void> => {
    await Promise.allSettled([...kept.values()].map((one) => one.stop()));
  };
  const failed = started.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await stopAll();
    throw failed.reason;
  }
  return {
    ...{ ingestPort, queryPort },
    of: (main) => {
      const one = kept.get(main);
      if (one === undefined) throw new Error(`there is no process "${main}"`);
      return one;
    },
    another: (main, name, extra = {}) => startMain(site, main, name, { ...ownOf(main), ...extra }),
    stop: stopAll,
  };
}
