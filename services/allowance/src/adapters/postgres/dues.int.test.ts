import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { type Records, type Run } from "../../app/ports.ts";
import { type NewDue } from "../../app/range-ports.ts";
import { readPayout } from "../../domain/payout-document.ts";
import { type DueScope } from "../../domain/payout/asked.ts";
import { agency, checker, employment, maker, person } from "../../testing/month.ts";
import { amount, computedPerson, month, startStoredRuns, type StoredRuns } from "../../testing/stored-runs.ts";

jest.setTimeout(60_000);

let use: StoredRuns;
beforeAll(async () => {
  use = await startStoredRuns();
});
afterAll(() => use.stop());

let agencies = 20;
/** Each test has an agency of its own. */
const newAgency = (): string => agency((agencies += 1));

const due = (n: number, more: Partial<NewDue> = {}): NewDue & { readonly cause: string | undefined } => ({
  ...{ personId: person(n), employmentId: undefined, period: month("2026-09"), component: "net", label: "Kekurangan" },
  ...{ kind: "CORRECTION", amount: amount(500), duePeriod: month("2026-11"), cause: person(99) },
  ...more,
});

const insert = (agencyId: string, ...items: Parameters<Records["dues"]["insert"]>[1][number][]): Promise<void> =>
  use.in(({ dues }) => dues.insert(agencyId, items, maker, 0), agencyId);
const openOf = (agencyId: string, people: readonly number[], at = "2026-11") =>
  use.in(({ dues }) => dues.open(agencyId, month(at), people.map(person)), agencyId);
const hold = (run: Run, n: number): Promise<void> =>
  use.in(({ holds }) => holds.insert(run, { personId: person(n), batch: 1, by: maker, reason: "Rekening" }, 0), run.agencyId); // prettier-ignore
const decide = (run: Run, state: "CHECKED" | "POSTED"): Promise<void> =>
  use.in(async ({ runs }) => {
    const [batch] = await runs.batches(run.id);
    if (!batch) throw new Error("a computed run has a batch");
    const by = { checkerId: person(900_002), approverId: state === "POSTED" ? person(900_003) : undefined };
    await runs.saveBatch(run.id, { ...batch, ...by, state }, 0);
    if (state === "POSTED") await runs.save({ ...run, state }, 0);
  }, run.agencyId);
const check = (run: Run): Promise<void> => decide(run, "CHECKED");
const post = (run: Run): Promise<void> => decide(run, "POSTED");
const receivableOf = async (agencyId: string, n: number, of: number): Promise<string> => {
  const [row] = await use.admin.query<{ id: string }>(
    `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
     values ($1, $2, 'Kelebihan', '2026-03-31', $3, '', now(), $4) returning id`,
    [agencyId, person(n), of, maker],
  );
  return row?.id ?? "";
};

