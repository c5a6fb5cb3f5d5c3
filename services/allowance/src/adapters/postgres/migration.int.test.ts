import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { openDatabase, provision, rolesOf, withLogin } from "@kinerja/common/postgres";
import { scratchDatabase } from "@kinerja/common/testing";

import { agency, maker, person } from "../../testing/month.ts";

jest.setTimeout(60_000);

const dir = join(__dirname, "../../../migrations");
const names = readdirSync(dir).filter((name) => name.endsWith(".sql"));
const [before, fresh] = [names.filter((name) => name < "0010"), names.filter((name) => name >= "0010")];
const read = (name: string): string => readFileSync(join(dir, name), "utf8");

let scratch: Awaited<ReturnType<typeof scratchDatabase>>;
afterEach(() => scratch.drop());

/** A database as it was before, with a run of which a batch is in this state. */
async function oldDatabase(state: "COMPUTED" | "CHECKED" | "POSTED"): Promise<void> {
  scratch = await scratchDatabase(Object.fromEntries(before.map((name) => [name, read(name)])), rolesOf(dir));
  const admin = await openDatabase({ url: withLogin(scratch.adminUrl, scratch.name), name: "test" });
  const by = { COMPUTED: "null, null", CHECKED: `'${person(1)}', null`, POSTED: `'${person(1)}', '${person(2)}'` }[
    state
  ];
  await admin.query(`
    with p as (insert into policy (agency_id, key, version, kind, title, valid_from, document, sha256, state, drafted_by, drafted_at)
        values ('${agency(1)}', 'contoh', 1, 'tukin', 'Contoh', '2026-01-01', '', '', 'DRAFT', '${maker}', now()) returning id),
      r as (insert into run (agency_id, period, state, policy_id, policy_sha256, engine, maker_id, started_at, activity_revision, activity_count,
          activity_sha256, evaluation_revision, evaluation_count, evaluation_sha256, snapshot_sha256, sha256)
        select '${agency(1)}', '2026-10', '${state === "POSTED" ? "POSTED" : "COMPUTED"}', id, '', 1, '${maker}', now(), 1, 0, '', 1, 0, '', '', '' from p returning id),
      f as (insert into run_flag (run_id, agency_id, person_id, batch, code, severity, params)
        select id, '${agency(1)}', '${person(3)}', 1, 'NET_ZERO', 2, '{}' from r)
    insert into batch (run_id, batch, agency_id, state, rows, net, sha256, maker_id, checker_id, approver_id)
      select id, 1, '${agency(1)}', '${state}', 1, 0, '', '${maker}', ${by} from r`);
  await admin.stop();
  for (const name of fresh) await writeFile(join(scratch.dir, name), read(name));
}

const migrated = () =>
  provision({
    adminUrl: scratch.adminUrl,
    name: scratch.name,
    migrationsDir: scratch.dir,
    passwordOf: scratch.passwordOf,
  });

describe("runs by ranges", () => {
  it("begin anew what nobody has posted", async () => {
    await oldDatabase("COMPUTED");
    await migrated();
    const admin = await openDatabase({ url: withLogin(scratch.adminUrl, scratch.name), name: "test" });
    for (const table of ["run", "run_flag", "batch"]) expect(await admin.query(`select from ${table}`)).toEqual([]);
    expect(await admin.query("select from policy")).toHaveLength(1);
    await admin.stop();
  });

  it.each(["CHECKED", "POSTED"] as const)(
    "do not come over a batch that is %s: nothing of it is lost",
    async (state) => {
      await oldDatabase(state);
      await expect(migrated()).rejects.toThrow("0010 keeps no run that was checked or posted before it");
      const admin = await openDatabase({ url: withLogin(scratch.adminUrl, scratch.name), name: "test" });
      expect(await admin.query(`select from batch where state = '${state}'`)).toHaveLength(1);
      await admin.stop();
    },
  );
});
