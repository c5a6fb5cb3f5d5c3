import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { type Platform } from "../platform/start-platform.ts";
import { processesOf } from "../start/judge.ts";
import { cpuSeconds } from "../start/processes.ts";

/** Cores that were busy on average, by whom. */
export type Cost = Readonly<Record<string, number>>;

const ticksPerSecond = 100;

/** Seconds in which the machine's cores did something, whoever asked for it. */
function busySeconds(): number {
  const [, ...ticks] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").trim().split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = ticks;
  return (user + nice + system + irq + softirq + steal) / ticksPerSecond;
}

function usedBy(platform: Platform): Record<string, number> {
  const services = Object.entries(processesOf(platform)).map(([name, pids]) => [name, cpuSeconds(pids)] as const);
  const all = cpuSeconds([process.pid]);
  const platformAll = services.reduce((sum, [, used]) => sum + used, 0);
  return { ...Object.fromEntries(services), k6: all - platformAll, others: busySeconds() - all };
}

/** What a piece of work costs the machine; `k6` is everything of ours that is not the platform. */
export async function costOf<T>(platform: Platform, work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const [before, started] = [usedBy(platform), performance.now()];
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const used = Object.entries(usedBy(platform));
  return { result, cost: Object.fromEntries(used.map(([name, now]) => [name, (now - (before[name] ?? 0)) / seconds])) };
}

/** Above it times say more of the machine than of the platform. */
const quietCores = 0.3;

export const isDisturbed = (cost: Cost): boolean => (cost["others"] ?? 0) > quietCores;

/** In one line, the dearest first. */
export function costLine(cost: Cost): string {
  const parts = Object.entries(cost)
    .filter(([name, cores]) => cores >= 0.01 && name !== "others")
    .sort(([, a], [, b]) => b - a)
    .map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  return `cores of ${cpus().length}: ${parts.join(", ")}; what else ran on the machine: ${(cost["others"] ?? 0).toFixed(2)}`;
}
