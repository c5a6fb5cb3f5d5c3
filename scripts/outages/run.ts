import { setTimeout as sleep } from "node:timers/promises";
import { readHistory, recordHistory } from "../invariants/history.ts";
import { type Activity, allButActivity, startActivity } from "../load/activity.ts";
import { seed, type Seeded, startAt } from "../load/seed.ts";
import { compareStored } from "../load/stored.ts";
import { type Platform, startPlatform } from "../platform/start-platform.ts";
import { machine } from "../reports.ts";
import { type Sampler, type Second, startSampler } from "./sample.ts";
import { type OutageName, type Strike, strikeOf } from "./strike.ts";
import { openTally } from "./tally.ts";
import { startUsers, type User, type Users } from "./users.ts";

export interface OutageOptions {
  readonly name: OutageName;
  readonly minutes: number;
  readonly entriesPerSecond: number;
  readonly users: number;
  readonly seed: number;
  readonly dir: string;
  readonly command: string;
  readonly say: (line: string) => void;
}

/** All that an outage has shown: build/reports/outage-NAME.json. */
export interface OutageReport {
  readonly name: OutageName;
  readonly command: string;
  readonly machine: string;
  readonly entriesPerSecond: number;
  readonly awayS: number;
  /** When it served again, seconds after the strike. */
  readonly backS: number;
  /** When nothing waited any more: neither on phones nor in the spool nor in the log. */
  readonly drainedS: number;
  readonly made: number;
  readonly acknowledged: number;
  readonly notAcknowledged: number;
  readonly compared: number;
  readonly missing: number;
  readonly invented: number;
  readonly peakMb: { readonly ingest: number; readonly writer: number };
  /** Processes of the platform that ended by themselves, as the launcher told it. */
  readonly ended: readonly string[];
  readonly seconds: readonly Second[];
}

const [beforeS, afterS] = [60, 60];
const drainLimitMs = 10 * 60_000;
const readsPerSecond = 14;
const signInsPerSecond = 0.25;
/** What is on its way on a busy machine when nothing is wrong, and what phones try again at once. */
const [usualS, triedAgain] = [3, 20];

const isDrained = (second: Second | undefined, perSecond: number): boolean =>
  second !== undefined && second.spooled === 0 && second.waiting <= triedAgain && second.behind <= perSecond * usualS;

/** Until what had piled up is gone; the load goes on. */
async function untilDrained(sampler: Sampler, perSecond: number): Promise<number> {
  const deadline = performance.now() + drainLimitMs;
  while (!isDrained(sampler.last(), perSecond)) {
    if (performance.now() > deadline) throw new Error("what had piled up was not stored within ten minutes");
    await sleep(200);
  }
  return sampler.now();
}

interface Measured {
  readonly backS: number;
  readonly drainedS: number;
  readonly sampler: Sampler;
}

async function measure(strike: Strike, sampler: Sampler, options: OutageOptions): Promise<Measured> {
  const { minutes, entriesPerSecond, say } = options;
  await sleep(beforeS * 1_000);
  say(`  ${minutes} minutes of it`);
  sampler.begin();
  await strike.strike(minutes * 60_000);
  const backS = sampler.now();
  say(`  it serves again after ${backS.toFixed(1)} s; ${sampler.last()?.behind ?? 0} entries wait for the database`);
  // A look that began before may not know of the return.
  await sleep(1_500);
  const drainedS = await untilDrained(sampler, entriesPerSecond);
  say(`  drained after ${drainedS.toFixed(1)} s`);
  await sleep(afterS * 1_000);
  return { backS, drainedS, sampler };
}

const usersOf = ({ people, nips }: Seeded): User[] => people.map((one, index) => ({ ...one, nip: nips[index] ?? "" }));

/** The load, the outage in the midst of it, and everything that is seen meanwhile. */
async function play(platform: Platform, activity: Activity, strike: Strike, options: OutageOptions) {
  const { entriesPerSecond, say } = options;
  say(`  ${options.users} people with passwords and a month of entries`);
  const seeded = await seed(platform, options);
  const tally = openTally();
  const history = recordHistory(seeded.historyFile);
  const load = { site: seeded.site, tally, history, entriesPerSecond, readsPerSecond, signInsPerSecond };
  let started: Users | undefined;
  const sampler = await startSampler(platform, activity, { tally, users: () => started });
  const users = (started = startUsers({ users: usersOf(seeded), ...load }));
  say(`  ${entriesPerSecond} entries a second for a minute`);
  const measured = await measure(strike, sampler, options).finally(() => users.stop(60_000));
  await sampler.stop();
  history.close();
  const lines = readHistory(seeded.historyFile);
  const { missing, invented } = await compareStored(platform.dir, lines);
  return {
    ...measured,
    made: users.made(),
    missing,
    invented,
    acknowledged: users.acknowledged(),
    notAcknowledged: users.waiting(),
  };
}

export async function runOutage(options: OutageOptions): Promise<OutageReport> {
  const { name, dir, minutes, entriesPerSecond, command, say } = options;
  const ended: string[] = [];
  const tell = (line: string): void => {
    ended.push(line);
    say(`  ${line}`);
  };
  const progress = (step: string): void => say(`  ${step}`);
  const platform = await startPlatform({ dir, site: "outage", startAt, only: allButActivity, tell, progress });
  let [activity, strike]: [Activity | undefined, Strike | undefined] = [undefined, undefined];
  try {
    strike = await strikeOf(platform, name);
    activity = await startActivity(platform, { tell, ...strike });
    const played = await play(platform, activity, strike, options);
    const { sampler, missing, invented, backS, drainedS, made, acknowledged, notAcknowledged } = played;
    const peakMb = { ingest: sampler.peakMb("ingest"), writer: sampler.peakMb("writer") };
    return {
      ...{ name, command, machine: machine(), entriesPerSecond, awayS: minutes * 60, backS, drainedS },
      ...{ made, acknowledged, notAcknowledged, compared: missing.checked },
      ...{ missing: missing.violations, invented: invented.violations, peakMb, ended, seconds: sampler.seconds },
    };
  } finally {
    await activity?.stop();
    await platform.stop();
    await strike?.stop();
  }
}
