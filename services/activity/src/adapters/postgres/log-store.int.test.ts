import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { flagBit } from "../../domain/flags.ts";
import {
  deadlineDays,
  type KeptDay,
  type KeptEntry,
  logStoreSuite,
  overtaken,
} from "../../simulation/log-store-suite.ts";
import { agreeOnLog, postgresLogStore } from "./log-store.ts";
import { createPartitionKeeper } from "./partitions.ts";
import { openSessions } from "./session.ts";

let database: TestDatabase;
let owner: Database;
let sessions: ReturnType<typeof openSessions>;

beforeAll(async () => {
  database = await testDatabase("activity");
  owner = await database.db("writer");
  sessions = openSessions(database.url("writer"), "test", 2);
  await sessions.transaction((db) => agreeOnLog(db, { partitions: 8, topicId: "one" }));
}, 60_000);

afterAll(async () => {
  await sessions.stop();
  await owner.stop();
  await database.drop();
});

async function entry(personId: string, id: string): Promise<KeptEntry | undefined> {
  const [found] = await owner.query<{ version: number; body_sha256: Buffer; flags: number }>(
    "select version, body_sha256, flags from entry where person_id = $1 and id = $2",
    [personId, id],
  );
  const others = await owner.query<{ version: number }>(
    "select version from entry_version where person_id = $1 and id = $2 order by version",
    [personId, id],
  );
  const conflicts = await owner.query<{ key: string }>(
    "select version || '/' || encode(body_sha256, 'hex') as key from entry_conflict where person_id = $1 and id = $2",
    [personId, id],
  );
  if (found === undefined) {
    expect([others, conflicts]).toEqual([[], []]);
    return undefined;
  }
  return {
    version: found.version,
    sha: found.body_sha256.toString("hex"),
    others: others.map(({ version }) => version),
    conflicts: conflicts.map(({ key }) => key).sort(),
    late: (found.flags & flagBit.LATE) !== 0,
  };
}

const days = (personId: string): Promise<KeptDay[]> =>
  owner.query<KeptDay>(
    `select agency_id as "agencyId", work_date as "workDate", minutes, entries, open_entries as "openEntries",
       late_entries as "lateEntries" from day
     where person_id = $1 and entries + late_entries > 0 order by agency_id, work_date`,
    [personId],
  );

async function parkedCauses(partition: number): Promise<string[]> {
  const rows = await owner.query<{ cause: string }>(
    "select cause from inbox_parked where partition = $1 order by record_offset",
    [partition],
  );
  return rows.map(({ cause }) => cause);
}

logStoreSuite("the log store in PostgreSQL", () => {
  const ensureWeeks = createPartitionKeeper(sessions);
  const store = postgresLogStore({ session: sessions, deadlineDays, ensureWeeks, topic: "log" });
  return Promise.resolve({ store, entry, days, parkedCauses });
});

it("refuses a log of another number of partitions, and one that was made anew", async () => {
  await expect(sessions.transaction((db) => agreeOnLog(db, { partitions: 9, topicId: "one" }))).rejects.toThrow(
    "8 partitions",
  );
  const anew = sessions.transaction((db) => agreeOnLog(db, { partitions: 8, topicId: "two" }));
  await expect(anew).rejects.toThrow("made anew");
});

it("puts a record aside as it came, with its place and cause, once", async () => {
  const ensureWeeks = createPartitionKeeper(sessions);
  const store = postgresLogStore({ session: sessions, deadlineDays, ensureWeeks, topic: "log" });
  const value = Buffer.from([0, 255, 10, 0, 7]);
  const claim = async () => {
    const [one] = await store.claim([0]);
    if (one === undefined) throw new Error("nothing was claimed");
    return one;
  };
  const { epoch, next: from } = await claim();
  const parked = [{ offset: from, value, cause: "item 0: RangeError" }];
  const batch = { partition: 0, epoch, from, next: from + 1n, entries: [], parked };
  expect(await store.store([batch])).toEqual(new Set([0]));
  expect(await store.store([batch])).toEqual(new Set());
  const rows = await owner.query(
    "select consumer, topic, record_offset, value, cause from inbox_parked where partition = 0",
  );
  const kept = { consumer: "activity-writer", topic: "log", record_offset: from, value, cause: "item 0: RangeError" };
  expect(rows).toEqual([kept]);
});

it("knows of an entry on the day of each version, also of one that came behind a later one", async () => {
  const ensureWeeks = createPartitionKeeper(sessions);
  const store = postgresLogStore({ session: sessions, deadlineDays, ensureWeeks, topic: "log" });
  const { late, inTime } = overtaken();
  for (const entries of [[late], [inTime]]) {
    const [claim] = await store.claim([1]);
    if (claim === undefined) throw new Error("nothing was claimed");
    const { partition, epoch, next: from } = claim;
    const batch = { partition, epoch, from, next: from + 1n, entries, parked: [] };
    expect(await store.store([batch])).toEqual(new Set([1]));
  }
  const rows = await owner.query(
    "select work_date, entries, late_entries, first_id, last_id from day where person_id = $1 order by work_date",
    [inTime.personId],
  );
  const found = { first_id: inTime.id, last_id: inTime.id };
  expect(rows).toEqual([
    { work_date: inTime.version.workDate, entries: 0, late_entries: 0, ...found },
    { work_date: late.version.workDate, entries: 1, late_entries: 1, ...found },
  ]);
});
