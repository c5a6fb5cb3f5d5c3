import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { metrics } from "@kinerja/common/telemetry";

import { triggerQueue } from "./adapters/postgres/corrections-triggers.ts";
import { startWatch } from "./corrections.ts";
import { startTestPlatform, type TestPlatform } from "./testing/platform.ts";

let platform: TestPlatform;
let admin: Database;
beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.database.administrator();
});
afterAll(async () => {
  await admin.stop();
  await platform.stop();
});

/** Changes that were parked three years ago, and published once more so many days ago, or never. */
const park = (consumer: string, count: number, redrivenDays: number | null): Promise<unknown> =>
  admin.query(
    `insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause, parked_at, redriven_at, redriven_by)
     select $1, 'topic', 0, n, '\\x00', '{}', 'test', now() - interval '1100 days', now() - make_interval(days => $3), 'Siti'
     from generate_series(1, $2) n`,
    [consumer, count, redrivenDays],
  );
async function left(): Promise<readonly unknown[]> {
  const rows = await admin.query<{ consumer: string; n: number }>(
    "select consumer, count(*)::int as n from inbox_parked group by 1 order by 1",
  );
  return rows.map(({ consumer, n }) => [consumer, n]);
}
const counted = async (): Promise<string | undefined> =>
  /^allowance_changes_forgotten_total (\d+)$/m.exec(await metrics.metrics())?.[1];

it("parked changes go 400 days after they were published once more, and are counted; what waits stays", async () => {
  await park("dealt-with", 150, 401);
  await park("not-yet", 3, 399);
  await park("waits", 2, null);
  const { store, db, now, database } = platform;
  const troubles: unknown[] = [];
  const nobody = async function* (): AsyncGenerator<readonly string[]> {
    yield await Promise.resolve([]);
  };
  const needs = {
    ...{ store, now, queue: triggerQueue(db), changedPeople: nobody, peopleWithEvents: nobody },
    onFailure: (_: unknown, error: unknown) => void troubles.push(error),
  };
  const watch = startWatch(database.url("app"), db, needs, (error) => void troubles.push(error));
  while ((await left()).length > 2) await sleep(20);
  await watch.stop();
  expect(await left()).toEqual([["not-yet", 3], ["waits", 2]]); // prettier-ignore
  expect([await counted(), troubles]).toEqual(["150", []]);
  await expect(db.query("delete from inbox_parked where consumer = 'waits'")).rejects.toThrow("a parked record stays");
});
