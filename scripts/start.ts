import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildServices, buildWeb } from "./build.ts";
import { openAccounts } from "./demo/accounts.ts";
import { demoPassword } from "./demo/constants.ts";
import { openHttp } from "./demo/http.ts";
import { playMonth } from "./demo/month.ts";
import { officersOf } from "./demo/people.ts";
import { makeProvince, type Province } from "./demo/province.ts";
import { random } from "./demo/random.ts";
import { at, monthOf, type Stage } from "./demo/stage.ts";
import { checkInvariants, openStores, untilQuiet } from "./invariants/check.ts";
import { ledgerSum } from "./invariants/money.ts";
import { recordHistory } from "./invariants/history.ts";
import { thisRun } from "./parts/process.ts";
import { readAddress } from "./platform/address.ts";
import { startPlatform, type Platform } from "./platform/start-platform.ts";
import { generateProto } from "./proto.ts";
import { memoryMb } from "./start/memory.ts";
import { readOptions, usage, type StartOptions } from "./start/options.ts";
import { openProgress, type Progress } from "./start/progress.ts";
import { countStored, violationsOf, writeReport, type Report } from "./start/report.ts";
import { timeline, type Timeline } from "./start/timeline.ts";

const data = join(import.meta.dirname, "../.data");
const site = "demo";
const period = "2026-10";
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function folderOf({ once, fresh }: StartOptions): string {
  const dir = join(data, once ? `once-${thisRun}` : site);
  if (fresh) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

const pidsOf = ({ pids, parts }: Platform): number[] =>
  [...Object.values(pids()), ...(parts.kafka?.pids ?? []), parts.postgres?.pid(), parts.redisPid].filter(
    (pid) => pid !== undefined,
  );

async function play(platform: Platform, options: StartOptions, progress: Progress, times: Timeline): Promise<void> {
  const http = openHttp(platform.url);
  const history = recordHistory(join(platform.dir, "history.jsonl"));
  const stage: Stage = {
    platform,
    http,
    ingest: openHttp(platform.ingestUrl, { sockets: 64 }),
    accounts: openAccounts(http, platform.clock),
    province: makeProvince(options.seed, options.peopleCount),
    chance: random(options.seed),
    history,
    month: monthOf(period),
    say,
  };
  try {
    const csv = options.people === undefined ? undefined : readFileSync(options.people);
    await playMonth({ stage, progress, timeline: times, csv });
  } finally {
    http.close();
    stage.ingest.close();
    await history.close();
  }
}

async function judge(platform: Platform, options: StartOptions, progress: Progress, times: Timeline): Promise<Report> {
  const address = readAddress(platform.dir);
  const stores = await openStores(address);
  const { totals } = progress;
  const of = (name: string): number => totals[name] ?? 0;
  try {
    await times.phase("everything told and sealed", () => untilQuiet(stores, address));
    const invariants = await times.phase("invariants", () =>
      checkInvariants(stores, join(platform.dir, "history.jsonl"), { looked: of("looked"), unseen: of("unseen") }),
    );
    const { identity, activity, allowance } = stores.queries;
    if (!identity || !activity || !allowance) throw new Error("a database is missing");
    const { stored, flagged, ...counts } = await countStored(identity, activity);
    return {
      seed: options.seed,
      durationS: times.seconds(),
      phases: times.phases,
      ...counts,
      agreements: of("agreements"),
      skp: { set: of("skpSet"), returned: of("skpReturned"), withoutAssessor: of("skpOpen") },
      entries: {
        submitted: of("submitted"),
        retried: of("retried"),
        acknowledged: of("acknowledged"),
        refused: of("refused"),
        stored,
        flagged,
      },
      decisions: { approved: of("approved"), returned: of("returned") },
      attendance: of("attendance"),
      sealedMonths: of("sealedMonths"),
      evaluations: {
        issued: of("issued"),
        patternsChecked: of("patternsChecked"),
        patternsExplained: of("patternsExplained"),
        sealed: of("sealedPredicates"),
      },
      run: {
        statements: of("statements"),
        grossRupiah: of("grossRupiah"),
        cutRupiah: of("cutRupiah"),
        netRupiah: of("netRupiah"),
        ledgerSum: Number(await ledgerSum(allowance)),
        flags: of("flags"),
      },
      invariants,
      rssMb: memoryMb(pidsOf(platform)),
    };
  } finally {
    await stores.close();
  }
}

function tell(report: Report): void {
  const { people, agencies, units, entries, decisions } = report;
  say(`\n${people} people in ${units} units of ${agencies} agencies`);
  say(`${report.agreements} agreements, ${report.skp.set} SKP set, ${report.skp.returned} returned once, ${report.skp.withoutAssessor} without an assessor`); // prettier-ignore
  say(`${entries.stored} entries stored of ${entries.acknowledged} acknowledgements (${entries.retried} sent twice), ${entries.flagged} flagged`); // prettier-ignore
  say(`${decisions.approved} approvals, ${decisions.returned} returned, ${report.sealedMonths} months sealed`);
  const { evaluations } = report;
  say(`${evaluations.issued} evaluations issued, ${evaluations.patternsChecked} patterns checked, ${evaluations.patternsExplained} explained`); // prettier-ignore
  const rupiah = new Intl.NumberFormat("id-ID");
  const { run } = report;
  say(`${run.statements} statements: Rp${rupiah.format(run.grossRupiah)} gross − Rp${rupiah.format(run.cutRupiah)} cuts = Rp${rupiah.format(run.netRupiah)} net; ${run.flags} flags; the ledger sums to ${run.ledgerSum}`); // prettier-ignore
  const checked = Object.entries(report.invariants).map(([id, { checked: looked }]) => `${id} ${looked}`);
  say(`invariants checked: ${checked.join(", ")}`);
  say(`${report.durationS.toFixed(0)} s, ${report.rssMb} MB`);
}

function tellAccounts(url: string, province: Province): void {
  const [agency] = province.agencies;
  const officers = officersOf({ province })[agency?.siasnId ?? ""];
  const head = province.people.find((person) => person.head && person.positionClass === 11);
  const employee = province.people.find(({ superiorNip }) => superiorNip === head?.nip);
  say(`\n  ${url}\n\n  Demo accounts (password "${demoPassword}"):`);
  for (const [role, nip] of [
    ["employee", employee?.nip],
    ["superior", head?.nip],
    ["personnel officer", officers?.personnel.nip],
  ] as const)
    say(`    ${role.padEnd(18)} NIP ${nip ?? "-"}`);
  say("\n  Ctrl-C stops everything; npm start goes on from here.");
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

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const stopped = untilStopped();
  const times = timeline(say);
  say("Kinerja");
  await times.phase("contract and services compiled", async () => {
    generateProto();
    await buildServices();
  });
  await times.phase("web client built", () => buildWeb());
  const dir = folderOf(options);
  const port = options.port === undefined ? {} : { port: options.port };
  const platform = await times.phase("servers and services started", () =>
    startPlatform({ dir, site, startAt: at(`${period}-01`, "06:00"), ...port }),
  );
  let finished = false;
  try {
    const progress = openProgress(join(dir, "progress.json"));
    const played = play(platform, options, progress, times).then(() => true);
    if (!(await Promise.race([played, stopped.then(() => false)]))) return;
    const report = await judge(platform, options, progress, times);
    tell(report);
    if (options.report !== undefined) writeReport(options.report, report);
    const wrong = violationsOf(report.invariants);
    if (wrong.length > 0) {
      process.exitCode = 1;
      say(wrong.join("\n"));
    }
    finished = wrong.length === 0;
    if (options.once) return;
    tellAccounts(platform.url, makeProvince(options.seed, options.peopleCount));
    await stopped;
  } finally {
    say("\nstopping ...");
    await platform.stop();
    if (options.once && finished) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    else if (!finished) say(`logs and data: ${dir}`);
  }
}

if (process.argv.includes("--help")) say(usage);
else
  await main().catch((error: unknown) => {
    say(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  });
