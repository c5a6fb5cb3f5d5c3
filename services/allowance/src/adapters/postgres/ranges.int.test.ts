import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { type Run } from "../../app/ports.ts";
import { packPeople } from "../../domain/frozen.ts";
import { rangeBatches } from "../../domain/range-totals.ts";
import { agency, maker, person } from "../../testing/month.ts";
import { amount, computedPerson, frozenPerson, month, startStoredRuns, type StoredRuns } from "../../testing/stored-runs.ts"; // prettier-ignore
import { sha256 } from "../ids.ts";

jest.setTimeout(60_000);

let use: StoredRuns;
beforeAll(async () => {
  use = await startStoredRuns();
});
afterAll(() => use.stop());

const claims = (...days: readonly (readonly [n: number, days: number])[]) =>
  days.map(([n, bits]) => ({ personId: person(n), days: bits }));

describe("days", () => {
  const runOf = (agencyId: string): Promise<Run> =>
    use.run({ agencyId, period: month("2026-01"), payoutPeriod: month("2026-02") });

  it("are claimed once, whoever of several agencies asks first", async () => {
    const [here, there] = [await runOf(agency(4)), await runOf(agency(5))];
    const of = (run: Run, days: number) =>
      use.in(({ ranges }) => ranges.claim(run, "kinerja", claims([1, days], [2, 8])), run.agencyId);
    const [first, second] = await Promise.all([of(here, 0b0111), of(there, 0b1110)]);
    // Whoever came second sees what the first one has, and holds the rest.
    const [winner, loser] = first.size === 0 ? [here, second] : [there, first];
    const by = [{ agencyId: winner.agencyId, runId: winner.id }];
    expect(loser.get(person(1))).toEqual({ days: winner === here ? 0b0111 : 0b1110, by });
    expect(loser.get(person(2))).toEqual({ days: 8, by });
    const rows = await use.admin.query<{ days: number }>(
      "select days from day_claim where person_id = $1 order by days",
      [person(1)],
    );
    expect(rows.reduce((all, { days }) => all | days, 0)).toBe(0b1111);
    expect(rows.reduce((all, { days }) => all + days, 0)).toBe(0b1111);
    // Another kind of allowance is another claim; the own ones are not what others have.
    expect(await use.in(({ ranges }) => ranges.claim(here, "thr", claims([1, 1])), here.agencyId)).toEqual(new Map());
    const again = winner === here ? 0b0111 : 0b1110;
    await expect(of(winner, again)).rejects.toThrow("day_claim_pkey");
    await use.in(({ ranges }) => ranges.release(winner.id, [person(1), person(2)]), winner.agencyId);
    expect((await of(winner, again)).get(person(2))).toBeUndefined();
    await use.in(({ ranges }) => ranges.release(winner.id, [person(2)]), winner.agencyId);
    const other = winner === here ? there : here;
    await use.in(({ ranges }) => ranges.release(other.id, [person(1), person(2)]), other.agencyId);
    expect((await of(other, 0b1111)).get(person(2))).toBeUndefined();
  });
});

