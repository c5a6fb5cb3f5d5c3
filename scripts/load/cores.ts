import { spawnSync } from "node:child_process";
import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

const all = cpus().map((_, core) => core);
const half = Math.max(1, Math.floor(all.length / 2));

/** Every core of the machine; and two halves, each of which stands for a machine of its own. */
export const cores = { all, first: all.slice(0, half), second: all.length > 1 ? all.slice(half) : all } as const;

/** Gives processes, with all threads of each, these cores and no others; what they start from now on inherits it. */
export function pin(pids: readonly number[], to: readonly number[]): void {
  // One that has ended meanwhile is no loss.
  for (const pid of pids) spawnSync("taskset", ["-a", "-c", "-p", to.join(","), String(pid)], { stdio: "ignore" });
}

/** Two groups of the kernel's scheduler, so that how busy one half is does not weigh on the other, or on what else the machine does. */
export interface Groups {
  put(group: "first" | "second" | "none", pids: readonly number[]): void;
  close(): void;
}

const root = "/sys/fs/cgroup/cpu";
/** What is measured goes before other work of the machine; what floods does not. */
const shares = { first: 4_096, second: 1_024 } as const;

/** Where the kernel lets us; elsewhere `put` does nothing. */
export function openGroups(): Groups {
  const dirOf = (group: "first" | "second" | "none"): string =>
    group === "none" ? root : join(root, `kinerja-load-${process.pid}-${group}`);
  try {
    for (const group of ["first", "second"] as const) {
      mkdirSync(dirOf(group));
      writeFileSync(join(dirOf(group), "cpu.shares"), String(shares[group]));
    }
  } catch {
    return { put: () => undefined, close: () => undefined };
  }
  const put: Groups["put"] = (group, pids) => {
    for (const pid of pids) {
      try {
        writeFileSync(join(dirOf(group), "cgroup.procs"), String(pid));
      } catch {
        // It has ended.
      }
    }
  };
  return {
    put,
    close() {
      put("none", [process.pid]);
      for (const group of ["first", "second"] as const) rmdirSync(dirOf(group));
    },
  };
}
