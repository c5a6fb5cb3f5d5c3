import { readdirSync, readFileSync } from "node:fs";

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended since the listing.
    }
  }
  return children;
}

function proportionalKb(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Memory of processes and all they started, in MB; what several share counts once (proportional set size). */
export function memoryMb(pids: readonly number[]): number {
  const children = childrenByParent();
  const seen = new Set<number>();
  const visit = (pid: number): number => {
    if (seen.has(pid)) return 0;
    seen.add(pid);
    return proportionalKb(pid) + (children.get(pid) ?? []).reduce((sum, child) => sum + visit(child), 0);
  };
  return Math.round(pids.reduce((sum, pid) => sum + visit(pid), 0) / 1024);
}
