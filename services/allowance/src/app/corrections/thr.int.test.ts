import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { decideFacts } from "../facts/decide-facts.ts";
import { proposeFact } from "../facts/propose-fact.ts";
import { type RunSummary } from "../ports.ts";
import { readPayout } from "../../domain/payout-document.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";
import { agency, approver, callBy, checker, fakeAccess, maker, person, roster } from "../../testing/month.ts";
import { adoptText, type CorrectedPlatform, newKey, startCorrectedPlatform } from "../../testing/corrections.ts";
import { policyText } from "../../testing/policies.ts";

jest.setTimeout(180_000);

/** The shipped documents; their examples are all of their authors' making, which keeps them from being approved as they are. */
const printed = (id: string): string => policyText(id).replace("source: own", "source: official");
const [march, june] = ["2025-03" as Period, "2025-06" as Period];
const agencyId = agency(1);
const people = { roster: [roster(1), roster(2)], months: [], predicates: [] };

let platform: CorrectedPlatform;
beforeAll(async () => {
  platform = await startCorrectedPlatform();
  for (const one of [agency(1), agency(2)])
    for (const id of ["thr-2025", "gaji13-2025"]) await adoptText(platform, one, printed(id));
});
afterAll(() => platform.stop());

async function fact(kind: FactKind, n: number, fields: Record<string, string>, of = agencyId): Promise<void> {
  const needs = {
    ...{ store: platform.store, now: platform.now, accessTo: fakeAccess(), newId: newKey },
    peopleIn: () => Promise.resolve(new Set([1, 2].map(person))),
    unitsOf: () => Promise.resolve(new Map()),
    postsOf: () => Promise.resolve([]),
  };
  const said = { agencyId: of, kind, personId: person(n), unitId: undefined, fields, reason: "data gaji" };
  const { id } = await proposeFact(needs)(callBy(maker), said);
  await decideFacts(needs)(callBy(checker), {
    agencyId: of,
    verdict: "CONFIRMED",
    reason: "benar",
    which: { ids: [id] },
  });
}
const months = { from_month: "2025-01", to_month: "2025-12" };
const salary = { gaji_pokok: "4000000", tunjangan_keluarga: "400000", tunjangan_jabatan: "500000" };
async function paidPerson(n: number, tukin: number, of = agencyId): Promise<void> {
  await fact("AMOUNT", n, { ...months, code: "tukin_acuan", rupiah: String(tukin) }, of);
  await fact("SALARY", n, { ...months, ...salary, decree: "SK 1/2025" }, of);
  await fact("TAX_STATUS", n, { ...months, ptkp: "K/1" }, of);
}
type Row = { person_id: string; net: bigint; contribution: bigint; tax: bigint; tax_borne: bigint; recovery: bigint; amount: bigint; packed: Buffer }; // prettier-ignore
const payouts = ({ run }: RunSummary): Promise<Row[]> =>
  platform.store.transaction({ agencies: [run.agencyId] }, () =>
    platform.db.transaction(
      { agencies: [run.agencyId] },
      (tx) =>
      tx.query<Row>("select person_id, net, contribution, tax, tax_borne, recovery, amount, packed from payout where run_id = $1 order by person_id", [run.id]), // prettier-ignore
    ),
  );
const owe = (n: number): Promise<unknown> =>
  platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query(
      `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
       values ($1, $2, 'Kelebihan', '2025-01-10', 1000000, '', now(), $3)`,
      [agencyId, person(n), approver],
    ),
  );

