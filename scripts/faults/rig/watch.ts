import { setTimeout as sleep } from "node:timers/promises";
import { call, connect, readTls } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { statusMb } from "../../load/memory.ts";
import { queryOf } from "../../invariants/finding.ts";
import { waiting } from "./judge.ts";
import { workDateOf } from "./operation.ts";
import { type Rig } from "./row.ts";
import { type Site } from "./site.ts";

/** How often partitions were taken over: a writer that the group throws out, or that dies, takes them anew. */
export async function epochs({ queries }: Site): Promise<number> {
  const [row] = await queryOf(
    queries,
    "activity",
  )<{ sum: number }>("select coalesce(sum(epoch), 0)::int as sum from consumer_position");
  return row?.sum ?? 0;
}

/** Seconds until the writer has moved on from where it stands, or the limit. */
export async function untilStoredMore({ site }: Pick<Rig, "site">, limitMs: number): Promise<number> {
  const position = (): Promise<bigint | undefined> =>
    queryOf(
      site.queries,
      "activity",
    )<{ sum: bigint }>("select coalesce(sum(next_offset), 0)::bigint as sum from consumer_position").then(
      ([row]) => row?.sum,
      () => undefined, // the server may be away, too
    );
  const started = performance.now();
  await sleep(500); // what was on its way
  for (let from = await position(); performance.now() - started < limitMs; from ??= await position()) {
    if (from !== undefined && ((await position()) ?? 0n) > from) return (performance.now() - started) / 1_000;
    await sleep(100);
  }
  return limitMs / 1_000;
}

/** Seconds until everything is stored that the log holds now, or the limit: more comes all the while. */
export async function untilCaughtUp({ admin, queries, log }: Site, limitMs: number): Promise<number> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1_000;
  const ends = await admin.endOffsets(log);
  while (seconds() < limitMs / 1_000) {
    const rows = await queryOf(
      queries,
      "activity",
    )<{ partition: number; next: bigint }>("select partition, next_offset as next from consumer_position");
    const stored = new Map(rows.map(({ partition, next }) => [partition, next]));
    if (ends.every((end, partition) => (stored.get(partition) ?? 0n) >= end)) return seconds();
    await sleep(50);
  }
  return limitMs / 1_000;
}

export interface Watched {
  /** Most memory of ingest and of the writer, in MB. */
  readonly ingestMb: number;
  readonly writerMb: number;
  /** Most records of the log that waited for the writer. */
  readonly behind: number;
}

/** Looks at memory and backlog until it is stopped. */
export function watch({ site, processes }: Pick<Rig, "site" | "processes">): { stop(): Promise<Watched> } {
  const most = { ingestMb: 0, writerMb: 0, behind: 0 };
  let isOver = false;
  const look = async (): Promise<void> => {
    most.ingestMb = Math.max(most.ingestMb, statusMb(processes.of("ingest").pid(), "VmRSS"));
    most.writerMb = Math.max(most.writerMb, statusMb(processes.of("writer").pid(), "VmRSS"));
    const { records } = await waiting(site).catch(() => ({ records: 0 }));
    most.behind = Math.max(most.behind, records);
  };
  const run = async (): Promise<void> => {
    while (!isOver) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const running = run();
  return {
    async stop() {
      isOver = true;
      await running;
      return most;
    },
  };
}

export interface Asking {
  /** Asks until the first answer and says after how many seconds it came; undefined when none came. */
  untilAnswered(limitMs: number): Promise<number | undefined>;
  /** One question: how long until it was answered or refused, in seconds. */
  once(): Promise<{ readonly seconds: number; readonly isAnswered: boolean }>;
  close(): void;
}

/** Somebody who looks at the own day, without patience. */
export function asking({ site, processes }: Pick<Rig, "site" | "processes">): Asking {
  const client = connect(ActivityServiceClient, `localhost:${processes.queryPort}`, readTls(site.tls, "gateway"));
  const date = workDateOf(Date.now());
  const token = site.people[0]?.access ?? "";
  async function once(): Promise<{ seconds: number; isAnswered: boolean }> {
    const started = performance.now();
    const request = { fromDate: date, toDate: date, pageSize: 1 };
    const isAnswered = await call(client, client.listEntries.bind(client), request, {
      subject: { token },
      deadlineMs: 20_000,
    }).then(
      () => true,
      () => false,
    );
    return { seconds: (performance.now() - started) / 1_000, isAnswered };
  }
  return {
    once,
    async untilAnswered(limitMs) {
      const started = performance.now();
      while (performance.now() - started < limitMs) {
        if ((await once()).isAnswered) return (performance.now() - started) / 1_000;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return undefined;
    },
    close: () => client.close(),
  };
}
