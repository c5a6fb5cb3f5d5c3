import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { agency, callBy, checker, goodMonth, maker, period as october, person } from "../../testing/month.ts";
import { adoptText, type CorrectedPlatform, newKey, sayFact, startCorrectedPlatform, tppWithDeductions } from "../../testing/corrections.ts"; // prettier-ignore
import { type RunSummary } from "../ports.ts";

// A database of its own, on a machine that may have other work.
jest.setTimeout(120_000);

const agencyId = agency(1);
const november = "2026-11" as Period;
const december = "2026-12" as Period;

let platform: CorrectedPlatform;
let run: RunSummary["run"];

const salary = (n: number, amount: string, ago: number, from = "2026-01-01"): Promise<void> => {
  const fields = { gaji_pokok: amount, tunjangan_keluarga: "0", tunjangan_profesi: "0" };
  return sayFact(platform, agencyId, { kind: "SALARY", n, fields, from, ago });
};
async function setRight(n: number): Promise<void> {
  const command = { agencyId, personId: person(n), affectedFrom: `${november}-01`, note: "gaji terlambat diberitahukan" }; // prettier-ignore
  const { id: caseId } = await platform.corrections.openCorrection(callBy(maker, newKey()), command);
  const { sha256 } = await platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId });
  await platform.corrections.confirmCorrection(callBy(checker), { agencyId, caseId, sha256, letter: "" });
}
const inside = <T>(sql: string, params: unknown[]): Promise<T[]> =>
  platform.db.transaction({ agencies: [agencyId] }, (tx) => tx.query<T>(sql, params));
const paid = async (n: number) => {
  const sql =
    "select gross, cut, net, contribution, employer, tax, amount from payout where run_id = $1 and person_id = $2";
  return (await inside<object>(sql, [run.id, person(n)]))[0];
};
const nothing = { gross: 0n, cut: 0n, net: 0n, contribution: 0n, tax: 0n, amount: 0n };
const open = (n: number) =>
  platform.store.transaction({ agencies: [agencyId] }, ({ dues }) => dues.open(agencyId, december, [person(n)]));
const owedBy = (n: number) =>
  platform.corrections.listReceivables(callBy(checker), agencyId, { limit: 9, after: undefined, personId: person(n) });
const verify = () => platform.store.transaction({ agencies: [agencyId] }, ({ ranges }) => ranges.verify(run));
const flagsOf = async (n: number) => {
  const page = { limit: 99, after: undefined };
  const found = await platform.use.listRunFlags(callBy(checker), { agencyId, runId: run.id }, page);
  return found.filter(({ personId }) => personId === person(n)).map(({ code }) => code);
};

beforeAll(async () => {
  // The first has left; the others have a post, and are not in the roster of November.
  const employed = new Set([2, 3, 4].map(person));
  platform = await startCorrectedPlatform({
    employedWithin: (_, people) => Promise.resolve(new Set(people.filter((one) => employed.has(one)))),
  });
  await adoptText(platform, agencyId, tppWithDeductions());
  for (const n of [1, 2, 3, 4]) {
    await salary(n, "7600000", 1_000_000);
    const fields = { ptkp: "TK/0" };
    await sayFact(platform, agencyId, { kind: "TAX_STATUS", n, fields, from: "2026-01-01", ago: 1_000_000 });
  }
  await platform.pay(agencyId, october, goodMonth(4));
  // 1 % and 4 % of what lies below the cap: 45,000 and 180,000 for 44,000 and 176,000.
  for (const n of [1, 3]) await salary(n, "7000000", 0, `${november}-01`);
  // 1 % of 7,599,980 rounds to the same rupiah, 4 % to one less.
  await salary(2, "7599980", 0, `${november}-01`);
  for (const n of [1, 2, 3]) await setRight(n);
  const stay = goodMonth(4);
  const ofFourth = <Row extends { personId: string }>(rows: readonly Row[]) =>
    rows.filter(({ personId }) => personId === person(4));
  const roster = ofFourth(stay.roster);
  ({ run } = await platform.pay(agencyId, november, {
    ...{ roster, months: ofFourth(stay.months), predicates: ofFourth(stay.predicates) },
  }));
}, 120_000);
afterAll(() => platform.stop());

describe("a contribution that is set right", () => {
  it("is booked for the employer alone, of who is in no roster and owes nothing", async () => {
    expect(await paid(2)).toEqual({ ...nothing, employer: 1n });
    expect([await open(2), await owedBy(2), await flagsOf(2)]).toEqual([[], [], []]);
  });

  it("is billed to who has left: a receivable that names its case, and the employer's share", async () => {
    expect(await paid(1)).toEqual({ ...nothing, employer: 4_000n });
    expect(await open(1)).toEqual([]);
    const label = `Koreksi Iuran Jaminan Kesehatan ${november}`;
    expect(await owedBy(1)).toMatchObject([{ label, amount: 1_000n, recovered: 0n, caseId: expect.any(String), letter: "" }]); // prettier-ignore
    expect(await flagsOf(1)).toEqual(["CONTRIBUTION_BILLED"]);
  });

  it("waits where a later payment may take it: nobody is billed who works here still", async () => {
    expect([await paid(3), await owedBy(3)]).toEqual([undefined, []]);
    expect(await open(3)).toMatchObject([{ kind: "CONTRIBUTION", amount: -1_000n, employer: 4_000n }]);
  });

  it("balances: what the ledger holds is what documents and receivables say", async () => {
    expect(await verify()).toEqual([]);
    const totals = await platform.use.ledgerTotals(callBy(maker), { agencyId, period: november });
    const of = new Map(totals.map(({ account, amount }) => [account, amount]));
    expect(totals.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
    // The fourth has paid 44,000 and 176,000.
    expect(of.get("piutang.pegawai")).toBe(1_000n);
    expect(of.get("utang.iuran.pegawai")).toBe(-45_000n);
    expect(of.get("utang.iuran.pemberi-kerja")).toBe(-180_001n);
    expect(of.get("belanja.iuran.pemberi-kerja")).toBe(180_001n);
  });

  it("is found when it is billed otherwise than it is owed", async () => {
    const [item] = await inside<{ due_id: string }>("select due_id from due_payment where run_id = $1 and billed > 0", [run.id]); // prettier-ignore
    const says = `item ${item?.due_id} is billed, and neither owed nor booked as that`;
    const owner = await platform.database.db("owner");
    const bill = (amount: number) => owner.query("update due_payment set billed = $2 where due_id = $1", [item?.due_id, amount]); // prettier-ignore
    await owner.query("alter table due_payment no force row level security");
    await bill(999);
    expect(await verify()).toEqual([says]);
    await bill(1_001);
    expect(await verify()).toEqual([`item ${item?.due_id}: more is billed than the person owes of it`, says]);
    await bill(1_000);
    await owner.stop();
  });
});
