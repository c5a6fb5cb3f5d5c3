import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Services read the offset again after 20 ms at most (common/clock). */
const settleMs = 30;

export interface MovableClock {
  readonly file: string;
  now(): number;
  /** Moves the platform's clock forward to an instant and returns when every service has seen it. Never backwards. */
  moveTo(epochMs: number): Promise<void>;
}

/** The clock goes on from where it was left; a new one starts at `startAt`. */
export function movableClock(file: string, startAt = Date.now()): MovableClock {
  const offset = (): number => {
    try {
      return Number(readFileSync(file, "utf8"));
    } catch {
      return startAt - Date.now();
    }
  };
  const write = (offsetMs: number): void => {
    writeFileSync(`${file}.new`, String(offsetMs));
    renameSync(`${file}.new`, file);
  };
  write(offset());
  const now = (): number => Date.now() + offset();
  return {
    file,
    now,
    async moveTo(epochMs) {
      if (epochMs <= now()) return;
      write(Math.ceil(epochMs - Date.now()));
      await sleep(settleMs);
    },
  };
}
