import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { type Records, type Run } from "../../app/ports.ts";
import { readPayout } from "../../domain/payout-document.ts";
import { agency, checker, employment, maker, person } from "../../testing/month.ts";
import { amount, computedPerson, month, startStoredRuns, type StoredRuns } from "../../testing/stored-runs.ts";

jest.setTimeout(60_000);

let use: StoredRuns;
let regular: Run;
let later: Run;
let items: readonly { readonly id: string; readonly kind: string }[];
beforeAll(async () => {
  use = await startStoredRuns();
  regular = await use.computed([1, 2, 3].map((n) => computedPerson(n)), { state: "POSTED" }); // prettier-ignore
  await use.in(({ holds }) => holds.insert(regular, { personId: person(3), batch: 1, by: maker, reason: "Rekening" }, 0)); // prettier-ignore
  const due = { employmentId: undefined, component: "net", label: "Koreksi", amount: amount(70), cause: undefined };
  await use.in(({ dues }) => {
    const make = (n: number, kind: "CORRECTION" | "RELEASE", period: string) =>
      ({ ...due, personId: person(n), kind, period: month(period), duePeriod: month("2026-12") });
    return dues.insert(agency(1), [make(1, "CORRECTION", "2026-08"), make(2, "CORRECTION", "2026-07"), make(3, "RELEASE", "2026-10")], maker, 0);
  }); // prettier-ignore
  items = await use.in(({ dues }) => dues.open(agency(1), month("2026-12"), [1, 2, 3].map(person)));
  const paying = items.map(({ id }, index) => computedPerson(index + 1, { dues: [[id, 70]], ...(index > 0 && { isNotEarning: true }) })); // prettier-ignore
  later = await use.computed(paying, { period: month("2026-11"), payoutPeriod: month("2026-12"), state: "POSTED" });
  await use.in(({ dues }) => dues.settle(later, 1));
  // What is not posted is told to nobody.
  await use.computed([computedPerson(1)], { period: month("2026-12"), payoutPeriod: month("2027-01") });
  await use.computed([computedPerson(1, { net: 42 })], { agencyId: agency(2), state: "POSTED" });
});
afterAll(() => use.stop());

const as = <T>(n: number, work: (records: Records) => Promise<T>, agencies: readonly string[] = []): Promise<T> =>
  use.store.transaction({ agencies, person: person(n) }, work);

