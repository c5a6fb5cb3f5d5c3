import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { type FactKind } from "../../domain/facts/kinds.ts";
import { agency, approver, callBy, checker, goodMonth, maker, person } from "../../testing/month.ts";
import { adoptText, type CorrectedPlatform, newKey, startCorrectedPlatform } from "../../testing/corrections.ts";
import { fact, factId } from "../../testing/pay-facts.ts";
import { policyText } from "../../testing/policies.ts";
import { type Records, type RunSummary } from "../ports.ts";

jest.setTimeout(180_000);

const [march, april] = ["2025-03" as Period, "2025-04" as Period];
const agencyId = agency(1);
/** A TPP that deducts whatever can be deducted: none of it may meet a THR. */
const deducting = (): string =>
  policyText("contoh-tpp")
    .replace(/^effective:.*$/m, 'effective: { from: "2025-01-01", to: null }')
    .replace(
      /^payout:.*(?:\n .*)*/m,
      `payout:
  month: next
  cite: { legal: perkada, article: Pasal 14 }
  contributions:
    - { id: bpjs, label: BPJS Kesehatan, cite: { legal: perkada, article: Pasal 14 }, percent: 1, cap_rupiah: 12000000, already_deducted_in: none, employer_percent: 4 }
  tax: { id: pph21, label: PPh Pasal 21, cite: { legal: perkada, article: Pasal 14 }, method: ter, borne_by: employee }
  recovery: { cap_percent: 20, cite: { legal: perkada, article: Pasal 15 } }`,
    );

let platform: CorrectedPlatform;
const inside = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  platform.store.transaction({ agencies: [agencyId] }, work);

let facts = 0;
async function say(kind: FactKind, n: number, fields: Readonly<Record<string, string>>): Promise<string> {
  const id = factId(100 + facts++);
  await inside(async (records) => {
    const at = await records.facts.moment(agencyId, platform.now() - 1_000_000);
    const times = kind === "SALARY" ? (["2025-01-01"] as const) : (["2025-01-01", "2025-12-31"] as const);
    await records.facts.insert([fact(kind, times, { id, personId: person(n), recordedAt: at - 1, fields })]);
    await records.facts.decide(agencyId, [id], "CONFIRMED", approver, at);
  });
  return id;
}
const reference = (n: number, rupiah: number): Promise<string> =>
  say("AMOUNT", n, { code: "tukin_acuan", rupiah: String(rupiah) });

type Row = { person_id: string; net: bigint; contribution: bigint; tax: bigint; tax_borne: bigint; recovery: bigint };
const payouts = ({ run }: RunSummary): Promise<Row[]> =>
  platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<Row>(
      "select person_id, net, contribution, tax, tax_borne, recovery from payout where run_id = $1 order by person_id",
      [run.id],
    ),
  );
const start = (kind: "THR" | "RAPEL", period = march): Promise<RunSummary> =>
  platform.use.startRun(callBy(maker), { agencyId, period, kind });
const ledger = async (period: Period): Promise<ReadonlyMap<string, bigint>> => {
  const totals = await platform.use.ledgerTotals(callBy(maker), { agencyId, period });
  expect(totals.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
  return new Map(totals.map(({ account, amount }) => [account, amount]));
};
async function correct(n: number): Promise<bigint> {
  const asked = { agencyId, personId: person(n), affectedFrom: `${march}-01`, note: "kelas jabatan dipastikan" };
  const { id: caseId } = await platform.corrections.openCorrection(callBy(maker, newKey()), asked);
  const { sha256, delta } = await platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId });
  await platform.corrections.confirmCorrection(callBy(checker), { agencyId, caseId, sha256, letter: "S-1" });
  return delta;
}

/** What the list of runs says that somebody should start, by kind and month. */
const waiting = async () =>
  (await platform.use.listRuns(callBy(maker), agencyId, { limit: 1, after: undefined })).waiting;

let thr: RunSummary;
beforeAll(async () => {
  platform = await startCorrectedPlatform();
  await adoptText(platform, agencyId, deducting());
  await adoptText(platform, agencyId, policyText("thr-2025").replace("source: own", "source: official"));
  for (const n of [1, 2, 3]) {
    await say("SALARY", n, { gaji_pokok: "4000000", tunjangan_keluarga: "400000", tunjangan_profesi: "0" });
    await say("TAX_STATUS", n, { ptkp: "K/1" });
    await reference(n, 4_595_150);
  }
  thr = await platform.pay(agencyId, march, goodMonth(3), { kind: "THR", hold: [person(2)] });
});
afterAll(() => platform.stop());

