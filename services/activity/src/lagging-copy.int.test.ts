import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { SkpState } from "@kinerja/proto/planning/v1/planning_service";

import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { agencyId, callerOf, clock, employmentId, officer, startThinPath } from "./testing/thin.ts";
import { tellEmployment } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
let owner: Database;
beforeAll(async () => {
  use = await startThinPath();
  owner = await use.database.db("owner");
}, 60_000);
afterAll(async () => {
  await owner.stop();
  await use.stop();
}, 30_000);

const skpId = randomUUID();

/** Both copies follow: each joins its group by itself. */
async function untilHeard(): Promise<void> {
  await use.tellPlan({ skpId, version: 1n, state: SkpState.SET, itemIds: [], toldAt: clock.now() });
  const heard = "select from employment_copy, plan_copy where id = $1 and skp_id = $2";
  const look = () => use.app.transaction({ agencies: [agencyId] }, (tx) => tx.query(heard, [employmentId, skpId]));
  while ((await look()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function sealedEmployments(): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of sealedMonths(use.app, { agencyId, period: "2026-10", revision: 1 }))
    rows.push(SealedMonth.decode(row).employmentId);
  return rows.sort();
}

describe("a copy that lags behind Kafka", () => {
  it("holds the seal back, and the month goes on with what was told in time", async () => {
    await untilHeard();
    clock.set("2026-11-01T00:00:00Z");
    await use.close(callerOf(officer), { agencyId, period: "2026-10" });
    const newcomer = { id: randomUUID(), personId: randomUUID(), agencyId, zone: "WITA" as const };
    await owner.transaction({ agencies: [] }, async (tx) => {
      // The writer can't write what it reads, as after a long stop.
      await tx.query("lock table employment_copy in access exclusive mode");
      await tellEmployment(use.site.producer, use.site.site, { ...newcomer, validFrom: "2026-10-05", validTo: "" });
      clock.set("2026-11-04T00:00:00Z");
      for (let looks = 0; looks < 3; looks++)
        expect(await use.look()).toEqual({
          sealed: 0,
          held: [{ agencyId, period: "2026-10", by: "employments", records: 1n }],
        });
    });
    expect(await use.sealDue()).toBe(1);
    expect(await sealedEmployments()).toEqual([employmentId, newcomer.id].sort());
  }, 60_000);
});
