import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = "/sys/fs/cgroup/cpu";
const periodUs = 100_000;

/** Gives each process so much of a core, and no more. */
export interface Quotas {
  put(pid: number): void;
  /** When the processes have ended. */
  close(): void;
}

/** Undefined where the kernel does not let us make groups. */
export function openQuotas(cores: number): Quotas | undefined {
  const dirs: string[] = [];
  const make = (): string => {
    const dir = join(root, `kinerja-bench-${process.pid}-${dirs.length}`);
    mkdirSync(dir);
    dirs.push(dir);
    writeFileSync(join(dir, "cpu.cfs_period_us"), String(periodUs));
    writeFileSync(join(dir, "cpu.cfs_quota_us"), String(Math.round(cores * periodUs)));
    return dir;
  };
  const put = (pid: number): void => writeFileSync(join(make(), "cgroup.procs"), String(pid));
  const close = (): void => {
    for (const dir of dirs) rmdirSync(dir);
  };
  try {
    make();
  } catch {
    return undefined;
  }
  return { put, close };
}
