import { createRequire } from "node:module";
import { join } from "node:path";
import { type Random } from "../../demo/random.ts";
import type * as Killing from "../../../services/allowance/src/testing/killing.ts";

const require = createRequire(import.meta.url);
/** What the service's own tests kill. */
const killing = (): typeof Killing => require("../../../services/allowance/dist/testing/killing.js") as typeof Killing;

const mutate = join(import.meta.dirname, "../rig/mutate.ts");

type Queued = Killing.Queued;
type Worker = Killing.Process;
type Result = Readonly<Record<string, unknown>>;

/** A run that waits in a database of its own, and the processes that work on it. */
export interface World {
  readonly ranges: number;
  readonly chance: Random;
  readonly isQuick: boolean;
  readonly queued: Queued;
  start(): Promise<Worker>;
  /** Nobody commits the n-th range, nor one behind it, until it is opened. */
  closeGate(at: "freeze" | "compute", no: number): Promise<() => Promise<void>>;
  /** So many transactions stand at the gate. */
  untilAtGate(many: number): Promise<void>;
  /** So many statements wait for a lock. */
  untilWaiting(many: number): Promise<void>;
  loseLead(): Promise<unknown>;
  /** Seconds until the run is computed. */
  untilComputed(): Promise<number>;
  /** Hashes, counts and sums of each table. */
  result(): Promise<Result>;
}

export interface WorldOptions {
  readonly people: number;
  readonly rangeSize: number;
  readonly chance: Random;
  readonly isQuick: boolean;
  /** Of a control. */
  readonly mutant?: string | undefined;
}

/** Preloaded by the process, and by each thread that it starts. */
const brokenBy = (mutant: string | undefined): NodeJS.ProcessEnv =>
  mutant === undefined ? {} : { MUTANT: mutant, NODE_OPTIONS: `--import ${mutate}` };

/** Nobody waits for long for what a broken build may never come to. */
const brokenMs = 45_000;

export const neverCame = (error: unknown): boolean => error instanceof killing().NeverCame;

/** Works in a world of its own, of which nothing is left. */
export async function inWorld<T>(options: WorldOptions, work: (world: World) => Promise<T>): Promise<T> {
  const { people, rangeSize, chance, isQuick, mutant } = options;
  const { queueRun, startWorkerProcess, closeGate, atGate, waiters, loseLead, resultOf } = killing();
  const queued = await queueRun(people, rangeSize, mutant === undefined ? {} : { patienceMs: brokenMs });
  const processes: Worker[] = [];
  try {
    return await work({
      ...{ queued, chance, isQuick, ranges: people / rangeSize },
      async start() {
        const worker = await startWorkerProcess(queued, { people, environment: brokenBy(mutant) });
        processes.push(worker);
        return worker;
      },
      closeGate: (at, no) => closeGate(queued, at, no),
      untilAtGate: (many) => queued.until(`${many} at the gate`, `select (${atGate}) = ${many}`),
      untilWaiting: (many) => queued.until(`${many} that wait`, `select (${waiters}) = ${many}`),
      loseLead: () => loseLead(queued),
      async untilComputed() {
        const started = performance.now();
        await queued.until("COMPUTED", "select state = 'COMPUTED' from run");
        return (performance.now() - started) / 1_000;
      },
      result: () => resultOf(queued),
    });
  } finally {
    await Promise.all(processes.map((worker) => worker.kill()));
    await queued.stop();
  }
}

/** Names of what is not the same. */
export const differing = (one: Result, other: Result): string[] =>
  Object.keys(one).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