describe("an item", () => {
  it("is open from its month of payment on, to its own agency", async () => {
    const agencyId = newAgency();
    await insert(agencyId, due(1), due(2, { duePeriod: month("2026-12"), amount: amount(-7) }), due(3));
    expect(await openOf(agencyId, [1, 2])).toEqual([
      { ...due(1), cause: undefined, id: expect.any(String), contributes: true, contribution: undefined, employer: 0n },
    ].map(({ cause: _, ...item }) => item)); // prettier-ignore
    expect((await openOf(agencyId, [1, 2], "2027-01")).map(({ amount: of }) => of)).toEqual([500n, -7n]);
    expect(await use.in(({ dues }) => dues.open(agencyId, month("2026-11"), [person(1)]), agency(1))).toEqual([]);
    const people = (between: object) =>
      use.in(({ dues }) => dues.peopleWithDue(agencyId, month("2026-12"), { after: undefined, upTo: undefined, owing: true, limit: 10, ...between }), agencyId); // prettier-ignore
    expect(await people({})).toEqual([1, 2, 3].map(person));
    expect(await people({ limit: 2 })).toEqual([1, 2].map(person));
    expect(await people({ after: person(1), upTo: person(3) })).toEqual([2, 3].map(person));
    expect(await people({ after: person(1), upTo: person(2) })).toEqual([person(2)]);
  });

  it("of a THR is open to what follows that THR, and to no other run", async () => {
    const agencyId = newAgency();
    const march = month("2026-03");
    await insert(agencyId, due(1), { ...due(2, { period: march }), origin: "THR" });
    await insert(agencyId, { ...due(3, { period: march }), origin: "GAJI13" });
    const found = (scope: DueScope) =>
      use.in(async ({ dues }) => {
        const query = { after: undefined, upTo: undefined, owing: true, limit: 9, scope };
        const open = await dues.open(agencyId, month("2026-11"), [1, 2, 3].map(person), scope);
        const people = await dues.peopleWithDue(agencyId, month("2026-11"), query);
        expect(open.map(({ personId }) => personId)).toEqual(people);
        return people;
      }, agencyId);
    expect(await found({ origin: "REGULAR", period: undefined })).toEqual([person(1)]);
    expect(await found({ origin: "THR", period: march })).toEqual([person(2)]);
    expect(await found({ origin: "THR", period: month("2026-04") })).toEqual([]);
    expect(await found({ origin: "GAJI13", period: march })).toEqual([person(3)]);
  });

  it("of a THR waits for a run when the last one is posted, or a run that follows has failed, and not while one is on its way", async () => {
    const agencyId = newAgency();
    const march = month("2026-03");
    await insert(agencyId, due(1), ...[2, 3].map((n) => ({ ...due(n, { period: march }), origin: "THR" as const })));
    await insert(agencyId, { ...due(3, { period: march, amount: amount(-100) }), origin: "THR" });
    // Nobody is paid by a share of contributions alone.
    await use.admin.query(
      `insert into due (agency_id, person_id, period, component, label, kind, amount, due_period, origin, contribution, created_at, created_by)
       values ($1, $2, $3, 'bpjs', 'BPJS', 'CONTRIBUTION', -9, '2026-11', 'THR', 'bpjs', now(), $4)`,
      [agencyId, person(4), march, maker],
    );
    await insert(agencyId, { ...due(5, { period: march, duePeriod: month("2026-12") }), origin: "THR" });
    const waiting = (at = "2026-11") => use.in(({ dues }) => dues.waiting(agencyId, month(at)), agencyId);
    expect(await waiting()).toEqual([]);
    const run = await use.computed([computedPerson(1)], { agencyId, period: march, kind: "THR" });
    expect(await waiting()).toEqual([]);
    await post(run);
    const found = { kind: "THR", period: march, people: 2, items: 3, amount: 900n };
    expect(await waiting()).toEqual([found]);
    expect(await waiting("2026-12")).toEqual([{ ...found, people: 3, items: 4, amount: 1_400n }]);
    expect(await use.in(({ dues }) => dues.waiting(agency(1), month("2026-11")), agency(1))).toEqual([]);
    const state = (text: string, duesOnly: boolean) =>
      use.admin.query("update run set state = $2, dues_only = $3 where id = $1", [run.id, text, duesOnly]);
    await state("FAILED", false);
    expect(await waiting()).toEqual([]);
    await state("FAILED", true);
    expect(await waiting()).toEqual([found]);
  });

  it("that a run has left counts once its batch is posted, and not while the person is held", async () => {
    const agencyId = newAgency();
    const late = (n: number): NewDue => ({ ...due(n), kind: "LATE", period: month("2026-10"), duePeriod: month("2026-12"), employmentId: employment(n) }); // prettier-ignore
    const run = await use.computed([1, 2].map((n) => computedPerson(n, { late: [late(n)] })), { agencyId }); // prettier-ignore
    await hold(run, 2);
    expect(await openOf(agencyId, [1, 2], "2026-12")).toEqual([]);
    await post(run);
    expect(await openOf(agencyId, [1, 2], "2026-12")).toMatchObject([{ personId: person(1), employmentId: employment(1), kind: "LATE", period: "2026-10" }]); // prettier-ignore
    await use.admin.query("update run_hold set released_by = $1, released_at = now(), release_due = $1", [checker]);
    expect(await openOf(agencyId, [1, 2], "2026-12")).toHaveLength(2);
  });

  it("is paid once: by the run that has it, if the person is not held", async () => {
    const agencyId = newAgency();
    await insert(agencyId, due(1), due(2));
    const items = await openOf(agencyId, [1, 2]);
    const pay = (run: { payoutPeriod: string; kind?: "RAPEL" }) =>
      use.computed(
        items.map((item, index) => computedPerson(index + 1, { dues: [[item.id, Number(item.amount)]] })),
        { agencyId, ...run, payoutPeriod: month(run.payoutPeriod) },
      );
    const run = await pay({ payoutPeriod: "2026-11" });
    // Taken by a run that is not posted yet.
    expect(await openOf(agencyId, [1, 2], "2026-12")).toEqual([]);
    await hold(run, 2);
    await post(run);
    await use.in(({ dues }) => dues.settle(run, 1), agencyId);
    expect(await openOf(agencyId, [1, 2], "2026-12")).toMatchObject([{ personId: person(2) }]);
    await use.in(({ dues }) => dues.settle(run, 1), agencyId);
    // A freeze that had read it before, of another month.
    const second = await pay({ payoutPeriod: "2026-12", kind: "RAPEL" });
    expect(await use.in(({ ranges }) => ranges.verify(second), agencyId)).toContain(`item ${items[0]?.id} was paid by another run`); // prettier-ignore
    const taken = (of: Run) => use.in(({ dues }) => dues.takenFrom(of, 1), agencyId);
    expect([await taken(run), await taken(second)]).toEqual([[], [person(1)]]);
    await expect(use.in(({ dues }) => dues.settle(second, 1), agencyId)).rejects.toThrow("was paid by another run");
    const settled = await use.admin.query("select settled_run from due where id = any($1)", [items.map(({ id }) => id)]); // prettier-ignore
    expect(settled).toEqual(expect.arrayContaining([{ settled_run: run.id }, { settled_run: null }]));
  });
});

