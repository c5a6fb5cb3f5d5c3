import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { type FactKind } from "../../domain/facts/kinds.ts";
import { agency, approver, callBy, goodMonth, maker, person } from "../../testing/month.ts";
import { adoptText, type CorrectedPlatform, startCorrectedPlatform, tppWithDeductions } from "../../testing/corrections.ts"; // prettier-ignore
import { fact, factId } from "../../testing/pay-facts.ts";
import { policyText } from "../../testing/policies.ts";
import { type RunSummary } from "../ports.ts";

jest.setTimeout(180_000);

const [march, may, december] = ["2025-03", "2025-05", "2025-12"].map((text) => text as Period) as [
  Period,
  Period,
  Period,
];
const agencyId = agency(1);
/** Of 2025; its own month of payment is the next one. */
const tpp = (): string => tppWithDeductions().replace(/^effective:.*$/m, 'effective: { from: "2025-01-01", to: null }');

let platform: CorrectedPlatform;
let facts = 0;
async function say(kind: FactKind, n: number, fields: Readonly<Record<string, string>>, until?: string): Promise<void> {
  await platform.store.transaction({ agencies: [agencyId] }, async (records) => {
    const id = factId(100 + facts++);
    const at = await records.facts.moment(agencyId, platform.now() - 1_000_000);
    const row = fact(kind, ["2025-01-01", until], { id, personId: person(n), recordedAt: at - 1, fields });
    await records.facts.insert([row]);
    await records.facts.decide(agencyId, [id], "CONFIRMED", approver, at);
  });
}

const release = ({ run }: RunSummary, n: number) =>
  platform.corrections.releaseHold(callBy(approver), {
    ...{ agencyId, runId: run.id, personId: person(n), reason: "rekening sudah benar" },
  });
type Row = { person_id: string; net: bigint; tax_borne: bigint; amount: bigint };
const payouts = ({ run }: RunSummary): Promise<Row[]> =>
  platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<Row>("select person_id, net, tax_borne, amount from payout where run_id = $1 order by person_id", [
      run.id,
    ]),
  );
/** What follows the THR of March, started and looked at. */
async function rest(): Promise<{ summary: RunSummary; rows: Row[]; flags: string[] }> {
  const summary = await platform.use.startRun(callBy(maker), { agencyId, period: march, kind: "THR" });
  const page = { limit: 99, after: undefined };
  const flags = await platform.use.listRunFlags(callBy(maker), { agencyId, runId: summary.run.id }, page);
  return { summary, rows: await payouts(summary), flags: flags.map(({ code, personId }) => `${code} ${personId}`) };
}

let thr: RunSummary;
beforeAll(async () => {
  // From May on the first and the fifth work here and nobody else.
  const staying = [1, 5].map(person);
  platform = await startCorrectedPlatform({
    employedWithin: (_, people, { to }) =>
      Promise.resolve(new Set(to < "2025-05-01" ? people : people.filter((one) => staying.includes(one)))),
  });
  await adoptText(platform, agencyId, tpp());
  await adoptText(platform, agencyId, policyText("thr-2025").replace("source: own", "source: official"));
  const salary = { gaji_pokok: "4000000", tunjangan_keluarga: "400000", tunjangan_profesi: "0" };
  for (const n of [1, 2, 3, 4, 5]) {
    // The salary of the second ended with the work; of the others nobody has ended it.
    await say("SALARY", n, salary, n === 2 ? "2025-04-30" : undefined);
    await say("TAX_STATUS", n, { ptkp: "K/1" }, n === 1 ? undefined : "2025-12-31");
    await say("AMOUNT", n, { code: "tukin_acuan", rupiah: "4595150" });
  }
  thr = await platform.pay(agencyId, march, goodMonth(5), { kind: "THR", hold: [2, 3, 4, 5].map(person) });
});
afterAll(() => platform.stop());

describe("a THR that is let go of when the person has left", () => {
  it("is paid without a salary, whether that was ended or not: TER B takes nothing of 4.595.150", async () => {
    await release(thr, 2);
    await release(thr, 3);
    await release(thr, 5);
    const month = await platform.pay(agencyId, may, goodMonth(1));
    expect(month.run.payoutPeriod).toBe("2025-06");
    const { summary, rows, flags } = await rest();
    expect(summary.run).toMatchObject({ duesOnly: true, payoutPeriod: "2025-06" });
    expect(flags).toEqual([]);
    const paid = { net: 4_595_150n, amount: 4_595_150n };
    // Who still works here has a salary of 4.400.000 beside it: 1 % of 8.995.150, and the salary's own tax is nothing.
    expect(rows).toEqual([
      { person_id: person(2), ...paid, tax_borne: 0n },
      { person_id: person(3), ...paid, tax_borne: 0n },
      { person_id: person(5), ...paid, tax_borne: 89_952n },
    ]);
    expect((await platform.pay(agencyId, march, goodMonth(1), { kind: "THR" })).run.state).toBe("POSTED");
  });

  it("is paid in a new year by the status that was known last", async () => {
    await release(thr, 4);
    const month = await platform.pay(agencyId, december, goodMonth(1));
    expect(month.run.payoutPeriod).toBe("2026-01");
    const { summary, rows, flags } = await rest();
    expect(summary.run.payoutPeriod).toBe("2026-01");
    expect([rows, flags]).toEqual([[{ person_id: person(4), net: 4_595_150n, amount: 4_595_150n, tax_borne: 0n }], []]);
  });
});
