import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { forgetParked } from "./adapters/postgres/forget-parked.ts";

let database: TestDatabase;
let closer: Database;
let admin: Database;
let counts: number[] = [];

beforeAll(async () => {
  database = await testDatabase("activity");
  [closer, admin] = [await database.db("closer"), await database.administrator()];
}, 60_000);
afterAll(async () => {
  await Promise.all([closer.stop(), admin.stop()]);
  await database.drop();
});
beforeEach(async () => {
  counts = [];
  await admin.query("truncate inbox_parked, parked_scope");
});

type Parked = { readonly topic: string; readonly count?: number; readonly redriven: number | null; readonly settled: boolean; readonly consumer?: string }; // prettier-ignore

/** Records that were parked three years ago, and published once more so many days ago, or never; with the scope of each. */
async function park({ topic, count = 1, redriven, settled, consumer = "activity-writer" }: Parked): Promise<void> {
  await admin.query(
    `insert into inbox_parked (consumer, topic, partition, record_offset, key, value, headers, cause, parked_at, redriven_at, redriven_by,
       redriven_offset, redriven_offsets, settled_at, settled_by)
     select $1, $2, 0, n, 'k', 'rapat', '{"ce_id": "x"}', 'Siti', now() - interval '1100 days', now() - make_interval(days => $4), 'Siti',
       900 + n, array[900 + n], case when $5 then now() - interval '1000 days' end, case when $5 then 'Siti' end from generate_series(1, $3) n`,
    [consumer, topic, count, redriven, settled],
  );
  await admin.query(
    "insert into parked_scope (consumer, topic, partition, record_offset, number) select consumer, topic, partition, record_offset, 0 from inbox_parked where topic = $1",
    [topic],
  );
}
const forget = () => forgetParked(closer, { keptDays: 400, limit: 100, onForget: (count) => void counts.push(count) });
async function whole(): Promise<readonly string[]> {
  const rows = await admin.query<{ topic: string }>(
    `select distinct p.topic from inbox_parked p join parked_scope using (consumer, topic, partition, record_offset)
     where value = 'rapat' and forgotten_at is null order by 1`,
  );
  return rows.map(({ topic }) => topic);
}

it("what was dealt with is forgotten after its time, in batches that are counted; its place stays", async () => {
  await park({ topic: "over", count: 150, redriven: 401, settled: true });
  await park({ topic: "copy", redriven: 401, settled: false, consumer: "activity-relations" });
  await park({ topic: "kept: too new", redriven: 399, settled: true });
  await park({ topic: "kept: not taken in yet", redriven: 401, settled: false });
  await park({ topic: "kept: settled by an operator", redriven: null, settled: true });
  await park({ topic: "kept: waits", redriven: null, settled: false });
  expect([await forget(), await forget(), await forget(), counts]).toEqual([100, 51, 0, [100, 51]]);
  expect(await whole()).toEqual(["kept: not taken in yet", "kept: settled by an operator", "kept: too new", "kept: waits"]); // prettier-ignore
  const left = await admin.query("select distinct key, value, headers, cause, redriven_offsets from inbox_parked where topic = 'over' and record_offset = 7"); // prettier-ignore
  expect(left).toEqual([{ key: null, value: null, headers: {}, cause: "forgotten", redriven_offsets: [907n] }]);
  expect(await admin.query("select from parked_scope where topic in ('over', 'copy')")).toEqual([]);
});

it("the database forgets nothing that waits for an operator, and publishes nothing that was forgotten", async () => {
  await park({ topic: "over", redriven: 401, settled: true });
  await park({ topic: "waits", redriven: null, settled: false });
  await forget();
  const lost = "a parked record stays";
  await expect(closer.query("update inbox_parked set forgotten_at = now() where topic = 'waits'")).rejects.toThrow(
    lost,
  );
  for (const change of ["settled_at = null", "redriven_at = now()"])
    await expect(admin.query(`update inbox_parked set ${change} where topic = 'over'`)).rejects.toThrow(lost);
});

it("nothing goes that could not be counted", async () => {
  await park({ topic: "over", redriven: 401, settled: true });
  const onForget = (): void => {
    throw new Error("not counted");
  };
  await expect(forgetParked(closer, { keptDays: 400, onForget })).rejects.toThrow("not counted");
  expect(await whole()).toEqual(["over"]);
});
