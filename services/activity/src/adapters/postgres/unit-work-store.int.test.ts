import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { type Access, type Caller } from "../../app/authorise.ts";
import { getUnitWork } from "../../app/unit-work.ts";
import { postgresUnitWorkStore } from "./unit-work-store.ts";

const uuids = <Name extends string>(...names: Name[]): Readonly<Record<Name, string>> =>
  Object.fromEntries(names.map((name) => [name, randomUUID()])) as Record<Name, string>;
const unit = uuids("dinas", "bidang", "seksi", "sekretariat", "other");
const person = uuids("staff", "moved", "double", "idle", "outside", "head", "officer");
const [agencyId, otherAgency] = [randomUUID(), randomUUID()];
let now = Date.parse("2026-10-20T02:00:00Z");

let database: TestDatabase;
let app: Database;
let all: Database;

const zones = { WIB: 1, WITA: 2, WIT: 3 } as const;
type Post = {
  of: string;
  in: string;
  from?: string;
  to?: string;
  main?: boolean;
  zone?: keyof typeof zones;
  at?: string;
};
const post = ({ of, in: unitId, from = "2026-01-01", to, main = true, zone = "WIB", at = agencyId }: Post) =>
  all.query(
    `insert into employment_copy (id, version, agency_id, person_id, zone, valid_from, valid_to, main, unit_id)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8)`,
    [randomUUID(), at, of, zones[zone], from, to ?? null, main, unitId],
  );
const day = (of: string, date: string, [minutes, approved, open]: readonly [number, number, number], at = agencyId) =>
  all.query(
    `insert into day (agency_id, person_id, work_date, bucket, minutes, entries, approved_minutes, approved_entries, open_entries, first_id, last_id)
     values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $9)`,
    [at, of, date, minutes, open + (approved > 0 ? 1 : 0), approved, approved > 0 ? 1 : 0, open, randomUUID()],
  );
const task = (of: string, due: string | null, state: string, given = "2026-09-01T02:00:00Z") =>
  all.query(
    `insert into task (id, person_id, agency_id, assigner_id, kind, title, detail, due, quantity, quantity_unit, state, version, assigned_at)
     values ($1, $2, $3, $4, 'ASSIGNED', 'x', '', $5, 0, '', $6, 1, $7)`,
    [randomUUID(), of, agencyId, person.head, due, state, given],
  );

beforeAll(async () => {
  database = await testDatabase("activity");
  app = await database.db("app");
  all = await database.administrator(); // it writes all tables
  await all.query("create table day_all partition of day default");
  await post({ of: person.staff, in: unit.seksi, zone: "WIT" });
  await post({ of: person.moved, in: unit.seksi, to: "2026-10-10" });
  await post({ of: person.moved, in: unit.sekretariat, from: "2026-10-11" });
  await post({ of: person.double, in: unit.bidang });
  await post({ of: person.double, in: unit.seksi, main: false });
  await post({ of: person.idle, in: unit.bidang });
  await post({ of: person.outside, in: unit.other, at: otherAgency });
  await day(person.staff, "2026-10-05", [60, 0, 2]);
  await day(person.staff, "2026-10-06", [90, 90, 0]);
  await day(person.staff, "2026-11-02", [500, 500, 0]); // another month
  await day(person.moved, "2026-10-09", [30, 30, 0]);
  await day(person.moved, "2026-10-12", [45, 0, 1]);
  await day(person.double, "2026-10-07", [120, 100, 1]);
  await day(person.outside, "2026-10-07", [999, 999, 0], otherAgency);
  await task(person.staff, "2026-10-20", "ASSIGNED");
  await task(person.staff, "2026-10-08", "DONE");
  await task(person.double, "2026-10-09", "CONFIRMED");
  await task(person.double, "2026-10-09", "CANCELLED");
}, 60_000);
afterAll(async () => {
  await Promise.all([app.stop(), all.stop()]);
  await database.drop();
});

const sums = (unitIds: readonly string[], from = "2026-10-01", to = "2026-10-31") =>
  use(person.officer)({ agencyId, unitId: unitIds[0] ?? "", from, to });

