import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { type Caller } from "../../app/authorise.ts";
import { noteReading } from "./note-reading.ts";

let database: TestDatabase;
let app: Database;
beforeAll(async () => {
  database = await testDatabase("activity");
  app = await database.db("app");
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const read = async (agencies: readonly string[]) => {
  const [personId, objectId] = [randomUUID(), randomUUID()];
  const caller: Caller = { personId, agencyIds: [], token: "", requestId: randomUUID(), requestKey: undefined };
  const note = { caller, action: "list", resource: "attendance", objectId };
  await app.transaction({ agencies, person: personId }, (tx) =>
    noteReading(tx, { agencies, person: personId, role: "AUDITOR" }, note, 0),
  );
  const administrator = await database.administrator();
  const rows = await administrator.query<{ agency: string | null }>(
    "select agency_id as agency from audit where object_id = $1 order by agency_id",
    [objectId],
  );
  return rows.map(({ agency }) => agency);
};

describe("a reading is in the audit", () => {
  it("of each agency whose data it reached", async () => {
    const agencies = [randomUUID(), randomUUID()].sort();
    expect(await read(agencies)).toEqual(agencies);
  });

  it("once where it reached none", async () => expect(await read([])).toEqual([null]));
});
