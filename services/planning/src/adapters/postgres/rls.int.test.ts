import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database, type Scope } from "@kinerja/common/postgres";
import { fixedClock, testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { uuidV7 } from "@kinerja/common/kernel";

import { actorsOf, callerOf, firstIndicator, firstResult, newWorld, result, year } from "../../testing/world.ts";
import { tellSkp } from "../kafka/skp-topic.ts";
import { postgresAgreementStore } from "./agreement-store.ts";
import { postgresMatrixStore } from "./matrix-store.ts";
import { schemas } from "./schemas.ts";
import { postgresSkpStore } from "./skp-store.ts";

let database: TestDatabase;
let db: Database;
const world = newWorld();
const clock = fixedClock("2026-01-05T02:00:00Z");
const now = (): number => clock.now();

beforeAll(async () => {
  database = await testDatabase("planning");
  db = await database.db("app", schemas);
  const newId = (): string => uuidV7(now());
  const parts = { db, now, newId };
  const stores = {
    skps: postgresSkpStore({ ...parts, tell: tellSkp("jt", newId) }),
    ...{ agreements: postgresAgreementStore(parts), matrices: postgresMatrixStore(parts) },
    ...{ told: () => Promise.resolve([]), noticesTo: () => Promise.resolve([]) },
  };
  const act = actorsOf(stores, world);
  world.ties.push({ person: world.head, leader: world.officer, kind: "SUPERIOR" });
  const parent = { kind: "AGREEMENT_INDICATOR", id: firstIndicator(await act.agreementOf(world.head)) } as const;
  const head = await act.setBy(world.officer, await act.submitted(world.head, "UNIT_HEAD", result(parent)));
  const cell = { leaderRhkId: firstResult(head), personId: world.staff.id, result: "Laporan tersedia" };
  await act.saveMatrix(callerOf(world.head), { year, cells: [cell] });
  await act.plan(callerOf(world.head), { skpId: head.id, period: "2026-01" as never, items: [] });
}, 60_000);

afterAll(async () => {
  await db.stop();
  await database.drop();
});

const tables = ["agreement", "skp", "skp_setting", "plan_month", "matrix_cell", "cascade_text", "notice"];
/** Tables that show rows to a scope. */
const shownTo = (scope: Scope): Promise<string[]> =>
  db.transaction(scope, async (tx) => {
    const counts: [string, bigint][] = [];
    for (const table of tables) {
      const [row] = await tx.query<{ count: bigint }>(`select count(*) as count from ${table}`);
      counts.push([table, row?.count ?? 0n]);
    }
    return counts.flatMap(([table, count]) => (count > 0n ? table : []));
  });

describe("row-level security", () => {
  const ofPerson = ["skp", "skp_setting", "plan_month", "matrix_cell", "cascade_text", "notice"];
  it.each<[string, Scope, string[]]>([
    ["no scope", { agencies: [] }, []],
    ["another agency", { agencies: [world.stranger.agencyId], person: world.stranger.id }, []],
    ["the agency", { agencies: [world.agencyId] }, tables.filter((table) => table !== "notice")],
    ["the owner without an agency", { agencies: [], person: world.head.id }, ofPerson],
    ["who is named by a matrix", { agencies: [], person: world.staff.id }, ["matrix_cell"]],
  ])("%s", async (_, scope, shown) => expect(await shownTo(scope)).toEqual(shown));

  it("leaves ids of the cascade to everybody, and words to nobody", async () => {
    const rows = await db.query("select 1 from cascade_node");
    const owners = await db.query("select 1 from skp_owner");
    expect([rows.length > 0, owners.length]).toEqual([true, 1]);
    expect(await db.query("select 1 from cascade_text")).toEqual([]);
  });

  it.each([
    "update skp set state = 'DRAFT'",
    "update agreement set state = 'DRAFT'",
    "update plan_month set items = '[]'",
    "delete from matrix_cell",
    "delete from cascade_node",
  ])("another agency changes nothing: %s", async (sql) => {
    const scope = { agencies: [world.stranger.agencyId], person: world.stranger.id };
    expect(await db.transaction(scope, (tx) => tx.query(`${sql} returning 1`))).toEqual([]);
  });

  it("does not let another agency add rows", async () => {
    const scope = { agencies: [world.stranger.agencyId], person: world.stranger.id };
    const sql = `insert into skp_owner (skp_id, person_id, agency_id) values (gen_random_uuid(), $1, $2)`;
    const add = db.transaction(scope, (tx) => tx.query(sql, [world.head.id, world.agencyId]));
    await expect(add).rejects.toThrow("row-level security");
  });

  it.each([
    "update skp_setting set revision = 9",
    "delete from skp_setting",
    "update audit set role = ''",
    "select 1 from outbox",
  ])("the service may not: %s", async (sql) => {
    const work = db.transaction({ agencies: [world.agencyId] }, (tx) => tx.query(sql));
    await expect(work).rejects.toThrow("permission denied");
  });
});
