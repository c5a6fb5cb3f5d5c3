import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import fc from "fast-check";

import { lookbackOf, reaches } from "../../domain/facts/month.ts";
import { type FactRow, rowAsOf } from "../../domain/facts/row.ts";
import { agency, checker, maker, period, person } from "../../testing/month.ts";
import { fact, factId, someFacts } from "../../testing/pay-facts.ts";
import { factRecords } from "./facts.ts";

jest.setTimeout(60_000);

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await testDatabase("allowance");
  db = await database.db("app");
});
afterAll(async () => {
  await db.stop();
  await database.drop();
});

const [own, other] = [agency(1), agency(2)];
const query = <Row>(sql: string, params: readonly unknown[] = [], agencies = [own], who?: string): Promise<Row[]> =>
  db.transaction({ agencies, ...(who !== undefined && { person: who }) }, (tx) => tx.query<Row>(sql, params));
const store = (rows: readonly FactRow[], agencies = [own]): Promise<void> =>
  db.transaction({ agencies }, (tx) => factRecords(tx).insert(rows));

let last = 1_000;
const fresh = (more: Partial<FactRow> = {}, kind: FactRow["kind"] = "LEAVE"): FactRow =>
  fact(kind, ["2026-07-01", "2026-07-31"], { id: factId(++last), recordedBy: maker, ...more });
const proposed = async (more: Partial<FactRow> = {}): Promise<FactRow> => {
  const row = fresh(more);
  await store([row]);
  return row;
};
const confirm = ({ id }: FactRow): Promise<unknown> =>
  query("update fact set state = 'CONFIRMED', decided_by = $2, decided_at = '2026-11-05' where id = $1", [id, checker]);

