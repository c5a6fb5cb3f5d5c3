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
import { openProgress } from "../start/progress.ts";
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
  readonly looked: number;
  readonly withoutRetryAfter: number;
}

export interface Struck {
  readonly stage: Stage;
  /** Of everybody but who asks whether the fault is felt. */
  readonly traffic: Traffic;
}

type During = (struck: Struck) => NonNullable<Play["during"]>;

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

async function judge(platform: Platform, historyFile: string, observed: { looked: number; unseen: number }): Promise<Pick<Played, "money" | "findings" | "entries">> {
  const address = readAddress(platform.dir);
  const stores = await openStores(address);
  try {
    await untilQuiet(stores, address);
    const findings = await checkInvariants(stores, { address, historyFile, observed, isPlayed: true });
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

/** Plays a month on a platform of its own, disturbed or not, then looks at the stores; `last` may break what is left. */
export async function playOne(
  month: Month,
  during: During | undefined,
  last: (platform: Platform, historyFile: string) => Promise<void> = () => Promise.resolve(),
): Promise<Played> {
  mkdirSync(month.dir, { recursive: true });
  const options = { dir: month.dir, site: "faults", startAt: at("2026-10-01", "06:00"), tell: () => undefined };
  const platform = await startPlatform({ ...options, ...(month.brokers && { brokers: month.brokers }) });
  try {
    const traffic = watchTraffic();
    const stage = stageOf(platform, month, traffic);
    const progress = openProgress(join(month.dir, "progress.json"));
    const disturbed = during?.({ stage, traffic });
    const play: Play = { stage, progress, timeline: timeline(() => undefined) };
    await playMonth(disturbed === undefined ? play : { ...play, during: disturbed });
    for (const part of [stage.http, stage.ingest, stage.history]) part.close();
    const { looked = 0, unseen = 0 } = progress.totals;
    const historyFile = join(month.dir, "history.jsonl");
    const played = await judge(platform, historyFile, { looked, unseen });
    await last(platform, historyFile);
    return { ...played, looked, withoutRetryAfter: traffic.withoutRetryAfter };
  } finally {
    await platform.stop();
  }
}
