import { readFileSync } from "node:fs";
import { type Report } from "./start/report.ts";
import { contradictions, wrongForm } from "./start/verdict.ts";

// node scripts/report-check.ts FILE: whether the report of a played month is whole, and everything in it holds.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node scripts/report-check.ts FILE");
const report: unknown = JSON.parse(readFileSync(file, "utf8"));
const form = wrongForm(report);
const wrong = form.length > 0 ? form : contradictions(report as Report);
process.stdout.write(wrong.length === 0 ? `${file} holds\n` : `${file} does not hold:\n${wrong.join("\n")}\n`);
if (wrong.length > 0) process.exitCode = 1;
