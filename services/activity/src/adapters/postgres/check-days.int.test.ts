import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { checkDaysOf } from "./check-days.ts";

const ids = Array.from({ length: 8 }, () => randomUUID());
const [agencyId = "", other = "", unit = "", elsewhere = "", one = "", two = "", three = "", four = ""] = ids;

let database: TestDatabase;
let app: Database;
let all: Database;

const attendance = (of: string, date: string, [status, missed]: readonly [string, number], at = agencyId) =>
  all.query(
    `insert into attendance (agency_id, person_id, work_date, status, late_minutes, early_minutes, missed_checks, file_id, imported_at)
     values ($1, $2, $3, $4, 0, 0, $5, 'x', now())`,
    [at, of, date, status, missed],
  );
const works = (of: string, unitId: string, from: string, to: string | null = null) =>
  all.query(
    `insert into employment_copy (id, version, agency_id, person_id, zone, valid_from, valid_to, main, unit_id)
     values ($1, 1, $2, $3, 1, $4, $5, true, $6)`,
    [randomUUID(), agencyId, of, from, to, unitId],
  );

beforeAll(async () => {
  database = await testDatabase("activity");
  app = await database.db("app");
  all = await database.administrator();
  await works(one, unit, "2026-01-01");
  await works(two, unit, "2026-01-01", "2026-10-05");
  await works(two, elsewhere, "2026-10-06");
  await works(three, elsewhere, "2026-01-01");
  await attendance(one, "2026-10-05", ["HADIR", 1]);
  await attendance(two, "2026-10-05", ["TERLAMBAT", 0]);
  await attendance(three, "2026-10-05", ["CUTI_SAKIT", 2]);
  await attendance(four, "2026-10-05", ["DINAS_LUAR", 2]);
  await attendance(one, "2026-10-06", ["ALPA", 0]);
  await attendance(two, "2026-10-06", ["GANGGUAN", 2]);
  await attendance(one, "2026-10-07", ["CUTI_TAHUNAN", 0]);
  await attendance(one, "2026-09-30", ["HADIR", 1]);
  await attendance(one, "2026-11-01", ["HADIR", 1]);
  await attendance(four, "2026-10-05", ["HADIR", 2], other);
}, 60_000);
afterAll(async () => {
  await app.stop();
  await all.stop();
  await database.drop();
}, 30_000);

describe("the checks of a month by day", () => {
  const days = (unitId?: string, of = agencyId) =>
    checkDaysOf(app)({ agencyId: of, period: "2026-10" as Period, unitId });

  it("are two for each on duty; absence is two missing ones, leave and duty elsewhere none", async () => {
    expect(await days()).toEqual([
      { day: "2026-10-05", missed: 1, expected: 4 },
      { day: "2026-10-06", missed: 4, expected: 4 },
    ]);
  });

  it("of a unit are those of who then worked in it", async () => {
    expect(await days(unit)).toEqual([
      { day: "2026-10-05", missed: 1, expected: 4 },
      { day: "2026-10-06", missed: 2, expected: 2 },
    ]);
    expect(await days(elsewhere)).toEqual([{ day: "2026-10-06", missed: 2, expected: 2 }]);
  });

  it("of another agency are its own", async () =>
    expect(await days(undefined, other)).toEqual([{ day: "2026-10-05", missed: 2, expected: 2 }]));
});
