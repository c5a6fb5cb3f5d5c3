import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { makeProvince } from "../demo/province.ts";
import { type Month } from "../demo/stage.ts";
import { type DemoWorld } from "../invariants/agencies.ts";
import { checkInvariants } from "../invariants/check.ts";
import { ledgerSum } from "../invariants/money.ts";
import { openStores, untilQuiet, type Stores } from "../invariants/stores.ts";
import { readAddress } from "../platform/address.ts";
import { type Platform } from "../platform/start-platform.ts";
import { casesFrom } from "./cases.ts";
import { cpuSeconds, memoryMb } from "./processes.ts";
import { type Progress } from "./progress.ts";
import { countStored, type Report } from "./report.ts";
import { type World } from "./site.ts";
import { type Timeline } from "./timeline.ts";

/** The processes of the platform by name. */
export function processesOf({ pids, parts: { servers } }: Platform): Readonly<Record<string, number[]>> {
  const ours = (prefix: string): number[] =>
    [...servers].flatMap(([name, kept]) => (name.startsWith(prefix) ? [kept.pid()] : []));
  return {
    ...Object.fromEntries(Object.entries(pids()).map(([name, pid]) => [name, [pid]])),
    kafka: ours("kafka"),
    postgres: ours("postgres"),
    redis: ours("valkey"),
  };
}

const cpuOf = (platform: Platform): Record<string, number> =>
  Object.fromEntries(Object.entries(processesOf(platform)).map(([name, pids]) => [name, cpuSeconds(pids)]));

/** What the platform costs when nobody does anything, in percent of a core, by process. */
export async function measureIdle(platform: Platform, seconds: number): Promise<Record<string, number>> {
  const before = cpuOf(platform);
  await sleep(seconds * 1_000);
  const after = Object.entries(cpuOf(platform));
  return Object.fromEntries(after.map(([name, used]) => [name, ((used - (before[name] ?? 0)) / seconds) * 100]));
}

function counted({ totals }: Progress) {
  const of = (name: string): number => totals[name] ?? 0;
  return {
    agreements: of("agreements"),
    skp: { set: of("skpSet"), returned: of("skpReturned"), withoutAssessor: of("skpOpen") },
    decisions: { approved: of("approved"), returned: of("returned") },
    attendance: of("attendance"),
    sealedMonths: of("sealedMonths"),
    evaluations: {
      issued: of("issued"),
      patternsChecked: of("patternsChecked"),
      patternsExplained: of("patternsExplained"),
      realised: of("realised"),
      feedback: of("feedback"),
      sealed: of("sealedPredicates"),
    },
    entries: {
      submitted: of("submitted"),
      retried: of("retried"),
      acknowledged: of("acknowledged"),
      refused: of("refused"),
      flagged: of("flagged"),
    },
    run: {
      statements: of("statements"),
      grossRupiah: of("grossRupiah"),
      cutRupiah: of("cutRupiah"),
      netRupiah: of("netRupiah"),
      flags: of("flags"),
    },
    cases: casesFrom(totals),
    serverErrors: of("serverErrors"),
  };
}

async function readStores({ queries }: Stores) {
  const { identity, activity, allowance } = queries;
  if (!identity || !activity || !allowance) throw new Error("a database is missing");
  return { ...(await countStored(identity, activity)), ledgerSum: Number(await ledgerSum(allowance)) };
}

/** Of people from a file nobody knows a password. */
function demoWorldOf({ url, dir }: Platform, world: World, month: Month): DemoWorld | undefined {
  if (world.peopleSha256 !== undefined) return undefined;
  return { province: makeProvince(world.seed, world.peopleCount), month, url, logs: join(dir, "services") };
}

export interface Judged {
  readonly platform: Platform;
  readonly progress: Progress;
  readonly times: Timeline;
  readonly world: World;
  readonly month: Month;
  /** Also look how much it costs when nothing happens. */
  readonly idle: boolean;
}

/** Waits until everything has arrived, checks every invariant, and sums the month up. */
export async function judge({ platform, progress, times, world, month, idle }: Judged): Promise<Report> {
  const address = readAddress(platform.dir);
  const stores = await openStores(address);
  try {
    await times.phase("everything told and sealed", () => untilQuiet(stores, address));
    const { looked = 0, unseen = 0 } = progress.totals;
    const evidence = {
      ...{ address, historyFile: join(platform.dir, "history.jsonl"), observed: { looked, unseen } },
      ...{ world: demoWorldOf(platform, world, month), isPlayed: world.peopleSha256 === undefined },
    };
    const invariants = await times.phase("invariants", () => checkInvariants(stores, evidence));
    const { stored, ledgerSum: sum, ...counts } = await readStores(stores);
    const used = cpuOf(platform);
    const still = idle ? await times.phase("nothing happens", () => measureIdle(platform, 5)) : undefined;
    const { entries, run, ...rest } = counted(progress);
    return {
      seed: world.seed,
      durationS: times.seconds(),
      phases: times.phases,
      ...counts,
      ...rest,
      entries: { ...entries, stored },
      run: { ...run, ledgerSum: sum },
      invariants,
      rssMb: memoryMb(Object.values(processesOf(platform)).flat()),
      cpuSeconds: used,
      ...(still && { idlePercent: Object.values(still).reduce((total, percent) => total + percent, 0) }),
    };
  } finally {
    await stores.close();
  }
}
