import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { agency, maker, person } from "../../services/allowance/src/testing/month.ts";
import { doubleClaims, doubleClaimsExport } from "./double-claims.ts";
import { moneyRules } from "./money-rules.ts";

const run = (n: number): string => `00000005-0000-8000-8000-${String(n).padStart(12, "0")}`;
const gone = run(9);

let database: TestDatabase;
let all: Database;

/** A posted run of March by a policy of this kind, each of an agency of its own. */
const insertRun = (n: number, kind: string): Promise<unknown> =>
  all.query(
    `with p as (insert into policy (agency_id, key, version, kind, title, valid_from, document, sha256, state, drafted_by, drafted_at)
        values ($1, 'contoh', 1, $2, 'Contoh', '2026-01-01', '', '', 'DRAFT', $3, now()) returning id)
      insert into run (id, agency_id, kind, period, payout_period, state, policy_id, policy_sha256, engine, maker_id, started_at, range_size,
          activity_revision, activity_count, activity_sha256, evaluation_revision, evaluation_count, evaluation_sha256, snapshot_sha256, sha256, layout)
        select $4, $1, 'REGULAR', '2026-03', '2026-03', 'POSTED', id, '', 1, $3, now(), 10, 1, 0, '', 1, 0, '', '', '', '' from p`,
    [agency(n), kind, maker, run(n)],
  );
const claim = (n: number, of: string, days: number, [kind, period] = ["kinerja", "2026-03"]): Promise<unknown> =>
  all.query(
    "insert into day_claim (kind, period, person_id, run_id, agency_id, days) values ($1, $2, $3, $4, $5, $6)",
    [...[kind, period, person(n), of, agency(of === run(2) ? 2 : 1), days]],
  );

beforeAll(async () => {
  database = await testDatabase("allowance");
  all = await database.administrator();
  await insertRun(1, "tukin");
  await insertRun(2, "tpp");
  // 1: moved on the third. 2: the second and the last day twice. 3: other months. 4: a run that is gone has the day, too.
  await claim(1, run(1), 0b011);
  await claim(1, run(2), 0b100);
  await claim(2, run(1), 2 ** 30 + 0b011);
  await claim(2, run(2), 2 ** 30 + 0b110);
  await claim(3, run(1), 1);
  await claim(3, run(2), 1, ["kinerja", "2026-04"]);
  await claim(4, run(1), 1, ["thr", "2026"]);
  await claim(4, gone, 1, ["thr", "2026"]);
});
afterAll(async () => {
  await all.stop();
  await database.drop();
});

describe("days that two runs have paid", () => {
  it("are named with both runs, their agencies and what they were paid as", async () => {
    expect(await all.query(doubleClaims)).toEqual([
      {
        ...{
          class: "thr",
          period: "2026",
          person_id: person(4),
          days: "01",
          first_run: run(1),
          first_agency: agency(1),
        },
        ...{ first_policy: "tukin", first_state: "POSTED", second_run: gone, second_agency: agency(1) },
        ...{ second_policy: null, second_state: null },
      },
      {
        ...{ class: "kinerja", period: "2026-03", person_id: person(2), days: "02 31", first_run: run(1) },
        ...{ first_agency: agency(1), first_policy: "tukin", first_state: "POSTED", second_run: run(2) },
        ...{ second_agency: agency(2), second_policy: "tpp", second_state: "POSTED" },
      },
    ]);
  });

  it("are what the invariants count, by a key that says where to look", async () => {
    const [rule] = moneyRules.filter(({ says }) => says === "a day is claimed twice");
    const found = await all.query<{ key: string }>(rule?.broken ?? "");
    expect(found.map(({ key }) => key)).toEqual([
      `thr/2026/${person(4)}/01/${run(1)}/${gone}`,
      `kinerja/2026-03/${person(2)}/02 31/${run(1)}/${run(2)}`,
    ]);
  });

  it("are listed without a change: the statement only reads", () => {
    expect(doubleClaimsExport).toMatch(/^copy \(select .*\) to stdout \(format csv, header\)$/s);
    expect(doubleClaimsExport).not.toMatch(/\b(insert|update|delete)\b/);
  });
});
