/** Writes the tables of docs/performance.md and docs/reliability.md from what was measured: build/reports/{bench,ingest,allowance-*,faults}.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type MeasuredReport, readMeasured, type ReportRow } from "./reports.ts";

const root = join(import.meta.dirname, "..");

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** Four digits say more than was measured; a count stays whole. */
const shown = (value: number): string => String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
const shownRange = ({ spread = [] }: ReportRow): string => spread.map(shown).join(" … ");

function line(row: ReportRow, hasRounds: boolean): string {
  const { id, what, value, unit, target, holds } = row;
  const verdict = target === "–" ? "" : holds ? "holds" : "**missed**";
  const range = hasRounds ? [shownRange(row)] : [];
  return `| ${[id, cell(what), shown(value), ...range, unit, target, verdict].join(" | ")} |`;
}

/** A benchmark has rounds, and so a median and a range; a fault is measured once. */
function tableOf({ command, machine, rows }: MeasuredReport): string {
  const hasRounds = rows.some(({ spread }) => spread !== undefined);
  const how = hasRounds
    ? "the value is the median, the range is from the smallest to the largest round"
    : "each value was measured once";
  return [
    `Measured by \`${command}\` on ${machine}; ${how}.`,
    "",
    hasRounds ? "| id | what | value | range | unit | target | |" : "| id | what | value | unit | target | |",
    hasRounds ? "| --- | --- | --: | --- | --- | --- | --- |" : "| --- | --- | --: | --- | --- | --- |",
    ...rows.map((row) => line(row, hasRounds)),
  ].join("\n");
}

const open = (name: string): string => `<!-- ${name}: made by scripts/report-docs.ts -->`;
const close = (name: string): string => `<!-- end of ${name} -->`;

/** Puts the table of a report between its two marks. */
export function withTable(text: string, name: string, report: MeasuredReport): string {
  const [start, end] = [text.indexOf(open(name)), text.indexOf(close(name))];
  if (start < 0 || end < start) throw new Error(`the document has no place for ${name}`);
  return `${text.slice(0, start)}${open(name)}\n\n${tableOf(report)}\n\n${text.slice(end)}`;
}

const places: readonly (readonly [string, string])[] = [
  ["bench", "docs/performance.md"],
  ["ingest", "docs/performance.md"],
  ["allowance-rules", "docs/performance.md"],
  ["allowance-payrun", "docs/performance.md"],
  ["allowance-answers", "docs/performance.md"],
  ["allowance-agree", "docs/performance.md"],
  ["faults", "docs/reliability.md"],
];

if (process.argv[1] === import.meta.filename) {
  for (const [name, document] of places) {
    const report = readMeasured(name);
    if (report === undefined) continue;
    const path = join(root, document);
    writeFileSync(path, withTable(readFileSync(path, "utf8"), name, report));
    process.stdout.write(`${document}: ${report.rows.length} rows\n`);
  }
}
