import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { adoptText, type CorrectedPlatform, sayFact, startCorrectedPlatform, tppWithDeductions, tppWithoutRecovery } from "../testing/corrections.ts"; // prettier-ignore
import { agency, callBy, goodMonth, maker, period, person } from "../testing/month.ts";
import { payBatch } from "../testing/platform.ts";
import { policyText } from "../testing/policies.ts";
import { type RunSummary } from "./ports.ts";

// A database for each test, on a machine that may have other work.
jest.setTimeout(120_000);

const agencyId = agency(1);
const [october, november] = [period, "2026-11" as Period];

let platform: CorrectedPlatform;
beforeEach(async () => {
  platform = await startCorrectedPlatform();
  platform.sealed.set(agencyId, goodMonth(2));
  const salary = { gaji_pokok: "5000000", tunjangan_keluarga: "0", tunjangan_profesi: "0" };
  for (const n of [1, 2]) {
    const when = { n, from: "2026-01-01", ago: 1_000_000 };
    await sayFact(platform, agencyId, { kind: "SALARY", fields: salary, ...when });
    await sayFact(platform, agencyId, { kind: "TAX_STATUS", fields: { ptkp: "TK/0" }, ...when });
  }
});
afterEach(() => platform.stop());

const start = (of: Period): Promise<RunSummary> =>
  platform.use.startRun(callBy(maker), { agencyId, period: of, kind: "REGULAR" });

describe("runs of an agency whose policy deducts", () => {
  beforeEach(() => adoptText(platform, agencyId, tppWithDeductions()));

  it("wait for any run that is not posted, also of another month of payment: it will have deducted something", async () => {
    const first = await start(october);
    expect(first.run).toMatchObject({ state: "COMPUTED", payoutPeriod: november });
    await expect(start(november)).rejects.toMatchObject({ code: "RUN_OPEN", params: { period: october } });
    expect((await start(october)).run.id).toBe(first.run.id);
  });

  it("pay no month before one that is paid: what that one has deducted would be wrong", async () => {
    const paid = await platform.pay(agencyId, november, goodMonth(2));
    expect(paid.run).toMatchObject({ state: "POSTED", payoutPeriod: "2026-12" });
    await expect(start(october)).rejects.toMatchObject({
      ...{ code: "PAYOUT_MONTH_PAST", params: { period: november, paid: "2026-12" } },
    });
  });
});

describe("runs of an agency whose policy deducts nothing, and takes back what somebody owes", () => {
  const owed = (): Promise<void> =>
    platform.db.transaction({ agencies: [agencyId] }, async (tx) => {
      await tx.query(
        `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
         values ($1, $2, 'Kelebihan', '2026-01-10', 900000, '', now(), $3)`,
        [agencyId, person(1), maker],
      );
    });
  const openOf = () =>
    platform.store.transaction({ agencies: [agencyId] }, ({ dues }) => dues.receivables(agencyId, [person(1)]));
  beforeEach(() => adoptText(platform, agencyId, policyText("contoh-tpp")));

  it("wait for any run that is not posted: both would take back the same", async () => {
    await owed();
    const first = await start(october);
    await expect(start(november)).rejects.toMatchObject({ code: "RUN_OPEN", params: { period: october } });
    await payBatch(platform, first);
    expect(await openOf()).toEqual([]);
    const second = await platform.pay(agencyId, november, goodMonth(2));
    expect(second.run).toMatchObject({ state: "POSTED", amount: 9_000_000n });
  });

  it("go side by side where nobody owes anything", async () => {
    await start(october);
    expect((await start(november)).run.state).toBe("COMPUTED");
  });

  it("pay a month that was left out", async () => {
    await platform.pay(agencyId, november, goodMonth(2));
    expect((await start(october)).run.state).toBe("COMPUTED");
  });
});

describe("runs of an agency whose policy neither deducts nor takes back", () => {
  beforeEach(() => adoptText(platform, agencyId, tppWithoutRecovery()));

  it("go side by side where they are paid in different months", async () => {
    await start(october);
    expect((await start(november)).run.state).toBe("COMPUTED");
  });

  it("pay a month that was left out", async () => {
    await platform.pay(agencyId, november, goodMonth(2));
    expect((await start(october)).run.state).toBe("COMPUTED");
  });
});
