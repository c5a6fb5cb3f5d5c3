import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database, noScope, openDatabase } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { shareOf } from "./share.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await testDatabase("activity");
  db = await openDatabase({ url: database.url("app"), name: "test", poolSize: 3 });
}, 60_000);
afterAll(async () => {
  await db.stop();
  await database.drop();
});

const most = 2;
const exportMs = 800;

/** Six exports of which each holds a connection for a while, and how many did so at once. */
function startExports(of: Pick<Database, "transaction">) {
  let [running, atOnce] = [0, 0];
  const all = Array.from({ length: 6 }, () =>
    of.transaction(noScope, async (tx) => {
      atOnce = Math.max(atOnce, ++running);
      await tx.query("select pg_sleep($1)", [exportMs / 1_000]);
      running--;
    }),
  );
  return { all: Promise.all(all), atOnce: () => atOnce };
}

const readMs = async (): Promise<number> => {
  const started = performance.now();
  await db.query("select count(*) from entry");
  return performance.now() - started;
};

describe("exports", () => {
  it("leave connections to who reads, however many they are", async () => {
    const { all, atOnce } = startExports(shareOf(db, most));
    expect(await readMs()).toBeLessThan(exportMs);
    await all;
    expect(atOnce()).toBe(most);
  });

  it("that had no share of their own would keep who reads waiting", async () => {
    const { all } = startExports(db);
    expect(await readMs()).toBeGreaterThan(exportMs);
    await all;
  });

  it("go on behind one that failed", async () => {
    const exporting = shareOf(db, 1);
    const [failed, next] = [
      exporting.transaction(noScope, (tx) => tx.query("select 1/0")),
      exporting.transaction(noScope, (tx) => tx.query<{ one: number }>("select 1 as one")),
    ];
    await expect(failed).rejects.toMatchObject({ code: "22012" });
    expect(await next).toEqual([{ one: 1 }]);
  });
});
