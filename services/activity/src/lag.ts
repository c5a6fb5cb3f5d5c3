import { type Stoppable } from "@kinerja/common/lifecycle";
import { errorFields, gauge, type Log } from "@kinerja/common/telemetry";

import { createLagMeter } from "./domain/lag.ts";

const lagSeconds = gauge(
  "activity_log_lag_seconds",
  "How long something in the log waits to be stored: what a loss of the whole log would take with it.",
);
const alarmMs = 60_000;
const againMs = 60_000;

export type LagNeeds = {
  readonly endOffsets: () => Promise<readonly bigint[]>;
  readonly positions: () => Promise<ReadonlyMap<number, bigint>>;
  readonly log: Pick<Log, "warn" | "info">;
  readonly pollMs?: number;
  readonly now?: () => number;
};

/** Says once a minute that the log is a minute or more ahead, and when it no longer is. */
function createAlarm(log: LagNeeds["log"], now: () => number) {
  let toldAt: number | undefined;
  return (lagMs: number): void => {
    if (lagMs >= alarmMs && now() - (toldAt ?? -Infinity) >= againMs) {
      toldAt = now();
      log.warn({ lag: Math.round(lagMs / 1_000) }, "the log is ahead of the database");
    } else if (lagMs < alarmMs && toldAt !== undefined) {
      toldAt = undefined;
      log.info({}, "the database follows the log again");
    }
  };
}

/** Watches how far the log is ahead of the database; goes on while either of them is away. */
export function startLagWatch(needs: LagNeeds): Stoppable & { readonly notes: () => string[] } {
  const { endOffsets, positions, log, pollMs = 5_000, now = () => performance.now() } = needs;
  const meter = createLagMeter();
  const alarm = createAlarm(log, now);
  let looking: Promise<void> | undefined;
  const note = (error: unknown): void => log.warn(errorFields(error), "tried again");
  async function look(): Promise<void> {
    const askedAt = now();
    await Promise.all([
      endOffsets().then((ends) => meter.sawEnds(ends, askedAt), note),
      positions().then((taken) => meter.stored(inOrder(taken)), note),
    ]); // prettier-ignore
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
    const lagMs = meter.lagMs(now());
    lagSeconds.set(lagMs / 1_000);
    alarm(lagMs);
  }, pollMs);
  return {
    notes() {
      const lagMs = meter.lagMs(now());
      return lagMs < alarmMs ? [] : [`the log is ${Math.round(lagMs / 1_000)} s ahead of the database`];
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

function inOrder(positions: ReadonlyMap<number, bigint>): bigint[] {
  const taken: bigint[] = [];
  for (const [partition, next] of positions) taken[partition] = next;
  return taken;
}
