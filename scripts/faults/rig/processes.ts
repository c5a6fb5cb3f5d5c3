import { join } from "node:path";
import { freePort } from "../../parts/ports.ts";
import { type Child } from "../../parts/process.ts";
import { keep, type Kept } from "../../platform/keep.ts";
import { smallHeap, startMain } from "../../platform/start-main.ts";
import { brokerPort } from "./links.ts";
import { type Site } from "./site.ts";

const root = join(import.meta.dirname, "../../..");

export type Main = "ingest" | "writer" | "query";
const mains = ["ingest", "writer", "query"] as const;

export interface ProcessOptions {
  /** For every start of the process. */
  readonly always?: NodeJS.ProcessEnv;
  /** For its first start alone: where it shall die, so that it does not die there again. */
  readonly first?: NodeJS.ProcessEnv;
}

/** A process beside the kept ones, on a port of its own. */
export interface Instance {
  readonly port: number;
  /** Stops it in order and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Of what a process is made: one of the mutants, or another checkout; without either what is here. */
export interface Build {
  readonly mutant?: string;
  readonly root?: string;
}

export interface Processes {
  readonly ingestPort: number;
  readonly queryPort: number;
  of(main: Main): Kept;
  /** Every start from now on is of this build. */
  install(build: Build): void;
  /** One more of them, which is not brought back when it ends: under a name of its own. */
  another(main: Main, name: string, extra?: NodeJS.ProcessEnv): Promise<Child>;
  stop(): Promise<void>;
}

const through = (url: string, port: number | undefined): string => {
  const changed = new URL(url);
  if (port !== undefined) changed.port = String(port);
  return changed.href;
};

/** Addresses of one database by role, over the link if there is one. */
function addressesOf(prefix: string, urls: Readonly<Record<string, string>>, port: number | undefined) {
  const { owner: _, app = "", ...machines } = urls;
  const named = Object.entries(machines).map(
    ([role, url]) => [`${prefix}DATABASE_URL_${role.toUpperCase()}`, through(url, port)] as const,
  );
  return { [`${prefix}DATABASE_URL`]: through(app, port), ...Object.fromEntries(named) };
}

/** What each process of the service is told. */
const environmentOf = (
  { name, dir, servers, tls, partitions, urls }: Site,
  databasePort: number | undefined,
): NodeJS.ProcessEnv => ({
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
  ...addressesOf("", urls["activity"] ?? {}, databasePort),
  ...addressesOf("SPOOL_", urls["activity_spool"] ?? {}, databasePort),
});

const mutate = join(import.meta.dirname, "mutate.ts");
const redirect = join(import.meta.dirname, "redirect.ts");

/** Breaks a process that is told its MUTANT. */
export const mutatedArgs = (mutant: string | undefined): string[] => (mutant === undefined ? [] : ["--import", mutate]);

async function startActivityMain(
  site: Site,
  main: Main,
  name: string,
  environment: NodeJS.ProcessEnv,
  root: string | undefined,
  signal?: AbortSignal,
): Promise<Child> {
  const port = await freePort();
  const flags = [
    ...mutatedArgs(environment["MUTANT"]),
    ...(environment["REDIRECT"] === undefined ? [] : ["--import", redirect]),
    ...smallHeap,
  ];
  const env = { ...environment, HTTP_PORT: String(port) };
  return startMain({ name, dir: site.dir, service: "activity", role: main, flags, env, port, root }, signal);
}

/** A second ingest. */
export async function secondIngest(processes: Pick<Processes, "another">): Promise<Instance> {
  const port = await freePort();
  const start = (): Promise<Child> =>
    processes.another("ingest", "activity-ingest-2", { INGEST_GRPC_PORT: String(port), INGEST_HTTP_PORT: "0" });
  let current = await start();
  return {
    port,
    async restart() {
      await current.stop();
      current = await start();
    },
    stop: () => current.stop(),
  };
}

const startsAtMost = 3;

/** Its port may have been taken for a moment by somebody who looked whether it is free. */
async function startPatiently(
  site: Site,
  main: Main,
  name: string,
  environment: NodeJS.ProcessEnv,
  tried = 1,
): Promise<Child> {
  try {
    return await startActivityMain(site, main, name, environment, undefined);
  } catch (error) {
    if (tried === startsAtMost) throw error;
    return startPatiently(site, main, name, environment, tried + 1);
  }
}

export interface StartOptions {
  readonly site: Site;
  readonly processes: Partial<Record<Main | "all", ProcessOptions>>;
  readonly identityAddress: string;
  readonly tell: (line: string) => void;
  /** Where the broker is found, by process; at its own port when missing. */
  readonly brokerPorts?: Readonly<Record<Main, number>> | undefined;
  /** Files of their clocks; the machine's own clock when missing. */
  readonly clockFiles?: Readonly<Record<Main, string>> | undefined;
  readonly redisUrl?: string | undefined;
  /** Where PostgreSQL is found, by process; at its own port when missing. */
  readonly databasePorts?: Readonly<Record<Main, number>> | undefined;
  readonly ingestPort: number;
}

/** Ingest, writer and query of a site, each a process that comes back when it ends. */
export async function startProcesses(options: StartOptions): Promise<Processes> {
  const { site, processes, identityAddress, tell, databasePorts, brokerPorts, clockFiles, ingestPort, redisUrl } =
    options;
  const [ingestHttp, queryPort] = [await freePort(), await freePort()];
  const ownOf = (main: Main): NodeJS.ProcessEnv => ({
    ...environmentOf(site, databasePorts?.[main]),
    INGEST_GRPC_PORT: String(ingestPort),
    INGEST_HTTP_PORT: String(ingestHttp),
    GRPC_PORT: String(queryPort),
    IDENTITY_ADDRESS: identityAddress,
    ...(brokerPorts && { REDIRECT: `${brokerPort(site.servers)}:${brokerPorts[main]}` }),
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    ...(clockFiles && { CLOCK_FILE: clockFiles[main] }),
    ...processes.all?.always,
    ...processes[main]?.always,
  });
  let build: string | undefined;
  /** A broken build stays so, whatever else is installed. */
  const built = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
    const names = [build, environment["MUTANT"]].filter((name) => name !== undefined).join();
    return { ...environment, ...(names !== "" && { MUTANT: names }) };
  };
  let builtIn: string | undefined;
  const start = async (main: Main): Promise<readonly [Main, Kept]> => {
    const name = `activity-${main}`;
    const always = ownOf(main);
    const first = await startPatiently(site, main, name, { ...always, ...processes[main]?.first });
    const again = (signal: AbortSignal): Promise<Child> =>
      startActivityMain(site, main, name, built(always), builtIn, signal);
    return [main, keep(first, { name, start: again, tell })] as const;
  };
  const started = await Promise.allSettled(mains.map(start));
  const kept = new Map(started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
  const stop = async (): Promise<void> => {
    await Promise.allSettled([...kept.values()].map((one) => one.stop()));
  };
  const failed = started.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    ...{ ingestPort, queryPort, stop },
    of: (main) => kept.get(main) as Kept,
    install({ mutant, root: elsewhere }) {
      build = mutant;
      builtIn = elsewhere;
    },
    another: (main, name, extra = {}) =>
      startActivityMain(site, main, name, built({ ...ownOf(main), ...extra }), builtIn),
  };
}
