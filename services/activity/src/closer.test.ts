import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";
import { metrics } from "@kinerja/common/telemetry";

import { type Held } from "./app/seal.ts";
import { createHeldReport } from "./closer.ts";

const held = (by: string, records: bigint): Held => ({ agencyId: "a", period: "2026-10" as Period, by, records });

describe("what holds months back", () => {
  it("is told at once, each minute, and when it is over; and stands in the metrics and the readiness text", async () => {
    const lines: string[] = [];
    let now = 0;
    const log = { warn: () => void lines.push("waits"), info: () => void lines.push("over") };
    const report = createHeldReport(log as never, () => now);
    report.tell([]);
    report.tell([held("plans", 3n), held("plans", 5n), held("log", 1n)]);
    now = 59_999;
    report.tell([held("plans", 2n)]);
    expect(lines).toEqual(["waits"]);
    expect(report.notes()).toEqual(["1 months wait for the plans: 2 records behind"]);
    expect(await metrics.getSingleMetricAsString("activity_held_months")).toMatch(/by="plans"} 1/);
    now = 60_000;
    report.tell([held("plans", 2n)]);
    report.tell([held("parked", 1n)]);
    expect(report.notes()).toEqual(["1 months wait for what was put aside: 1 records (npm run dlq)"]);
    expect(await metrics.getSingleMetricAsString("activity_held_months")).toMatch(/by="parked"} 1/);
    report.tell([held("archived", 2n)]);
    expect(report.notes()).toEqual(["1 months wait for what is archived: 2 weeks (main-archive restore)"]);
    report.tell([held("error", 0n)]);
    expect(report.notes()).toEqual(["1 months wait for an error that is tried again (the log names it)"]);
    report.tell([]);
    expect(lines).toEqual(["waits", "waits", "over"]);
    expect(report.notes()).toEqual([]);
  });
});
