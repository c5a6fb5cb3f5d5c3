import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type BulkRows } from "../../app/range-ports.ts";
import { type FrozenPerson, type FrozenRange, packPeople } from "../../domain/frozen.ts";
import { computedRange } from "../../domain/run-documents.ts";
import { agency, employment, person } from "../../testing/month.ts";
import { amount, computedPerson, frozenPerson, month, startStoredRuns, type StoredRuns } from "../../testing/stored-runs.ts"; // prettier-ignore
import { sha256 } from "../ids.ts";
import { bulkRows } from "./bulk-rows.ts";

jest.setTimeout(60_000);

let use: StoredRuns;
beforeAll(async () => {
  use = await startStoredRuns();
});
// Of an agency one run is open at a time.
beforeEach(async () => {
  await use.admin.query("update run set state = 'FAILED', cause = 'INPUT_MISMATCH' where state = 'FREEZING'");
});
afterAll(() => use.stop());

const hash = "0".repeat(64);
const range = (people: readonly FrozenPerson[]): FrozenRange => ({ ...packPeople(sha256, people), sha256: hash });
const count = async (table: string, runId: string): Promise<number> => {
  const [row] = await use.admin.query<{ n: bigint }>(`select count(*) as n from ${table} where run_id = $1`, [runId]);
  return Number(row?.n);
};

describe("frozen rows", () => {
  const day = "2026-10-05" as Day;
  const people: FrozenPerson[] = [
    frozenPerson(1, {
      rows: [
        {
          ...{ personId: person(1), employmentId: employment(1), days: 7 },
          facts: {
            "roster.class": "8",
            "attendance.late_events": [3, 15],
            "attendance.days": [{ day, work: true, status: "HADIR", late: 15, missed_in: false }],
          },
          refs: { "attendance.days": [employment(77), employment(78)] },
          flags: [{ code: "DAYS_PAID_ELSEWHERE", severity: "WARN", params: { paid: "3", elsewhere: "Tanpa “kutip”\\\n" } }],
        },
        { personId: person(1), employmentId: employment(2), days: 2 ** 31 - 1, facts: {}, flags: [] },
      ],
      payout: {
        due: [{ id: employment(5), label: "Kekurangan", period: month("2026-09"), amount: amount(-250) }],
        keys: { grade: "III/c" },
        previousNet: amount(9_007_199_254_740_993),
      },
    }),
    // Somebody who left: only what is still due is paid.
    frozenPerson(2, { rows: [], payout: { due: [] } }),
    ...Array.from({ length: 400 }, (_, index) => frozenPerson(index + 3)),
  ]; // prettier-ignore

  it("come back as they were frozen, by person, and only those of their range", async () => {
    const run = await use.run({ period: month("2026-01"), payoutPeriod: month("2026-02") });
    await use.bulk.writeFrozen(run, 0, range(people));
    await use.bulk.writeFrozen(run, 1, range([frozenPerson(500)]));
    expect(await use.bulk.readFrozen(run, 0)).toEqual(people);
    expect(await use.bulk.readFrozen(run, 1)).toEqual([frozenPerson(500)]);
    expect(await use.in(({ ranges }) => ranges.page(run.id, undefined, 5))).toMatchObject([
      { no: 0, firstPerson: person(1), lastPerson: person(402), people: 402, rows: 402, sha256: hash, state: "FROZEN", net: 0n },
      { no: 1, firstPerson: person(500), lastPerson: person(500), people: 1, rows: 1 },
    ]); // prettier-ignore
    expect(await use.in(({ runs }) => runs.find(run.agencyId, run.id))).toMatchObject({ people: 403, peopleComputed: 0 }); // prettier-ignore
    await expect(use.bulk.readFrozen(run, 2)).rejects.toThrow("has no range 2");
    await use.admin.query("delete from frozen where run_id = $1 and person_id = $2", [run.id, person(2)]);
    await expect(use.bulk.readFrozen(run, 0)).rejects.toThrow("does not have the rows that were frozen");
  });

  it("are whole ranges, one behind the other, of a run that freezes", async () => {
    const run = await use.run({ period: month("2026-02"), payoutPeriod: month("2026-03") });
    await expect(use.bulk.writeFrozen(run, 1, range([frozenPerson(2)]))).rejects.toThrow("follows nothing");
    await use.bulk.writeFrozen(run, 0, range([frozenPerson(2)]));
    await expect(use.bulk.writeFrozen(run, 0, range([frozenPerson(2)]))).rejects.toThrow("duplicate key");
    await expect(use.bulk.writeFrozen(run, 1, range([frozenPerson(2)]))).rejects.toThrow("follows nothing");
    expect(await count("frozen", run.id)).toBe(1);
    await use.in(({ runs }) => runs.save({ ...run, state: "FAILED", cause: "INPUT_MISMATCH" }, 0));
    await expect(use.bulk.writeFrozen(run, 1, range([frozenPerson(3)]))).rejects.toThrow("was given up");
  });

  it("of a freeze that was given up are gone, and what it still writes is refused", async () => {
    const run = await use.run({ period: month("2026-03"), payoutPeriod: month("2026-04") });
    const other = await use.run({ period: month("2026-03"), payoutPeriod: month("2026-05"), agencyId: agency(4) });
    for (const [no, n] of [1, 2, 3].entries()) await use.bulk.writeFrozen(run, no, range([frozenPerson(n)]));
    await use.bulk.writeFrozen(other, 0, range([frozenPerson(1)]));
    await use.in(({ ranges }) => ranges.claim(run, "kinerja", [{ personId: person(1), days: 1 }]));
    await use.in(({ ranges }) => ranges.discard(run));
    for (const table of ["frozen", "run_range", "day_claim"]) expect(await count(table, run.id)).toBe(0);
    expect(await count("frozen", other.id)).toBe(1);
    await expect(use.bulk.writeFrozen(run, 3, range([frozenPerson(4)]))).rejects.toThrow("was given up");
    await use.bulk.writeFrozen(run, 0, range([frozenPerson(1)]));
  });

  it("that are on their way are waited for by who discards them", async () => {
    const run = await use.run({ period: month("2026-04"), payoutPeriod: month("2026-06") });
    const many = Array.from({ length: 3_000 }, (_, index) => frozenPerson(index + 1));
    const written = use.bulk.writeFrozen(run, 0, range(many));
    await sleep(15);
    await use.in(({ ranges }) => ranges.discard(run));
    await written.catch(() => undefined);
    const [rows, ranges] = [await count("frozen", run.id), await count("run_range", run.id)];
    // Either it was there and is gone, or it began after: never rows without their range.
    expect([rows, ranges]).toEqual(ranges === 0 ? [0, 0] : [3_000, 1]);
  });
});

