import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { type Period } from "@kinerja/common/kernel";
import { openClient } from "@kinerja/common/postgres";
import { testDatabase } from "@kinerja/common/testing";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

import { percentile } from "../figures.ts";
import { type ReportRow } from "../reports.ts";
import { startMeasured } from "./child.ts";
import { type Effort } from "./edge.ts";
import { rowOf } from "./rows.ts";
import { spreadOf } from "./sample.ts";
import type { PayRunAsk, PayRunTold } from "./servers/pay-run.ts";
import { onPostgres } from "./store.ts";

type Database = Awaited<ReturnType<typeof testDatabase>>;

const agencyId = "00000002-0000-8000-8000-000000000001";
const period = "2026-07" as Period;
const [month, payoutMonth] = ["2026_07", "2026_08"];
const threads = 2;
/** As the service has it when nothing is said. */
const rangeSize = 2_500;
/** As services are started (scripts/platform/fleet.ts). */
const heap = "--max-old-space-size=512 --max-semi-space-size=16";
const longestMs = 900_000;

/** The thirty steps of T10 on sources that sealed months bring: nothing else of the document changes. */
function policyText(): string {
  const text = readFileSync(join(import.meta.dirname, "allowance/thirty-steps.yaml"), "utf8");
  const moved: readonly (readonly [string, string])[] = [
    ["key.place", "roster.grade"],
    ["minutes.away", "activity.open_minutes"],
    ["list.upacara", "attendance.missed_checks"],
    ["list.report", "attendance.missed_checks"],
  ];
  return moved.reduce((all, [from, to]) => all.replace(`from: ${from},`, `from: ${to},`), text);
}

