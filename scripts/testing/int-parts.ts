import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startKafka } from "../parts/kafka.ts";
import { startPostgres } from "../parts/postgres.ts";
import { endOrphansIn, isRunAlive, thisRun } from "../parts/process.ts";
import { startValkey } from "../parts/valkey.ts";

type Stop = () => Promise<void>;
const data = join(import.meta.dirname, "../../.data");
const prefix = "test-";
const own = join(data, prefix + thisRun);
const stops: Stop[] = [];

const parts: readonly { variable: string; start: () => Promise<{ address: string; stop: Stop }> }[] = [
  {
    variable: "TEST_DATABASE_URL",
    start: async () => {
      const { url, stop } = await startPostgres({ dir: join(own, "postgres"), mode: "throwaway" });
      return { address: url, stop };
    },
  },
  {
    variable: "TEST_REDIS_URL",
    start: async () => {
      const { url, stop } = await startValkey({ dir: join(own, "valkey") });
      return { address: url, stop };
    },
  },
  {
    variable: "TEST_KAFKA_BROKERS",
    start: async () => {
      const kafka = await startKafka({ dir: join(own, "kafka"), nodes: 1, profile: "test" });
      return { address: kafka.brokers.join(","), stop: () => kafka.stop() };
    },
  },
];

/** A test run that was killed could not remove its folder, nor perhaps end its servers. */
async function sweep(): Promise<void> {
  mkdirSync(data, { recursive: true });
  for (const name of readdirSync(data)) {
    if (!name.startsWith(prefix) || isRunAlive(name.slice(prefix.length))) continue;
    await endOrphansIn(join(data, name));
    rmSync(join(data, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

async function startPart({ variable, start }: (typeof parts)[number]): Promise<void> {
  const { address, stop } = await start();
  stops.push(stop);
  process.env[variable] = address;
}

/** Starts each real part whose TEST_ address is not given, all at once, on throw-away data and free ports. */
export async function startTestParts(): Promise<void> {
  const missing = parts.filter(({ variable }) => !process.env[variable]);
  if (missing.length === 0) return;
  await sweep();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void stopTestParts().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
  }
  const started = await Promise.allSettled(missing.map(startPart));
  const failed = started.find((one) => one.status === "rejected");
  if (failed === undefined) return;
  await stopTestParts();
  throw failed.reason;
}

let stopping: Promise<void> | undefined;

/** A second call, as by a second Ctrl-C, waits for the first. */
export function stopTestParts(): Promise<void> {
  stopping ??= Promise.allSettled(stops.map((stop) => stop())).then(() => {
    rmSync(own, { recursive: true, force: true, maxRetries: 3 });
  });
  return stopping;
}
