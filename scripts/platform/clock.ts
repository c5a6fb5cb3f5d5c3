import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Services read the offset again after 20 ms at most (common/clock). */
const settleMs = 30;

export interface MovableClock {
  readonly file: string;
  now(): number;
  /** Moves the platform's clock forward to an instant and returns when every service has seen it. Never backwards. */
  moveTo(epochMs: number): Promise<void>;
  /** Notes where the clock stands, and that it stands still from now on. */
  stop(): void;
}

/** How often is noted what the clock shows, for a launcher that is killed. */
const noteMs = 5_000;

const numberIn = (file: string): number | undefined =>
  existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;

function replace(file: string, value: number): void {
  writeFileSync(`${file}.new`, String(value));
  renameSync(`${file}.new`, file);
}

/** A month that was stopped goes on at the instant where it was stopped: the clock stands still while nothing runs. */
function offsetAtStart(file: string, startAt: number): number {
  const offset = numberIn(file);
  if (offset === undefined) return startAt - Date.now();
  const seen = numberIn(`${file}.seen`);
  if (seen === undefined) return offset;
  const shown = Date.now() + offset;
  return Math.max(Math.min(shown, seen + noteMs), seen) - Date.now();
}

/** The clock goes on from where it was left; a new one starts at `startAt`. */
export function movableClock(file: string, startAt = Date.now()): MovableClock {
  const write = (offsetMs: number): void => replace(file, offsetMs);
  write(offsetAtStart(file, startAt));
  const now = (): number => Date.now() + (numberIn(file) ?? 0);
  const note = (): void => replace(`${file}.seen`, now());
  note();
  const noting = setInterval(note, noteMs).unref();
  return {
    file,
    now,
    async moveTo(epochMs) {
      if (epochMs <= now()) return;
      write(Math.ceil(epochMs - Date.now()));
      note();
      await sleep(settleMs);
    },
    stop() {
      clearInterval(noting);
      note();
    },
  };
}