describe("statements", () => {
  it("of a person are read by the person, newest first, once they are settled", async () => {
    const found = await as(1, ({ statements }) => statements.ofPerson(person(1), 10));
    expect(found.map(({ payoutPeriod, agencyId, net }) => [payoutPeriod, agencyId, net])).toEqual([
      ["2026-12", agency(1), 1_070n],
      ["2026-11", agency(1), 1_000n],
      ["2026-11", agency(2), 42n],
    ]);
    expect(found[1]).toMatchObject({
      ...{ runId: regular.id, personId: person(1), period: "2026-10", kind: "REGULAR", batch: 1, posted: true },
      ...{ held: false, gross: 1_005n, cut: 5n, amount: 1_000n, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(readPayout(found[1]?.packed ?? new Uint8Array())).toMatchObject({ personId: person(1), amount: 1_000n });
    expect(await as(1, ({ statements }) => statements.ofPerson(person(1), 1))).toHaveLength(1);
    expect(await as(2, ({ statements }) => statements.ofPerson(person(1), 10))).toEqual([]);
  });

  it("of who was held say so, and stay so when another payment has released them", async () => {
    const find = () => as(3, ({ statements }) => statements.find(person(3), "2026-10", undefined));
    expect(await find()).toMatchObject([{ held: true, posted: false }]);
    const release = (dueId: string | null) =>
      use.admin.query("update run_hold set released_by = $1, released_at = now(), release_due = $2 where run_id = $3", [checker, dueId, regular.id]); // prettier-ignore
    await release(items[2]?.id ?? "");
    expect(await find()).toMatchObject([{ held: true, posted: false }]);
    await release(null);
    expect(await find()).toMatchObject([{ held: false, posted: true }]);
    await release(items[2]?.id ?? "");
  });

  it("of a month are found within the agencies asked for", async () => {
    const find = (agencies: string[] | undefined) => as(1, ({ statements }) => statements.find(person(1), "2026-10", agencies)); // prettier-ignore
    expect((await find(undefined)).map(({ agencyId }) => agencyId)).toEqual([agency(1), agency(2)]);
    expect((await find([agency(2)])).map(({ net }) => net)).toEqual([42n]);
    expect(await use.in(({ statements }) => statements.find(person(1), "2026-10", undefined))).toHaveLength(1);
  });

  it("are bytes with their hash", async () => {
    const [one] = await as(1, ({ statements }) => statements.packed(regular.id, person(1)), [agency(1)]);
    expect(one).toMatchObject({ employmentId: employment(1), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(Buffer.from(one?.packed ?? []).toString()).toBe("statement of 1: 1000");
    expect(await as(2, ({ statements }) => statements.packed(regular.id, person(1)))).toEqual([]);
  });
});

describe("notices", () => {
  const told = async (n: number) =>
    (await as(n, ({ notices }) => notices.ofPerson(person(n), 100))).map(({ id, code, params }) => [id, code, params]);

  it("tell of what was posted and of months that were corrected, with ids that stay", async () => {
    const first = await told(1);
    expect(first).toHaveLength(4);
    expect(first).toEqual(
      expect.arrayContaining([
        [regular.id, "STATEMENT_READY", { period: "2026-10", run: regular.id }],
        [later.id, "STATEMENT_READY", { period: "2026-11", run: later.id }],
        [items[0]?.id, "STATEMENT_CHANGED", { period: "2026-08" }],
      ]),
    );
    expect(await told(1)).toEqual(first);
  });

  it("tell of corrections and releases alone who has no statement of the month", async () => {
    expect(await told(2)).toEqual(
      expect.arrayContaining([
        [regular.id, "STATEMENT_READY", { period: "2026-10", run: regular.id }],
        [items[1]?.id, "STATEMENT_CHANGED", { period: "2026-07" }],
      ]),
    );
    expect(await told(2)).toHaveLength(2);
    // Held out of the first run, and paid by the second.
    expect(await told(3)).toEqual([[items[2]?.id, "STATEMENT_READY", { period: "2026-10" }]]);
  });

  it("tell nobody anything of others, and no more than asked for", async () => {
    expect(await as(2, ({ notices }) => notices.ofPerson(person(1), 100))).toEqual([]);
    expect(await as(1, ({ notices }) => notices.ofPerson(person(1), 2))).toHaveLength(2);
  });
});

describe("the tables of runs", () => {
  const tables = ["run", "run_range", "range_batch", "batch", "frozen", "entitlement", "payout", "run_hold", "transfer", "posting", "due", "due_payment", "receivable", "recovery", "run_flag"]; // prettier-ignore

  it("show another agency nothing, and nobody without one", async () => {
    await use.in(({ ledger }) =>
      ledger.insert(regular, 1, { id: person(7), phase: "POSTED", by: maker, reference: undefined, postings: [{ account: "a", amount: amount(1) }, { account: "b", amount: amount(-1) }] }, 0)); // prettier-ignore
    for (const table of tables) {
      const rows = (agencies: string[]) =>
        use.db.transaction({ agencies }, (tx) => tx.query(`select from ${table}`));
      expect({ table, rows: await rows([agency(3)]) }).toEqual({ table, rows: [] });
      expect({ table, rows: await rows([]) }).toEqual({ table, rows: [] });
    }
    const shown = await use.db.transaction({ agencies: [agency(1)] }, (tx) => tx.query("select from posting"));
    expect(shown).toHaveLength(2);
  }); // prettier-ignore

  it("show a person the own payouts, statements, items and how far their batches are", async () => {
    const rows = (table: string, column = "person_id") =>
      use.db.transaction({ agencies: [], person: person(2) }, (tx) =>
        tx.query<{ key: string }>(`select distinct ${column}::text as key from ${table} order by 1`),
      );
    for (const table of ["payout", "entitlement", "due"])
      expect({ table, rows: await rows(table) }).toEqual({ table, rows: [{ key: person(2) }] });
    const own = [regular.id, later.id].toSorted().map((key) => ({ key }));
    expect(await rows("batch", "run_id")).toEqual(own);
    expect(await rows("run", "id")).toEqual(own);
    for (const table of ["frozen", "run_range", "range_batch", "posting", "transfer", "due_payment", "run_flag"])
      expect({ table, rows: await rows(table, "1") }).toEqual({ table, rows: [] });
    const deleted = use.db.transaction({ agencies: [], person: person(2) }, (tx) =>
      tx.query("with gone as (delete from frozen returning 1) select count(*)::int as n from gone"),
    );
    expect(await deleted).toEqual([{ n: 0 }]);
  });
});