const tree = [
  { unitId: unit.dinas, parentId: undefined, headPersonId: person.head },
  { unitId: unit.bidang, parentId: unit.dinas, headPersonId: undefined },
  { unitId: unit.sekretariat, parentId: unit.dinas, headPersonId: undefined },
  { unitId: unit.seksi, parentId: unit.bidang, headPersonId: undefined },
];
const use = (personId: string) => {
  const caller: Caller = { personId, agencyIds: [agencyId], token: "", requestId: "r", requestKey: undefined };
  const act = getUnitWork({
    work: postgresUnitWorkStore(app, () => now),
    accessTo: (_caller, _action, _resource, target): Promise<Access> => {
      const leads = "agencyId" in target && target.leads === true;
      const verdict = leads || personId === person.officer ? "allow" : "forbidden";
      return Promise.resolve({ verdict, agencies: [agencyId], role: leads ? "superior" : "PERSONNEL_OFFICER" });
    },
    unitsOf: () => Promise.resolve(tree),
    reportsOf: () => Promise.resolve([]),
    now: () => now,
  });
  return (query: Parameters<typeof act>[1]) => act(caller, query);
};

describe("the work of a unit", () => {
  const tasks = { tasks: 0, done: 0, confirmed: 0, late: 0 };

  it("is what its people did on the days on which they belonged to it", async () => {
    expect(await sums([unit.seksi])).toEqual({
      ...{ people: 2, logging: 2, entries: 4, openEntries: 2, minutes: 180, approvedMinutes: 120 },
      tasks: { ...tasks, tasks: 2, done: 1 },
    });
    expect(await sums([unit.sekretariat])).toEqual({
      ...{ people: 1, logging: 1, entries: 1, openEntries: 1, minutes: 45, approvedMinutes: 0, tasks },
    });
    expect(await sums([unit.seksi], "2026-10-11")).toMatchObject({ people: 1, logging: 0, minutes: 0 });
  });

  it("has that of all units below, and counts nobody twice", async () => {
    expect(await sums([unit.bidang])).toEqual({
      ...{ people: 4, logging: 3, entries: 6, openEntries: 3, minutes: 300, approvedMinutes: 220 },
      tasks: { tasks: 3, done: 1, confirmed: 1, late: 0 },
    });
    expect(await sums([unit.dinas])).toMatchObject({ people: 4, minutes: 345, entries: 7 });
  });

  it("has each task on one day: when it is due, or else when it was given where its person works", async () => {
    await task(person.idle, null, "ASSIGNED", "2026-12-31T23:30:00Z"); // 06.30 WIB on 1 January
    await task(person.staff, null, "ASSIGNED", "2026-12-31T15:10:00Z"); // 00.10 WIT
    await task(person.double, "2027-01-05", "ASSIGNED", "2026-12-31T02:00:00Z");
    const tasksOf = async (from: string, to = from) => (await sums([unit.dinas], from, to)).tasks.tasks;
    expect([await tasksOf("2026-12-31"), await tasksOf("2027-01-01"), await tasksOf("2027-01-05")]).toEqual([0, 2, 1]);
    expect([await tasksOf("2026-12-01", "2026-12-31"), await tasksOf("2027-01-01", "2027-01-31")]).toEqual([0, 3]);
  });

  it("has tasks late by the day where each person works", async () => {
    const lateAt = async (instant: string) => {
      now = Date.parse(instant);
      return (await sums([unit.seksi])).tasks.late;
    };
    expect([await lateAt("2026-10-20T14:59:59Z"), await lateAt("2026-10-20T15:00:00Z")]).toEqual([0, 1]);
  });

  it("is for who leads it, and leaves a row in the audit", async () => {
    const query = { agencyId, from: "2026-10-01", to: "2026-10-31" };
    expect((await use(person.head)({ ...query, unitId: unit.seksi })).people).toBe(2);
    await expect(use(person.staff)({ ...query, unitId: unit.seksi })).rejects.toMatchObject({ kind: "forbidden" });
    const unknown = use(person.officer)({ ...query, unitId: unit.other });
    await expect(unknown).rejects.toMatchObject({ code: "UNIT_UNKNOWN" });
    const audit = await all.query("select role, object_id from audit where actor = $1", [person.head]);
    expect(audit).toEqual([{ role: "superior", object_id: unit.seksi }]);
  });
});
