import { setImmediate } from "node:timers/promises";

import { type Stoppable } from "@kinerja/common/lifecycle";
import { leaderLock } from "@kinerja/common/messaging";

import { computeHere } from "./adapters/compute-here.ts";
import { computeThread, computeThreads } from "./adapters/compute-threads.ts";
import { digest, sha256 } from "./adapters/ids.ts";
import { bulkRows } from "./adapters/postgres/bulk-rows.ts";
import { startWorker } from "./adapters/worker.ts";
import { type BulkRows } from "./app/range-ports.ts";
import { type WorkNeeds } from "./app/work-parts.ts";
import { workRun } from "./app/work-run.ts";
import { type Config } from "./config.ts";

const breathe = (): Promise<void> => setImmediate();

type Parts = Pick<
  WorkNeeds,
  "store" | "sealed" | "parse" | "payOfficers" | "employedWithin" | "changedPeople" | "now"
> & {
  readonly onTrouble: (error: unknown) => void;
};

type RunsConfig = Pick<Config, "databaseUrl" | "bulkDatabaseUrl" | "runThreads" | "runPatienceMs">;

export type Runs = Stoppable & {
  /** Lets the worker begin, and waits a while for it to end. */
  work(runId: string): Promise<void>;
  readonly bulk: BulkRows;
};

/** What takes runs from their start to computed: the worker, its threads, and the connections that rows are copied by. */
export function startRuns(
  { databaseUrl, bulkDatabaseUrl: url, runThreads, runPatienceMs }: RunsConfig,
  { onTrouble, ...parts }: Parts,
): Runs {
  const bulk = bulkRows({ url, name: "allowance-bulk" });
  const threads = computeThreads({
    threads: runThreads,
    start: () => computeThread({ url, name: "allowance-compute" }),
  });
  let ending = false;
  const computers = runThreads === 0 ? computeHere(bulk) : threads;
  const worker = startWorker({
    store: parts.store,
    workRun: workRun({ ...parts, bulk, computers, newHash: sha256, digest, breathe, isEnding: () => ending }),
    lock: (name) => leaderLock(databaseUrl, name),
    pollMs: 2_000,
    patienceMs: runPatienceMs,
    onTrouble,
  });
  return {
    bulk,
    work: (runId) => worker.work(runId),
    async stop() {
      ending = true;
      await worker.stop();
      await threads.stop();
      await bulk.stop();
    },
  };
}
