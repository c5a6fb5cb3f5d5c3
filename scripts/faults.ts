import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildServices } from "./build.ts";
import { openAccounts } from "./demo/accounts.ts";
import { openDiaries, playDay, type Diarist, type LogTotals } from "./demo/days.ts";
import { openHttp } from "./demo/http.ts";
import { activateEverybody, importPeople, openOffice } from "./demo/people.ts";
import { makeProvince } from "./demo/province.ts";
import { random } from "./demo/random.ts";
import { at, monthOf, type Stage } from "./demo/stage.ts";
import { missedBreaks } from "./faults/control.ts";
import { faults, type Fault } from "./faults/rows.ts";
import { checkInvariants, openStores, untilQuiet } from "./invariants/check.ts";
import { recordHistory } from "./invariants/history.ts";
import { thisRun } from "./parts/process.ts";
import { readAddress } from "./platform/address.ts";
import { startPlatform, type Platform } from "./platform/start-platform.ts";
import { generateProto } from "./proto.ts";
import { machine, writeMeasured, type ReportRow } from "./reports.ts";
import { violationsOf } from "./start/report.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Outcome {
  readonly fault: Fault;
  readonly recoveryS: number;
  readonly acknowledged: number;
  readonly retries: number;
}

/** One working day is logged when the fault strikes, the next one while it lasts; what was not answered is sent again until it is. */
async function runFault(stage: Stage, diarists: readonly Diarist[], fault: Fault, dates: readonly string[], retries: () => number): Promise<Outcome> {
  const totals: LogTotals = { submitted: 0, retried: 0, acknowledged: 0, refused: 0, unseen: 0 };
  const before = retries();
  const play = (date = ""): Promise<void> => playDay(stage, diarists, date, new Map(), totals);
  const first = play(dates[0]);
  await sleep(stage.chance.int(10, 60));
  await fault.strike(stage.platform);
  const second = play(dates[1]);
  const started = performance.now();
  await fault.heal(stage.platform);
  const recoveryS = (performance.now() - started) / 1000;
  await Promise.all([first, second]);
  const outcome = { fault, recoveryS, acknowledged: totals.acknowledged, retries: retries() - before };
  say(`  ${fault.what}: served again after ${recoveryS.toFixed(1)} s, ${outcome.acknowledged} acknowledged, ${outcome.retries} tries repeated`);
  return outcome;
} // prettier-ignore

function rowsOf({ fault, recoveryS, acknowledged, retries }: Outcome): ReportRow[] {
  const { id, what, felt } = fault;
  const rows: ReportRow[] = [
    { id, what: `${what}: until it served again`, value: recoveryS, unit: "s", target: "< 30", holds: recoveryS < 30 },
    { id, what: `${what}: entries acknowledged meanwhile`, value: acknowledged, unit: "entries", target: "> 0", holds: acknowledged > 0 },
  ];
  const feltRow = { id, what: `${what}: requests that had to be repeated`, value: retries, unit: "requests", target: "> 0", holds: retries > 0 };
  return felt ? [...rows, feltRow] : rows;
} // prettier-ignore

async function judge(platform: Platform, historyFile: string): Promise<ReportRow[]> {
  const address = readAddress(platform.dir);
  const stores = await openStores(address);
  try {
    await untilQuiet(stores, address);
    const findings = await checkInvariants(stores, historyFile, { looked: 0, unseen: 0 });
    for (const line of violationsOf(findings)) say(line);
    const rows = Object.entries(findings).map(([id, { checked, violations }]) => ({
      id,
      what: `violations among ${checked} checked`,
      value: violations,
      unit: "violations",
      target: "0",
      holds: violations === 0,
    }));
    const { activity } = stores.queries;
    const missed = activity ? await missedBreaks(activity, historyFile) : ["no database of activity"];
    for (const name of missed) say(`the checker did not notice an entry that was ${name}`);
    const control = { id: "control", what: "deliberate breaks that went unnoticed", unit: "breaks", target: "0" };
    return [...rows, { ...control, value: missed.length, holds: missed.length === 0 }];
  } finally {
    await stores.close();
  }
}

async function prepare(platform: Platform, seed: number, people: number, onRetry: () => void): Promise<Stage> {
  const http = openHttp(platform.url, { onRetry });
  const stage: Stage = {
    platform,
    http,
    ingest: openHttp(platform.ingestUrl, { sockets: 64, onRetry }),
    accounts: openAccounts(http, platform.clock),
    province: makeProvince(seed, people),
    chance: random(seed),
    history: recordHistory(join(platform.dir, "history.jsonl")),
    month: monthOf("2026-10"),
    say,
  };
  const first = await openOffice(stage);
  await importPeople(stage, first);
  await activateEverybody(stage, first);
  return stage;
}

async function runAll(platform: Platform, seed: number, people: number): Promise<ReportRow[]> {
  let retries = 0;
  const stage = await prepare(platform, seed, people, () => retries++);
  const diarists = await openDiaries(stage);
  const outcomes: Outcome[] = [];
  for (const [index, fault] of faults.entries()) {
    const dates = stage.month.workingDays.slice(index * 2, index * 2 + 2);
    outcomes.push(await runFault(stage, diarists, fault, dates, () => retries));
  }
  await stage.history.close();
  stage.http.close();
  stage.ingest.close();
  return [...outcomes.flatMap(rowsOf), ...(await judge(platform, join(platform.dir, "history.jsonl")))];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, seed: { type: "string" } } });
  const seed = Number(values.seed ?? 2026);
  const people = values.quick ? 60 : 300;
  say(`faults, seed ${seed}, ${people} people`);
  generateProto();
  await buildServices();
  const dir = join(import.meta.dirname, `../.data/faults-${thisRun}`);
  mkdirSync(dir, { recursive: true });
  const platform = await startPlatform({ dir, site: "faults", startAt: at("2026-10-01", "06:00") });
  let holds = false;
  try {
    const rows = await runAll(platform, seed, people);
    const command = `npm run faults -- ${values.quick ? "--quick " : ""}--seed ${seed}`;
    writeMeasured("faults", { command, machine: machine(), seed, rows });
    const broken = rows.filter((row) => !row.holds);
    for (const { id, what, value, unit } of broken) say(`FAILED ${id} ${what}: ${value} ${unit}`);
    holds = broken.length === 0;
    if (holds) say(`all ${rows.length} rows hold`);
  } finally {
    await platform.stop();
    if (holds) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    else say(`logs and data: ${dir}`);
  }
  if (!holds) process.exitCode = 1;
}

await main();
