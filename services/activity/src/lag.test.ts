import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "@jest/globals";
import { metrics } from "@kinerja/common/telemetry";

import { startLagWatch } from "./lag.ts";

const gaugeValue = async (): Promise<number> => {
  const text = await metrics.getSingleMetricAsString("activity_log_lag_seconds");
  return Number(/^activity_log_lag_seconds (\S+)$/m.exec(text)?.[1]);
};

describe("the log's lead over the database", () => {
  it("is shown in the metrics, and alarms from a minute on, also while the database is away", async () => {
    const lines: string[] = [];
    const world = { now: 0, end: 3n, stored: 3n, isAway: false };
    const watch = startLagWatch({
      endOffsets: () => Promise.resolve([world.end]),
      positions: () =>
        world.isAway ? Promise.reject(new Error("away")) : Promise.resolve(new Map([[0, world.stored]])),
      log: {
        warn: (_: object, text: string) => void lines.push(text),
        info: (_: object, text: string) => void lines.push(text),
      } as never,
      pollMs: 2,
      now: () => world.now,
    });
    const turn = (): Promise<void> => sleep(30);
    const alarms = (): string[] => lines.filter((line) => line !== "tried again");
    try {
      await turn();
      expect(await gaugeValue()).toBe(0);
      world.isAway = true;
      world.end = 5n;
      await turn();
      world.now = 59_000;
      await turn();
      expect(await gaugeValue()).toBe(59);
      expect([watch.notes(), alarms()]).toEqual([[], []]);
      world.now = 61_000;
      await turn();
      expect(watch.notes()).toEqual(["the log is 61 s ahead of the database"]);
      expect(alarms()).toEqual(["the log is ahead of the database"]);
      world.now = 121_500;
      await turn();
      expect(alarms()).toHaveLength(2);
      Object.assign(world, { isAway: false, stored: 5n });
      await turn();
      expect(await gaugeValue()).toBe(0);
      expect([watch.notes(), alarms().at(-1)]).toEqual([[], "the database follows the log again"]);
    } finally {
      await watch.stop();
    }
  });
});
