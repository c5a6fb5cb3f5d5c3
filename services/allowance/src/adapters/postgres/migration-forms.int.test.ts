import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { type Database, openDatabase, provision, rolesOf, withLogin } from "@kinerja/common/postgres";
import { scratchDatabase } from "@kinerja/common/testing";

import { agency, maker, person } from "../../testing/month.ts";

jest.setTimeout(60_000);

const dir = join(__dirname, "../../../migrations");
const names = readdirSync(dir).filter((name) => name.endsWith(".sql"));
const read = (name: string): string => readFileSync(join(dir, name), "utf8");
const before = names.filter((name) => name < "0020");
const run = (n: number): string => `00000005-0000-8000-8000-${String(n).padStart(12, "0")}`;

let scratch: Awaited<ReturnType<typeof scratchDatabase>>;
let admin: Database;
afterEach(async () => {
  await admin.stop();
  await scratch.drop();
});

type State = "COMPUTED" | "CHECKED" | "POSTED";
const signed: Readonly<Record<State, string>> = {
  COMPUTED: "null, null, null, null",
  CHECKED: `'${person(1)}', null, now(), null`,
  POSTED: `'${person(1)}', '${person(2)}', now(), now()`,
};

/** A database as it was before, with a run of each agency: its state, and those of its batches. */
async function oldDatabase(runs: readonly (readonly [state: "COMPUTED" | "POSTED", ...batches: State[]])[]): Promise<void> {
  scratch = await scratchDatabase(Object.fromEntries(before.map((name) => [name, read(name)])), rolesOf(dir));
  admin = await openDatabase({ url: withLogin(scratch.adminUrl, scratch.name), name: "test" });
  for (const [index, [state, ...batches]] of runs.entries()) {
    const [id, of] = [run(index + 1), agency(index + 1)];
    await admin.query(`
      with p as (insert into policy (agency_id, key, version, kind, title, valid_from, document, sha256, state, drafted_by, drafted_at)
        values ('${of}', 'contoh', 1, 'tukin', 'Contoh', '2026-01-01', '', '', 'DRAFT', '${maker}', now()) returning id)
      insert into run (id, agency_id, kind, period, payout_period, state, policy_id, policy_sha256, engine, maker_id, started_at, range_size,
          activity_revision, activity_count, activity_sha256, evaluation_revision, evaluation_count, evaluation_sha256, snapshot_sha256, sha256, layout)
        select '${id}', '${of}', 'REGULAR', '2026-03', '2026-04', '${state}', id, '', 1, '${maker}', now(), 10, 1, 0, '', 1, 0, '', '', '', '{}' from p`);
    for (const [at, one] of batches.entries())
      await admin.query(`
        insert into batch (run_id, batch, agency_id, state, rows, held, gross, cut, net, contribution, employer, tax, tax_borne, recovery, amount, sha256,
          maker_id, checker_id, approver_id, checked_at, posted_at)
        values ('${id}', ${at + 1}, '${of}', '${one}', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '${maker}', ${signed[one]})`);
    await admin.query(`insert into day_claim (kind, period, person_id, run_id, agency_id, days) values ('kinerja', '2026-03', '${person(9)}', '${id}', '${of}', ${2 ** index})`);
  }
  for (const name of names.filter((one) => one >= "0020")) await writeFile(join(scratch.dir, name), read(name));
} // prettier-ignore

const migrated = () => {
  const { adminUrl, name, dir: migrationsDir, passwordOf } = scratch;
  return provision({ adminUrl, name, migrationsDir, passwordOf });
};

describe("payouts in bytes", () => {
  it("let a run begin anew that nobody has checked, and leave a posted one as it is", async () => {
    await oldDatabase([["COMPUTED", "COMPUTED", "COMPUTED"], ["POSTED", "POSTED"]]); // prettier-ignore
    await migrated();
    expect(await admin.query("select id, state, cause from run order by id")).toEqual([
      { id: run(1), state: "FAILED", cause: "ENGINE_CHANGED" },
      { id: run(2), state: "POSTED", cause: null },
    ]);
    expect(await admin.query("select run_id, state from batch")).toEqual([{ run_id: run(2), state: "POSTED" }]);
    expect(await admin.query("select run_id from day_claim")).toEqual([{ run_id: run(2) }]);
  });

  it.each([
    ["CHECKED", ["CHECKED"]],
    ["posted in part", ["POSTED", "COMPUTED"]],
  ] as const)("do not come over a run that is %s: nothing of it is lost", async (_, batches) => {
    await oldDatabase([["COMPUTED", ...batches]]);
    await expect(migrated()).rejects.toThrow("0020 keeps no run that was checked and is not posted whole");
    expect(await admin.query("select from batch")).toHaveLength(batches.length);
    expect(await admin.query("select from day_claim")).toHaveLength(1);
  });
});
