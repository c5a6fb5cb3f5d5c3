import { join } from "node:path";
import { startKafka, type Kafka } from "../parts/kafka.ts";
import { startPostgres } from "../parts/postgres.ts";
import { startValkey } from "../parts/valkey.ts";

type Postgres = Awaited<ReturnType<typeof startPostgres>>;
type Stoppable = { stop(): Promise<void> };

/** The servers that the services lean on; each is left alone when its address is given in the environment. */
export interface Parts {
  readonly adminUrl: string;
  readonly redisUrl: string;
  readonly brokers: readonly string[];
  /** Undefined when it is not ours. */
  readonly kafka: Kafka | undefined;
  /** Undefined when it is not ours. */
  readonly postgres: RestartablePostgres | undefined;
  readonly redisPid: number | undefined;
  stop(): Promise<void>;
}

export interface RestartablePostgres extends Stoppable {
  readonly url: string;
  pid(): number;
  /** On the same data and port, for example after it was killed. */
  restart(): Promise<void>;
}

async function restartable(dir: string): Promise<RestartablePostgres> {
  let postgres: Postgres = await startPostgres({ dir, mode: "durable" });
  const { url, port } = postgres;
  return {
    url,
    pid: () => postgres.pid,
    restart: async () => {
      await postgres.stop();
      postgres = await startPostgres({ dir, mode: "durable", port });
    },
    stop: () => postgres.stop(),
  };
}

const unless = <T>(given: string | undefined, start: () => Promise<T>): Promise<T | undefined> =>
  given ? Promise.resolve(undefined) : start();

const addressOf = (given: string | undefined, own?: { readonly url: string }): string => given ?? own?.url ?? "";

async function stopAll(parts: readonly (Stoppable | undefined)[]): Promise<void> {
  await Promise.allSettled(parts.map((part) => part?.stop() ?? Promise.resolve()));
}

export async function startParts(dir: string, brokers: 1 | 3 = 1): Promise<Parts> {
  const { DATABASE_URL, REDIS_URL, KAFKA_BROKERS } = process.env;
  const starting = [
    unless(DATABASE_URL, () => restartable(join(dir, "postgres"))),
    unless(REDIS_URL, () => startValkey({ dir: join(dir, "valkey") })),
    unless(KAFKA_BROKERS, () => startKafka({ dir: join(dir, "kafka"), nodes: brokers, profile: "run" })),
  ] as const;
  const settled = await Promise.allSettled(starting);
  if (settled.some(({ status }) => status === "rejected"))
    await stopAll(settled.map((one) => (one.status === "fulfilled" ? one.value : undefined)));
  const [postgres, valkey, kafka] = await Promise.all(starting);
  return {
    adminUrl: addressOf(DATABASE_URL, postgres),
    redisUrl: addressOf(REDIS_URL, valkey),
    brokers: kafka?.brokers ?? addressOf(KAFKA_BROKERS).split(","),
    kafka,
    postgres,
    redisPid: valkey?.pid,
    stop: () => stopAll([postgres, valkey, kafka]),
  };
}
