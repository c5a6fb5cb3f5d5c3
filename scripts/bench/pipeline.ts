import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectProducer } from "@kinerja/common/messaging";
import { openClient } from "@kinerja/common/postgres";
import { RecordEntriesRequest } from "@kinerja/proto/activity/v1/ingest_service";
import { freePort } from "../parts/ports.ts";
import { type Child } from "../parts/process.ts";
import { smallHeap, startMain } from "../platform/start-main.ts";
import { type Platform, startPlatform } from "../platform/start-platform.ts";
import { type ReportRow } from "../reports.ts";
import { familyCpuUs, type Measured, startMeasured } from "./child.ts";
import { openCopy } from "./store.ts";
import { type Effort } from "./edge.ts";
import { entryMessage } from "./entry.ts";
import { type BenchPerson, makeDiarists } from "./issuer.ts";
import type { GrpcLoad, LoadResult, StreamLoad } from "./load.ts";
import { rowOf } from "./rows.ts";
import { ratios, spreadOf } from "./sample.ts";

const site = "bench";

export interface Site {
  readonly platform: Platform;
  readonly people: readonly BenchPerson[];
  readonly stream: Measured;
  readonly unary: Measured;
  /** Entries stored so far. */
  readonly stored: () => Promise<number>;
}

export interface Pipeline {
  readonly ingests: readonly Child[];
  readonly writers: readonly Child[];
  /** Of gRPC, one of each ingest. */
  readonly ports: readonly number[];
  /** Where the first ingest records entries as JSON. */
  readonly jsonPort: number;
  stop(): Promise<void>;
}

/** `number`: of several of its kind. */
async function startProcess(
  platform: Platform,
  name: "ingest" | "writer",
  extra: NodeJS.ProcessEnv,
  number = 0,
): Promise<Child> {
  const port = await freePort();
  const env = { ...platform.environment("activity"), HTTP_PORT: String(port), ...extra };
  const main = { dir: platform.dir, service: "activity", role: name, flags: smallHeap, env, port };
  return startMain({ ...main, name: `activity-${name}-${number}` });
}

export async function startPipeline(
  platform: Platform,
  tracing: NodeJS.ProcessEnv,
  counts: { readonly writers: number; readonly ingests?: number },
): Promise<Pipeline> {
  const writers: Child[] = [];
  for (let number = 0; number < counts.writers; number++)
    writers.push(await startProcess(platform, "writer", { WRITER_INSTANCE: `bench-${number}`, ...tracing }, number));
  const [ingests, ports, jsonPorts]: [Child[], number[], number[]] = [[], [], []];
  for (let number = 0; number < (counts.ingests ?? 1); number++) {
    const [port, jsonPort] = [await freePort(), await freePort()];
    const extra = { INGEST_GRPC_PORT: String(port), INGEST_HTTP_PORT: String(jsonPort), ...tracing };
    ingests.push(await startProcess(platform, "ingest", extra, number));
    ports.push(port);
    jsonPorts.push(jsonPort);
  }
  return {
    ...{ ingests, writers, ports },
    jsonPort: jsonPorts[0] ?? 0,
    async stop() {
      await Promise.all(ingests.map((ingest) => ingest.stop()));
      await Promise.all(writers.map((writer) => writer.stop()));
    },
  };
}

const cpuUsOf = (children: readonly Child[]): number => children.reduce((sum, { pid }) => sum + familyCpuUs(pid), 0);

export interface Effect {
  readonly cpu: PathCpu;
  readonly perSecond: number;
}

/** Time on the processor by part of the path, in µs. */
export interface PathCpu {
  readonly ingest: number;
  readonly broker: number;
  readonly writer: number;
  readonly postgres: number;
}

export function cpuOf({ parts }: Platform, { ingests, writers }: Pipeline): PathCpu {
  const ofServer = (name: string): number => familyCpuUs(parts.servers.get(name)?.pid() ?? 0);
  return {
    ingest: cpuUsOf(ingests),
    broker: ofServer("kafka-1"),
    writer: cpuUsOf(writers),
    postgres: ofServer("postgres"),
  };
}

