import { join } from "node:path";
import { startKafka } from "../parts/kafka.ts";
import { startPostgres } from "../parts/postgres.ts";
import { startValkey } from "../parts/valkey.ts";
import { keep, type Kept } from "./keep.ts";

/** Addresses of servers that are run by somebody else, as the environment gives them. */
export interface GivenServers {
  readonly adminUrl?: string;
  readonly redisUrl?: string;
  readonly brokers?: readonly string[];
}

/** The servers that the services lean on; each is left alone when its address is given. */
export interface Parts {
  readonly adminUrl: string;
  readonly redisUrl: string;
  readonly brokers: readonly string[];
  /** Those that are ours, by name: postgres, valkey, kafka-1 … */
  readonly servers: ReadonlyMap<string, Kept>;
  stop(): Promise<void>;
}

export interface PartsOptions {
  readonly dir: string;
  readonly brokers?: 1 | 3;
  readonly given?: GivenServers;
  readonly tell: (line: string) => void;
}

/** DATABASE_URL (an administrator's), REDIS_URL, KAFKA_BROKERS. */
export function serversGiven({ DATABASE_URL, REDIS_URL, KAFKA_BROKERS }: NodeJS.ProcessEnv): GivenServers {
  return {
    ...(DATABASE_URL && { adminUrl: DATABASE_URL }),
    ...(REDIS_URL && { redisUrl: REDIS_URL }),
    ...(KAFKA_BROKERS && { brokers: KAFKA_BROKERS.split(",") }),
  };
}

type Tell = PartsOptions["tell"];

interface Started {
  readonly servers: readonly (readonly [string, Kept])[];
  stop(): Promise<void>;
}
const notOurs = <Address>(address: Address): Promise<Started & Address> =>
  Promise.resolve({ ...address, servers: [], stop: () => Promise.resolve() });

/** Comes back on the same data, port and password. */
async function ownPostgres(dir: string, tell: Tell): Promise<Started & { url: string }> {
  const first = await startPostgres({ dir, mode: "durable" });
  const start = () => startPostgres({ dir, mode: "durable", port: first.port });
  const kept = keep(first, { name: "PostgreSQL", start, tell });
  return { url: first.url, servers: [["postgres", kept]], stop: () => kept.stop() };
}

async function ownValkey(dir: string, tell: Tell): Promise<Started & { url: string }> {
  const first = await startValkey({ dir });
  const { password } = new URL(first.url);
  const start = () => startValkey({ dir, port: first.port, password });
  const kept = keep(first, { name: "Valkey", start, tell });
  return { url: first.url, servers: [["valkey", kept]], stop: () => kept.stop() };
}

async function ownKafka(dir: string, nodes: 1 | 3, tell: Tell): Promise<Started & { brokers: readonly string[] }> {
  const kafka = await startKafka({ dir, nodes, profile: "run" });
  const servers = kafka.brokers.map((_, index): readonly [string, Kept] => {
    const node = index + 1;
    const start = async () => {
      await kafka.restart(node);
      return kafka.process(node);
    };
    return [`kafka-${node}`, keep(kafka.process(node), { name: `Kafka node ${node}`, start, tell })];
  });
  return { brokers: kafka.brokers, servers, stop: () => stopAll(servers.map(([, kept]) => kept)) };
}

async function stopAll(running: readonly { stop(): Promise<void> }[]): Promise<void> {
  await Promise.allSettled(running.map((one) => one.stop()));
}

export async function startParts({ dir, brokers = 1, given = {}, tell }: PartsOptions): Promise<Parts> {
  const { adminUrl, redisUrl } = given;
  const starting = [
    adminUrl === undefined ? ownPostgres(join(dir, "postgres"), tell) : notOurs({ url: adminUrl }),
    redisUrl === undefined ? ownValkey(join(dir, "valkey"), tell) : notOurs({ url: redisUrl }),
    given.brokers === undefined ? ownKafka(join(dir, "kafka"), brokers, tell) : notOurs({ brokers: given.brokers }),
  ] as const;
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((one): Started[] => (one.status === "fulfilled" ? [one.value] : []));
  if (started.length < starting.length) await stopAll(started);
  const [postgres, valkey, kafka] = await Promise.all(starting);
  return partsOf({ adminUrl: postgres.url, redisUrl: valkey.url, brokers: kafka.brokers }, started);
}

function partsOf(addresses: Required<GivenServers>, started: readonly Started[]): Parts {
  const servers = new Map(started.flatMap((one) => one.servers));
  return { ...addresses, servers, stop: () => stopAll(started) };
}
