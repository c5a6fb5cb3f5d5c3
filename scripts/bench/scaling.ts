import { setTimeout as sleep } from "node:timers/promises";
import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { type LoadResult, type StreamLoad } from "./load.ts";
import { drivePipeline, type Pipeline, type Site, startPipeline } from "./pipeline.ts";
import { openQuotas, type Quotas } from "./quotas.ts";
import { rowOf } from "./rows.ts";
import { ratios } from "./sample.ts";

type Kind = "writer" | "ingest";
const counts = [1, 2, 4] as const;
/** Of a core, for each process: four of them and all that serves them find room on two cores. */
const shares: Readonly<Record<Kind, number>> = { writer: 0.2, ingest: 0.1 };
/** The part of the entries in which each writer has work: their partitions are not of one size. */
const [windowFrom, windowTo] = [0.2, 0.6];
const limitMs = 180_000;

interface Sample {
  /** Entries a second for each core that the processes may use. */
  readonly perCore: number;
  /** Of the kind, with PostgreSQL's for writers. */
  readonly cpuUs: number;
}

async function until({ stored }: Site, entries: number): Promise<number> {
  const deadline = performance.now() + limitMs;
  while ((await stored()) < entries) {
    if (performance.now() > deadline) throw new Error("the writers do not catch up");
    await sleep(20);
  }
  return performance.now();
}

const loadOf = ({ platform, people }: Site, { ports }: Pipeline, entriesEach: number): StreamLoad => ({
  ...{ ports, tlsDir: platform.tls, people, entriesEach, messageSize: 100 },
});

/** Entries a second while they have less than they need: more comes than they can take. */
async function throttled(site: Site, pipeline: Pipeline, kind: Kind, entriesEach: number): Promise<number> {
  const [entries, before] = [site.people.length * entriesEach, await site.stored()];
  const loading = site.stream.ask<LoadResult>(loadOf(site, pipeline, entriesEach));
  if (kind === "ingest") {
    const { seconds } = await loading;
    await until(site, before + entries);
    return entries / seconds;
  }
  const from = await until(site, before + entries * windowFrom);
  const to = await until(site, before + entries * windowTo);
  await loading;
  await until(site, before + entries);
  return (entries * (windowTo - windowFrom) * 1_000) / (to - from);
}

async function measure(site: Site, kind: Kind, count: number, entriesEach: number): Promise<Sample> {
  const numbers = kind === "writer" ? { writers: count } : { writers: 1, ingests: count };
  const quotas: Quotas | undefined = openQuotas(shares[kind]);
  const pipeline = await startPipeline(site.platform, {}, numbers);
  try {
    // As many entries for each as for the one alone: compiling its code is a part of starting, not of an entry.
    await drivePipeline(site, pipeline, count * entriesEach);
    const { cpu } = await drivePipeline(site, pipeline, count * entriesEach);
    const cpuUs = kind === "writer" ? cpu.writer + cpu.postgres : cpu.ingest;
    if (quotas === undefined) return { perCore: 1e6 / cpuUs, cpuUs };
    for (const { pid } of kind === "writer" ? pipeline.writers : pipeline.ingests) quotas.put(pid);
    const perSecond = await throttled(site, pipeline, kind, count * entriesEach);
    return { perCore: perSecond / (count * shares[kind]), cpuUs };
  } finally {
    await pipeline.stop();
    quotas?.close();
  }
}

/** One, two and four of a kind, each with its share of the partitions or of the streams: what a core of them does must not shrink with their number. */
export async function measureScaling(site: Site, kind: Kind, { rounds, divisor }: Effort): Promise<ReportRow[]> {
  const entriesEach = Math.max(100, Math.round(500 / divisor / 100) * 100);
  const found = new Map<number, Sample[]>(counts.map((count) => [count, []]));
  for (let round = 0; round < Math.max(3, rounds); round++)
    // There and back: a machine that grows slower does so for all of them.
    for (const count of round % 2 === 0 ? counts : counts.toReversed())
      found.get(count)?.push(await measure(site, kind, count, entriesEach));
  const of = (count: number, what: keyof Sample): number[] => (found.get(count) ?? []).map((sample) => sample[what]);
  const taken = kind === "writer" ? "writer and PostgreSQL, one entry" : "one entry";
  return counts.flatMap((count) => {
    const who = `${count} × ${kind}`;
    const beside = ratios(of(count, "perCore"), of(1, "perCore")).map((ratio) => ratio * 100);
    return [
      rowOf({ id: "S3", what: `${who}, ${shares[kind]} core each: entries for each core`, unit: "entries/s", values: of(count, "perCore") }),
      ...(count === 1 ? [] : [rowOf({ id: "S3", what: `${who}: entries for each core, beside one alone`, unit: "%", values: beside, atLeast: 85 })]),
      rowOf({ id: "S3", what: `${who}, on the whole machine: ${taken}`, unit: "µs CPU", values: of(count, "cpuUs") }),
    ]; // prettier-ignore
  });
}
