import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day, parsePeriod, type Period } from "@kinerja/common/kernel";

import { absent, agency, callBy, checker, goodMonth, maker, month, otherChecker, period, person, present } from "../../testing/month.ts"; // prettier-ignore
import { adoptText, type CorrectedPlatform, newKey, sayFact, startCorrectedPlatform, tppWithDeductions } from "../../testing/corrections.ts"; // prettier-ignore
import { type SealedInputs } from "../../domain/snapshot.ts";
import { type ShownPreview } from "./preview-correction.ts";

// A database for each test, on a machine that may have other work.
jest.setTimeout(120_000);

const agencyId = agency(1);
const september = parsePeriod("2026-09");
const october = period;
const november = parsePeriod("2026-11");
/** So many days of absence at the beginning of the month, person by person. */
const absences = (of: Period, ...counts: number[]): SealedInputs => ({
  ...goodMonth(counts.length),
  months: counts.map((count, index) => {
    const days = ["01", "02", "03"].slice(0, count).map((day) => ({ ...absent, date: `${of}-${day}` as Day }));
    return month(index + 1, { attendance: count === 0 ? [present] : days });
  }),
});

let platform: CorrectedPlatform;
beforeEach(async () => {
  platform = await startCorrectedPlatform();
  await adoptText(platform, agencyId, tppWithDeductions());
  for (const [n, salary] of [[1, "4000000"], [2, "2500000"]] as const) {
    const fields = { gaji_pokok: salary, tunjangan_keluarga: "0", tunjangan_profesi: "0" };
    await sayFact(platform, agencyId, { kind: "SALARY", n, fields, from: "2026-01-01", ago: 1_000_000 });
    const status = { ptkp: "TK/0" };
    await sayFact(platform, agencyId, { kind: "TAX_STATUS", n, fields: status, from: "2026-01-01", ago: 1_000_000 });
  } // prettier-ignore
});
afterEach(() => platform.stop());

async function preview(n: number, of: Period): Promise<ShownPreview> {
  const command = { agencyId, personId: person(n), affectedFrom: `${of}-01`, note: "daftar hadir diperbaiki" };
  const { id: caseId } = await platform.corrections.openCorrection(callBy(maker, newKey()), command);
  return platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId });
}
const confirm = ({ found, sha256 }: ShownPreview) =>
  platform.corrections.confirmCorrection(callBy(checker), { agencyId, caseId: found.id, sha256, letter: "" });
const release = (runId: string, n: number) =>
  platform.corrections.releaseHold(callBy(otherChecker), { agencyId, runId, personId: person(n), reason: "rekening sudah benar" }); // prettier-ignore
const owed = ({ deductions }: ShownPreview) =>
  deductions.flatMap(({ payoutPeriod, contributions }) =>
    contributions.map(({ was, right }) => [payoutPeriod, right.own - was.own, right.employer - was.employer] as const),
  );

type Contributed = { own: bigint; employer: bigint; net: bigint };
/** Of everything that was posted to a person. */
async function contributedBy(n: number): Promise<Contributed | undefined> {
  const [row] = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<Contributed>(
      `select sum(p.contribution)::bigint as own, sum(p.employer)::bigint as employer, sum(p.net)::bigint as net from payout p
       where p.person_id = $1 and not exists (select from run_hold h where h.run_id = p.run_id and h.person_id = p.person_id)`,
      [person(n)],
    ),
  );
  return row;
}

describe("contributions of a month of payment that was corrected", () => {
  it("are counted by whatever the month pays later", async () => {
    const held = await platform.pay(agencyId, september, goodMonth(2), { hold: [person(1), person(2)] });
    await platform.pay(agencyId, october, absences(october, 2, 2));
    platform.set(agencyId, october, goodMonth(2));
    for (const n of [1, 2]) {
      const seen = await preview(n, october);
      expect(owed(seen)).toMatchObject([[november, seen.delta / 100n, seen.delta / 25n]]);
      await confirm(seen);
      await release(held.run.id, n);
    }
    await platform.pay(agencyId, october, goodMonth(2), { kind: "RAPEL" });
    // 4,000,000 and twice 4,500,000 lie above the cap of 12,000,000, 2,500,000 and as much do not; the salaries have paid 40,000 and 25,000.
    expect(await contributedBy(1)).toEqual({ own: 80_000n, employer: 320_000n, net: 9_000_000n });
    expect(await contributedBy(2)).toEqual({ own: 90_000n, employer: 360_000n, net: 9_000_000n });
    for (const n of [1, 2]) expect(owed(await preview(n, october))).toEqual([]);
  });

  it("are given back where the item of a month was paid that its own run has not", async () => {
    const held = await platform.pay(agencyId, september, goodMonth(2), { hold: [person(2)] });
    await release(held.run.id, 2);
    await platform.pay(agencyId, october, goodMonth(2));
    expect(await contributedBy(2)).toMatchObject({ own: 90_000n, employer: 360_000n });
    platform.set(agencyId, september, absences(september, 0, 2));
    const seen = await preview(2, september);
    expect(seen.delta < 0n).toBe(true);
    expect(owed(seen)).toEqual([[november, seen.delta / 100n, seen.delta / 25n]]);
    await confirm(seen);
    expect(owed(await preview(2, september))).toEqual([]);
    // A second one of the same month owes what it changes itself.
    platform.set(agencyId, september, absences(september, 0, 3));
    const more = await preview(2, september);
    expect(owed(more)).toEqual([[november, more.delta / 100n, more.delta / 25n]]);
    await confirm(more);
    await platform.pay(agencyId, november, goodMonth(2));
    const sum = seen.delta + more.delta;
    expect(await contributedBy(2)).toMatchObject({ own: 135_000n + sum / 100n, employer: 540_000n + sum / 25n });
  });
});