/** What the path took for each of `entries` between two readings. */
export const perEntry = (before: PathCpu, after: PathCpu, entries: number): PathCpu => ({
  ingest: (after.ingest - before.ingest) / entries,
  broker: (after.broker - before.broker) / entries,
  writer: (after.writer - before.writer) / entries,
  postgres: (after.postgres - before.postgres) / entries,
});

export const wholeOf = ({ ingest, broker, writer, postgres }: PathCpu): number => ingest + broker + writer + postgres;

/** Streams entries in and waits until the last one is stored. */
export async function drivePipeline(
  { platform, people, stream, stored }: Site,
  pipeline: Pipeline,
  entriesEach: number,
): Promise<Effect> {
  const entries = people.length * entriesEach;
  const before = await stored();
  const cpuBefore = cpuOf(platform, pipeline);
  const started = performance.now();
  const wanted: StreamLoad = { ports: pipeline.ports, tlsDir: platform.tls, people, entriesEach, messageSize: 100 };
  const { failures, seconds, reasons = [] } = await stream.ask<LoadResult>(wanted);
  if (failures > 0) throw new Error(`${failures} of ${entries} entries were not acknowledged: ${reasons.join(", ")}`);
  const preparingS = (performance.now() - started) / 1000 - seconds;
  while ((await stored()) < before + entries) {
    if (performance.now() - started > 120_000) throw new Error("the writer does not catch up");
    await sleep(20);
  }
  const tookS = (performance.now() - started) / 1000 - preparingS;
  return { cpu: perEntry(cpuBefore, cpuOf(platform, pipeline), entries), perSecond: entries / tookS };
}

/** Takes spans in and throws them away, in this process: its time is nobody's whom we measure. */
async function startSink(): Promise<{ readonly url: string; readonly received: () => number; stop(): void }> {
  let received = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      received++;
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    stop: () => void server.close(),
  };
}

async function driveUnary(
  { platform, people, unary }: Site,
  { ingests, ports: [port = 0] }: Pipeline,
  size: number,
  calls: number,
): Promise<number> {
  const [person] = people;
  const entries = Array.from({ length: size }, () => entryMessage(Date.now(), person?.employmentId ?? ""));
  const bodies = [Buffer.from(RecordEntriesRequest.encode({ entries }).finish()).toString("base64")];
  const wanted: GrpcLoad = { port, tlsDir: platform.tls, token: person?.token ?? "", bodies, inFlight: 32, calls };
  const before = cpuUsOf(ingests);
  const { failures } = await unary.ask<LoadResult>(wanted);
  if (failures > 0) throw new Error(`${failures} of ${calls} calls failed`);
  return (cpuUsOf(ingests) - before) / (calls * size);
}

export async function openSite(dir: string): Promise<Site & { close(): Promise<void> }> {
  const platform = await startPlatform({ dir, site, only: ["identity"] });
  const producer = connectProducer({ brokers: [...platform.parts.brokers], clientId: "bench" });
  const people = await makeDiarists(producer, site, 64);
  await producer.close();
  const [stream, unary] = await Promise.all([startMeasured("load-stream.ts"), startMeasured("load-grpc.ts")]);
  const client = await openClient(platform.databases["activity"]?.["writer"] ?? "", "bench");
  const stored = async (): Promise<number> => {
    const { rows } = await client.query<{ entries: bigint | null }>("select sum(entries) as entries from day");
    return Number(rows[0]?.entries ?? 0);
  };
  const close = async (): Promise<void> => {
    await Promise.all([stream.stop(), unary.stop(), client.end()]);
    await platform.stop();
  };
  return { platform, people, stream, unary, stored, close };
}

const percent = (values: readonly number[]): number[] => values.map((value) => value * 100);

