import { setTimeout as sleep } from "node:timers/promises";

/** Something that runs; `stop` ends it in order. */
export interface Process {
  readonly pid: number;
  /** Settles when the process has ended, with a sentence that says how. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface KeepOptions {
  readonly name: string;
  /** Resolves when it serves again; ends what it has begun when the signal says so. */
  readonly start: (signal: AbortSignal) => Promise<Process>;
  /** For whoever looks at the terminal. */
  readonly tell: (line: string) => void;
  readonly firstWaitMs?: number;
}

/** A process that must be there: when it ends by itself it is started again, each time a little later, and not for ever. */
export interface Kept {
  pid(): number;
  /** SIGKILL, as a crash would; it comes back by itself, not before so long. */
  kill(downMs?: number): Promise<void>;
  /** Resolves when it serves: at once when it does. */
  serving(): Promise<void>;
  /** Stops it in order and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const mostWaitMs = 10_000;
const startsAtMost = 8;
/** After so long without an end the ones before are forgotten. */
const steadyMs = 120_000;

export function keep(first: Process, { name, start, tell, firstWaitMs = 200 }: KeepOptions): Kept {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let current = first;
  /** Whose end is no surprise. */
  let asked: Process | undefined;
  let servedFrom = performance.now();
  let ends = 0;
  let downUntil = 0;
  let serving: Promise<void> = Promise.resolve();

  const adopt = (next: Process): void => {
    current = next;
    servedFrom = performance.now();
    void next.ended.then((how) => {
      if (current === next && asked !== next && !isStopping()) comeBack(() => again(how));
    });
  };
  const comeBack = (work: () => Promise<void>): void => {
    serving = work();
    serving.catch(() => undefined);
  };
  const waitMs = (): number =>
    Math.max(Math.min(firstWaitMs * 2 ** (ends - 1), mostWaitMs), downUntil - performance.now());
  async function again(how: string): Promise<void> {
    if (performance.now() - servedFrom > steadyMs) ends = 0;
    for (let why = how; !isStopping();) {
      ends++;
      if (ends > startsAtMost) {
        tell(`${why}\n${name} was started ${startsAtMost} times in vain and stays down.`);
        throw new Error(`${name} stays down: ${why}`);
      }
      tell(`${why}: it is started again`);
      try {
        await sleep(waitMs(), undefined, { signal: stopping.signal });
        adopt(await start(stopping.signal));
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
  }
  async function inOrder(): Promise<void> {
    asked = current;
    await current.stop();
    adopt(await start(stopping.signal));
  }
  adopt(first);
  return {
    pid: () => current.pid,
    async kill(downMs = 0) {
      await serving;
      downUntil = performance.now() + downMs;
      process.kill(current.pid, "SIGKILL");
      await current.ended;
    },
    serving: () => serving,
    async restart() {
      await serving.catch(() => undefined);
      ends = 0;
      comeBack(inOrder);
      await serving;
    },
    async stop() {
      stopping.abort();
      await serving.catch(() => undefined);
      await current.stop();
    },
  };
}