describe("a receivable", () => {
  it("is open less what is taken back, by whatever run that has not failed and does not hold the person", async () => {
    const agencyId = newAgency();
    const [first, second] = [await receivableOf(agencyId, 1, 1_000), await receivableOf(agencyId, 2, 300)];
    const open = () => use.in(({ dues }) => dues.receivables(agencyId, [1, 2].map(person)), agencyId);
    expect(await open()).toEqual([
      { id: first, personId: person(1), label: "Kelebihan", since: "2026-03-31", open: 1_000n },
      { id: second, personId: person(2), label: "Kelebihan", since: "2026-03-31", open: 300n },
    ]);
    const pay = (taken: number, payoutPeriod: string, kind?: "RAPEL") =>
      use.computed(
        [computedPerson(1, { recovered: [[first, taken]] }), computedPerson(2, { recovered: [[second, 300]] })],
        { agencyId, payoutPeriod: month(payoutPeriod), ...(kind && { kind }) },
      );
    const run = await pay(400, "2026-11");
    expect(await open()).toMatchObject([{ id: first, open: 600n }]);
    await hold(run, 2);
    expect(await open()).toMatchObject([{ open: 600n }, { id: second, open: 300n }]);
    await post(run);
    expect(await use.in(({ ranges }) => ranges.verify(run), agencyId)).not.toContainEqual(expect.stringMatching("more would be taken")); // prettier-ignore
    const greedy = await pay(601, "2026-12", "RAPEL");
    expect(await use.in(({ ranges }) => ranges.verify(greedy), agencyId)).toEqual([`receivable ${first}: more would be taken back than is open`]); // prettier-ignore
  });

  it("is taken back by the batch that is checked first, as far as it is open", async () => {
    const agencyId = newAgency();
    const id = await receivableOf(agencyId, 1, 1_000);
    const take = (of: number, payoutPeriod: string, kind?: "RAPEL" | "THR") =>
      use.computed([computedPerson(1, { recovered: [[id, of]] })], {
        ...{ agencyId, payoutPeriod: month(payoutPeriod), ...(kind && { kind }) },
      });
    const [first, rest, greedy] = [await take(600, "2026-11"), await take(400, "2026-12", "RAPEL"), await take(401, "2027-01", "THR")]; // prettier-ignore
    const taken = () =>
      use.in(({ dues }) => Promise.all([first, rest, greedy].map((run) => dues.takenFrom(run, 1))), agencyId);
    expect(await taken()).toEqual([[], [], []]);
    await check(first);
    expect(await taken()).toEqual([[], [], [person(1)]]);
    await post(first);
    expect(await taken()).toEqual([[], [], [person(1)]]);
    await hold(greedy, 1);
    expect(await taken()).toEqual([[], [], []]);
  });

  it("is open again to others when whoever takes it back is held", async () => {
    const agencyId = newAgency();
    const id = await receivableOf(agencyId, 1, 1_000);
    const take = (payoutPeriod: string) =>
      use.computed([computedPerson(1, { recovered: [[id, 1_000]] })], { agencyId, payoutPeriod: month(payoutPeriod), period: month(payoutPeriod) }); // prettier-ignore
    const [first, second] = [await take("2026-11"), await take("2026-12")];
    await hold(first, 1);
    await post(first);
    expect(await use.in(({ dues }) => dues.takenFrom(second, 1), agencyId)).toEqual([]);
  });

  it("is made of what corrections leave below zero, of nobody who is held", async () => {
    const agencyId = newAgency();
    await insert(agencyId, due(1, { amount: amount(-900) }), due(2, { amount: amount(-900) }));
    const items = await openOf(agencyId, [1, 2]);
    const people = items.map(({ id }, index) => computedPerson(index + 1, { net: 100, dues: [[id, -900]] }));
    const run = await use.computed(people, { agencyId, state: "POSTED" });
    await hold(run, 2);
    await use.in(({ dues }) => dues.carry(run, 1, maker, Date.UTC(2026, 10, 30, 20)), agencyId);
    expect(await use.in(({ dues }) => dues.receivables(agencyId, [1, 2].map(person)), agencyId)).toMatchObject([
      { personId: person(1), open: 800n, since: "2026-12-01" },
    ]);
  });
});

