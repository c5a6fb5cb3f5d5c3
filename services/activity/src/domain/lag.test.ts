import { describe, expect, it } from "@jest/globals";

import { createLagMeter } from "./lag.ts";

describe("how long the log has been ahead of the store", () => {
  it("is nothing while everything seen is stored", () => {
    const meter = createLagMeter();
    expect(meter.lagMs(10)).toBe(0);
    meter.stored([5n, 7n]);
    meter.sawEnds([5n, 7n], 20);
    expect(meter.lagMs(90)).toBe(0);
  });

  it("is the age of the oldest end that one partition has not passed", () => {
    const meter = createLagMeter();
    meter.stored([5n, 7n]);
    meter.sawEnds([6n, 7n], 100);
    meter.sawEnds([8n, 9n], 200);
    expect(meter.lagMs(250)).toBe(150);
    meter.stored([6n, 7n]);
    expect(meter.lagMs(250)).toBe(50);
    meter.stored([8n, 8n]);
    expect(meter.lagMs(260)).toBe(60);
    meter.stored([8n, 9n]);
    expect(meter.lagMs(260)).toBe(0);
  });

  it("does not grow under a load that is stored as it comes", () => {
    const meter = createLagMeter();
    for (let at = 0; at < 100_000; at += 1_000) {
      meter.sawEnds([BigInt(at + 500)], at);
      expect(meter.lagMs(at + 100)).toBeLessThanOrEqual(1_100);
      meter.stored([BigInt(at + 100)]);
    }
  });

  it("is known from the first look on also where nothing can be stored, and stays known to a hundredth of it", () => {
    const meter = createLagMeter();
    for (let at = 0; at <= 86_400_000; at += 5_000) meter.sawEnds([BigInt(at + 1)], at);
    expect(meter.lagMs(86_400_000)).toBe(86_400_000);
    // The store catches up to what was there after eight hours.
    meter.stored([28_800_001n]);
    const lagMs = meter.lagMs(86_400_000);
    expect(lagMs).toBeLessThan(57_600_000);
    expect(lagMs).toBeGreaterThan(57_600_000 - 864_000);
  });
});