describe("a THR that was held and let go of after its posting", () => {
  it("is left by arrears and by the month's own run, whatever that deducts", async () => {
    const answer = await platform.corrections.releaseHold(callBy(approver), {
      ...{ agencyId, runId: thr.run.id, personId: person(2), reason: "rekening sudah benar" },
    });
    expect(answer.amount).toBe(4_595_150n);
    const item = { kind: "THR", period: march, people: 1, items: 1, amount: 4_595_150n };
    expect(await waiting()).toEqual([item]);
    const further = await platform.use.listRuns(callBy(maker), agencyId, { limit: 1, after: thr.run.id });
    expect(further).toEqual({ runs: [], waiting: [] });
    const regular = await platform.pay(agencyId, march, goodMonth(3));
    expect(regular.run.payoutPeriod).toBe(april);
    const rows = await payouts(regular);
    // Person 2 was not paid a THR in March, and has the same month as the others here.
    expect(rows[1]).toEqual({ ...rows[0], person_id: person(2) });
    expect(rows[0]).toMatchObject({ net: 4_500_000n, contribution: 89_000n, tax: 89_000n });
    expect(await waiting()).toEqual([item]);
    const arrears = await start("RAPEL");
    expect(arrears.run).toMatchObject({ state: "COMPUTED", people: 0 });
    await inside(({ runs }) => runs.save({ ...arrears.run, state: "FAILED", cause: "INPUT_MISMATCH" }, 0));
  });

  it("is paid by a run that follows the THR, by its rule, with the tax of all that the month pays", async () => {
    await inside(() =>
      platform.db.transaction({ agencies: [agencyId] }, (tx) =>
        tx.query(
          `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
           values ($1, $2, 'Kelebihan', '2025-01-10', 1000000, '', now(), $3)`,
          [agencyId, person(2), approver],
        ),
      ),
    );
    const before = await ledger(march);
    const computed = await start("THR");
    // The latest month that the agency pays in: tax counts what April has paid.
    expect(computed.run).toMatchObject({ sequence: 2, duesOnly: true, payoutPeriod: april, statements: 0, people: 1 });
    expect((await start("THR")).run.id).toBe(computed.run.id);
    expect(await waiting()).toEqual([]);
    const rest = await platform.pay(agencyId, march, goodMonth(3), { kind: "THR" });
    expect(rest.run).toMatchObject({ id: computed.run.id, state: "POSTED", amount: 4_595_150n });
    const [row] = await payouts(rest);
    expect(row).toMatchObject({ person_id: person(2), net: 4_595_150n, contribution: 0n, tax: 0n, recovery: 0n });
    // 4.400.000 of salary, 4.500.000 of TPP and 4.595.150: TER B takes 4 %, of which the month's own run has withheld 1 % of 8.900.000.
    expect(row?.tax_borne).toBe(539_806n - 89_000n);
    const after = await ledger(march);
    const more = (account: string) => (after.get(account) ?? 0n) - (before.get(account) ?? 0n);
    expect(more("belanja.tunjangan-hari-raya")).toBe(4_595_150n);
    expect(more("beban.pajak-ditanggung")).toBe(row?.tax_borne);
    expect(await inside(({ ranges }) => ranges.verify(rest.run))).toEqual([]);
    expect(await waiting()).toEqual([]);
    await expect(start("THR")).rejects.toMatchObject({ code: "NOTHING_DUE", params: { kind: "THR", period: march } });
  });
});

describe("a THR that is corrected", () => {
  it("upwards is followed by a further run, and only its own case computes the month anew", async () => {
    await reference(3, 5_079_200);
    expect(await correct(3)).toBe(484_050n);
    expect(await waiting()).toEqual([{ kind: "THR", period: march, people: 1, items: 1, amount: 484_050n }]);
    const rest = await platform.pay(agencyId, march, goodMonth(3), { kind: "THR" });
    expect(rest.run).toMatchObject({ sequence: 3, duesOnly: true, state: "POSTED", amount: 484_050n });
    expect(await payouts(rest)).toMatchObject([
      { person_id: person(3), net: 484_050n, contribution: 0n, tax: 0n, recovery: 0n },
    ]);
    expect(await inside(({ ranges }) => ranges.verify(rest.run))).toEqual([]);
    const seen = await inside(({ corrections }) => corrections.months(agencyId, person(3), march));
    expect(seen.filter(({ run }) => run.kind === "THR").map(({ run }) => run.id)).toEqual([thr.run.id]);
  });

  it("downwards owes nothing, becomes a claim in the ledger, and no run follows", async () => {
    const before = (await ledger(march)).get("piutang.pegawai") ?? 0n;
    await reference(1, 4_000_000);
    expect(await correct(1)).toBe(-595_150n);
    expect((await ledger(march)).get("piutang.pegawai")).toBe(before + 595_150n);
    expect(await waiting()).toEqual([]);
    await expect(start("THR")).rejects.toMatchObject({ code: "NOTHING_DUE" });
  });
});
