import { readFileSync } from "node:fs";
import { orTell, readCommandLine, runCommand, UsageError } from "./command-line.ts";
import { type Report } from "./start/report.ts";
import { contradictions, wrongForm } from "./start/verdict.ts";

const usage =
  "node scripts/report-check.ts FILE: whether the report of a played month is whole, and everything in it holds";

function main(): void {
  const [file] = readCommandLine(usage, { allowPositionals: true }).positionals;
  if (file === undefined) throw new UsageError(usage);
  const report = orTell(file, () => JSON.parse(readFileSync(file, "utf8")) as unknown);
  const form = wrongForm(report);
  const wrong = form.length > 0 ? form : contradictions(report as Report);
  process.stdout.write(wrong.length === 0 ? `${file} holds\n` : `${file} does not hold:\n${wrong.join("\n")}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

await runCommand(main);
