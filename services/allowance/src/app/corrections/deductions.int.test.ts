import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { absent, agency, callBy, checker, goodMonth, maker, month, otherChecker, period, person, present } from "../../testing/month.ts"; // prettier-ignore
import { adoptText, type CorrectedPlatform, newKey, sayFact, startCorrectedPlatform, tppWithDeductions } from "../../testing/corrections.ts"; // prettier-ignore
import { type RunSummary } from "../ports.ts";
import { type SealedInputs } from "../../domain/snapshot.ts";
import { type ShownPreview } from "./preview-correction.ts";

// A database for each test, on a machine that may have other work.
jest.setTimeout(120_000);

const agencyId = agency(1);
const october = period;
const november = "2026-11" as Period;
const december = "2026-12" as Period;
/** Days of work at the beginning of the month. */
const workdays = ["01", "02", "05", "06", "07", "08"];
const days = (count: number) =>
  workdays.slice(0, count).map((day) => ({ ...absent, date: `${october}-${day}` as Day }));
/** So many days of absence, person by person. */
const withAbsences = (...counts: number[]): SealedInputs => ({
  ...goodMonth(counts.length),
  months: counts.map((count, index) => month(index + 1, { attendance: count === 0 ? [present] : days(count) })),
});

let platform: CorrectedPlatform;
beforeEach(async () => {
  platform = await startCorrectedPlatform();
  await adoptText(platform, agencyId, tppWithDeductions());
  for (const n of [1, 2, 3]) {
    await salary(n, "7600000", 1_000_000);
    const fields = { ptkp: "TK/0" };
    await sayFact(platform, agencyId, { kind: "TAX_STATUS", n, fields, from: "2026-01-01", ago: 1_000_000 });
  }
});
afterEach(() => platform.stop());

const salary = (n: number, amount: string, ago: number, from = "2026-01-01"): Promise<void> => {
  const fields = { gaji_pokok: amount, tunjangan_keluarga: "0", tunjangan_profesi: "0" };
  return sayFact(platform, agencyId, { kind: "SALARY", n, fields, from, ago });
};
async function preview(n: number, affectedFrom = `${october}-01`): Promise<ShownPreview> {
  const command = { agencyId, personId: person(n), affectedFrom, note: "daftar hadir diperbaiki" };
  const { id: caseId } = await platform.corrections.openCorrection(callBy(maker, newKey()), command);
  return platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId });
}
const confirm = ({ found, sha256 }: ShownPreview, by = checker) =>
  platform.corrections.confirmCorrection(callBy(by), { agencyId, caseId: found.id, sha256, letter: "" });

type Sums = { net: bigint; contribution: bigint; employer: bigint; tax: bigint; recovery: bigint; amount: bigint };
const sums = ["net", "contribution", "employer", "tax", "recovery", "amount"];
/** Of everything that was posted to a person. */
async function paidTo(n: number): Promise<Sums> {
  const [row] = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<Sums>(
      `select ${sums.map((name) => `sum(p.${name})::bigint as ${name}`).join()} from payout p where p.person_id = $1`,
      [person(n)],
    ),
  );
  if (!row) throw new Error("nothing was paid");
  return row;
}
const owedBy = async (n: number): Promise<bigint> => {
  const query = { limit: 9, after: undefined, personId: person(n) };
  const found = await platform.corrections.listReceivables(callBy(checker), agencyId, query);
  return found.reduce((sum, { amount, recovered }) => sum + amount - recovered, 0n);
};
const isIntact = async ({ run }: RunSummary): Promise<void> =>
  expect(await platform.store.transaction({ agencies: [agencyId] }, ({ ranges }) => ranges.verify(run))).toEqual([]);
const open = (n: number) =>
  platform.store.transaction({ agencies: [agencyId] }, ({ dues }) => dues.open(agencyId, december, [person(n)]));