describe("a THR run", () => {
  it("pays the whole tukin once, takes back nothing, deducts nothing, and the state bears the tax", async () => {
    await paidPerson(1, 8_757_600);
    await paidPerson(2, 4_595_150);
    await owe(1);
    const done = await platform.pay(agencyId, march, people, { kind: "THR" });
    expect(done.run).toMatchObject({ kind: "THR", state: "POSTED", amount: 8_757_600n + 4_595_150n });
    const rows = await payouts(done);
    expect(rows).toMatchObject([
      { person_id: person(1), net: 8_757_600n, contribution: 0n, tax: 0n, recovery: 0n, amount: 8_757_600n },
      { person_id: person(2), net: 4_595_150n, contribution: 0n, tax: 0n, recovery: 0n, amount: 4_595_150n },
    ]);
    // TER B on the month's salary and the THR together, 13.657.600: 5 %, of which the salary's own part (4.900.000: 0 %) is not the run's.
    expect(rows.map(({ tax_borne }) => tax_borne)).toEqual([682_880n, 142_427n]);
    const totals = await platform.use.ledgerTotals(callBy(maker), { agencyId, period: march });
    const byAccount = new Map(totals.map(({ account, amount }) => [account, amount]));
    expect(byAccount.get("utang.pajak.pph21")).toBe(-825_307n);
    expect(totals.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
    expect(readPayout(rows[0]?.packed ?? Buffer.alloc(0)).amount).toBe(8_757_600n);
  });

  it("of another agency leaves out whom the first one has paid", async () => {
    await paidPerson(1, 8_757_600, agency(2));
    platform.sealed.set(agency(2), { ...people, roster: [roster(1)] });
    const { run } = await platform.use.startRun(callBy(maker), { agencyId: agency(2), period: march, kind: "THR" });
    expect(run).toMatchObject({ state: "COMPUTED", amount: 0n });
  });

  it("that is corrected owes the difference, and its own claim is no obstacle", async () => {
    await fact("AMOUNT", 2, { ...months, code: "tukin_acuan", rupiah: "5079200" });
    const asked = { agencyId, personId: person(2), affectedFrom: `${march}-01`, note: "kelas jabatan dipastikan" };
    const { id: caseId } = await platform.corrections.openCorrection(callBy(maker, newKey()), asked);
    const seen = await platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId });
    expect(seen.months).toMatchObject([
      { run: { kind: "THR", claimKind: "thr" }, paid: 4_595_150n, net: 5_079_200n, delta: 484_050n },
    ]);
    const { sha256 } = seen;
    await platform.corrections.confirmCorrection(callBy(checker), { agencyId, caseId, sha256, letter: "" });
    const due = await platform.store.transaction({ agencies: [agencyId] }, (records) =>
      records.dues.open(agencyId, march, [person(2)]),
    );
    expect(due).toMatchObject([{ kind: "CORRECTION", amount: 484_050n, period: march }]);
  });

  it("is looked at again when the class of an employment changes", async () => {
    const body = {
      ...{ type: "employment" as const, personId: person(1), employmentId: roster(1).employmentId, primary: true },
      ...{ validFrom: "2024-01-01" as Day, validTo: undefined, positionClass: "12", staffKind: "pns" },
    };
    const at = Date.parse("2027-01-01T00:00:00Z");
    await platform.store.transaction({ agencies: [agencyId] }, ({ corrections }) =>
      corrections.enqueue({ kind: "EMPLOYMENT", agencyId, key: "class", at, body }),
    );
    await platform.work();
    const query = { limit: 9, after: undefined, state: undefined, personId: person(1) };
    expect(await platform.corrections.listCorrections(callBy(maker), agencyId, query)).toMatchObject([
      { triggerKind: "EMPLOYMENT", affectedFrom: `${march}-01` },
    ]);
  });

  it("is followed by one that pays what is due of it by its own rule, and by no further one", async () => {
    const rest = await platform.pay(agencyId, march, people, { kind: "THR" });
    const isRest = { kind: "THR", sequence: 2, duesOnly: true, period: march, payoutPeriod: march };
    expect(rest.run).toMatchObject({ ...isRest, state: "POSTED", statements: 0, people: 1, amount: 484_050n });
    // 9.979.200 at 1,5 % is 149.688; 142.427 of it were borne with the THR itself.
    expect(await payouts(rest)).toMatchObject([
      { person_id: person(2), net: 484_050n, contribution: 0n, tax: 0n, tax_borne: 7_261n, recovery: 0n },
    ]);
    const totals = await platform.use.ledgerTotals(callBy(maker), { agencyId, period: march });
    expect(totals.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
    expect(totals).toContainEqual({ account: "belanja.tunjangan-hari-raya", amount: 8_757_600n + 5_079_200n });
    const again = platform.use.startRun(callBy(maker), { agencyId, period: march, kind: "THR" });
    await expect(again).rejects.toMatchObject({ code: "NOTHING_DUE", params: { kind: "THR", period: march } });
  });

  it("of another month of the year pays nobody again", async () => {
    const april = "2025-04" as Period;
    const later = await platform.pay(agencyId, april, people, { kind: "THR", hold: [person(1), person(2)] });
    expect(later.run).toMatchObject({ state: "POSTED", amount: 0n, net: 0n });
    const flags = await platform.use.listRunFlags(callBy(checker), { agencyId, runId: later.run.id }, { limit: 10, after: undefined }); // prettier-ignore
    expect(flags.map(({ code, severity }) => [code, severity])).toEqual(
      expect.arrayContaining([["DAYS_PAID_ELSEWHERE", "BLOCK"]]),
    );
  });
});

describe("a 13th month", () => {
  it("is a run of its own beside the THR, paid once", async () => {
    const done = await platform.pay(agencyId, june, people, { kind: "GAJI13" });
    expect(done.run).toMatchObject({ kind: "GAJI13", state: "POSTED" });
    const rows = await payouts(done);
    expect(rows.map(({ amount, contribution, recovery }) => [amount, contribution, recovery])).toEqual([
      [8_757_600n, 0n, 0n],
      [5_079_200n, 0n, 0n],
    ]);
  });
});