describe("computed rows", () => {
  const people = [
    computedPerson(1, { flags: [{ code: "NET_JUMP", severity: "WARN", params: { a: "b" } }] }),
    computedPerson(2, {
      late: [
        {
          ...{ personId: person(2), employmentId: employment(2), period: month("2026-05"), component: "plt" },
          ...{ label: "Plt", kind: "LATE", amount: amount(70), duePeriod: month("2026-07") },
        },
      ],
    }),
    computedPerson(3, { batch: 2 }),
  ];
  const documentsOf = ({ personId }: FrozenPerson) => people.find((one) => one.personId === personId)!;
  const frozenRun = async (period: string): Promise<Awaited<ReturnType<StoredRuns["run"]>>> => {
    const run = await use.run({ period: month(period), payoutPeriod: month(period), agencyId: agency(3) });
    const frozen = people.map(({ personId }) => ({ ...frozenPerson(1), personId }));
    await use.bulk.writeFrozen(run, 0, range(frozen));
    return run;
  };
  const rows = async (runId: string): Promise<number[]> =>
    Promise.all(["entitlement", "payout", "run_flag", "range_batch"].map((table) => count(table, runId)));

  it("are written once, with all that belongs to them, however many write them at once", async () => {
    const run = await frozenRun("2026-05");
    const others: BulkRows[] = [1, 2, 3].map(() => bulkRows({ url: use.database.url("bulk"), name: "test-bulk-other" })); // prettier-ignore
    const totals = computedRange(sha256, 0, people);
    const written = await Promise.all([use.bulk, ...others].map((bulk) => bulk.compute(run, 0, documentsOf)));
    expect(written.toSorted()).toEqual([false, false, false, true]);
    expect(await others[0]?.compute(run, 0, documentsOf)).toBe(false);
    await Promise.all(others.map((bulk) => bulk.stop()));
    expect(await rows(run.id)).toEqual([3, 3, 1, 2]);
    const [found] = await use.in(({ ranges }) => ranges.page(run.id, undefined, 1), agency(3));
    expect(found).toMatchObject({ state: "COMPUTED", statements: 3, gross: 6_015n, cut: 15n, net: 6_000n });
    expect(await use.in(({ ranges }) => ranges.batches(run.id), agency(3))).toEqual(totals.batches);
    expect(await use.in(({ ranges }) => ranges.waiting(run.id, 5), agency(3))).toEqual([]);
    const [late] = await use.admin.query<object>("select kind, amount, from_run, from_batch, created_by, created_at from due");
    expect(late).toMatchObject({ kind: "LATE", amount: 70n, from_run: run.id, from_batch: 1, created_by: null, created_at: run.startedAt }); // prettier-ignore
  }); // prettier-ignore

  it("are all there or none of them, and the next call works", async () => {
    const run = await frozenRun("2026-06");
    await expect(use.bulk.compute(run, 0, () => people[0]!)).rejects.toThrow("duplicate key");
    expect(await rows(run.id)).toEqual([0, 0, 0, 0]);
    expect(await use.bulk.compute(run, 0, documentsOf)).toBe(true);
    expect(await rows(run.id)).toEqual([3, 3, 1, 2]);
  });

  it("of a server that goes away are not written, and are when it is back", async () => {
    const run = await frozenRun("2026-07");
    const end = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-bulk'";
    // While nobody uses the connection.
    await use.admin.query(end);
    await sleep(50);
    expect(await use.bulk.readFrozen(run, 0)).toHaveLength(3);
    // While it waits for the range.
    const held = use.admin.transaction({ agencies: [] }, async (tx) => {
      await tx.query("select from run_range where run_id = $1 for update", [run.id]);
      const writing = use.bulk.compute(run, 0, documentsOf);
      const failed = expect(writing).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
      await sleep(100);
      await tx.query(end);
      await failed;
    });
    await held;
    expect(await rows(run.id)).toEqual([0, 0, 0, 0]);
    expect(await use.bulk.compute(run, 0, documentsOf)).toBe(true);
  });

  it("do not wait longer than a statement may take", async () => {
    const run = await frozenRun("2026-08");
    const hasty = bulkRows({ url: use.database.url("bulk"), name: "hasty", statementTimeoutMs: 200 });
    await use.admin.transaction({ agencies: [] }, async (tx) => {
      await tx.query("select from run_range where run_id = $1 for update", [run.id]);
      await expect(hasty.compute(run, 0, documentsOf)).rejects.toMatchObject({
        code: "SERVICE_UNAVAILABLE",
      });
    });
    await hasty.stop();
    expect(await use.bulk.compute(run, 0, documentsOf)).toBe(true);
  });
});

