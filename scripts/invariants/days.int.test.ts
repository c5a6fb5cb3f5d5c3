import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { moveDays } from "../../services/activity/src/adapters/postgres/days.ts";
import { contributionsOf, createDayLedger } from "../../services/activity/src/domain/day.ts";
import { type State } from "../../services/activity/src/domain/version.ts";
import { checkDays } from "./months.ts";

const states: readonly State[] = ["open", "approved", "returned", "cancelled"];
const [agencyId, personId] = [randomUUID(), randomUUID()];
const current = { version: 2, agencyId, workDate: "2026-10-06" as Day, minutes: 60 };
const replaced = { version: 1, agencyId, workDate: "2026-10-05" as Day, minutes: 90 };

let database: TestDatabase;
let all: Database;
beforeAll(async () => {
  database = await testDatabase("activity");
  all = await database.administrator();
  for (const table of ["entry", "entry_version", "day"])
    await all.query(`create table ${table}_all partition of ${table} default`);
});
afterAll(async () => {
  await all.stop();
  await database.drop();
});

const columns = "bucket, person_id, agency_id, employment_id, minutes, flags, zone, accepted_at, log_offset, body_sha256, body, id, version, work_date"; // prettier-ignore
const values = "0, $1, $2, $2, $3, $4, 1, now(), 0, '', '', $5, $6, $7";

async function store(state: State, approvedVersion: number, flags: number): Promise<string> {
  const id = randomUUID();
  const row = ({ version, workDate, minutes }: typeof current) => [personId, agencyId, minutes, flags, id, version, workDate]; // prettier-ignore
  await all.query(`insert into entry (${columns}, state, approved_version) values (${values}, $8, $9)`, [...row(current), states.indexOf(state) + 1, approvedVersion]); // prettier-ignore
  await all.query(`insert into entry_version (${columns}, cancelled) values (${values}, false)`, row(replaced));
  return id;
}

describe("days anew from the entries", () => {
  const cases = states.flatMap((state) =>
    [undefined, replaced, current].flatMap((approved) => [true, false].map((isLate) => ({ state, approved, isLate }))),
  );

  it("are what the service's domain makes of each", async () => {
    const ledger = createDayLedger();
    for (const counted of cases) {
      const id = await store(counted.state, counted.approved?.version ?? 0, counted.isLate ? 2 : 0);
      ledger.add({ bucket: 0, personId, id }, 1, contributionsOf({ ...counted, current }));
    }
    await moveDays(all, ledger.deltas());
    expect(await checkDays((sql) => all.query(sql))).toEqual({ checked: 2, violations: 0, examples: [] });
  });
});
