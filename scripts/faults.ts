import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildServices } from "./build.ts";
import { readCommandLine, runCommand, UsageError, wholeNumber } from "./command-line.ts";
import { missedBreaks } from "./faults/control.ts";
import { differences } from "./faults/digest.ts";
import { playOne, type Month, type Played, type Stop } from "./faults/month.ts";
import type { RigOptions } from "./faults/rig/run.ts";
import { brokerFault, faults } from "./faults/rows.ts";
import { rowsOf, strikeAll, type Outcome } from "./faults/strike.ts";
import { thisRun } from "./parts/process.ts";
import { type Platform } from "./platform/start-platform.ts";
import { generateProto } from "./proto.ts";
import { machine, readMeasured, type ReportRow, writeMeasured } from "./reports.ts";
import { violationsOf } from "./invariants/finding.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says what begins, and how long it took. */
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  say(what);
  const started = performance.now();
  const result = await work();
  say(`${what}: over after ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  return result;
}

function findingRows({ findings }: Played, where: string): ReportRow[] {
  for (const line of violationsOf(findings)) say(line);
  return Object.entries(findings).flatMap(([id, { checked, violations, applies }]) =>
    applies === false
      ? []
      : [
          {
            id,
            what: `${where}: violations among ${checked} checked`,
            value: violations,
            unit: "violations",
            target: "0",
            holds: violations === 0 && checked > 0,
          },
        ],
  );
}

const rupiah = new Intl.NumberFormat("id-ID");

/** The disturbed month must come to the same money, statement by statement. */
function moneyRows(calm: Played, struck: Played, which = "disturbed"): ReportRow[] {
  const differ = differences(calm.money, struck.money);
  for (const name of differ) say(`${name}: ${String(calm.money[name as keyof Played["money"]])} undisturbed, ${String(struck.money[name as keyof Played["money"]])} ${which}`); // prettier-ignore
  say(`  ${struck.money.statements} statements, Rp${rupiah.format(BigInt(struck.money.netRupiah))} net, statements ${struck.money.statementsSha256.slice(0, 12)}`); // prettier-ignore
  const { statements } = struck.money;
  return [
    { id: "money", what: `totals and hashes of the ${which} month that differ from the undisturbed one`, value: differ.length, unit: "differences", target: "0", holds: differ.length === 0 },
    { id: "money", what: `statements of the ${which} month`, value: statements, unit: "statements", target: "> 0", holds: statements > 0 },
  ];
} // prettier-ignore

/** What clients were told in the struck month. */
const saidRow = ({ totals: { withoutRetryAfter = 0 } }: Played): ReportRow => ({
  id: "edge",
  what: "answers of 503 that did not say when to come again",
  value: withoutRetryAfter,
  unit: "answers",
  target: "0",
  holds: withoutRetryAfter === 0,
});

async function breakOnPurpose(month: Month, outcomes: Outcome[]): Promise<{ struck: Played; control: ReportRow }> {
  let missed: string[] = [];
  const during = strikeAll(faults, outcomes, say);
  const last = async (platform: Platform): Promise<void> => void (missed = await missedBreaks(platform.dir));
  const struck = await playOne(month, { during, last });
  for (const name of missed) say(`the checker did not notice ${name}`);
  const control = { id: "control", what: "deliberate breaks that went unnoticed", unit: "breaks", target: "0" };
  return { struck, control: { ...control, value: missed.length, holds: missed.length === 0 } };
}

/** The launcher is killed in the middle of evaluating, and again and again while it pays. */
const stops: readonly Stop[] = [
  { kind: /evaluations\/[^/]+:rate$/, times: 20 },
  { kind: /evaluations\/[^/]+:issue$/, times: 2 },
  { kind: /policies\/[^/]+:review$/, times: 1 },
  { kind: /flags\/[^/]+:resolve$/, times: 1 },
  { kind: /batches\/[^/]+:check$/, times: 2 },
  { kind: /batches\/[^/]+:approve$/, times: 2 },
];

const reported = [
  ...["sealedMonths", "realised", "feedback", "rated", "actingRated", "issued", "patternsChecked", "patternsExplained"],
  ...["sealedPredicates", "statements", "grossRupiah", "cutRupiah", "netRupiah", "flags"],
];

/** Who goes on after a kill reports what there is, not what was done since. */
function resumedRows(calm: Played, stopped: Played): ReportRow[] {
  const differ = reported.filter((name) => stopped.totals[name] !== calm.totals[name]);
  for (const name of differ) say(`${name}: ${calm.totals[name] ?? 0} at once, ${stopped.totals[name] ?? 0} with stops`);
  const what = `counts that differ after ${stops.length} kills of the launcher`;
  const row = { id: "resume", what, value: differ.length, unit: "counts", target: "0", holds: differ.length === 0 };
  return [row, ...moneyRows(calm, stopped, "resumed"), ...findingRows(stopped, "resumed")];
}

/** Days enough for those that strike by day, the transfer in their middle. */
const quickDays = 8;

/** What is played, each of it on servers of its own, so in any order and at the same time. */
function plays({ dir, seed, isQuick, say: tell }: RigOptions, outcomes: Outcome[]) {
  const month = { seed, people: isQuick ? 60 : 300, days: isQuick ? quickDays : 22 };
  const three = { ...month, people: 60, days: 4, dir: join(dir, "three"), brokers: 3 as const };
  return {
    calm: () =>
      timed("the undisturbed month", () => playOne({ ...month, dir: join(dir, "calm") }, { isJudged: false })),
    struck: () =>
      timed("the same month, disturbed", () => breakOnPurpose({ ...month, dir: join(dir, "struck") }, outcomes)),
    resumed: () =>
      timed("the same month, its launcher killed and started again", () =>
        playOne({ ...month, dir: join(dir, "resumed") }, { stops }),
      ),
    three: () =>
      timed("the same month on three brokers", () =>
        playOne(three, { during: strikeAll([brokerFault], outcomes, tell) }),
      ),
  };
}

/** Two at a time: much of it is waiting for what comes back. */
async function playTogether(options: RigOptions, outcomes: Outcome[]) {
  const { calm, struck, resumed, three } = plays(options, outcomes);
  const undisturbed = calm();
  const again = undisturbed.then(resumed);
  const onThree = again.then(() => (options.isQuick ? undefined : three()));
  const others = onThree.then(() => runRig({ ...options, part: "others" }));
  const disturbed = struck();
  const first = disturbed.then(() => runRig({ ...options, part: "first" }));
  // What fails must not leave the others behind.
  await Promise.allSettled([undisturbed, again, onThree, others, disturbed, first]);
  const rig = [...(await first), ...(await others)];
  return { calm: await undisturbed, ...(await disturbed), resumed: await again, three: await onThree, rig };
}

async function runAll(options: RigOptions): Promise<ReportRow[]> {
  const outcomes: Outcome[] = [];
  const { calm, struck, resumed, three, control, rig } = await playTogether(options, outcomes);
  if (outcomes.length < faults.length) throw new Error(`only ${outcomes.length} of ${faults.length} faults struck`);
  return [
    ...outcomes.flatMap(rowsOf),
    ...[...moneyRows(calm, struck), ...findingRows(struck, "one broker"), saidRow(struck), control],
    ...resumedRows(calm, resumed),
    ...(three ? findingRows(three, "three brokers") : []),
    ...rig,
  ];
}

const usage = `npm run faults -- [--quick] [--seed N] [--only ROWS [--again]]

Two things are played at a time. Without an option that takes some forty minutes.

  --quick      60 people, eight days, one broker, and a part of the rows: some five minutes
  --seed N     another province and other moments to strike, 0 to 2147483648 (2026)
  --only ROWS  only these of the rows that need one service alone, such as F2,F32; the report is left as it is
  --again      with --only: in the report of the last whole run they take the place of what it has of them`;

const options = {
  quick: { type: "boolean", default: false },
  seed: { type: "string" },
  only: { type: "string" },
  again: { type: "boolean", default: false },
} as const;

/** The report of the last run with these rows in the place of its own. */
function putInto(command: string, rows: readonly ReportRow[]): void {
  const last = readMeasured("faults");
  if (last === undefined) throw new UsageError(`--again: there is no report of a whole run\n\n${usage}`);
  const nameOf = ({ id, what }: ReportRow): string => `${id} ${what.split(/: |, control/)[0] ?? ""}`;
  const played = new Set(rows.map(nameOf));
  const kept = last.rows.filter((row) => !played.has(nameOf(row)));
  writeMeasured("faults", { ...last, command: `${last.command}, then ${command}`, rows: [...kept, ...rows] });
}

/** Imported late: it needs what was just compiled. */
async function runRig(options: RigOptions): Promise<ReportRow[]> {
  const rig = await import("./faults/rig/run.ts");
  const pay = await import("./faults/pay/run.ts");
  const known = new Set([...rig.rigRows.map(({ id }) => rig.faultOf(id)), pay.payRow]);
  const unknown = (options.only ?? []).filter((wanted) => !known.has(wanted));
  if (unknown.length > 0) throw new UsageError(`--only ${unknown.join()}: no such row\n\n${usage}`);
  const isPaid = options.only?.includes(pay.payRow) ?? options.part === "others";
  return [...(await rig.runRig(options)), ...(isPaid ? await pay.runPay(options) : [])];
}

function allHold(rows: readonly ReportRow[], seconds: number): boolean {
  const broken = rows.filter(({ holds }) => !holds);
  for (const { id, what, value, unit } of broken) say(`FAILED ${id} ${what}: ${value} ${unit}`);
  if (broken.length === 0) say(`all ${rows.length} rows hold (${seconds.toFixed(0)} s)`);
  return broken.length === 0;
}

async function main(): Promise<void> {
  const { values } = readCommandLine(usage, { options });
  const seed = wholeNumber(usage, { name: "seed", text: values.seed, min: 0, max: 2 ** 31 }) ?? 2026;
  const only = values.only?.split(",");
  const started = performance.now();
  say(`faults, seed ${seed}${values.quick ? ", quick" : ""}`);
  generateProto();
  await buildServices();
  const dir = join(import.meta.dirname, `../.data/faults-${thisRun}`);
  let holds = false;
  try {
    const options = { dir, seed, isQuick: values.quick, say };
    const rows = await (only ? runRig({ ...options, only }) : runAll(options));
    const command = `npm run faults -- ${values.quick ? "--quick " : ""}--seed ${seed}`;
    if (only === undefined) writeMeasured("faults", { command, machine: machine(), seed, rows });
    else if (values.again) putInto(`npm run faults -- --only ${only.join()} --again`, rows);
    holds = allHold(rows, (performance.now() - started) / 1_000);
  } finally {
    if (holds) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    else say(`logs and data: ${dir}`);
  }
  if (!holds) process.exitCode = 1;
}

await runCommand(main);
// With sockets that a proxy has abandoned Node's own tidying up never ends.
process.exit();