describe("the role that copies", () => {
  it("reads and writes nothing but that, and no other agency's runs", async () => {
    const bulk = await use.database.db("bulk");
    const denied = ["select from payout_2026_05", "select from entitlement", "update frozen_2026_05 set days = 1", "delete from payout_2026_05", "update run set net = 0", "select from day_claim", "select prepare_pay_month('2030-01', '2030-01')"]; // prettier-ignore
    for (const sql of denied) await expect(bulk.query(sql)).rejects.toThrow("permission denied");
    expect(await bulk.transaction({ agencies: [agency(2)] }, (tx) => tx.query("select from run"))).toEqual([]);
    await bulk.stop();
    const run = await use.run({ period: month("2026-09"), payoutPeriod: month("2026-09") });
    await expect(use.bulk.writeFrozen({ ...run, agencyId: agency(2) }, 0, range([frozenPerson(1)]))).rejects.toThrow(
      "given up",
    );
    expect(await count("frozen", run.id)).toBe(0);
  });

  it("is the only one: the service's own role makes no documents and changes none", async () => {
    const denied = [
      "insert into entitlement (period) values ('2026-05')",
      "insert into payout (payout_period) values ('2026-05')",
      "insert into frozen (period) values ('2026-05')",
      "insert into run_range (no) values (1)",
      "insert into recovery (amount) values (1)",
      "update payout set amount = 0",
      "update entitlement set net = 0",
      "update frozen set days = 0",
      "update due set amount = 1",
      "update receivable set amount = 1",
      "delete from payout",
      "delete from entitlement",
      "update transfer set phase = 'SETTLED'",
      "delete from posting",
      "select from payout_2026_05",
    ];
    for (const sql of denied) await expect(use.db.query(sql)).rejects.toThrow("permission denied");
  });
});

describe("the tables of a month", () => {
  it("are made once by all who need them at once, and nobody who reads waits", async () => {
    const at = [month("2027-01"), month("2027-02")] as const;
    await use.db.transaction({ agencies: [agency(1)] }, async (reader) => {
      await reader.query("select from payout limit 1");
      await reader.query("select from frozen limit 1");
      await Promise.all([1, 2, 3].map(() => use.in(({ ranges }) => ranges.prepare(...at))));
      await reader.query("select from payout limit 1");
    });
    // The next month's payments: one table of the two is there.
    await use.in(({ ranges }) => ranges.prepare(month("2027-02"), month("2027-02")));
    const made = await use.admin.query<{ name: string }>(
      "select relname as name from pg_class where relname ~ '^(frozen|entitlement|payout)_2027_..$' order by 1",
    );
    expect(made.map(({ name }) => name)).toEqual(
      ["entitlement_2027_01", "entitlement_2027_02", "frozen_2027_01", "frozen_2027_02", "payout_2027_02"],
    ); // prettier-ignore
    await expect(use.db.query("select prepare_pay_month('2026-13', '2026-01')")).rejects.toThrow("are not months");
    // Nor those of a thousand years.
    for (const [earned, paid] of [
      ["2026-10", "2999-01"],
      ["2000-01", "2026-10"],
    ])
      await expect(use.db.query("select prepare_pay_month($1, $2)", [earned, paid])).rejects.toThrow("are not months");
  });
});
