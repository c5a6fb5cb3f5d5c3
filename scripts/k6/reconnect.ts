import { sleep } from "k6";
import { scenario, vu } from "k6/execution";
import { Counter, Rate, Trend } from "k6/metrics";
import { type Options } from "k6/options";
import { type EntryJson } from "../demo/entries.ts";
import { entryOf } from "./lib/entries.ts";
import { always, quick, trendStats } from "./lib/limits.ts";
import { record } from "./lib/record.ts";
import { countOf, durationOf } from "./lib/settings.ts";
import { anyDay, now, whoseClient } from "./lib/world.ts";

// A thundering reconnect: CLIENTS clients record one entry each, hear nothing for a while (so that their connections are gone), and come back in the same
// instant, each with an outbox of one to OUTBOX entries. Who is told to come again does so when told, until everything is acknowledged.
const clients = countOf("CLIENTS", 2_000);
const outbox = countOf("OUTBOX", 8);
/** From the first to the last. */
const length = durationOf(90);
const arriveS = Math.min(20, length / 4);
const pauseS = 8;

export const options: Options = {
  scenarios: {
    clients: { executor: "per-vu-iterations", exec: "live", vus: clients, iterations: 2, maxDuration: `${length}s` },
  },
  thresholds: {
    ...always,
    delivered: ["rate==1"],
    ...quick("delivery_time", 20_000, 30_000),
    ...quick("ack_time", 8_000, 12_000),
  },
  summaryTrendStats: trendStats,
  noVUConnectionReuse: true,
};

/** Clients whose outbox was acknowledged to the last entry. */
const delivered = new Rate("delivered");
/** From the instant of the return until then. */
const deliveryTime = new Trend("delivery_time", true);
const tries = new Counter("tries");

const untilS = (startS: number): number => (scenario.startTime - Date.now()) / 1_000 + startS;

/** As often as it takes; a wrong answer is no reason to forget the outbox. */
function deliver(entries: readonly EntryJson[]): boolean {
  const who = whoseClient();
  while (untilS(length) > 1) {
    tries.add(1);
    const { verdict, retryAfterS } = record(who, entries);
    if (verdict === "ok") return true;
    sleep(Math.max(1, retryAfterS));
  }
  return false;
}

const make = (): EntryJson => entryOf({ ...whoseClient(), workDate: anyDay(), atMs: now() });

function arrive(): void {
  sleep(Math.random() * arriveS);
  record(whoseClient(), [make()]);
  sleep(Math.max(0, untilS(arriveS + pauseS - 1)));
}

function comeBack(): void {
  const waiting = Array.from({ length: 1 + Math.floor(Math.random() * outbox) }, make);
  sleep(Math.max(0, untilS(arriveS + pauseS)));
  const returned = Date.now();
  const isDelivered = deliver(waiting);
  delivered.add(isDelivered);
  if (isDelivered) deliveryTime.add(Date.now() - returned);
}

/** Connections end with an iteration. */
export const live = (): void => (vu.iterationInScenario === 0 ? arrive() : comeBack());
