import { mkdirSync, writeFileSync } from "node:fs";
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

/** Writes build/reports/NAME.json, from which the tables of the documents are made. */
export function writeMeasured(name: string, report: MeasuredReport): void {
  const dir = join(import.meta.dirname, "../build/reports");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
