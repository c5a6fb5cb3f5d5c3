import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { flagBit } from "../../domain/flags.ts";
import { viewOf } from "./view.ts";
import { waitingOf } from "./waiting.ts";

const partitions = 4;
const agencyId = randomUUID();
const now = Date.parse("2026-12-01T00:00:00Z");
const span = { from: "2026-10-01" as Day, to: "2026-11-30" as Day };

let database: TestDatabase;
let app: Database;
let all: Database;

/** So many entries of a person, of a minute each and one after the other, over the days from the first of a month. */
async function log(personId: string, count: number, days: number, month = "2026-10"): Promise<void> {
  const bucket = partitionFor(personId, partitions);
  const values = [bucket, personId, agencyId, count, days, `${month}-01`];
  await all.query(
    `insert into entry (bucket, person_id, id, version, agency_id, employment_id, work_date, starts, ends, minutes, state, flags, zone,
       accepted_at, log_offset, body_sha256, body)
     select $1, $2, uuidv7(), 1, $3, $3, $6::date + n % $5::int, n / $5::int, n / $5::int + 1, 1, 1, 0, 1, $6::date, n, '', ''
     from generate_series(0, $4::int - 1) as n`,
    values,
  );
  await all.query(
    `insert into day (agency_id, person_id, work_date, bucket, minutes, entries, approved_minutes, approved_entries, open_entries, first_id, last_id)
     select agency_id, person_id, work_date, bucket, count(*), count(*), 0, 0, count(*), (array_agg(id order by id))[1], (array_agg(id order by id desc))[1]
     from entry where person_id = $1 and work_date >= $2::date group by agency_id, person_id, work_date, bucket`,
    [personId, `${month}-01`],
  );
}

/** More than 20,000 entries together. */
const busy = Array.from({ length: 20 }, () => randomUUID());
const [flooding, beside] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await testDatabase("activity");
  app = await database.db("app");
  all = await database.administrator(); // it writes all tables
  for (const table of ["entry", "day"]) await all.query(`create table ${table}_all partition of ${table} default`);
  for (const personId of busy) {
    await log(personId, 600, 22);
    await log(personId, 600, 22, "2026-11");
  }
  await log(flooding, 5_001, 22);
  await log(beside, 3, 1);
  await all.query("analyze");
}, 60_000);
afterAll(async () => {
  await Promise.all([app.stop(), all.stop()]);
  await database.drop();
});

const waiting = (people: readonly string[]) =>
  app.transaction({ agencies: [agencyId] }, (tx) =>
    waitingOf(tx, people, { agencyId, span, cutoff: now, now, partitions }),
  );

describe("entries of people who write down very much", () => {
  it("are all looked at, for as many people and days as a sweep takes together", async () => {
    const found = await waiting(busy);
    expect([...found.values()].map((entries) => entries.length)).toEqual(busy.map(() => 1_200));
    expect([...found.values()].flat().every(({ flags }) => flags === 0)).toBe(true);
  }, 60_000);

  it("are cut off past any honest number, and then none of that person's looks clean; nobody else is missing", async () => {
    const found = await waiting([flooding, beside]);
    expect(found.get(flooding)).toHaveLength(5_000);
    expect(found.get(flooding)?.every(({ flags }) => (flags & flagBit.TOO_MANY) !== 0)).toBe(true);
    expect(found.get(beside)?.map(({ flags }) => flags)).toEqual([0, 0, 0]);
  }, 60_000);

  it("are read whole in a span that holds fewer", async () => {
    const week = { from: "2026-10-05" as Day, to: "2026-10-11" as Day };
    const listed = await app.transaction({ agencies: [agencyId] }, (tx) =>
      viewOf(tx, partitions, now).listed(flooding, week),
    );
    expect(listed.length).toBeGreaterThan(1_500);
    expect(listed.every(({ flags }) => flags === 0)).toBe(true);
  });
});
