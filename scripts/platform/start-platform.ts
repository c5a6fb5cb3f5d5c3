import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makeCertificates } from "../parts/certificates.ts";
import { freePort } from "../parts/ports.ts";
import { movableClock, type MovableClock } from "./clock.ts";
import { environmentOf, type Databases, type EnvironmentFacts, type Ports } from "./environment.ts";
import { fleet, type Fleet } from "./fleet.ts";
import { startParts, type GivenServers, type Parts } from "./parts.ts";
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
  /** With one service alone: the part of it that runs. */
  readonly role?: string;
  /** Port of the gateway; a free one unless given. */
  readonly port?: number;
  /** Nodes of Kafka; one unless given. */
  readonly brokers?: 1 | 3;
  /** Servers of somebody else, used instead of own ones. */
  readonly given?: GivenServers;
  readonly progress?: (step: string) => void;
  /** Hears what ended by itself and is started again; the terminal unless given. */
  readonly tell?: (line: string) => void;
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
  /** SIGKILL of a service, as a crash would; it comes back by itself. */
  kill(service: string): Promise<void>;
  /** Resolves when a service serves: at once when it does. */
  serving(service: string): Promise<void>;
  /** Stops a service in order, starts it again and waits until it serves. */
  restart(service: string): Promise<void>;
  stop(): Promise<void>;
}

async function choosePorts(gatewayPort: number | undefined): Promise<ReadonlyMap<string, Ports>> {
  const chosen = services.map(async ({ name }) => {
    const http = name === "gateway" && gatewayPort !== undefined ? gatewayPort : await freePort();
    return [name, { grpc: await freePort(), ingest: await freePort(), operations: await freePort(), http }] as const;
  });
  return new Map(await Promise.all(chosen));
}

function specOf(name: string): ServiceSpec {
  const spec = services.find((service) => service.name === name);
  if (!spec) throw new Error(`there is no service "${name}"`);
  return spec;
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

const toTerminal = (line: string): void => void process.stderr.write(`${line}\n`);

/** Starts servers, databases, topics and services of one site on this machine, and returns when all of them answer. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { dir, site, progress = () => undefined } = options;
  mkdirSync(join(dir, "files"), { recursive: true, mode: 0o700 });
  const clock = movableClock(join(dir, "clock"), options.startAt);
  progress("PostgreSQL, Valkey, Kafka");
  const { brokers: nodes, given = {}, tell = toTerminal } = options;
  const parts = await startParts({ dir, given, tell, ...(nodes && { brokers: nodes }) });
  let running: Fleet | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    await parts.stop();
    clock.stop();
  };
  try {
    progress("databases, certificates");
    const facts = await makeFacts(options, parts, clock.file);
    running = fleet(facts, options, tell);
    progress(services.map(({ name }) => name).join(", "));
    await running.startAll();
    const { adminUrl, brokers } = parts;
    const { of, pids } = running;
    const { databases, ports, secrets, tls } = facts;
    const http = (name: string): string => `http://127.0.0.1:${ports.get(name)?.http ?? 0}`;
    const grpcAddress = (name: string): string => `127.0.0.1:${ports.get(name)?.grpc ?? 0}`;
    const environment = (name: string): NodeJS.ProcessEnv => environmentOf(specOf(name), facts);
    writeAddress(dir, { adminUrl, brokers, databases, site, url: http("gateway") });
    const addresses = { url: http("gateway"), ingestUrl: http("activity"), grpcAddress, environment };
    return {
      ...{ ...addresses, site, dir, parts, clock, databases, secrets, tls, pids, stop },
      kill: (name) => of(name).kill(),
      serving: (name) => of(name).serving(),
      restart: (name) => of(name).restart(),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
