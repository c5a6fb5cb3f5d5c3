import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";

/** Stands for a machine of their own: whoever is in it shares so many cores, and takes no others. */
export interface Box {
  /** How it is done, for the table. */
  readonly what: string;
  put(pids: readonly number[]): void;
  /** Back among all others. */
  release(pids: readonly number[]): void;
  close(): void;
}

const cpuGroups = "/sys/fs/cgroup/cpu";
const periodUs = 20_000;

function quotaBox(cores: number): Box {
  const dir = join(cpuGroups, `kinerja-load-${process.pid}`);
  mkdirSync(dir);
  writeFileSync(join(dir, "cpu.cfs_period_us"), String(periodUs));
  writeFileSync(join(dir, "cpu.cfs_quota_us"), String(Math.round(periodUs * cores)));
  const move = (to: string, pids: readonly number[]): void => {
    for (const pid of pids) {
      try {
        writeFileSync(join(to, "cgroup.procs"), String(pid));
      } catch {
        // It has ended.
      }
    }
  };
  return {
    what: `a cgroup with a quota of ${cores} cores`,
    put: (pids) => move(dir, pids),
    release: (pids) => move(cpuGroups, pids),
    close: () => rmdirSync(dir),
  };
}

/** Linux keeps a priority for each thread. */
function prefer(pids: readonly number[], priority: number): void {
  for (const pid of pids) {
    try {
      for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), priority);
    } catch {
      // It has ended.
    }
  }
}

/** Where the kernel lets us, a quota; else they go after all others. */
export function openBox(cores: number): Box {
  try {
    return quotaBox(cores);
  } catch {
    const nothing = (): void => undefined;
    return { what: "nice 10", put: (pids) => prefer(pids, 10), release: (pids) => prefer(pids, 0), close: nothing };
  }
}
