import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { leaderLock } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { startForgetting } from "./forget-parked.ts";

const keptDays = 400;
let database: TestDatabase;
let closer: Database;
let admin: Database;
let counts: number[] = [];
let troubles: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase("evaluation");
  [closer, admin] = [await database.db("closer"), await database.administrator()];
}, 60_000);
afterAll(async () => {
  await Promise.all([closer.stop(), admin.stop()]);
  await database.drop();
});
beforeEach(async () => {
  [counts, troubles] = [[], []];
  await admin.query("truncate inbox_parked");
});

/** Closings that were parked three years ago, and published once more so many days ago, or never. */
const park = (consumer: string, count: number, redrivenDays: number | null): Promise<unknown> =>
  admin.query(
    `insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause, parked_at, redriven_at, redriven_by)
     select $1, 'period', 0, n, '\\x00', '{}', 'test', now() - interval '1100 days', now() - make_interval(days => $3), 'Siti'
     from generate_series(1, $2) n`,
    [consumer, count, redrivenDays],
  );
const left = async (): Promise<readonly unknown[]> => {
  const rows = await admin.query<{ consumer: string; n: number }>(
    "select consumer, count(*)::int as n from inbox_parked group by 1 order by 1",
  );
  return rows.map(({ consumer, n }) => [consumer, n]);
};
const lock = () => leaderLock(database.url("closer"), "evaluation-parked");
const start = (onForget: (count: number) => void = (count) => void counts.push(count)) =>
  startForgetting({
    ...{ db: closer, lock: lock(), everyMs: 20, keptDays, limit: 100, onForget },
    onTrouble: (error) => void troubles.push(error),
  });
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 4_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("it is not so");
    await sleep(10);
  }
}

it("what was published once more goes after its time, in batches that are counted; what waits stays, however old", async () => {
  await park("dealt-with", 250, 401);
  await park("not-yet", 3, 399);
  await park("waits", 2, null);
  const forgetting = start();
  await until(() => counts.length >= 3);
  await sleep(100);
  await forgetting.stop();
  expect([counts, troubles]).toEqual([[100, 100, 50], []]);
  expect(await left()).toEqual([["not-yet", 3], ["waits", 2]]); // prettier-ignore
});

it("nothing goes that could not be counted, and it is tried again", async () => {
  await park("dealt-with", 1, 401);
  const forgetting = start(() => {
    if (troubles.length === 0) throw new Error("not counted");
    counts.push(1);
  });
  await until(() => troubles.length > 0);
  await until(async () => (await left()).length === 0);
  await forgetting.stop();
  expect([counts, troubles]).toEqual([[1], [new Error("not counted")]]);
});

it("one of all replicas does it", async () => {
  const other = await lock().acquire();
  await park("dealt-with", 1, 401);
  const forgetting = start();
  await sleep(200);
  expect(await left()).toEqual([["dealt-with", 1]]);
  await other?.release();
  await until(() => counts.length > 0);
  await forgetting.stop();
  expect(await left()).toEqual([]);
});

it("the service itself cannot delete what waits for an operator", async () => {
  await park("waits", 1, null);
  await expect(closer.query("delete from inbox_parked")).rejects.toThrow("a parked record stays");
  expect(await left()).toEqual([["waits", 1]]);
});