/** The policy as three people have made it, a fourth thing to measure nowhere. */
async function putPolicy(database: Database): Promise<void> {
  const [text, people] = [policyText(), ["1", "2", "3"].map((n) => `00000009-0000-8000-8000-00000000090${n}`)];
  const admin = await openClient(database.administratorUrl, "bench");
  await admin.query(
    `insert into policy (agency_id, key, version, title, kind, state, valid_from, sha256, document, drafted_by, drafted_at, reviewed_by,
       reviewed_at, approved_by, approved_at, activated_by, activated_at)
     values ($1, 'thirty-steps', 1, 'Tiga puluh langkah', 'tpp', 'ACTIVE', '2025-01-01', $2, $3, $4, now(), $5, now(), $6, now(), $6, now())`,
    [agencyId, createHash("sha256").update(text).digest("hex"), text, ...people],
  );
  await admin.end();
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** One connection's half of what the run reads and writes, by bare COPY: frozen rows out, statements and payouts in. */
async function copyHalf(url: string, runId: string, half: number): Promise<void> {
  const [reader, writer] = [await openClient(url, "bench"), await openClient(url, "bench")];
  try {
    const mine = `where run_id = '${runId}' and range_no % ${threads} = ${half}`;
    await pipeline(reader.query(copyTo(`copy (select * from frozen_${month} ${mine} order by run_id, range_no, person_id, employment_id) to stdout binary`)), nowhere());
    for (const table of [`entitlement_${month}`, `payout_${payoutMonth}`])
      await pipeline(
        reader.query(copyTo(`copy (select * from ${table} ${mine}) to stdout binary`)),
        writer.query(copyFrom(`copy bare_${table} from stdin binary`)),
      );
  } finally {
    await Promise.all([reader.end(), writer.end()]);
  }
} // prettier-ignore

/** Seconds of bare COPY out and in of the run's own rows, on as many connections, into tables with the same keys and checks. */
async function bareCopy({ administratorUrl }: Database, runId: string): Promise<number> {
  const admin = await openClient(administratorUrl, "bench");
  try {
    for (const table of [`entitlement_${month}`, `payout_${payoutMonth}`]) {
      await admin.query(`drop table if exists bare_${table}`);
      await admin.query(`create table bare_${table} (like ${table} including all)`);
    }
    await admin.query("checkpoint");
    const began = performance.now();
    await Promise.all(Array.from({ length: threads }, (_, half) => copyHalf(administratorUrl, runId, half)));
    return (performance.now() - began) / 1_000;
  } finally {
    await admin.end();
  }
}

type Round = PayRunTold & { readonly bare: number };

/** One run of an agency of its own, on a database and in a process of its own. */
async function runOf(people: number): Promise<Round> {
  const database = await testDatabase("allowance");
  const worker = await startMeasured("servers/pay-run.ts", { NODE_OPTIONS: heap });
  try {
    await putPolicy(database);
    const [appUrl, bulkUrl] = [database.url("app"), database.url("bulk")];
    const told = await worker.ask<PayRunTold>({ appUrl, bulkUrl, agencyId, period, people, threads, rangeSize } satisfies PayRunAsk, longestMs);
    return { ...told, bare: await bareCopy(database, told.runId) };
  } finally {
    await worker.stop();
    await database.drop();
  }
} // prettier-ignore

const shortText = (people: number): string =>
  people >= 1_000_000 ? `${people / 1_000_000} M` : `${people / 1_000},000`;

function rowsOf(people: number, rounds: readonly Round[]): ReportRow[] {
  const n = shortText(people);
  const isNation = people >= 5_000_000;
  const whole = rounds.map(({ freeze, compute, check, post }) => freeze + compute + check + post);
  return [
    rowOf({ id: "T9", what: `${n} people, rows kept with each step: compute and write, beside bare COPY out and in of the same rows`, unit: "times", values: rounds.map(({ compute, bare }) => compute / bare), atMost: 2 }),
    rowOf({ id: "T9", what: `${n} people: compute and write`, unit: "s", values: rounds.map(({ compute }) => compute), ...(isNation && { atMost: 60 }) }),
    rowOf({ id: "T9", what: `${n} people: that bare COPY`, unit: "s", values: rounds.map(({ bare }) => bare) }),
    rowOf({ id: "T9", what: `${n} people: freeze (sealed months made in the process, claims of days, frozen rows)`, unit: "s", values: rounds.map(({ freeze }) => freeze) }),
    rowOf({ id: "T9", what: `${n} people: check and post, every row's hash read again`, unit: "s", values: rounds.map(({ check, post }) => check + post) }),
    rowOf({ id: "T9", what: `${n} people: freeze to posted`, unit: "s", values: whole, ...(isNation && { atMost: 180 }) }),
    rowOf({ id: "T9", what: `${n} people: time of the worker's process while it freezes, one person (its month made too)`, unit: "µs CPU", values: rounds.map(({ freezeCpuUs }) => freezeCpuUs / people) }),
    rowOf({ id: "T9", what: `${n} people: time of the worker's process while it computes, one person`, unit: "µs CPU", values: rounds.map(({ computeCpuUs }) => computeCpuUs / people) }),
    rowOf({ id: "T9", what: `${n} people: most memory of the worker, threads too`, unit: "MB", values: rounds.map(({ peakMb }) => peakMb), atMost: 400 }),
  ];
} // prettier-ignore

const p95 = (values: readonly number[]): number => percentile(values, 0.95) ?? Number.NaN;

/** Seconds a person, beside those of the smallest run. */
function slopeRows(found: ReadonlyMap<number, readonly Round[]>): ReportRow[] {
  const costs = [...found].map(([people, rounds]) => ({
    people,
    cost: spreadOf(rounds.map(({ compute }) => compute / people)).median,
  }));
  const [first] = costs;
  if (!first) return [];
  return costs.slice(1).map(({ people, cost }) =>
    rowOf({
      ...{ id: "T9", what: `compute and write, one of ${shortText(people)} people beside one of ${shortText(first.people)}` },
      ...{ unit: "times", values: [cost / first.cost], atMost: 1.15 },
    }),
  ); // prettier-ignore
}

/** T9: a run with its rows kept, beside bare COPY of the same rows; its memory, and what one person costs in a small and a large run. */
export const benchPayRun = ({ rounds, divisor, people: most = 1_000_000 }: Effort): Promise<ReportRow[]> =>
  onPostgres(async () => {
    const largest = Math.max(10_000, Math.round(most / divisor));
    const sizes = [10_000, 100_000, 1_000_000, 5_000_000].filter((size) => size < largest);
    const found = new Map<number, Round[]>();
    for (const size of [...sizes, largest]) {
      const times = size >= 5_000_000 ? 1 : size >= 1_000_000 ? Math.min(rounds, 2) : rounds;
      const all: Round[] = [];
      for (let round = 0; round < times; round++) all.push(await runOf(size));
      found.set(size, all);
    }
    const reads = [...found.values()].flat().flatMap((round) => round.reads);
    const simulations = [...found.values()].flat().flatMap((round) => round.simulations);
    const large = found.get(largest) ?? [];
    return [
      ...rowsOf(largest, large),
      ...slopeRows(found),
      rowOf({ id: "T9", what: "one statement with its trace, read by its owner: p95", unit: "ms", values: [p95(reads)], atMost: 20 }),
      rowOf({ id: "T9", what: "one simulation of the running month by thirty steps, the neighbours' months made in the process: p95", unit: "ms", values: [p95(simulations)], atMost: 50 }),
    ]; // prettier-ignore
  });
