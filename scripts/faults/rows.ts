import { setTimeout as sleep } from "node:timers/promises";
import { type Platform } from "../platform/start-platform.ts";

/** A fault that is put in while people log their day. */
export interface Fault {
  readonly id: string;
  readonly what: string;
  /** Whoever logs meanwhile must notice it, or it did not happen. */
  readonly felt: boolean;
  readonly strike: (platform: Platform) => Promise<void>;
  /** Starts again what was killed, as a cluster would, and resolves when it serves. */
  readonly heal: (platform: Platform) => Promise<void>;
}

const killService = (service: string, what: string): Fault => ({
  id: `F1-${service}`,
  what,
  felt: service === "activity",
  strike: (platform) => platform.kill(service),
  heal: (platform) => platform.restart(service),
});

function ours<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`${name} is not ours to kill: leave its address out of the environment`);
  return part;
}

/** Longer than ingest waits for Kafka before it says no, less what a restart takes at least. */
const kafkaDownMs = 4_000;

/** kill -9 of each service and of each server that keeps something. */
export const faults: readonly Fault[] = [
  killService("activity", "kill -9 of activity (ingest, writer and query)"),
  killService("identity", "kill -9 of identity"),
  killService("planning", "kill -9 of planning"),
  killService("evaluation", "kill -9 of evaluation"),
  killService("allowance", "kill -9 of allowance"),
  killService("gateway", "kill -9 of the gateway"),
  {
    id: "F5",
    what: "kill -9 of Kafka",
    felt: true,
    strike: ({ parts }) => ours(parts.kafka, "Kafka").kill(1),
    heal: async ({ parts }) => {
      await sleep(kafkaDownMs);
      await ours(parts.kafka, "Kafka").restart(1);
    },
  },
  {
    id: "F8",
    what: "kill -9 of PostgreSQL",
    felt: false,
    strike: async ({ parts }) => {
      process.kill(ours(parts.postgres, "PostgreSQL").pid(), "SIGKILL");
      await sleep(1_000);
    },
    heal: ({ parts }) => ours(parts.postgres, "PostgreSQL").restart(),
  },
];

/** One of three: it leads a third of the partitions, and the two others go on at once. */
export const brokerFault: Fault = {
  id: "F6",
  what: "kill -9 of one of three brokers",
  felt: false,
  strike: ({ parts }) => ours(parts.kafka, "Kafka").kill(1),
  heal: async ({ parts }) => {
    await sleep(kafkaDownMs);
    await ours(parts.kafka, "Kafka").restart(1);
  },
};