describe("the table of facts", () => {
  it("shows an agency its own, a person the own, and nobody else anything", async () => {
    const row = await proposed();
    const seen = async (agencies: string[], who?: string): Promise<number> =>
      (await query("select id from fact where id = $1", [row.id], agencies, who)).length;
    expect([await seen([own]), await seen([other]), await seen([]), await seen([other], person(1))]).toEqual([
      1, 0, 0, 1,
    ]);
    await expect(store([fresh({ agencyId: other })])).rejects.toThrow("row-level security");
    await db.transaction({ agencies: [other] }, async (tx) => {
      await factRecords(tx).end(other, [row.id], 9_000);
      expect(await factRecords(tx).find(other, [row.id])).toEqual([]);
    });
    expect((await query<{ superseded_at: null }>("select superseded_at from fact where id = $1", [row.id]))[0]).toEqual(
      {
        superseded_at: null,
      },
    );
    await query("insert into fact_moment values ($1, now())", [own]);
    expect(await query("select * from fact_moment", [], [other])).toEqual([]);
  });

  it("wants a second person who is not the one it is about", async () => {
    const row = await proposed();
    const decide = (by: string) =>
      query("update fact set state = 'CONFIRMED', decided_by = $2, decided_at = now() where id = $1", [row.id, by]);
    await expect(decide(maker)).rejects.toThrow("violates check constraint");
    await expect(decide(person(1))).rejects.toThrow("violates check constraint");
    await expect(query("update fact set state = 'CONFIRMED' where id = $1", [row.id])).rejects.toThrow(
      "violates check",
    );
    await decide(checker);
  });

  it("never changes but by one decision and one end, and loses nothing", async () => {
    const row = await proposed();
    await expect(query("update fact set valid_to = null where id = $1", [row.id])).rejects.toThrow("permission denied");
    await expect(query("delete from fact where id = $1", [row.id])).rejects.toThrow("permission denied");
    await confirm(row);
    await expect(
      query("update fact set state = 'REJECTED', decided_by = $2 where id = $1", [row.id, checker]),
    ).rejects.toThrow("decided once");
    await query("update fact set superseded_at = '2026-11-06' where id = $1", [row.id]);
    await expect(query("update fact set superseded_at = '2026-11-07' where id = $1", [row.id])).rejects.toThrow(
      "has ended",
    );
  });

  it.each<[string, Partial<FactRow>, FactRow["kind"]]>([
    ["ends before it begins", { validTo: "2026-06-30" as FactRow["validFrom"] }, "LEAVE"],
    ["has no reason", { reason: " " }, "LEAVE"],
    ["has no letter where one is needed", { decree: "" }, "SANCTION"],
    ["is not of whole months", { validFrom: "2026-07-02" as FactRow["validFrom"] }, "SCORE"],
    ["is not of a whole year", { validTo: "2026-12-30" as FactRow["validFrom"] }, "ANNUAL_PREDICATE"],
    ["is of nobody", { personId: undefined }, "LEAVE"],
    ["is an outage of a person", { personId: person(1) }, "OUTAGE"],
    ["is an outage without an end", { validTo: undefined }, "OUTAGE"],
    ["is an outage that a machine applied", { authority: "automatic" }, "OUTAGE"],
    ["came by a file without saying which", { authority: "import" }, "LEAVE"],
    ["takes back nothing", { withdraws: true }, "LEAVE"],
  ])("holds no fact that %s", async (_, more, kind) => {
    await expect(store([fresh(more, kind)])).rejects.toThrow("violates check constraint");
  });

  it("holds no fact that begins confirmed, or replaces what is open, ended or another's", async () => {
    await expect(
      query(
        `insert into fact (agency_id, person_id, kind, valid_from, body, decree, authority, reason, recorded_by, recorded_at, state, decided_by, decided_at)
         values ($1, $2, 'LEAVE', '2026-07-01', '{}', '', 3, 'x', $3, '2026-11-04', 'CONFIRMED', $4, now())`,
        [own, person(1), maker, checker],
      ),
    ).rejects.toThrow("begins as a proposal");
    const row = await proposed();
    const refused = (more: Partial<FactRow>) =>
      expect(store([fresh({ replaces: row.id, ...more })])).rejects.toThrow("replaces a confirmed one");
    await refused({});
    await confirm(row);
    await refused({ personId: person(2) });
    await expect(store([fresh({ replaces: row.id }, "STUDY")])).rejects.toThrow("replaces a confirmed one");
    await store([fresh({ replaces: row.id })]);
    await query("update fact set superseded_at = '2026-11-06' where id = $1", [row.id]);
    await refused({});
  });

  it("lets one of two replacements in, however they come", async () => {
    const row = await proposed();
    await confirm(row);
    const both = await Promise.allSettled(
      [fresh({ replaces: row.id }), fresh({ replaces: row.id })].map((one) => store([one])),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the moments of an agency", () => {
  it("never come twice or go back, whatever the clocks say, and come one after another", async () => {
    const tick = (at: number): Promise<number> =>
      db.transaction({ agencies: [other] }, (tx) => factRecords(tx).moment(other, at));
    const first = await tick(10_000);
    expect(first).toBe(10_000);
    expect(await tick(9_000)).toBe(10_001);
    const many = await Promise.all([1, 2, 3, 4, 5].map(() => tick(10_000)));
    expect(many.toSorted((a, b) => a - b)).toEqual([10_002, 10_003, 10_004, 10_005, 10_006]);
    expect(await tick(20_000)).toBe(20_000);
  });
});

describe("rows as they were known", () => {
  it("are those of the pure function, at any moment", async () => {
    const samples = fc.sample(someFacts, { numRuns: 12, seed: 7 }).flat();
    const all = samples.map((row, n): FactRow => {
      const file = row.authority === "import" ? { fileId: "a".repeat(64), line: n + 2 } : {};
      const isOutage = row.kind === "OUTAGE";
      const end = n % 3 === 0 ? { supersededAt: (row.decidedAt ?? row.recordedAt) + 10 } : {};
      const authority = isOutage && row.authority === "automatic" ? "human" : row.authority;
      return { ...row, ...file, ...end, authority, id: factId(5_000 + n), agencyId: other, recordedBy: maker };
    });
    await store(all, [other]);
    await db.transaction({ agencies: [other] }, async (tx) => {
      const records = factRecords(tx);
      for (const row of all) {
        if (row.decidedAt !== undefined) await records.decide(other, [row.id], row.state, checker, row.decidedAt);
        if (row.supersededAt !== undefined) await records.end(other, [row.id], row.supersededAt);
      }
      expect(lookbackOf(period)).toBe("2025-01-01");
      for (const recordedBefore of [1, 150, 450, 451, 700, 2_000]) {
        const asked = { agencyId: other, period, recordedBefore };
        const found = [...(await records.asOf(asked, [person(1)])), ...(await records.sharedAsOf(asked))];
        const expected = all
          .map((row) => rowAsOf(row, recordedBefore))
          .filter((row) => row !== undefined && row.state !== "REJECTED" && reaches(row, period));
        const byId = (a: FactRow | undefined, b: FactRow | undefined): number => (a!.id < b!.id ? -1 : 1);
        expect(found.toSorted(byId)).toEqual(expected.toSorted(byId));
      }
    });
  });
});
