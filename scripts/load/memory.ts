import { readFileSync } from "node:fs";

/** Of ingest and of the writer each, whatever comes. */
export const mostMb = 250;

/** Resident memory now (VmRSS), or the most that the kernel has seen (VmHWM), in MB; zero of a process that is gone. */
export function statusMb(pid: number, field: "VmRSS" | "VmHWM"): number {
  try {
    const kb = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kb ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
