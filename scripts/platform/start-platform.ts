import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makeCertificates } from "../parts/certificates.ts";
import { freePort } from "../parts/ports.ts";
import { startChild, untilReady, type Child } from "../parts/process.ts";
import { movableClock, type MovableClock } from "./clock.ts";
import { environmentOf, type Databases, type EnvironmentFacts, type Ports } from "./environment.ts";
import { startParts, type Parts } from "./parts.ts";
import { writeAddress } from "./address.ts";
import { makeDatabases } from "./provision.ts";
import { readSecrets, type Secrets } from "./secrets.ts";
import { services, type ServiceSpec } from "./services.ts";

export interface PlatformOptions {
  /** Holds all data, logs and secrets of the site. */
  readonly dir: string;
  readonly site: string;
  /** What the platform's clock shows at the very first start; without it the machine's time. */
  readonly startAt?: number;
  /** Only these services; all when missing. */
  readonly only?: readonly string[];
  /** Port of the gateway; a free one unless given. */
  readonly port?: number;
  /** Nodes of Kafka; one unless given. */
  readonly brokers?: 1 | 3;
  readonly progress?: (step: string) => void;
}

export interface Platform {
  /** Where a browser goes. */
  readonly url: string;
  /** Where entries are recorded without the gateway, as an ingress would route them. */
  readonly ingestUrl: string;
  readonly site: string;
  readonly dir: string;
  readonly parts: Parts;
  readonly clock: MovableClock;
  readonly databases: Databases;
  readonly secrets: Secrets;
  readonly tls: string;
  grpcAddress(service: string): string;
  /** What a service's process is told, for a command that runs beside it. */
  readonly environment: (service: string) => NodeJS.ProcessEnv;
  readonly pids: () => Readonly<Record<string, number>>;
  /** SIGKILL, as a crash would. */
  kill(service: string): Promise<void>;
  /** Starts a service again and waits until it serves. */
  restart(service: string): Promise<void>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");
const readyLimitMs = 60_000;

async function choosePorts(gatewayPort: number | undefined): Promise<ReadonlyMap<string, Ports>> {
  const chosen = services.map(async ({ name }) => {
    const http = name === "gateway" && gatewayPort !== undefined ? gatewayPort : await freePort();
    return [name, { grpc: await freePort(), ingest: await freePort(), operations: await freePort(), http }] as const;
  });
  return new Map(await Promise.all(chosen));
}

const isUp = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) })
    .then(({ ok }) => ok)
    .catch(() => false);

async function startService(service: ServiceSpec, facts: EnvironmentFacts): Promise<Child> {
  const { name } = service;
  const child = await startChild({
    name,
    dir: join(facts.dir, "services"),
    command: process.execPath,
    args: [
      "--max-old-space-size=512",
      "--require",
      join(root, "services/common/dist/telemetry/preload.js"),
      join(root, "services", name, "dist/main.js"),
    ],
    env: environmentOf(service, facts),
    cwd: root,
    stopSignal: "SIGTERM",
    stopLimitMs: 30_000,
  });
  await untilReady(child, name, readyLimitMs, () => isUp(facts.ports.get(name)?.operations ?? 0));
  return child;
}

function specOf(name: string): ServiceSpec {
  const spec = services.find((service) => service.name === name);
  if (!spec) throw new Error(`there is no service "${name}"`);
  return spec;
}

const startsAtMost = 3;

/** A service that ends before it serves, as when a server did not answer in time on a busy machine, is started again, as a cluster would. */
async function startPatiently(service: ServiceSpec, facts: EnvironmentFacts, tried = 1): Promise<Child> {
  try {
    return await startService(service, facts);
  } catch (error) {
    if (tried === startsAtMost) throw error;
    return startPatiently(service, facts, tried + 1);
  }
}

/** The running services: started together, stopped from the edge inwards. */
function fleet(facts: EnvironmentFacts, only: readonly string[] | undefined) {
  const children = new Map<string, Child>();
  const wanted = services.filter(({ name }) => only?.includes(name) ?? true);
  const start = async (service: ServiceSpec): Promise<void> => {
    children.set(service.name, await startPatiently(service, facts));
  };
  return {
    startAll: async (): Promise<void> => {
      for (const tier of [1, 2, 3]) {
        const together = wanted.filter((service) => service.tier === tier).map(start);
        const failed = (await Promise.allSettled(together)).find(({ status }) => status === "rejected");
        if (failed?.status === "rejected") throw failed.reason;
      }
    },
    pids: () => Object.fromEntries([...children].map(([name, { pid }]) => [name, pid])),
    kill: async (name: string): Promise<void> => {
      children.get(name)?.kill("SIGKILL");
      await children.get(name)?.ended;
    },
    restart: async (name: string): Promise<void> => {
      await children.get(name)?.stop();
      await start(specOf(name));
    },
    stop: async (): Promise<void> => {
      for (const { name } of services.toReversed()) await children.get(name)?.stop();
    },
  };
}

async function makeFacts(options: PlatformOptions, parts: Parts, clockFile: string): Promise<EnvironmentFacts> {
  const { dir, site, port } = options;
  const secrets = readSecrets(dir);
  const tls = join(dir, "tls");
  const [databases, ports] = await Promise.all([
    makeDatabases(parts.adminUrl, site, secrets),
    choosePorts(port),
    makeCertificates(tls, site, [...services.map(({ name }) => name), "launcher"]),
  ]);
  return { dir, site, tls, clockFile, brokers: parts.brokers, redisUrl: parts.redisUrl, secrets, databases, ports };
}

/** Starts servers, databases, topics and services of one site on this machine, and returns when all of them answer. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { dir, site, progress = () => undefined } = options;
  mkdirSync(join(dir, "files"), { recursive: true, mode: 0o700 });
  const clock = movableClock(join(dir, "clock"), options.startAt);
  progress("PostgreSQL, Valkey, Kafka");
  const parts = await startParts(dir, options.brokers);
  let running: ReturnType<typeof fleet> | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    await parts.stop();
    clock.stop();
  };
  try {
    progress("databases, certificates");
    const facts = await makeFacts(options, parts, clock.file);
    running = fleet(facts, options.only);
    progress(services.map(({ name }) => name).join(", "));
    await running.startAll();
    const { adminUrl, brokers } = parts;
    const { pids, kill, restart } = running;
    const { databases, ports, secrets, tls } = facts;
    const http = (name: string): string => `http://127.0.0.1:${ports.get(name)?.http ?? 0}`;
    const grpcAddress = (name: string): string => `127.0.0.1:${ports.get(name)?.grpc ?? 0}`;
    const environment = (name: string): NodeJS.ProcessEnv => environmentOf(specOf(name), facts);
    writeAddress(dir, { adminUrl, brokers, databases, site, url: http("gateway") });
    const addresses = { url: http("gateway"), ingestUrl: http("activity"), grpcAddress, environment };
    return { ...addresses, site, dir, parts, clock, databases, secrets, tls, pids, kill, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
