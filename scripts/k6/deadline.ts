import { type Options, type Scenario } from "k6/options";
import { type EntryJson } from "../demo/entries.ts";
import { entryOf } from "./lib/entries.ts";
import { always, quick, trendStats } from "./lib/limits.ts";
import { listDay, readMonth } from "./lib/read.ts";
import { record } from "./lib/record.ts";
import { countOf, durationOf, numberOf, seconds } from "./lib/settings.ts";
import { anybody, anyDay, now } from "./lib/world.ts";

// The last evening: from the working rate to TIMES as much, and back. What the platform can't take in time it refuses at once and says when to
// come again; nobody is left without an answer. Four of five requests record. RATE is small, so that two cores that also run k6 send TIMES as much.
const rate = numberOf("RATE", 10);
const times = numberOf("TIMES", 20);
const length = durationOf(80);

/** Share of the length, and the level at its end. */
const evening = [
  [0.1, 1],
  [0.3, times],
  [0.4, times],
  [0.05, 1],
  [0.15, 1],
] as const;

/** Requests that all of this asks for. */
const wanted = evening.reduce((sum, [part, level], index) => {
  const before = evening[index - 1]?.[1] ?? 1;
  return sum + rate * part * length * ((before + level) / 2);
}, 0);
/** Share of them that need not be sent: without a flood it would be no deadline. */
const unsentAtMost = 0.05;

const scenario = (exec: string, share: number, clients: number): Scenario => {
  const perTenSeconds = (level: number): number => Math.max(1, Math.round(rate * share * level * 10));
  return {
    executor: "ramping-arrival-rate",
    exec,
    startRate: perTenSeconds(1),
    timeUnit: "10s",
    stages: evening.map(([part, level]) => ({ duration: seconds(part * length), target: perTenSeconds(level) })),
    preAllocatedVUs: clients,
    gracefulStop: "20s",
  };
};

export const options: Options = {
  scenarios: {
    submit: scenario("submit", 0.8, countOf("CLIENTS", 800)),
    look: scenario("look", 0.2, countOf("READERS", 800)),
  },
  thresholds: {
    ...always,
    ...quick("ack_time", 5_000, 8_000),
    ...quick("read_time", 9_000, 11_000),
    ...quick("shed_time", 5_000, 8_000),
    dropped_iterations: [`count<=${Math.floor(wanted * unsentAtMost)}`],
    // Recording goes before reading, and reading is not shut: half of it is let in.
    "shed{call:record}": ["rate<0.3"],
    "shed{call:month}": ["rate<0.5"],
    "shed{call:entries}": ["rate<0.5"],
  },
  summaryTrendStats: trendStats,
};

/** Who comes on the last evening has something left to write down: one to ten entries from all over the month. */
export function submit(): void {
  const who = anybody();
  const count = 1 + Math.floor(Math.random() * 10);
  const make = (): EntryJson => entryOf({ ...who, workDate: anyDay(), atMs: now() });
  record(who, Array.from({ length: count }, make));
}

export function look(): void {
  if (Math.random() < 0.5) readMonth(anybody());
  else listDay(anybody());
}
