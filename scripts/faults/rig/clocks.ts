import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Main } from "./processes.ts";

/** Each process of one site has a clock of its own, which can be wrong. */
export interface Clocks {
  readonly files: Readonly<Record<Main, string>>;
  /** What the process takes for now. */
  now(main: Main): number;
  /** So much ahead of the true time, and behind it when negative; resolves when the processes have noticed. */
  set(mains: readonly Main[], offsetMs: number): Promise<void>;
}

/** Services read the offset again after 20 ms at most. */
const settleMs = 50;

export function openClocks(dir: string): Clocks {
  const fileOf = (main: Main): string => join(dir, `clock-${main}`);
  const offsets = { ingest: 0, writer: 0, query: 0 };
  const write = (main: Main, offsetMs: number): void => {
    writeFileSync(`${fileOf(main)}.new`, String(offsetMs));
    renameSync(`${fileOf(main)}.new`, fileOf(main));
    offsets[main] = offsetMs;
  };
  for (const main of ["ingest", "writer", "query"] as const) write(main, 0);
  return {
    files: { ingest: fileOf("ingest"), writer: fileOf("writer"), query: fileOf("query") },
    now: (main) => Date.now() + offsets[main],
    async set(mains, offsetMs) {
      for (const main of mains) write(main, Math.round(offsetMs));
      await sleep(settleMs);
    },
  };
}
