import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildServices, buildWeb } from "./build.ts";
import { generateProto } from "./proto.ts";

const root = join(import.meta.dirname, "..");
const report = join(root, "build/reports/jest.json");

/** The part of jest's JSON that we read. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

async function prepare(): Promise<void> {
  const started = Date.now();
  generateProto();
  const { compiled, total } = await buildServices();
  const web = buildWeb() ? ", web built" : "";
  say(`[test] ${compiled} of ${total} files compiled${web} (${seconds(Date.now() - started)})`);
}

function runJest(args: readonly string[]): Promise<number> {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const jest = join(root, "node_modules/jest/bin/jest.js");
  // With the first flag jest can load packages that are ES modules only; the services need none for it.
  // On two cores all files run in one process, which keeps something of each: four gigabytes were not enough for four hundred files.
  const node = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "--max-old-space-size=10240"];
  const child = spawn(process.execPath, [...node, jest, "--json", `--outputFile=${report}`, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

const levelOf = (file: string): string => /\.(int|e2e)\.test\.ts$/.exec(file)?.[1] ?? "unit";

/** Seconds are those of the test files, added up: side by side on several cores they pass faster. */
function printLevels(results: JestReport["testResults"]): void {
  for (const level of ["unit", "int", "e2e"]) {
    const files = results.filter(({ name }) => levelOf(name) === level);
    if (files.length === 0) continue;
    const tests = files.flatMap((file) => file.assertionResults).filter(({ status }) => /passed|failed/.test(status));
    const spent = files.reduce((sum, file) => sum + Math.max(0, file.endTime - file.startTime), 0);
    say(`${level.padEnd(5)} ${String(tests.length).padStart(6)} tests in ${files.length} files, ${seconds(spent)}`);
  }
}

/** A suite that does not load counts as a failure, and so does a run that failed for another reason or ran nothing. */
function countResults(code: number): { passed: number; failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const results = JSON.parse(readFileSync(report, "utf8")) as JestReport;
  printLevels(results.testResults);
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  if (passed + failed === 0) say("No test ran.");
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function main(): Promise<void> {
  const started = Date.now();
  let counts = { passed: 0, failed: 1 };
  try {
    await prepare();
    counts = countResults(await runJest(process.argv.slice(2)));
  } catch (error) {
    say(`[test] ${error instanceof Error ? error.message : String(error)}`);
  }
  say(`total ${seconds(Date.now() - started)}`);
  say(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

await main();
