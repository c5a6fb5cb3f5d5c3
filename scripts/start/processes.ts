import { readdirSync, readFileSync } from "node:fs";

/** Every process of the machine with its parent. */
function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(Number(name))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** The fields after the name, which may hold spaces; undefined when the process has ended. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** Processes and all they started, each once. */
function familyOf(pids: readonly number[]): Set<number> {
  const children = childrenByParent();
  const seen = new Set<number>();
  const visit = (pid: number): void => {
    if (seen.has(pid)) return;
    seen.add(pid);
    children.get(pid)?.forEach(visit);
  };
  pids.forEach(visit);
  return seen;
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
  return Math.round([...familyOf(pids)].reduce((sum, pid) => sum + proportionalKb(pid), 0) / 1024);
}

const ticksPerSecond = 100;

/** CPU seconds of processes and all they started so far, those counted that have ended and were waited for. */
export function cpuSeconds(pids: readonly number[]): number {
  const used = (pid: number): number =>
    (statOf(pid) ?? []).slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
  return [...familyOf(pids)].reduce((sum, pid) => sum + used(pid), 0) / ticksPerSecond;
}
