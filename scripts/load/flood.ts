import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type HistoryLine, readHistory } from "../invariants/history.ts";
import { queryOf } from "../invariants/finding.ts";
import { openStores } from "../invariants/stores.ts";
import { readAddress } from "../platform/address.ts";
import { type Platform, startPlatform } from "../platform/start-platform.ts";
import { machine, type ReportRow, writeMeasured } from "../reports.ts";
import { type Activity, allButActivity, roles, startActivity } from "./activity.ts";
import { percentile } from "../figures.ts";
import { type Bystanders, openBystanders, type Service, services, type Times } from "./bystanders.ts";
import { cores, type Groups, openGroups, pin } from "./cores.ts";
import { readJournal } from "./journal.ts";
import { mostMb, statusMb } from "./memory.ts";
import { type LoadOptions } from "./options.ts";
import { runScript } from "./run.ts";
import { seed, type Seeded, startAt } from "./seed.ts";
import { compareStored } from "./stored.ts";

/**
 * With every core for everybody, and with activity, its part of PostgreSQL, the log and the generator on one half of the cores, all others on the other half,
 * as if each had a machine of its own: both without the flood and with it.
 */
const conditions = ["alone", "shared", "alone-apart", "apart"] as const;
type Condition = (typeof conditions)[number];
const isFlooded = (condition: Condition): boolean => condition === "shared" || condition === "apart";
const isApart = (condition: Condition): boolean => condition === "alone-apart" || condition === "apart";

const [rounds, roundS] = [3, 15];
/** Begins before them and ends after them. */
const floodS = roundS + 6;
/** Apart, 99 of a hundred may wait so much longer beside a flood: what a machine that is not quiet differs by from round to round. */
const [mostTimes, mostMoreMs] = [1.5, 60];

interface Site {
  readonly platform: Platform;
  readonly activity: Activity;
  readonly seeded: Seeded;
  readonly bystanders: Bystanders;
  readonly groups: Groups;
  readonly k6: string;
  readonly say: (line: string) => void;
}

interface Round {
  readonly times: Times;
  readonly history: readonly HistoryLine[];
  readonly acknowledged: number;
}

interface Backend {
  readonly pid: number;
  readonly flooded: boolean;
}

/** Processes of PostgreSQL, and which of them work for activity. */
async function backends({ dir }: Platform): Promise<Backend[]> {
  const stores = await openStores(readAddress(dir), "flood");
  try {
    const sql = "select pid, coalesce(datname, '') like '%\\_activity%' as flooded from pg_stat_activity";
    return await queryOf(stores.queries, "activity")<Backend>(sql);
  } finally {
    await stores.close();
  }
}

/** Where each process of the run may work. */
async function place({ platform, activity, groups }: Site, condition: Condition): Promise<void> {
  const { servers } = platform.parts;
  const parts = [...servers].map(([name, kept]) => ({ pid: kept.pid(), flooded: name.startsWith("kafka") }));
  const working = [...parts, ...(await backends(platform))];
  const pidsOf = (flooded: boolean): number[] => working.flatMap((one) => (one.flooded === flooded ? [one.pid] : []));
  const ours = [process.pid, ...Object.values(platform.pids()), ...pidsOf(false)];
  const theirs = [...roles.map((role) => activity.of(role).pid()), ...pidsOf(true)];
  pin(ours, isApart(condition) ? cores.first : cores.all);
  pin(theirs, isApart(condition) ? cores.second : cores.all);
  groups.put(isApart(condition) ? "first" : "none", ours);
  groups.put(isApart(condition) ? "second" : "none", theirs);
}

/** Entries by gRPC straight into ingest, more than it can take here. */
async function flood({ platform, seeded, k6 }: Site, name: string, onStart: (pid: number) => void) {
  const dir = join(platform.dir, name);
  mkdirSync(dir, { recursive: true });
  const env = { RATE: "400", CLIENTS: "64", STREAMS: "4", DURATION: String(floodS) };
  const ran = await runScript(k6, "grpc", dir, seeded, { env, priority: 0, onStart });
  return readJournal(ran.journal, seeded.people);
}

/** The writer has stored what the flood left, so that the next round begins alike. */
async function untilStored({ platform: { dir } }: Site): Promise<void> {
  await compareStored(dir, []);
  await sleep(1_000);
}

async function play(site: Site, condition: Condition, nth: number): Promise<Round> {
  const { bystanders } = site;
  await place(site, condition);
  if (!isFlooded(condition)) return { times: await bystanders.work(roundS), history: [], acknowledged: 0 };
  const flooding = flood(site, `${condition}-${nth}`, (pid) => {
    pin([pid], isApart(condition) ? cores.second : cores.all);
    site.groups.put(isApart(condition) ? "second" : "none", [pid]);
  });
  // k6 needs a while to begin.
  await sleep(4_000);
  const times = await bystanders.work(roundS);
  const { history, acknowledged } = await flooding;
  await untilStored(site);
  return { times, history, acknowledged: acknowledged / floodS };
}

