import { existsSync, readFileSync } from "node:fs";

/** The only way to know the time. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** How long a read of the offset may be used: the launcher waits longer than this after it moved the clock. */
const rereadMs = 20;

function readOffset(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8").trim();
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A clock that the launcher moves: the file holds milliseconds to add. For demo and test sites only. */
function movableClock(file: string): Clock {
  const first = readOffset(file);
  if (first === undefined) throw new Error(`CLOCK_FILE=${file} must hold milliseconds to add`);
  let [offsetMs, readAt] = [first, Date.now()];
  return {
    now: () => {
      const real = Date.now();
      if (Math.abs(real - readAt) >= rereadMs) {
        // A file that is just being written is empty for a moment: the clock must not jump back to today.
        offsetMs = readOffset(file) ?? offsetMs;
        readAt = real;
      }
      return real + offsetMs;
    },
  };
}

/** The platform's clock. A movable one refuses to start on a site that is neither a demo nor a test. */
export function openClock(file: string | undefined, siteKind: string): Clock {
  if (file === undefined) return systemClock;
  if (siteKind !== "demo" && siteKind !== "test")
    throw new Error(`CLOCK_FILE moves the clock and is refused on a site of kind "${siteKind}"`);
  return movableClock(file);
}
