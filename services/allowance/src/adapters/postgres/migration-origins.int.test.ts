import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Database, openDatabase, provision, rolesOf, withLogin } from "@kinerja/common/postgres";
import { scratchDatabase } from "@kinerja/common/testing";

import { agency, maker, person } from "../../testing/month.ts";

jest.setTimeout(60_000);

const dir = join(__dirname, "../../../migrations");
const names = readdirSync(dir).filter((name) => name.endsWith(".sql"));
const read = (name: string): string => readFileSync(join(dir, name), "utf8");

/** The n-th id of something: runs 5, items 6, cases 7. */
const id = (kind: number, n: number): string => `0000000${kind}-0000-8000-8000-${String(n).padStart(12, "0")}`;
const run = (n: number): string => id(5, n);

const kinds = ["REGULAR", "THR", "GAJI13", "RAPEL", "REGULAR"] as const;
/** Runs 1 to 4 of one agency, one of each kind, and the fifth of another. */
const runs = kinds.map((kind, index) => {
  const of = agency(index === 4 ? 2 : 1);
  const policy = kind === "REGULAR" || kind === "RAPEL" ? "tukin" : kind.toLowerCase();
  return `with p as (insert into policy (agency_id, key, version, kind, title, valid_from, document, sha256, state, drafted_by, drafted_at)
      values ('${of}', 'contoh', ${index + 1}, '${policy}', 'Contoh', '2026-01-01', '', '', 'DRAFT', '${maker}', now()) returning id)
    insert into run (id, agency_id, kind, period, payout_period, state, policy_id, policy_sha256, engine, maker_id, started_at, range_size,
        activity_revision, activity_count, activity_sha256, evaluation_revision, evaluation_count, evaluation_sha256, snapshot_sha256, sha256, layout)
      select '${run(index + 1)}', '${of}', '${kind}', '2026-03', '2026-03', 'POSTED', id, '', 1, '${maker}', now(), 10, 1, 0, '', 1, 0, '', '', '', ''
      from p;`;
});

const due = (n: number, kind: string, more: { from?: string; cause?: string }): string =>
  `insert into due (id, agency_id, person_id, period, component, label, kind, amount, due_period, from_run, from_batch, cause, created_at, created_by)
   values ('${id(6, n)}', '${agency(1)}', '${person(1)}', '2026-03', 'main', 'Contoh', '${kind}', 5, '2026-04',
     ${more.from === undefined ? "null, null" : `'${more.from}', 1`}, ${more.cause === undefined ? "null" : `'${more.cause}'`}, now(), '${maker}');`;
const corrected = (n: number, of: number, [now, late]: readonly [string, string]): string =>
  `insert into correction_case (id, agency_id, person_id, trigger_kind, trigger_key, affected_from, note, opened_at)
     values ('${id(7, n)}', '${agency(1)}', '${person(1)}', 'FACT', '${n}', '2026-03-01', '', now());
   insert into correction_month (case_id, run_id, agency_id, person_id, period, paid, net, delta, late_delta, due_id, late_due_id, replaces_hold, confirmed_at)
     values ('${id(7, n)}', '${run(of)}', '${agency(1)}', '${person(1)}', '2026-03', 0, 5, 5, 0, ${now}, ${late}, false, now());`;

const claim = (table: "day_claim" | "day_short", kind: string, n: number, [of, days]: readonly [number, number]) =>
  table === "day_claim"
    ? `insert into day_claim (kind, period, person_id, run_id, days) values ('${kind}', '2026-03', '${person(n)}', '${run(of)}', ${days});`
    : `insert into day_short (kind, period, person_id, run_id, agency_id, run_period, days)
       values ('${kind}', '2026-03', '${person(n)}', '${run(of)}', '${agency(of === 5 ? 2 : 1)}', '2026-03', ${days});`;

let scratch: Awaited<ReturnType<typeof scratchDatabase>>;
let admin: Database;

