import { type Options } from "k6/options";
import { entryOf } from "./lib/entries.ts";
import { always, never, quick, trendStats } from "./lib/limits.ts";
import { approveOne, listDay, readInbox, readMonth } from "./lib/read.ts";
import { record } from "./lib/record.ts";
import { countOf, durationOf, numberOf, seconds } from "./lib/settings.ts";
import { anybody, anySuperior, now, today } from "./lib/world.ts";

// An ordinary working day in a minute: a busy morning, a dip at noon, a busier end. RATE is what people do in a second at the morning's level.
const rate = numberOf("RATE", 60);
const length = durationOf(60);

/** Share of the length, and the level at its end. */
const day = [
  [0.1, 1],
  [0.25, 1],
  [0.05, 0.4],
  [0.1, 0.4],
  [0.05, 1],
  [0.25, 1],
  [0.05, 1.6],
  [0.1, 1.6],
  [0.05, 0.2],
] as const;

const perTenSeconds = (level: number): number => Math.max(1, Math.round(rate * level * 10));

export const options: Options = {
  scenarios: {
    day: {
      executor: "ramping-arrival-rate",
      exec: "act",
      startRate: perTenSeconds(0.2),
      timeUnit: "10s",
      stages: day.map(([share, level]) => ({ duration: seconds(share * length), target: perTenSeconds(level) })),
      preAllocatedVUs: countOf("CLIENTS", 200),
    },
  },
  thresholds: {
    ...always,
    ...never,
    ...quick("ack_time", 500, 1_500),
    ...quick("read_time", 1_000, 2_500),
    ...quick("inbox_time", 1_500, 3_000),
    ...quick("decide_time", 1_500, 3_000),
  },
  summaryTrendStats: trendStats,
};

/** Of a hundred acts: 55 entries, 20 months, 10 days, 10 inboxes, 5 decisions. */
export function act(): void {
  const dice = Math.random();
  if (dice < 0.55) {
    const who = anybody();
    record(who, [entryOf({ ...who, workDate: today, atMs: now() })]);
  } else if (dice < 0.75) readMonth(anybody());
  else if (dice < 0.85) listDay(anybody());
  else if (dice < 0.95) readInbox(anySuperior());
  else approveOne(anySuperior());
}
