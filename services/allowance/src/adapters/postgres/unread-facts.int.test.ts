import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type FactRow } from "../../domain/facts/row.ts";
import { adoptText } from "../../testing/corrections.ts";
import { agency, callBy, goodMonth, maker, month, period, person, present } from "../../testing/month.ts";
import { fact, factId } from "../../testing/pay-facts.ts";
import { startTestPlatform, type TestPlatform } from "../../testing/platform.ts";
import { policyText } from "../../testing/policies.ts";
import { recomputedOn } from "../../testing/recomputed.ts";

jest.setTimeout(60_000);

const day = `${period}-05` as Day;
/** The second person has no check-out on a day; the others have nothing. */
const inputs = () => ({
  ...goodMonth(3),
  months: [1, 2, 3].map((n) => month(n, { attendance: [{ ...present, date: day, missedChecks: n === 2 ? 1 : 0 }] })),
});

let platform: TestPlatform;
beforeEach(async () => {
  platform = await startTestPlatform();
});
afterEach(() => platform.stop());

const agencyId = agency(1);
async function runWith(text: string, rows: readonly FactRow[]) {
  platform.sealed.set(agencyId, inputs());
  await adoptText(platform, agencyId, text);
  await platform.store.transaction({ agencies: [agencyId] }, async ({ facts }) => {
    const at = await facts.moment(agencyId, platform.now() - 1_000_000);
    await facts.insert(rows.map((row) => ({ ...row, recordedAt: at - 1 })));
    const ids = rows.map(({ id }) => id);
    await facts.decide(agencyId, ids, "CONFIRMED", person(902), at);
  });
  const { run } = await platform.use.startRun(callBy(maker), { agencyId, period, kind: "REGULAR" });
  const flags = await platform.use.listRunFlags(callBy(maker), { agencyId, runId: run.id }, { limit: 99, after: undefined }); // prettier-ignore
  const told = flags.filter(({ code }) => code === "FACT_UNREAD");
  return told.map(({ personId, severity, params }) => [personId, severity, params]);
}

const item = (n: number, code: string): FactRow =>
  fact("LIST_ITEM", [day, day], { id: factId(600 + n), personId: person(n), fields: { code, count: "1" } });
const kemnaker = policyText("kemnaker-tukin");

describe("confirmed facts of the month", () => {
  it("are told where the policy has no input for them, and not where it has", async () => {
    const told = await runWith(kemnaker, [item(1, "merokok"), item(3, "upacara")]);
    expect(told).toEqual([[person(1), "WARN", { facts: "Butir daftar merokok" }]]);
    expect(await recomputedOn(platform)).toMatchObject({ checked: 3, wrong: [] });
  });

  it("of an outage are told of whoever it could excuse, where the policy reads none", async () => {
    const outage = fact("OUTAGE", [day, day], { id: factId(610) });
    const deaf = kemnaker.replace("from: attendance.outages", "from: spans.gangguan");
    expect(await runWith(deaf, [outage])).toEqual([[person(2), "WARN", { facts: "Gangguan alat presensi" }]]);
  });

  it("are not asked about where the policy says so", async () => {
    const off = kemnaker.replace(/^steps:\n/m, "anomalies: { fact_unread: { severity: off } }\nsteps:\n");
    expect(await runWith(off, [item(1, "merokok")])).toEqual([]);
  });
});
