import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openAccounts } from "../demo/accounts.ts";
import { openHttp } from "../demo/http.ts";
import { playMonth, type Play } from "../demo/month.ts";
import { makeProvince } from "../demo/province.ts";
import { random } from "../demo/random.ts";
import { at, monthOf, type Stage } from "../demo/stage.ts";
import { checkInvariants } from "../invariants/check.ts";
import { type Findings } from "../invariants/finding.ts";
import { recordHistory } from "../invariants/history.ts";
import { openStores, untilQuiet, type Stores } from "../invariants/stores.ts";
import { readAddress } from "../platform/address.ts";
import { startPlatform, type Platform } from "../platform/start-platform.ts";
import { openProgress, type Progress } from "../start/progress.ts";
import { timeline } from "../start/timeline.ts";
import { moneyOf, type Money } from "./digest.ts";
import { watchTraffic, type Traffic } from "./traffic.ts";

/** A month of the invented province, so many people and working days. */
export interface Month {
  readonly dir: string;
  readonly seed: number;
  readonly people: number;
  readonly days: number;
  readonly brokers?: 1 | 3;
}

export interface Played {
  readonly money: Money;
  readonly findings: Findings;
  readonly entries: number;
  /** What the client counted. */
  readonly totals: Readonly<Record<string, number>>;
}

export interface Struck {
  readonly stage: Stage;
  /** Of everybody but who asks whether the fault is felt. */
  readonly traffic: Traffic;
}

function stageOf(platform: Platform, { seed, people, days }: Month, listener: Traffic): Stage {
  const http = openHttp(platform.url, { listener });
  const month = monthOf("2026-10");
  return {
    platform,
    http,
    ingest: openHttp(platform.ingestUrl, { sockets: 64, listener }),
    accounts: openAccounts(http, platform.clock),
    province: makeProvince(seed, people),
    chance: random(seed),
    history: recordHistory(join(platform.dir, "history.jsonl")),
    month: { ...month, workingDays: month.workingDays.slice(0, days) },
    say: () => undefined,
  };
}

async function judge(platform: Platform, observed: { looked: number; unseen: number }, { isJudged = true }: Plot): Promise<Pick<Played, "money" | "findings" | "entries">> {
  const [address, historyFile] = [readAddress(platform.dir), join(platform.dir, "history.jsonl")];
  const stores = await openStores(address);
  try {
    await untilQuiet(stores, address);
    const findings = isJudged ? await checkInvariants(stores, { address, historyFile, observed, isPlayed: true }) : {};
    const { allowance, activity } = stores.queries;
    if (!allowance || !activity) throw new Error("a database is missing");
    const [row] = await activity<{ count: bigint }>("select count(*) from entry");
    return { findings, money: await moneyOf(allowance), entries: Number(row?.count ?? 0) };
  } finally {
    await stores.close();
  }
} // prettier-ignore

/** Runs `work` on the databases of a platform that still runs. */
export async function withStores<T>(platform: Platform, work: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await openStores(readAddress(platform.dir));
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

/** Closed as by a kill: what it had under way gets no answer any more. */
function close({ http, ingest, history }: Stage): void {
  for (const part of [http, ingest, history]) part.close();
}

/** Plays from where the progress stands; up to a stop, where the client dies in the middle of what it does, or to the end. */
async function playOn(platform: Platform, month: Month, { during }: Plot, stop: Stop | undefined): Promise<Progress> {
  const traffic = watchTraffic();
  const stage = stageOf(platform, month, traffic);
  const progress = openProgress(join(month.dir, "progress.json"));
  const disturbed = during?.({ stage, traffic });
  const play: Play = { stage, progress, timeline: timeline(() => undefined), ...(disturbed && { during: disturbed }) };
  const over = playMonth(play);
  const stopped = stop && traffic.until(stop.kind, stop.times);
  const isOver = await Promise.race([over.then(() => true), ...(stopped ? [stopped.then(() => false)] : [])]);
  close(stage);
  if (isOver && stop) throw new Error(`the month was over before ${stop.kind.source} was sent ${stop.times} times`);
  if (isOver) progress.add("withoutRetryAfter", traffic.withoutRetryAfter);
  else await over.catch(() => undefined);
  return progress;
}

/** In the middle of which requests the client is killed. */
export interface Stop {
  readonly kind: RegExp;
  readonly times: number;
}

/** What happens to a month. */
export interface Plot {
  readonly during?: (struck: Struck) => NonNullable<Play["during"]>;
  /** One after the other. */
  readonly stops?: readonly Stop[];
  /** Whether anybody looks at more than the money; so unless told otherwise. */
  readonly isJudged?: boolean;
  /** May break what is left. */
  readonly last?: (platform: Platform) => Promise<void>;
}

/** Plays a month on a platform of its own, disturbed or not, then looks at the stores. */
export async function playOne(month: Month, plot: Plot = {}): Promise<Played> {
  mkdirSync(month.dir, { recursive: true });
  const options = { dir: month.dir, site: "faults", startAt: at("2026-10-01", "06:00"), tell: () => undefined };
  const platform = await startPlatform({ ...options, ...(month.brokers && { brokers: month.brokers }) });
  try {
    for (const stop of plot.stops ?? []) await playOn(platform, month, plot, stop);
    const { totals } = await playOn(platform, month, plot, undefined);
    const { looked = 0, unseen = 0 } = totals;
    const played = await judge(platform, { looked, unseen }, plot);
    await plot.last?.(platform);
    return { ...played, totals };
  } finally {
    await platform.stop();
  }
}
