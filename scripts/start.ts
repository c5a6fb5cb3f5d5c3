import { createHash, randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildServices, buildWeb } from "./build.ts";
import { runCommand, UsageError } from "./command-line.ts";
import { openAccounts } from "./demo/accounts.ts";
import { openHttp } from "./demo/http.ts";
import { playMonth } from "./demo/month.ts";
import { firstOfficers } from "./demo/constants.ts";
import { importOwnFile, openOffice } from "./demo/people.ts";
import { makeProvince } from "./demo/province.ts";
import { random } from "./demo/random.ts";
import { at, monthOf, type Stage } from "./demo/stage.ts";
import { violationsOf } from "./invariants/finding.ts";
import { recordHistory } from "./invariants/history.ts";
import { kafkaJars } from "./parts/kafka-jars.ts";
import { thisRun } from "./parts/process.ts";
import { serversGiven, type GivenServers } from "./platform/parts.ts";
import { removeSite } from "./platform/remove-site.ts";
import { startPlatform, type Platform } from "./platform/start-platform.ts";
import { generateProto } from "./proto.ts";
import { judge } from "./start/judge.ts";
import { officerPasswords } from "./start/officers.ts";
import { checkOptions, readOptions, type StartOptions } from "./start/options.ts";
import { openProgress, type Progress } from "./start/progress.ts";
import { writeReport, type Report } from "./start/report.ts";
import { takeFolder, worldOf, type World } from "./start/site.ts";
import { say, tell, tellAccounts } from "./start/tell.ts";
import { timeline, type Timeline } from "./start/timeline.ts";
import { contradictions } from "./start/verdict.ts";

const data = join(import.meta.dirname, "../.data");
const period = "2026-10";

interface Game {
  readonly options: StartOptions;
  readonly world: World;
  readonly platform: Platform;
  readonly progress: Progress;
  readonly times: Timeline;
}

function setStage({ platform, world: { seed, peopleCount } }: Game): Stage {
  const http = openHttp(platform.url);
  return {
    platform,
    http,
    ingest: openHttp(platform.ingestUrl, { sockets: 64 }),
    accounts: openAccounts(http, platform.clock),
    province: makeProvince(seed, peopleCount),
    chance: random(seed),
    history: recordHistory(join(platform.dir, "history.jsonl")),
    month: monthOf(period),
    say,
  };
}

/** Of people who exist there is no month: their file is imported, once. */
async function importPeople(game: Game, stage: Stage): Promise<void> {
  const { options, progress, times, platform } = game;
  if (progress.isDone("people")) return;
  if (options.people === undefined)
    throw new UsageError("The personnel file was not imported yet: name it again with --people FILE.csv.");
  const csv = readFileSync(options.people);
  const passwords = officerPasswords(platform.dir);
  await times.phase("people from the personnel file", async () => {
    const first = await openOffice(stage, (nip) => passwords.of(nip));
    progress.add("people", await importOwnFile(stage, first, csv));
  });
  progress.done("people");
}

/** Plays what is left of the month; false when it was stopped on the way. */
async function play(game: Game, stopped: Promise<void>): Promise<boolean> {
  const stage = setStage(game);
  const { world, progress, times } = game;
  const month =
    world.peopleSha256 === undefined ? playMonth({ stage, progress, timeline: times }) : importPeople(game, stage);
  try {
    return await Promise.race([month.then(() => true), stopped.then(() => false)]);
  } finally {
    const errors = [stage.http, stage.ingest].flatMap(({ serverErrors }) => [...serverErrors.values()]);
    progress.add("serverErrors", errors.reduce((sum, count) => sum + count, 0)); // prettier-ignore
    progress.save();
    for (const part of [stage.http, stage.ingest, stage.history]) part.close();
  }
}

/** The process ends well only when everything holds. */
function verdict(report: Report, world: World): boolean {
  const wrong = world.peopleSha256 === undefined ? contradictions(report) : violationsOf(report.invariants);
  if (wrong.length > 0) say(wrong.join("\n"));
  return wrong.length === 0;
}

/** Resolves at the first Ctrl-C; a terminal sends it to us twice, so a second one within a second is the same one. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (): void => {
      if (first !== undefined && performance.now() - first > 1_000) process.exit(130);
      first ??= performance.now();
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
}

function tellOfficers({ url, dir }: Platform): void {
  say(`\n  ${url}`);
  officerPasswords(dir).tell(firstOfficers);
  say("  Then: roles (Peran) for your own officers, agreements, SKP; docs/guide says how.");
  say("\n  Ctrl-C stops everything; npm start goes on from here.");
}

/** Plays, judges, and stays up until it is stopped. True when all that was asked for was done and holds. */
async function run(game: Game, stopped: Promise<void>): Promise<boolean> {
  const { options, world, platform, progress, times } = game;
  if (!(await play(game, stopped))) {
    if (options.once) process.exitCode = 130;
    return false;
  }
  const report = await judge({ platform, progress, times, world, month: monthOf(period), idle: options.once });
  const isPlayed = world.peopleSha256 === undefined;
  tell(report, isPlayed);
  if (options.report !== undefined) writeReport(options.report, report);
  const holds = verdict(report, world);
  if (!holds) process.exitCode = 1;
  if (options.once) return holds;
  if (isPlayed) tellAccounts(platform.url, makeProvince(world.seed, world.peopleCount));
  else tellOfficers(platform);
  await stopped;
  return holds;
}

async function prepare(times: Timeline, given: GivenServers): Promise<void> {
  times.before("packages looked after (npm)", Number(process.env["SETUP_SECONDS"] ?? 0));
  if (given.brokers === undefined) await times.phase("Kafka looked after (Maven)", () => kafkaJars());
  await times.phase("contract and services compiled", async () => {
    generateProto();
    await buildServices();
  });
  await times.phase("web client built", () => buildWeb());
}

/** A month that is played once is a site of its own, and so is each checkout: given servers may hold those of others. */
function siteOf({ once }: StartOptions, given: GivenServers): string {
  if (once) return `once-${randomBytes(4).toString("hex")}`;
  const isShared = Object.values(given).some((address) => address !== undefined);
  return isShared ? `demo-${createHash("sha256").update(data).digest("hex").slice(0, 8)}` : "demo";
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await checkOptions(options);
  const given = serversGiven(process.env);
  const site = siteOf(options, given);
  const dir = join(data, options.once ? `once-${thisRun}` : "demo");
  const leaveFolder = await takeFolder(dir, options.fresh);
  const world = worldOf(dir, options);
  const stopped = untilStopped();
  const times = timeline(say);
  say("Kinerja");
  await prepare(times, given);
  if (options.fresh) await removeSite(given, site);
  const port = options.port === undefined ? {} : { port: options.port };
  let platform: Platform | undefined;
  let holds = false;
  try {
    platform = await times.phase("servers and services started", () =>
      startPlatform({ dir, site, given, startAt: at(`${period}-01`, "06:00"), ...port }),
    );
    const progress = openProgress(join(dir, "progress.json"));
    holds = await run({ options, world, platform, progress, times }, stopped);
  } finally {
    say("\nstopping ...");
    await platform?.stop();
    if (options.once) await removeSite(given, site);
    leaveFolder();
    if (options.once && holds) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    else if (!holds) say(`logs and data: ${dir}`);
  }
}

await runCommand(main);
// What was under way when it was stopped waits for nobody.
process.exit();
