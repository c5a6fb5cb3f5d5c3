import { setTimeout as sleep } from "node:timers/promises";
import { type Platform } from "../platform/start-platform.ts";

/** A fault that is put in while people log their day. */
export interface Fault {
  readonly id: string;
  readonly what: string;
  /** Whoever logs at that moment must notice it, or it did not happen. */
  readonly felt: boolean;
  /** Puts the fault in and heals it; resolves with the seconds until everything served again. */
  readonly inject: (platform: Platform) => Promise<number>;
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

const killService = (service: string, what: string): Fault => ({
  id: `F1-${service}`,
  what,
  felt: service === "activity",
  inject: async (platform) => {
    await platform.kill(service);
    return seconds(() => platform.restart(service));
  },
});

function ours<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`${name} is not ours to kill: leave its address out of the environment`);
  return part;
}

/** kill -9 of each service and of each server that keeps something; the harness starts it again, as a cluster would. */
export const faults: readonly Fault[] = [
  killService("activity", "kill -9 of activity (ingest, writer and query)"),
  killService("identity", "kill -9 of identity"),
  killService("gateway", "kill -9 of the gateway"),
  {
    id: "F5",
    what: "kill -9 of Kafka",
    felt: true,
    inject: async ({ parts }) => {
      const kafka = ours(parts.kafka, "Kafka");
      await kafka.kill(1);
      await sleep(1_000);
      return seconds(() => kafka.restart(1));
    },
  },
  {
    id: "F8",
    what: "kill -9 of PostgreSQL",
    felt: false,
    inject: async ({ parts }) => {
      const postgres = ours(parts.postgres, "PostgreSQL");
      process.kill(postgres.pid(), "SIGKILL");
      await sleep(1_000);
      return seconds(() => postgres.restart());
    },
  },
];
