import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Findings, type Query } from "../invariants/finding.ts";
import { type Cases } from "./cases.ts";
import { type Phase } from "./timeline.ts";

/** What one played month came to. */
export interface Report {
  readonly seed: number;
  readonly durationS: number;
  readonly phases: readonly Phase[];
  readonly people: number;
  readonly agencies: number;
  readonly units: number;
  readonly agreements: number;
  readonly skp: Readonly<Record<"set" | "returned" | "withoutAssessor", number>>;
  readonly entries: Readonly<
    Record<"submitted" | "retried" | "acknowledged" | "refused" | "stored" | "flagged", number>
  >;
  readonly decisions: Readonly<Record<"approved" | "returned", number>>;
  readonly attendance: number;
  readonly sealedMonths: number;
  readonly evaluations: Readonly<
    Record<"issued" | "patternsChecked" | "patternsExplained" | "realised" | "feedback" | "sealed", number>
  >;
  readonly run: Readonly<
    Record<"statements" | "grossRupiah" | "cutRupiah" | "netRupiah" | "ledgerSum" | "flags", number>
  >;
  readonly cases: Cases;
  readonly invariants: Findings;
  /** Answers of 500 and more that the month's clients got. */
  readonly serverErrors: number;
  readonly rssMb: number;
  /** By process, from its start to the end of the month. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
  /** Of a core, of the whole platform, when nothing happens. */
  readonly idlePercent?: number;
}

export interface Counts {
  readonly people: number;
  readonly agencies: number;
  readonly units: number;
  readonly stored: number;
}

async function count(query: Query, sql: string): Promise<number> {
  const [row] = await query<{ count: bigint }>(sql);
  return Number(row?.count ?? 0);
}

export async function countStored(identity: Query, activity: Query): Promise<Counts> {
  return {
    people: await count(identity, "select count(*) from person"),
    agencies: await count(identity, "select count(*) from agency"),
    units: await count(identity, "select count(*) from unit"),
    stored: await count(activity, "select count(*) from entry"),
  };
}

export function writeReport(file: string, report: Report): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