describe("contributions and tax of a month that is corrected", () => {
  it("end at those of whoever was paid right at once, with the year's last month, whichever way it was wrong", async () => {
    // 7,600,000 and 4,500,000 lie above the cap, 7,600,000 and what two days of absence leave do not.
    await platform.pay(agencyId, october, withAbsences(0, 2, 6));
    platform.set(agencyId, october, withAbsences(2, 2, 2));
    const [over, under] = [await preview(1), await preview(3)];
    expect([over.delta < 0n, under.delta > 0n]).toEqual([true, true]);
    for (const { deductions } of [over, under])
      expect(deductions).toMatchObject([{ payoutPeriod: november, tax: { way: "NEXT_PAYMENT" } }]);
    expect((await preview(2)).deductions).toEqual([]);
    const [contribution] = over.deductions[0]?.contributions ?? [];
    expect(contribution).toMatchObject({ id: "jkn", was: { own: 44_000n, employer: 176_000n } });
    expect((contribution?.right.own ?? 0n) < 44_000n).toBe(true);
    // A second person reads what the first one has seen, and the same case twice makes nothing.
    const read = await platform.corrections.readCorrection(callBy(checker), { agencyId, caseId: over.found.id });
    expect(read).toEqual(over);
    await expect(confirm(over, maker)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await confirm(over);
    await confirm(under);
    await expect(confirm(over, otherChecker)).rejects.toMatchObject({ code: "CORRECTION_STATE" });
    expect(await preview(1)).toMatchObject({ months: [], deductions: [] });
    expect(await open(1)).toMatchObject([{ kind: "CONTRIBUTION", contribution: "jkn", period: november }]);
    expect(await open(3)).toMatchObject([{ kind: "CORRECTION", contributes: false }, { kind: "CONTRIBUTION" }]);

    const last = await platform.pay(agencyId, november, goodMonth(3));
    await isIntact(last);
    expect([...(await open(1)), ...(await open(3))]).toEqual([]);
    const right = await paidTo(2);
    for (const n of [1, 3]) {
      const paid = await paidTo(n);
      expect([paid.contribution, paid.employer, paid.tax]).toEqual([right.contribution, right.employer, right.tax]);
      expect(paid.amount - (await owedBy(n))).toBe(right.amount);
    }
    const ledger = await Promise.all(
      [october, november].map((of) => platform.use.ledgerTotals(callBy(maker), { agencyId, period: of })),
    );
    const balance = ledger.flat().reduce((sum, { amount }) => sum + amount, 0n);
    const contributed = ledger.flat().filter(({ account }) => account === "utang.iuran.pegawai");
    expect([balance, contributed.reduce((sum, { amount }) => sum - amount, 0n)]).toEqual([0n, 3n * right.contribution]);
  });

  it("follow a salary that was told after the payment, though no statement changes", async () => {
    await platform.pay(agencyId, october, goodMonth(3));
    await salary(1, "9000000", 0, `${november}-01`);
    const seen = await preview(1);
    expect(seen).toMatchObject({ months: [], delta: 0n, staleDeductions: [november] });
    // The salary's own run has taken 90,000 of 120,000.
    expect(seen.deductions).toMatchObject([
      { contributions: [{ was: { own: 44_000n, employer: 176_000n }, right: { own: 30_000n, employer: 120_000n } }] },
    ]);
    await confirm(seen);
    expect(await open(1)).toMatchObject([{ kind: "CONTRIBUTION", amount: 14_000n, employer: -56_000n }]);
    expect((await preview(1)).deductions.flatMap(({ contributions }) => contributions)).toMatchObject([
      { was: { own: 30_000n }, right: { own: 30_000n } },
    ]);
    const next = await platform.pay(agencyId, november, goodMonth(3));
    await isIntact(next);
    expect(await paidTo(1)).toMatchObject({ contribution: 60_000n, employer: 240_000n });
  });

  it("are confirmed as they were seen: another payment of the month makes them others", async () => {
    await platform.pay(agencyId, october, withAbsences(6, 0, 0), { hold: [person(2)] });
    platform.set(agencyId, october, withAbsences(0, 0, 0));
    const seen = await preview(1);
    await salary(1, "11900000", 0, `${november}-01`);
    await expect(confirm(seen)).rejects.toMatchObject({ code: "HASH_MISMATCH" });
    const again = await platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId: seen.found.id });
    expect(again.deductions).not.toEqual(seen.deductions);
    await confirm(again);
  });
});
