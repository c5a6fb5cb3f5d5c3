import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

/** One figure of a benchmark or fault run. */
export interface ReportRow {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target: string;
  readonly holds: boolean;
  readonly spread?: readonly number[];
}

export interface MeasuredReport {
  readonly command: string;
  readonly machine: string;
  readonly seed: number;
  readonly rows: readonly ReportRow[];
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

const reports = join(import.meta.dirname, "../build/reports");

/** The report of the last run, if there is one. */
export function readMeasured(name: string): MeasuredReport | undefined {
  const file = join(reports, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as MeasuredReport) : undefined;
}

/** Writes build/reports/NAME.json, from which the tables of the documents are made. */
export function writeMeasured(name: string, report: MeasuredReport): void {
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
