import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a measured process answers. */
export interface Told {
  readonly port?: number;
  readonly cpuUs?: number;
  readonly result?: unknown;
  readonly error?: string;
}

export interface Measured {
  readonly pid: number;
  readonly port: number;
  /** Time on the processor so far, in µs. */
  cpuUs(): Promise<number>;
  /** Asks the process to do its work and answers with the result; by default within five minutes. */
  ask<Result>(request: object, withinMs?: number): Promise<Result>;
  stop(): Promise<void>;
}

const limitMs = 300_000;

/** Starts a file of this folder in a process of its own and waits until it listens. */
export async function startMeasured(file: string, environment: NodeJS.ProcessEnv = {}): Promise<Measured> {
  const child = fork(join(import.meta.dirname, file), [], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const next = async (withinMs = limitMs): Promise<Told> => {
    const waiting = new AbortController();
    const ended = once(child, "exit", waiting).then((): never => {
      throw new Error(`${file} has ended`);
    });
    const heard = once(child, "message", { signal: AbortSignal.any([waiting.signal, AbortSignal.timeout(withinMs)]) });
    const [told] = (await Promise.race([heard, ended]).finally(() => {
      waiting.abort();
      ended.catch(() => undefined);
    })) as [Told];
    if (told.error !== undefined) throw new Error(`${file}: ${told.error}`);
    return told;
  };
  const exchange = (request: object, withinMs?: number): Promise<Told> => {
    const answered = next(withinMs);
    child.send(request);
    return answered;
  };
  const { port = 0 } = await next();
  return {
    pid: child.pid ?? 0,
    port,
    cpuUs: async () => (await exchange({ cpu: true })).cpuUs ?? 0,
    ask: async <Result>(request: object, withinMs?: number) => (await exchange(request, withinMs)).result as Result,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const ticksPerSecond = 100;

/** Time on the processor of a process that is not ours, in µs (steps of 10 ms). `reaped`: with its ended children. */
function statCpuUs(pid: number, reaped: boolean): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = (reaped ? [11, 12, 13, 14] : [11, 12]).reduce((sum, index) => sum + Number(fields[index]), 0);
  return (ticks * 1_000_000) / ticksPerSecond;
}

/** Undefined when the process has ended meanwhile: then its time is its parent's. */
function unlessEnded<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function parentOf(pid: string): number | undefined {
  const stat = unlessEnded(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** A process with its children, those that have ended too: a PostgreSQL server with its connections. */
export function familyCpuUs(pid: number): number {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  const own = statCpuUs(pid, true);
  return children.reduce((sum, child) => sum + (unlessEnded(() => statCpuUs(Number(child), false)) ?? 0), own);
}