describe("a computed run", () => {
  const people = Array.from({ length: 25 }, (_, index) => computedPerson(index + 1, { batch: index === 7 ? 2 : 1 }));

  it("is what was computed, until something of it changes", async () => {
    const run = await use.computed(people, { agencyId: agency(6), rangeSize: 10, state: "CHECKED" });
    const verified = () => use.in(({ ranges }) => ranges.verify(run), agency(6));
    expect(await verified()).toEqual([]);
    const breaks: readonly (readonly [sql: string, says: string])[] = [
      ["update payout set packed = packed || 'x' where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["update payout set packed = packed || 'x', sha256 = sha256(packed || 'x') where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["update payout set gross = gross + 1, net = net + 1, amount = amount + 1 where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["update payout set employer = employer + 1 where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["update payout set batch = 2 where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["update payout set gross = gross + 1, net = net + 1, amount = amount + 1, range_no = 0 where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["delete from payout where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["delete from payout where run_id = $1 and person_id = $2", "there are other payouts"],
      ["insert into payout select (jsonb_populate_record(p, '{\"person_id\": \"f0000000-0000-8000-8000-000000000001\"}')).* from payout p where run_id = $1 and person_id = $2", "there are other payouts"],
      ["insert into entitlement select (jsonb_populate_record(e, '{\"person_id\": \"f0000000-0000-8000-8000-000000000001\"}')).* from entitlement e where run_id = $1 and person_id = $2", "there are other statements"],
      ["insert into run_hold (run_id, person_id, agency_id, batch, held_by, held_at, reason) select run_id, person_id, agency_id, batch, uuidv7(), now(), 'x' from payout where run_id = $1 and person_id = $2", "range 1, batch 1: its payouts"],
      ["update entitlement set packed = packed || 'x' where run_id = $1 and person_id = $2", "range 1: its statements"],
      ["update entitlement set gross = gross + 1, net = net + 1 where run_id = $1 and person_id = $2", "range 1: its statements"],
      ["delete from entitlement where run_id = $1 and person_id = $2", "range 1: its statements"],
      ["with gone as (delete from payout where run_id = $1 and range_no = 2) delete from entitlement where run_id = $1 and $2::uuid is not null and range_no = 2", "range 2: its statements"],
      ["update range_batch set recovery = recovery + 1, amount = amount - 1 where run_id = $1 and $2::uuid is not null and no = 0 and batch = 1", "range 0, batch 1: its payouts"],
      ["update range_batch set gross = gross + 1 where run_id = $1 and $2::uuid is not null and no = 0 and batch = 1", "batch 1: its sums"],
      ["update batch set rows = rows + 1 where run_id = $1 and $2::uuid is not null and batch = 1", "batch 1: its sums"],
      ["update run_range set net = net + 1, gross = gross + 1 where run_id = $1 and $2::uuid is not null and no = 2", "range 2: its statements"],
      ["update run set net = net + 1, gross = gross + 1 where id = $1 and $2::uuid is not null", "the totals"],
      ["update run set ranges = ranges + 1 where id = $1 and $2::uuid is not null", "the totals"],
    ]; // prettier-ignore
    for (const [sql, says] of breaks) {
      await use.admin.transaction({ agencies: [agency(6)] }, async (tx) => {
        await tx.query(sql, [run.id, person(15)]);
        const { verify } = await import("./verify.ts");
        const found = await verify(tx, run);
        expect({ sql, found: found.filter((one) => one.startsWith(says)).length }).toEqual({ sql, found: 1 });
        await tx.query("do $$ begin raise exception 'undone'; end $$");
      }).catch((error: unknown) => {
        if (!String(error).includes("undone")) throw error;
      });
    } // prettier-ignore
    expect(await verified()).toEqual([]);
  });

  it("leaves out who is held, when the range is counted anew", async () => {
    const run = await use.computed(people, { agencyId: agency(7), rangeSize: 10 });
    const [no, kept] = await use.in(async (records) => {
      const number = await records.ranges.rangeOf(run.id, person(15));
      const hold = { personId: person(15), batch: 1, by: maker, reason: "Data ganda" } as const;
      await records.holds.insert(run, hold, 0);
      expect(await records.holds.find(run.id, person(15))).toEqual(hold);
      const rows = await records.rows.payoutsOfRange(run.id, number ?? -1);
      for (const batch of rangeBatches(sha256, number ?? -1, rows)) await records.ranges.saveBatch(run.id, batch);
      return [number, rows] as const;
    }, agency(7));
    expect(no).toBe(1);
    expect(kept.map(({ personId }) => personId)).toEqual(people.slice(10, 20).map(({ personId }) => personId));
    expect(kept.filter(({ held }) => held).map(({ personId }) => personId)).toEqual([person(15)]);
    const found = await use.in(({ ranges }) => ranges.verify(run), agency(7));
    // Of the ranges nothing: the batch is counted by whoever holds people.
    expect(found).toEqual(["batch 1: its sums are not those of its ranges"]);
    const page = await use.in(
      ({ rows }) => rows.page(run.id, { limit: 50, after: person(10), batch: undefined, held: true }),
      agency(7),
    );
    expect(page).toEqual([
      { personId: person(15), batch: 1, gross: 15_005n, cut: 5n, net: 15_000n, amount: 15_000n, held: true, posted: false, openFlags: 0 },
    ]); // prettier-ignore
    expect(await use.in(({ rows }) => rows.hasPayout(run.id, 1, person(15)), agency(7))).toBe(false);
    expect(await use.in(({ rows }) => rows.hasPayout(run.id, 1, person(16)), agency(7))).toBe(true);
  });

  it("knows in which range a person is, and who is in none", async () => {
    const run = await use.run({ agencyId: agency(8) });
    await use.bulk.writeFrozen(run, 0, packPeople(sha256, [frozenPerson(1), frozenPerson(5)]));
    const rangeOf = (n: number) => use.in(({ ranges }) => ranges.rangeOf(run.id, person(n)), agency(8));
    expect(await Promise.all([1, 3, 5, 6].map(rangeOf))).toEqual([0, undefined, 0, undefined]);
  });

  it("pays page after page by person, without who is held, and in its batch alone", async () => {
    const run = await use.computed(people, { agencyId: agency(9), rangeSize: 10 });
    await use.in(({ holds }) => holds.insert(run, { personId: person(2), batch: 1, by: maker, reason: "Rekening" }, 0), agency(9)); // prettier-ignore
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const rows = await use.in(({ rows: records }) => records.payable(run.id, 1, { limit: 7, after }), agency(9));
      expect(rows.every(({ packed, sha256: stored }) => packed.length > 0 && stored.length === 32)).toBe(true);
      seen.push(...rows.map(({ personId }) => personId));
      after = rows.at(-1)?.personId;
      if (rows.length < 7) break;
    }
    expect(seen).toEqual(people.map(({ personId }) => personId).filter((id) => id !== person(2) && id !== person(8)));
    expect(await use.in(({ rows }) => rows.nets(run.id, [person(1), person(3)]), agency(9))).toEqual(
      new Map([[person(1), 1_000n], [person(3), 3_000n]]),
    ); // prettier-ignore
  });
});

describe("runs of an agency", () => {
  it("are one open at a time, and one for each kind, month and sequence", async () => {
    const agencyId = agency(10);
    const run = await use.run({ agencyId });
    await expect(use.run({ agencyId, kind: "THR" })).rejects.toThrow("run_open");
    expect(await use.in(({ runs }) => runs.findOpen(agencyId), agencyId)).toMatchObject({ id: run.id });
    expect(await use.in(({ runs }) => runs.findOpen(agency(11)), agencyId)).toBeUndefined();
    expect(await use.in(({ runs }) => runs.lastPaid(agencyId), agencyId)).toBeUndefined();
    await use.in(async ({ runs }) => {
      await runs.save({ ...run, state: "FAILED", cause: "INPUT_MISMATCH", facts: { moment: 1_500, count: 3n, sha256: "c" }, calendar: { count: 2n, sha256: "d" } }, 0); // prettier-ignore
      expect(await runs.find(agencyId, run.id)).toMatchObject({ state: "FAILED", facts: { moment: 1_500, count: 3n, sha256: "c" }, calendar: { count: 2n, sha256: "d" } }); // prettier-ignore
    }, agencyId);
    await expect(use.run({ agencyId })).rejects.toThrow("run_agency_id_kind_period_sequence_key");
    const second = await use.run({ agencyId, kind: "RAPEL", sequence: 2 });
    expect(await use.in(({ runs }) => runs.findLatest(agencyId, "RAPEL", month("2026-10")), agencyId)).toMatchObject({ id: second.id, kind: "RAPEL", sequence: 2 }); // prettier-ignore
    await use.in(({ runs }) => runs.save({ ...second, state: "FAILED" }, 0), agencyId);
    await use.in(({ runs }) => runs.restart(run.id, { ...run, rangeSize: 500, policySha256: "other" }, 5_000), agencyId);
    expect(await use.in(({ runs }) => runs.find(agencyId, run.id), agencyId)).toMatchObject({
      ...{ state: "FREEZING", cause: undefined, rangeSize: 500, policySha256: "other", version: 2 },
      startedAt: new Date(5_000),
    });
  }); // prettier-ignore
});

describe("transfers of a batch", () => {
  it("come once in each phase, each summing to zero, and are never changed", async () => {
    const agencyId = agency(11);
    const run = await use.computed([computedPerson(1)], { agencyId, state: "POSTED" });
    const line = (account: string, of: number) => ({ account, amount: amount(of) });
    const insert = (n: number, phase: "PENDING" | "POSTED", ...postings: { account: string; amount: ReturnType<typeof amount> }[]) =>
      use.in(({ ledger }) => ledger.insert(run, 1, { id: person(n), phase, by: maker, reference: undefined, postings }, 0), agencyId); // prettier-ignore
    await expect(insert(1, "PENDING", line("a", 5), line("b", -4))).rejects.toThrow("does not sum to zero");
    await insert(1, "PENDING", line("komitmen.belanja", 1_000), line("komitmen.utang", -1_000));
    await expect(insert(2, "PENDING")).rejects.toThrow("transfer_step");
    await insert(3, "POSTED", line("komitmen.belanja", -1_000), line("komitmen.utang", 1_000), line("belanja", 1_000), line("utang", -1_000)); // prettier-ignore
    const expected = [{ account: "belanja", amount: 1_000n }, { account: "utang", amount: -1_000n }]; // prettier-ignore
    expect(await use.in(({ ledger }) => ledger.batchTotals(run.id, 1), agencyId)).toEqual(expected);
    expect(await use.in(({ ledger }) => ledger.totals(agencyId, "2026-10"), agencyId)).toEqual(expected);
    expect(await use.in(({ ledger }) => ledger.totals(agencyId, "2026-10"))).toEqual([]);
    const owner = await use.database.db("owner");
    for (const table of ["posting", "transfer cascade"])
      await expect(owner.query(`truncate ${table}`)).rejects.toThrow("append-only");
    await owner.stop();
    for (const sql of ["update posting set amount = 1", "delete from transfer"])
      await expect(use.admin.query(sql)).rejects.toThrow("append-only");
  }); // prettier-ignore
});
