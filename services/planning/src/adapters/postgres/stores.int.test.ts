import { afterAll, beforeAll } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { fixedClock, testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { uuidV7 } from "@kinerja/common/kernel";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";

import { type Stores } from "../../testing/memory-stores.ts";
import { storesKeepTheirPromises } from "../../testing/store-contract.ts";
import { tellSkp } from "../kafka/skp-topic.ts";
import { postgresAgreementStore } from "./agreement-store.ts";
import { postgresMatrixStore } from "./matrix-store.ts";
import { schemas } from "./schemas.ts";
import { postgresSkpStore } from "./skp-store.ts";

let database: TestDatabase;
let db: Database;
let relay: Database;
let stores: Stores;

const clock = fixedClock("2026-01-05T02:00:00Z");
const now = (): number => {
  clock.advance(1);
  return clock.now();
};
const newId = (): string => uuidV7(now());

beforeAll(async () => {
  database = await testDatabase("planning");
  db = await database.db("app", schemas);
  relay = await database.db("relay");
  const parts = { db, now, newId };
  stores = {
    skps: postgresSkpStore({ ...parts, tell: tellSkp("jt", newId) }),
    agreements: postgresAgreementStore(parts),
    matrices: postgresMatrixStore(parts),
    async told(skpId) {
      const sql = "select payload from outbox where key = $1 order by position";
      const rows = await relay.query<{ payload: Buffer }>(sql, [skpId]);
      return rows.map(({ payload }) => Number(SkpChanged.decode(payload).meta?.version));
    },
    noticesTo: (person) =>
      db.transaction({ agencies: [], person }, async (tx) => {
        const rows = await tx.query<{ code: string }>("select code from notice order by at, id");
        return rows.map(({ code }) => code);
      }),
  };
}, 60_000);

afterAll(async () => {
  await Promise.all([db.stop(), relay.stop()]);
  await database.drop();
});

storesKeepTheirPromises(() => stores);
