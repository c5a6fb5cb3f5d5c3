import { check } from "k6";
import { Counter } from "k6/metrics";
import { type Options } from "k6/options";
import { type EntryJson } from "../demo/entries.ts";
import { entryOf } from "./lib/entries.ts";
import { always, never, quick, trendStats } from "./lib/limits.ts";
import { record, type EntryResult } from "./lib/record.ts";
import { countOf, durationOf, numberOf, seconds } from "./lib/settings.ts";
import { anybody, now, site, type Someone } from "./lib/world.ts";

// Phones that come back from where there is no signal: RATE batches a second of BATCH entries that were made days ago. A third of the answers are lost on
// the way, so that the phone sends the batch again; a fifth come with half of the batch before.
const batch = countOf("BATCH", 50);
const daysBack = 10;

export const options: Options = {
  scenarios: {
    phones: {
      executor: "constant-arrival-rate",
      exec: "comeBack",
      rate: Math.max(1, Math.round(numberOf("RATE", 10) * 10)),
      timeUnit: "10s",
      duration: seconds(durationOf(45)),
      preAllocatedVUs: countOf("CLIENTS", 60),
    },
  },
  thresholds: { ...always, ...never, again: ["count>0"], ...quick("ack_time", 500, 1_500) },
  summaryTrendStats: trendStats,
};

/** Entries that were sent before. */
const again = new Counter("again");

function madeOffline(who: Someone): EntryJson[] {
  const days = site.days.slice(-daysBack);
  return Array.from({ length: batch }, (_, index) => {
    const workDate = days[index % days.length] ?? "";
    const evening = Date.parse(`${workDate}T16:30:00+07:00`);
    return entryOf({ ...who, workDate, atMs: Math.min(evening + index * 1_000, now()) });
  });
}

const hashes = (results: readonly EntryResult[]): Map<string, string> =>
  new Map(results.map(({ id, receipt }) => [id, receipt?.bodySha256 ?? ""]));

function sendAgain(who: Someone, entries: readonly EntryJson[], before: readonly EntryResult[]): void {
  const { verdict, results } = record(who, entries);
  if (verdict !== "ok") return;
  const [first, second] = [hashes(before), hashes(results)];
  const known = [...first].filter(([id]) => second.has(id));
  again.add(known.length);
  check(known, { "what comes twice has one receipt": (all) => all.every(([id, hash]) => second.get(id) === hash) });
}

export function comeBack(): void {
  const who = anybody();
  const entries = madeOffline(who);
  const { verdict, results } = record(who, entries);
  if (verdict !== "ok") return;
  const dice = Math.random();
  if (dice < 0.33) sendAgain(who, entries, results);
  else if (dice < 0.53) {
    const half = Math.floor(batch / 2);
    sendAgain(who, [...entries.slice(half), ...madeOffline(who).slice(half)], results);
  }
}