describe("what a person was paid", () => {
  it("in a year has its tax by who bore it, and what the year's own payments had paid too much", async () => {
    const agencyId = newAgency();
    const made = async (payoutPeriod: string, more: Parameters<typeof computedPerson>[1]) =>
      use.computed([computedPerson(1, more)], { agencyId, payoutPeriod: month(payoutPeriod), period: month(payoutPeriod), state: "POSTED" }); // prettier-ignore
    const receivable = async (cause: string | undefined): Promise<string> => {
      const [row] = await use.admin.query<{ id: string }>(
        `insert into receivable (agency_id, person_id, label, since, amount, cause, letter, created_at, created_by)
         values ($1, $2, 'Kelebihan', '2026-03-31', 10000000, $3, '', now(), $4) returning id`,
        [agencyId, person(1), cause ?? null, maker],
      );
      return row?.id ?? "";
    };
    const lastYear = await made("2025-12", { net: 9_000_000 });
    const march = await made("2026-03", { net: 20_000_000, tax: 4_800_000, taxBorne: 1_500_000 });
    const [own, older, brought] = [await receivable(march.id), await receivable(lastYear.id), await receivable(undefined)]; // prettier-ignore
    const runs = [march.id];
    for (const [payoutPeriod, taken] of [
      ["2026-04", 4_000_000],
      ["2026-05", 6_000_000],
    ] as const) {
      const recovered = [[own, taken], [older, 10], [brought, 20]] as const; // prettier-ignore
      runs.push((await made(payoutPeriod, { net: 20_000_000, recovered })).id);
    }
    const paid = async (payoutPeriod: string) => {
      const query = { payoutPeriod: month(payoutPeriod), taxedRuns: runs };
      const [found] = await use.in(({ dues }) => dues.paidSoFar(agencyId, query, [person(1)]), agencyId);
      return found?.year;
    };
    const taxes = { own: 4_800_000n, borne: 1_500_000n };
    expect(await paid("2026-12")).toEqual({ ...taxes, net: 60_000_000n, overpaid: 10_000_000n });
    // It was no income from the day on which it was found, however much of it is taken back by then.
    expect(await paid("2026-04")).toEqual({ ...taxes, net: 40_000_000n, overpaid: 10_000_000n });
  });

  it("is of posted runs, of the month and of its year, without who was held", async () => {
    const agencyId = newAgency();
    const people = (net: number) => [1, 2].map((n) => computedPerson(n, { net: net * n, tax: 10 }));
    const made = async (payoutPeriod: string, period: string, net: number, more: object = {}) =>
      use.computed(people(net), { agencyId, payoutPeriod: month(payoutPeriod), period: month(period), state: "POSTED", ...more }); // prettier-ignore
    await made("2025-12", "2025-11", 9_000);
    const march = await made("2026-03", "2026-02", 1_000);
    const thr = await made("2026-11", "2026-10", 200, { kind: "THR" });
    const before = await made("2026-11", "2026-10", 3_000);
    await made("2026-12", "2026-11", 50_000, { state: "COMPUTED" });
    await hold(thr, 2);
    const paid = async (taxedRuns: readonly string[]) =>
      use.in(({ dues }) => dues.paidSoFar(agencyId, { payoutPeriod: month("2026-11"), taxedRuns }, [1, 2, 3].map(person)), agencyId); // prettier-ignore
    const runs = await use.in(({ dues }) => dues.paidRuns(agencyId, month("2026-11")), agencyId);
    expect(runs.map(({ id }) => id).sort()).toEqual([march.id, thr.id, before.id].sort());
    expect(new Map(runs.map((run) => [run.id, run.policyId])).get(march.id)).toBe(march.policyId);
    const found = await paid(runs.map(({ id }) => id));
    const nobody = { borne: 0n, overpaid: 0n };
    expect(found).toMatchObject([
      { personId: person(1), month: { net: 3_000n, taxed: 3_200n, tax: 20n, recovery: 0n }, year: { net: 4_200n, own: 30n, ...nobody } }, // prettier-ignore
      { personId: person(2), month: { net: 6_000n, tax: 10n }, year: { net: 8_000n, own: 20n } },
    ]);
    // Of another policy, which taxes by a final rate or not at all: no part of the year, but paid in the month.
    expect(await paid([before.id])).toMatchObject([
      { month: { net: 3_000n, taxed: 3_000n, tax: 10n }, year: { net: 3_000n, own: 10n } },
      { month: { net: 6_000n, taxed: 6_000n, tax: 10n }, year: { net: 6_000n, own: 10n } },
    ]);
    expect((await paid([]))[0]).toMatchObject({ month: { net: 3_000n, taxed: 0n }, year: { net: 0n, own: 0n } });
    expect(found.map(({ month: { documents } }) => documents.map((one) => readPayout(one).amount))).toEqual([
      [190n, 2_990n],
      [5_990n],
    ]);
    const nets = (period: string) =>
      use.in(({ dues }) => dues.previousNets(agencyId, month(period), [1, 2, 3].map(person)), agencyId);
    expect(await nets("2026-12")).toEqual(new Map([[person(1), 3_000n], [person(2), 6_000n]])); // prettier-ignore
    expect(await nets("2026-10")).toEqual(new Map([[person(1), 1_000n], [person(2), 2_000n]])); // prettier-ignore
    await hold(before, 2);
    expect(await nets("2026-12")).toEqual(new Map([[person(1), 3_000n], [person(2), 2_000n]])); // prettier-ignore
  });
});
