import { gauge, type Log } from "@kinerja/common/telemetry";

import { type Held } from "./app/seal.ts";

const heldMonths = gauge("activity_held_months", "Months that could be sealed but for what is not taken in yet.", ["by"]); // prettier-ignore
const everyMs = 60_000;
const holders = ["spool", "log", "employments", "plans", "parked", "archived", "error"];
const texts: Readonly<Partial<Record<string, (records: bigint) => string>>> = {
  parked: (records) => `what was put aside: ${records} records (npm run dlq)`,
  archived: (weeks) => `what is archived: ${weeks} weeks (main-archive restore)`,
  error: () => "an error that is tried again (the log names it)",
};
const textOf = (by: string, records: bigint): string => texts[by]?.(records) ?? `the ${by}: ${records} records behind`;

/** Says what holds months back: at once, then each minute, and when nothing does any more. */
export function createHeldReport(log: Pick<Log, "warn" | "info">, now = () => performance.now()) {
  let [held, toldAt]: [readonly Held[], number] = [[], -Infinity];
  return {
    tell: (next: readonly Held[]): void => {
      for (const by of holders) heldMonths.set({ by }, next.filter((one) => one.by === by).length);
      if (next.length === 0 && held.length > 0) log.info({}, "no month waits any more");
      const [first] = next;
      if (first !== undefined && (held.length === 0 || now() - toldAt >= everyMs)) {
        toldAt = now();
        const { agencyId, period, by, records } = first;
        log.warn({ count: next.length, agencyId, period, name: by, lag: records }, "months wait for what is not taken in");
      }
      held = next;
    },
    /** For the readiness text. */
    notes: (): string[] =>
      holders.flatMap((by) => {
        const waiting = held.filter((one) => one.by === by);
        const most = waiting.reduce((sum, { records }) => (records > sum ? records : sum), 0n);
        return waiting.length === 0 ? [] : [`${waiting.length} months wait for ${textOf(by, most)}`];
      }),
  };
} // prettier-ignore
