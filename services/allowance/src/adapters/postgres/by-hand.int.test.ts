import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { adoptText } from "../../testing/corrections.ts";
import { agency, callBy, goodMonth, maker, month, period, person, present } from "../../testing/month.ts";
import { startTestPlatform, type TestPlatform } from "../../testing/platform.ts";
import { policyText } from "../../testing/policies.ts";
import { recomputedOn } from "../../testing/recomputed.ts";

jest.setTimeout(60_000);

const day = (of: string): Day => `${period}-${of}` as Day;
const attendance = ["01", "05", "06", "07"].map((of) => ({ ...present, date: day(of) }));
/** Of four people the second and the third have days that rest on somebody's word; the fourth's lies before the first paid day. */
const inputs = () => {
  const all = goodMonth(4);
  const byHand: Readonly<Record<number, readonly Day[]>> = {
    2: [day("06"), day("05")],
    3: [day("07")],
    4: [day("01")],
  };
  return {
    ...all,
    roster: all.roster.map((row, index) => (index === 3 ? { ...row, validFrom: day("05") } : row)),
    months: [1, 2, 3, 4].map((n) => month(n, { attendance, ...(byHand[n] && { byHand: byHand[n] }) })),
  };
};

let platform: TestPlatform;
beforeEach(async () => {
  platform = await startTestPlatform();
});
afterEach(() => platform.stop());

/** The flags of a run by this policy, and what its freeze has kept, in the order of the people. */
const agencyId = agency(1);
async function runBy(text: string) {
  platform.sealed.set(agencyId, inputs());
  await adoptText(platform, agencyId, text);
  const { run } = await platform.use.startRun(callBy(maker), { agencyId, period, kind: "REGULAR" });
  expect(run.state).toBe("COMPUTED");
  const page = { limit: 99, after: undefined };
  const flags = await platform.use.listRunFlags(callBy(maker), { agencyId, runId: run.id }, page);
  const kept = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<{ known: string | null }>(
      "select payout::jsonb ->> 'byHand' as known from frozen where run_id = $1 order by person_id",
      [run.id],
    ),
  );
  return {
    flags: flags.map(({ personId, code, severity, params }) => [personId, code, severity, params]),
    kept: kept.map(({ known }) => known),
  };
}
const kemnaker = policyText("kemnaker-tukin");
const asking = (severity: string): string =>
  kemnaker.replace(/^steps:\n/m, `anomalies: { by_hand: { severity: ${severity} } }\nsteps:\n`);
const flagged = (severity: string) => [
  [person(2), "ATTENDANCE_BY_HAND", severity, { days: "2", first: day("05") }],
  [person(3), "ATTENDANCE_BY_HAND", severity, { days: "1", first: day("07") }],
];

describe("paid days that rest on a person's word", () => {
  it("ask for a look where a policy says nothing, of nobody else, and are kept with what was frozen", async () => {
    const found = await runBy(kemnaker);
    expect(found.flags).toEqual(flagged("WARN"));
    expect(found.kept.map((known) => known !== null)).toEqual([false, true, true, false]);
    expect(await recomputedOn(platform)).toMatchObject({ checked: 4, wrong: [] });
  });

  it("block where the policy says so", async () => {
    expect((await runBy(asking("block"))).flags).toEqual(flagged("BLOCK"));
  });

  it.each([
    ["where the policy asks for none", asking("off")],
    // As if the annex had been read: nobody could bring it into force else.
    [
      "where it looks at no attendance",
      policyText("bsn-tukin-1-2026").replace("source: agency-manual", "source: official"),
    ],
  ])("are not frozen %s", async (_, text) => {
    const found = await runBy(text);
    expect(found.kept).toEqual([null, null, null, null]);
    expect(found.flags.filter(([, code]) => code === "ATTENDANCE_BY_HAND")).toEqual([]);
  });
});
