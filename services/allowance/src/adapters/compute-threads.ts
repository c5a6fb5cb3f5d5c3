import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";

import { type Stoppable } from "@kinerja/common/lifecycle";

import { type ComputeJob } from "../app/compute-range.ts";
import { type Computers } from "../app/work-parts.ts";

/** What a thread is asked, one after the other, and what it answers. */
export type ComputeAsk = { readonly job: ComputeJob; readonly no: number };
export type ComputeAnswer = { readonly error?: string };

export type ThreadOptions = {
  readonly threads: number;
  readonly start: () => Worker;
};

type Thread = {
  readonly worker: Worker;
  /** Undefined while it has nothing to do. */
  end: ((error?: string) => void) | undefined;
};

/** It keeps no people: a policy, the ids of few, and a few buffers of some megabytes outside of this. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 24 };

/** A thread that computes ranges on a connection of its own; nothing is loaded before it but what it imports itself. */
export const computeThread = (bulk: { readonly url: string; readonly name: string }): Worker =>
  new Worker(join(__dirname, `compute-thread${extname(__filename)}`), {
    workerData: bulk,
    execArgv: [],
    resourceLimits,
  });

/** Threads are started when they are needed first, and again after a death: what it was computing fails, and is computed later. */
export function computeThreads({ threads, start }: ThreadOptions): Computers & Stoppable {
  const all = new Set<Thread>();
  const free: Thread[] = [];
  const ended = (thread: Thread, error: string): void => {
    all.delete(thread);
    if (free.includes(thread)) free.splice(free.indexOf(thread), 1);
    thread.end?.(error);
    thread.end = undefined;
  };
  const startThread = (): Thread => {
    const thread: Thread = { worker: start(), end: undefined };
    all.add(thread);
    thread.worker.on("message", ({ error }: ComputeAnswer) => {
      const { end } = thread;
      thread.end = undefined;
      free.push(thread);
      end?.(error);
    });
    thread.worker.on("error", (error) => ended(thread, String(error)));
    thread.worker.on("exit", (code) => ended(thread, `its thread ended with ${code}`));
    thread.worker.unref();
    return thread;
  };
  return {
    atOnce: threads,
    compute: (job, no) =>
      new Promise<void>((resolve, reject) => {
        const thread = free.pop() ?? startThread();
        // While it computes the process stays.
        thread.worker.ref();
        thread.end = (error) => {
          thread.worker.unref();
          if (error === undefined) resolve();
          else reject(new Error(`range ${no} of run ${job.run.id} was not computed: ${error}`));
        };
        thread.worker.postMessage({ job, no } satisfies ComputeAsk);
      }),
    async stop() {
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}
