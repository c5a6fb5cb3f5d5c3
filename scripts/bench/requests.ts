import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ReportRow } from "../reports.ts";
import { type Measured, startMeasured } from "./child.ts";
import { type Effort } from "./edge.ts";
import { type EntriesLoad, type EntriesResult } from "./load.ts";
import {
  cpuOf,
  openSite,
  type PathCpu,
  perEntry,
  type Pipeline,
  type Site,
  startPipeline,
  wholeOf,
} from "./pipeline.ts";
import { rowOf } from "./rows.ts";
import { measureScaling } from "./scaling.ts";

interface Sample {
  readonly cpu: PathCpu;
  /** Acknowledged, and from the first request until the last entry was stored. */
  readonly perSecond: number;
  readonly storedPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Wanted = Pick<EntriesLoad, "connections" | "requests" | "entriesEach">;

/** Sends, and waits until the last entry is stored: what is measured is the whole path. */
async function drive(
  { platform, people, stored }: Site,
  pipeline: Pipeline,
  load: Measured,
  wanted: Wanted,
): Promise<Sample> {
  const entries = wanted.requests * wanted.entriesEach;
  const [before, cpuBefore] = [await stored(), cpuOf(platform, pipeline)];
  const request: EntriesLoad = { port: pipeline.jsonPort, people, ...wanted };
  const started = performance.now();
  const { failures, seconds, p50Ms, p99Ms } = await load.ask<EntriesResult>(request);
  const preparingS = (performance.now() - started) / 1_000 - seconds;
  if (failures > 0) throw new Error(`${failures} of ${wanted.requests} requests were not acknowledged`);
  const deadline = performance.now() + 120_000;
  while ((await stored()) < before + entries) {
    if (performance.now() > deadline) throw new Error("the writer does not catch up");
    await sleep(20);
  }
  const storedPerSecond = entries / ((performance.now() - started) / 1_000 - preparingS);
  const cpu = perEntry(cpuBefore, cpuOf(platform, pipeline), entries);
  return { cpu, perSecond: entries / seconds, storedPerSecond, p50Ms, p99Ms };
}

function pathRows(what: string, samples: readonly Sample[]): ReportRow[] {
  const part = (name: keyof PathCpu): number[] => samples.map(({ cpu }) => cpu[name]);
  return (["ingest", "broker", "writer", "postgres"] as const).map((name) =>
    rowOf({ id: "cpu", what: `${what}: ${name}, 1,000 entries`, unit: "ms CPU", values: part(name) }),
  );
}

/** Bytes of the log on the broker's disk. */
function logBytes({ platform }: Site): number {
  const files = readdirSync(platform.dir, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /activity\.submitted\.v1-\d+\/\d+\.log$/.test(file))
    .reduce((sum, file) => sum + statSync(join(platform.dir, file)).size, 0);
}

/** What a quiet day and a deadline's evening bring: the more come at once, the more share a send, a fetch and a transaction. */
const clients = [16, 64] as const;

/** The most that a PHP system of this kind saves in a second with 16 clients on such a machine, without checks, idempotency and audit. */
const savesElsewhere = 1_370;

const singleRows = (count: number, samples: readonly Sample[]): ReportRow[] => {
  const who = `one entry a request, ${count} clients`;
  return [
    rowOf({ id: "S1", what: `${who}: check, token, Kafka, PostgreSQL and roll-up together`, unit: "ms CPU", values: samples.map(({ cpu }) => wholeOf(cpu) / 1_000), atMost: 0.31 }),
    rowOf({ id: "S1", what: `${who}, acknowledged, load generator on the same two cores`, unit: "entries/s", values: samples.map(({ perSecond }) => perSecond), ...(count === 16 && { atLeast: 3 * savesElsewhere }) }),
    rowOf({ id: "S1", what: `${who}, until stored`, unit: "entries/s", values: samples.map(({ storedPerSecond }) => storedPerSecond) }),
    rowOf({ id: "S1", what: `${who}: acknowledgement, p99`, unit: "ms", values: samples.map(({ p99Ms }) => p99Ms), atMost: 60 }),
    rowOf({ id: "S1", what: `${who}: acknowledgement, p50`, unit: "ms", values: samples.map(({ p50Ms }) => p50Ms) }),
    ...pathRows(who, samples),
  ];
}; // prettier-ignore

async function measureRequests(site: Site, load: Measured, { rounds, divisor }: Effort): Promise<ReportRow[]> {
  const pipeline = await startPipeline(site.platform, {}, { writers: 1 });
  const single = new Map<number, Sample[]>(clients.map((count) => [count, []]));
  const fifty: Sample[] = [];
  const [entriesBefore, bytesBefore] = [await site.stored(), logBytes(site)];
  for (let round = 0; round <= rounds; round++) {
    for (const [connections, samples] of single) {
      const requests = Math.round(12_000 / divisor);
      const sample = await drive(site, pipeline, load, { connections, requests, entriesEach: 1 });
      if (round > 0) samples.push(sample);
    }
    const batch = await drive(site, pipeline, load, { connections: 16, requests: Math.round(1_600 / divisor), entriesEach: 50 });
    if (round > 0) fifty.push(batch);
  }
  const logged = (logBytes(site) - bytesBefore) / ((await site.stored()) - entriesBefore);
  await pipeline.stop();
  return [
    ...[...single].flatMap(([count, samples]) => singleRows(count, samples)),
    rowOf({ id: "S2", what: "offline batches of 50, JSON, until stored", unit: "entries/s", values: fifty.map(({ storedPerSecond }) => storedPerSecond), atLeast: 15_000 }),
    rowOf({ id: "S2", what: "the same, acknowledged", unit: "entries/s", values: fifty.map(({ perSecond }) => perSecond) }),
    rowOf({ id: "S2", what: "the whole path, one entry of a batch", unit: "µs CPU", values: fifty.map(({ cpu }) => wholeOf(cpu)) }),
    rowOf({ id: "S2", what: "one entry in the log", unit: "B", values: [logged] }),
    ...pathRows("batches of 50", fifty),
  ];
} // prettier-ignore

/** S1 to S3: entries as phones send them, and writers beside each other. */
export async function benchRequests(effort: Effort): Promise<ReportRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "kinerja-bench-"));
  const site = await openSite(dir);
  const load = await startMeasured("load-entries.ts");
  try {
    return [
      ...(await measureRequests(site, load, effort)),
      ...(await measureScaling(site, "writer", effort)),
      ...(await measureScaling(site, "ingest", effort)),
    ];
  } finally {
    await load.stop();
    await site.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
