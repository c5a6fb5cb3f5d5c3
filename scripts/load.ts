/** Loads a platform of its own with a script of k6, and compares what was acknowledged with what is stored. See docs/load.md. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildServices } from "./build.ts";
import { runCommand } from "./command-line.ts";
import { readHistory } from "./invariants/history.ts";
import { costLine, costOf, isDisturbed } from "./load/cost.ts";
import { runFlood } from "./load/flood.ts";
import { bestRate, readJournal } from "./load/journal.ts";
import { floodName, readOptions, usage, type LoadOptions } from "./load/options.ts";
import { runScript } from "./load/run.ts";
import { seed, startAt } from "./load/seed.ts";
import { compareStored } from "./load/stored.ts";
import { readSummary, tableOf } from "./load/summary.ts";
import { findK6 } from "./parts/k6.ts";
import { thisRun } from "./parts/process.ts";
import { startPlatform } from "./platform/start-platform.ts";
import { generateProto } from "./proto.ts";
import { machine } from "./reports.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Sentences that say what does not hold. */
async function load(options: LoadOptions, k6: string, dir: string): Promise<string[]> {
  const platform = await startPlatform({ dir, site: "load", startAt, progress: (step) => say(`  ${step}`) });
  try {
    say(`  ${options.users} people with passwords and a month of entries`);
    const seeded = await seed(platform, options);
    say(`  k6: ${options.name}`);
    const { result: ran, cost } = await costOf(platform, () => runScript(k6, options.name, dir, seeded));
    const summary = readSummary(ran.summary);
    const journal = readJournal(ran.journal, seeded.people);
    const history = [...readHistory(seeded.historyFile), ...journal.history];
    const { missing, invented, afterMs } = await compareStored(dir, history);
    const figures = [
      ...summary.figures,
      { what: "entries acknowledged a second, best ten seconds", value: bestRate(journal.bySecond).toFixed(0) },
      { what: "stored after the end, seconds", value: (afterMs / 1_000).toFixed(1) },
      { what: "acknowledged and not stored", value: `${missing.violations} of ${missing.checked}` },
      { what: "stored and never sent", value: `${invented.violations} of ${invented.checked}` },
    ];
    say("");
    for (const { what, value } of figures) say(`  ${what.padEnd(50)} ${value.padStart(10)}`);
    say("");
    for (const line of tableOf(summary)) say(`  ${line}`);
    say(`\n  ${costLine(cost)}\n`);
    if (isDisturbed(cost))
      say("  The machine was busy with other things: times say more of it than of the platform.\n");
    const lines = journal.acknowledged === summary.acknowledged ? [] : [`k6 counted ${summary.acknowledged} acknowledgements, its journal has ${journal.acknowledged}`]; // prettier-ignore
    return [
      ...summary.failures,
      ...[...journal.wrong].slice(0, 20).map(([what, count]) => `${count} × ${what}`),
      ...ran.complaints.slice(0, 20),
      ...lines,
      ...(missing.checked === 0 ? ["nothing was acknowledged"] : []),
      ...missing.examples,
      ...invented.examples,
    ];
  } finally {
    await platform.stop();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    say(usage);
    return;
  }
  const k6 = await findK6(say);
  generateProto();
  await buildServices();
  const dir = join(import.meta.dirname, `../.data/load-${thisRun}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  say(`load ${options.name} on ${machine()}`);
  let failures: string[] | undefined;
  try {
    failures = await (options.name === floodName ? runFlood(options, k6, dir, say) : load(options, k6, dir));
    for (const failure of failures) say(`FAILED ${failure}`);
    if (failures.length === 0) say("all limits hold");
    else process.exitCode = 1;
  } finally {
    if (failures?.length === 0 && !options.keep) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    else say(`data and logs: ${dir}`);
  }
}

await runCommand(main);
