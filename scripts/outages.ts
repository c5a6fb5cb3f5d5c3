/** What happens, second by second, when Kafka, PostgreSQL or Redis is away in the hour before a deadline. See docs/outages.md. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildServices, buildWeb } from "./build.ts";
import { orTell, readCommandLine, runCommand, UsageError, wholeNumber } from "./command-line.ts";
import { type OutageReport, runOutage } from "./outages/run.ts";
import { type OutageName, outages } from "./outages/strike.ts";
import { writeDocument } from "./outages/document.ts";
import { failuresOf } from "./outages/verdict.ts";
import { thisRun } from "./parts/process.ts";
import { generateProto } from "./proto.ts";
import { machine } from "./reports.ts";

const usage = `npm run outages -- kafka|postgres|redis|slow [--minutes N] [--rate N] [--users N] [--seed N] [--keep] [--draw]

  kafka, postgres, redis   the server is killed and stays away
  slow                     every answer of PostgreSQL to the processes of activity takes 200 ms more

  --minutes N  how long (10)
  --rate N     entries a second through the HTTP edge all the while (100)
  --users N    people who are signed in (200)
  --seed N     other people (2026)
  --keep       leave data and logs
  --draw       no run: puts what the last one saw into docs/outages.md and docs/images

  Ends with 1 when an acknowledged entry is not stored as it was acknowledged, or ingest or the writer needs 250 MB.`;

const options = {
  minutes: { type: "string" },
  rate: { type: "string" },
  users: { type: "string" },
  seed: { type: "string" },
  keep: { type: "boolean", default: false },
  draw: { type: "boolean", default: false },
} as const;

const root = join(import.meta.dirname, "..");
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isOutage = (name: string | undefined): name is OutageName => name !== undefined && name in outages;

function readOptions() {
  const { positionals, values } = readCommandLine(usage, { allowPositionals: true, options });
  const [name, ...more] = positionals;
  if (!isOutage(name) || more.length > 0) throw new UsageError(`which one?\n\n${usage}`);
  const number = (option: "minutes" | "rate" | "users" | "seed", usual: number, min: number, max: number): number =>
    wholeNumber(usage, { name: option, text: values[option], min, max }) ?? usual;
  return {
    ...{ name, minutes: number("minutes", 10, 1, 60), entriesPerSecond: number("rate", 100, 1, 2_000) },
    ...{ users: number("users", 200, 60, 1_000), seed: number("seed", 2026, 0, 2 ** 31) },
    ...{ keep: values.keep, draw: values.draw },
  };
}

const reports = join(root, "build/reports");
const reportFile = (name: OutageName): string => join(reports, `outage-${name}.json`);

function writeReport(report: OutageReport): void {
  mkdirSync(reports, { recursive: true });
  writeFileSync(reportFile(report.name), `${JSON.stringify(report)}\n`);
}

const readReport = (name: OutageName): OutageReport =>
  orTell("no run to draw", () => JSON.parse(readFileSync(reportFile(name), "utf8")) as OutageReport);

async function main(): Promise<void> {
  const { keep, draw, ...wanted } = readOptions();
  if (draw) {
    await writeDocument(readReport(wanted.name));
    return;
  }
  generateProto();
  await buildServices();
  buildWeb();
  const dir = join(root, `.data/outage-${thisRun}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  say(`outage of ${outages[wanted.name]} on ${machine()}`);
  let failures: string[] | undefined;
  try {
    const command = `npm run outages -- ${wanted.name} --minutes ${wanted.minutes} --rate ${wanted.entriesPerSecond}`;
    const report = await runOutage({ ...wanted, dir, command, say });
    writeReport(report);
    failures = failuresOf(report);
    for (const failure of failures) say(`FAILED ${failure}`);
    if (failures.length === 0) say("nothing is missing");
    else process.exitCode = 1;
  } finally {
    if (failures?.length === 0 && !keep) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    else say(`data and logs: ${dir}`);
  }
}

await runCommand(main);