const p99 = (all: readonly Round[], service: Service): number =>
  percentile(all.flatMap(({ times }) => times.ms[service]), 0.99) ?? 0; // prettier-ignore

const words: Readonly<Record<Condition, string>> = {
  alone: "alone, all cores",
  shared: "flood beside, all cores",
  "alone-apart": "alone, half of the cores",
  apart: "flood beside, on the other half of the cores",
};

function rowsOf(played: ReadonlyMap<Condition, readonly Round[]>): ReportRow[] {
  const of = (condition: Condition): readonly Round[] => played.get(condition) ?? [];
  return services.flatMap((service) => {
    const alone = p99(of("alone-apart"), service);
    const limit = Math.max(alone * mostTimes, alone + mostMoreMs);
    return conditions.map((condition) => {
      const value = p99(of(condition), service);
      const spread = of(condition).map((round) => p99([round], service));
      const target = condition === "apart" ? `< ${limit.toFixed(0)}` : "–";
      return {
        ...{ id: service, what: `p99, ${words[condition]}`, value, unit: "ms", target },
        ...{ holds: condition !== "apart" || value < limit, spread: [Math.min(...spread), Math.max(...spread)] },
      };
    });
  });
}

/** Under more than they can take. */
const memoryRows = ({ of }: Activity): ReportRow[] =>
  (["ingest", "writer"] as const).map((role) => {
    const value = Math.round(statusMb(of(role).pid(), "VmHWM"));
    const what = `most memory of ${role}`;
    return { id: "activity", what, value, unit: "MB", target: `< ${mostMb}`, holds: value < mostMb };
  });

/** For docs/load.md: 99 of a hundred by service, all rounds together, with the best and the worst round. */
function tableOf(rows: readonly ReportRow[]): string[] {
  const cell = ({ value, spread = [] }: ReportRow): string =>
    `${value.toFixed(0)} (${spread.map((one) => one.toFixed(0)).join(" … ")})`;
  const lines = services.map((service) => {
    const own = rows.filter(({ id }) => id === service);
    return `| ${[service, ...own.map(cell), own.at(-1)?.target ?? ""].join(" | ")} |`;
  });
  return ["| p99, ms | all cores: alone | flooded | half each: alone | flooded | limit |", "| --- | --: | --: | --: | --: | --: |", ...lines];
} // prettier-ignore

async function playAll(site: Site, { historyFile }: Seeded) {
  const played = new Map<Condition, Round[]>(conditions.map((condition) => [condition, []]));
  for (let nth = 1; nth <= rounds; nth++)
    for (const condition of conditions) {
      const round = await play(site, condition, nth);
      played.get(condition)?.push(round);
      const all = services.map((service) => `${service} ${p99([round], service).toFixed(0)}`).join(", ");
      site.say(`  round ${nth} ${condition}: p99 ${all} ms; ${round.acknowledged.toFixed(0)} entries/s acknowledged`);
    }
  const history = [...played.values()].flat().flatMap((round) => round.history);
  const { missing } = await compareStored(site.platform.dir, [...readHistory(historyFile), ...history]);
  const wrong = [...played.values()].flat().flatMap(({ times }) => [...times.wrong]);
  return { played, missing, wrong };
}

/** Whether the other services feel it when activity is flooded. Sentences that say what does not hold. */
export async function runFlood(options: LoadOptions, k6: string, dir: string, say: Site["say"]): Promise<string[]> {
  const platform = await startPlatform({ dir, site: "load", startAt, only: allButActivity, progress: (step) => say(`  ${step}`) }); // prettier-ignore
  const groups = openGroups();
  let activity: Activity | undefined;
  try {
    activity = await startActivity(platform, { tell: say });
    const seeded = await seed(platform, options);
    const bystanders = await openBystanders(seeded);
    const site: Site = { platform, activity, seeded, bystanders, groups, k6, say };
    const { played, missing, wrong } = await playAll(site, seeded);
    const rows = [...rowsOf(played), ...memoryRows(activity)];
    writeMeasured("flood", { command: "npm run load -- flood", machine: machine(), seed: options.seed, rows });
    for (const line of ["", ...tableOf(rows)]) say(`  ${line}`);
    for (const { what, value, unit } of memoryRows(activity)) say(`  ${what}: ${value} ${unit}`);
    return [
      ...rows.filter(({ holds }) => !holds).map(({ id, what, value, target }) => `${id} ${what}: ${value.toFixed(0)}, must be ${target}`),
      ...wrong.map(([what, count]) => `${count} × ${what}`),
      ...(missing.checked === 0 ? ["nothing was acknowledged"] : missing.examples),
    ];
  } finally {
    await activity?.stop();
    await platform.stop();
    groups.close();
  }
} // prettier-ignore