beforeAll(async () => {
  const before = names.filter((name) => name < "0016");
  scratch = await scratchDatabase(Object.fromEntries(before.map((name) => [name, read(name)])), rolesOf(dir));
  admin = await openDatabase({ url: withLogin(scratch.adminUrl, scratch.name), name: "test" });
  const statements = [
    ...runs,
    ...[due(1, "LATE", { from: run(1) }), due(2, "LATE", { from: run(2) }), due(3, "RELEASE", { cause: run(3) })],
    ...[due(4, "RELEASE", { cause: run(1) }), due(5, "CORRECTION", { cause: id(7, 1) })],
    ...[due(6, "CORRECTION", { cause: id(7, 1) }), due(7, "CORRECTION", { cause: id(7, 2) })],
    ...[corrected(1, 2, [`'${id(6, 5)}'`, `'${id(6, 6)}'`]), corrected(2, 1, [`'${id(6, 7)}'`, "null"])],
    // Person 1: one run under both names. Person 2: two agencies, the same days under two names. Person 3: a THR beside it.
    ...[claim("day_claim", "tukin", 1, [1, 0b0011]), claim("day_claim", "tpp", 1, [1, 0b0110])],
    ...[claim("day_claim", "tukin", 2, [1, 0b0011]), claim("day_claim", "tpp", 2, [5, 0b0010])],
    ...[claim("day_claim", "tpp", 3, [5, 1]), claim("day_claim", "thr", 3, [2, 1])],
    ...[claim("day_short", "tukin", 2, [5, 0b0001]), claim("day_short", "tpp", 2, [5, 0b0100])],
  ];
  for (const statement of statements) await admin.query(statement);
  for (const name of names.filter((one) => one >= "0016")) await writeFile(join(scratch.dir, name), read(name));
  const { adminUrl, name, dir: migrationsDir, passwordOf } = scratch;
  await provision({ adminUrl, name, migrationsDir, passwordOf });
});
afterAll(async () => {
  await admin.stop();
  await scratch.drop();
});

describe("items and runs from before", () => {
  it("know of which kind of run they are", async () => {
    const items = await admin.query<{ id: string; origin: string }>("select id, origin from due order by id");
    expect(items.map(({ origin }) => origin)).toEqual(["REGULAR", "THR", "GAJI13", "REGULAR", "THR", "THR", "REGULAR"]);
    const arrears = await admin.query<{ kind: string }>("select kind from run where dues_only");
    expect(arrears).toEqual([{ kind: "RAPEL" }]);
  });
});

describe("days that were claimed under the names of tukin and TPP", () => {
  it("are claimed by their class, and none of them is lost", async () => {
    const rows = await admin.query(
      "select kind, person_id, run_id, agency_id, days from day_claim order by person_id, kind, run_id",
    );
    const of = (kind: string, n: number, no: number, days: number) =>
      ({ kind, person_id: person(n), run_id: run(no), agency_id: agency(no === 5 ? 2 : 1), days }); // prettier-ignore
    expect(rows).toEqual([
      of("kinerja", 1, 1, 0b0111),
      // Paid twice before: both stay, so that whoever looks finds it.
      of("kinerja", 2, 1, 0b0011),
      of("kinerja", 2, 5, 0b0010),
      of("kinerja", 3, 5, 1),
      of("thr", 3, 2, 1),
    ]);
    const short = await admin.query("select kind, days from day_short");
    expect(short).toEqual([{ kind: "kinerja", days: 0b0101 }]);
  });

  it("can't be claimed beside it by a service from before", async () => {
    const old = `insert into day_claim (kind, period, person_id, run_id, agency_id, days)
      values ('tukin', '2026-03', '${person(9)}', '${run(1)}', '${agency(1)}', 1)`;
    await expect(admin.query(old)).rejects.toThrow("day_claim_class");
  });

  it("stay as hidden from the owner of the tables as they were", async () => {
    const open = await admin.query(
      "select relname from pg_class where relname in ('run', 'due', 'correction_month', 'day_claim', 'day_short') and not relforcerowsecurity",
    );
    expect(open).toEqual([]);
  });
});