async function measureStream(opened: Site, { rounds, divisor }: Effort): Promise<ReportRow[]> {
  const { platform } = opened;
  const sink = await startSink();
  process.env["TEST_DATABASE_URL"] = platform.parts.adminUrl;
  const copy = await openCopy();
  const entriesEach = Math.max(100, Math.round(2_000 / divisor / 100) * 100);
  const [copied, copiedCpu, off, on]: [number[], number[], Effect[], Effect[]] = [[], [], [], []];
  /** Of who sends the rows, which is this process, and who takes them. */
  const copyCpu = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system + familyCpuUs(platform.parts.servers.get("postgres")?.pid() ?? 0);
  };
  for (let round = 0; round < Math.max(rounds, 3); round++) {
    const cpuBefore = copyCpu();
    copied.push(await copy.fill(20_000), await copy.fill(20_000));
    copiedCpu.push((copyCpu() - cpuBefore) / 40_000);
    for (const [tracing, samples] of [
      [{}, off],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url }, on],
    ] as const) {
      const pipeline = await startPipeline(platform, tracing, { writers: 1 });
      // Until the code is compiled, as in a process that serves for days; the second one still brings the time down by a tenth.
      for (let warm = 0; warm < 2; warm++) await drivePipeline(opened, pipeline, entriesEach);
      samples.push(await drivePipeline(opened, pipeline, entriesEach));
      await pipeline.stop();
    }
  }
  await copy.close();
  if (sink.received() === 0) throw new Error("no span arrived: tracing was not on");
  sink.stop();
  const copyRate = spreadOf(copied).median;
  const own = (samples: readonly Effect[]): number[] => samples.map(({ cpu }) => cpu.ingest + cpu.writer);
  const more = ratios(own(on), own(off)).map((ratio) => (ratio - 1) * 100);
  return [
    rowOf({
      id: "T4",
      what: "gRPC stream → Kafka → PostgreSQL with day rows, all on this machine: rate of COPY",
      unit: "%",
      values: percent(off.map(({ perSecond }) => perSecond / copyRate)),
      atLeast: 40,
    }),
    rowOf({
      id: "T4",
      what: "ingest, broker, writer and PostgreSQL together, one entry",
      unit: "µs CPU",
      values: off.map(({ cpu }) => wholeOf(cpu)),
      atMost: 45,
    }),
    rowOf({ id: "T4", what: "one row of that COPY, client and server", unit: "µs CPU", values: copiedCpu }),
    rowOf({
      id: "T4",
      what: "an entry in such rows",
      unit: "rows",
      values: ratios(
        off.map(({ cpu }) => wholeOf(cpu)),
        copiedCpu,
      ),
    }),
    rowOf({ id: "T4", what: "ingest and writer, one entry", unit: "µs CPU", values: own(off) }),
    rowOf({ id: "T4", what: "the whole path", unit: "entries/s", values: off.map(({ perSecond }) => perSecond) }),
    rowOf({
      id: "T14",
      what: "tracing on (spans by batch, sent by OTLP): more time of ingest and writer per entry",
      unit: "%",
      values: more,
      atMost: 15,
    }),
  ];
}

async function measureBatches(opened: Site, { rounds, divisor }: Effort): Promise<ReportRow[]> {
  const pipeline = await startPipeline(opened.platform, {}, { writers: 0 });
  const [one, many]: [number[], number[]] = [[], []];
  for (let round = 0; round <= Math.max(rounds, 3); round++) {
    const single = await driveUnary(opened, pipeline, 1, Math.round(8_000 / divisor));
    const hundred = await driveUnary(opened, pipeline, 100, Math.round(1_200 / divisor));
    if (round === 0) continue;
    one.push(single);
    many.push(hundred);
  }
  await pipeline.stop();
  return [
    rowOf({
      id: "T16",
      what: "RecordEntries with one entry against a hundred: time of ingest per entry",
      unit: "times",
      values: ratios(one, many),
      atLeast: 20,
    }),
    rowOf({ id: "T16", what: "with one entry, 32 calls in flight", unit: "µs CPU", values: one }),
    rowOf({ id: "T16", what: "with a hundred entries", unit: "µs CPU", values: many }),
  ];
}

/** T4, T14 and T16: the ingest path as processes, on real Kafka and PostgreSQL. */
export async function benchPipeline(effort: Effort): Promise<ReportRow[]> {
  const dir = mkdtempSync(join(tmpdir(), "kinerja-bench-"));
  const opened = await openSite(dir);
  try {
    return [...(await measureStream(opened, effort)), ...(await measureBatches(opened, effort))];
  } finally {
    await opened.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
