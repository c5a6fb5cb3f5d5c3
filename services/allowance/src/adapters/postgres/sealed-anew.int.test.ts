import { afterEach, describe, expect, it, jest } from "@jest/globals";

import { type ChangedPeople } from "../../app/corrections/ports.ts";
import { type SealedPeriods } from "../../app/ports.ts";
import { adoptText } from "../../testing/corrections.ts";
import { agency, callBy, fakeSealed, goodMonth, maker, period, person } from "../../testing/month.ts";
import { startTestPlatform, type TestPlatform } from "../../testing/platform.ts";
import { policyText } from "../../testing/policies.ts";

jest.setTimeout(60_000);

const agencyId = agency(1);
let platform: TestPlatform | undefined;
afterEach(() => platform?.stop());

type World = { readonly lateData: string; readonly revision: number; readonly changed: readonly (readonly string[])[] };

/** The flags of a run of five people, two in a range, and between which revisions it has looked. */
async function flagsOf({ lateData, revision, changed }: World) {
  const asked: object[] = [];
  let closed = 0;
  const changedPeople: ChangedPeople = async function* (of, month, revisions) {
    asked.push({ agencyId: of, period: month, ...revisions });
    try {
      for (const people of changed) yield await Promise.resolve(people);
    } finally {
      closed += 1;
    }
  };
  const fake = fakeSealed();
  fake.set(agencyId, goodMonth(5));
  const activity: SealedPeriods["activity"] = async (...of) => {
    const found = await fake.activity(...of);
    return found && { ...found, revision };
  };
  platform = await startTestPlatform({ changedPeople, sealed: { ...fake, activity } });
  const text = policyText("kemnaker-tukin").replace(/^steps:\n/m, `anomalies: { late_data: ${lateData} }\nsteps:\n`);
  await adoptText(platform, agencyId, text);
  const { run } = await platform.use.startRun(callBy(maker), { agencyId, period, kind: "REGULAR" });
  expect(run.state).toBe("COMPUTED");
  expect(closed).toBe(asked.length);
  const flags = await platform.use.listRunFlags(callBy(maker), { agencyId, runId: run.id }, { limit: 99, after: undefined }); // prettier-ignore
  return { asked, flags: flags.map(({ personId, code, severity, params }) => [personId, code, severity, params]) };
}

const asked = "{ after_day: 5, severity: block }";
const changed = [[person(1), person(2)], [person(5)], [person(7), person(8)]];

describe("a month that was sealed more than once", () => {
  it("names whose entries or attendance are others than in the first revision", async () => {
    const found = await flagsOf({ lateData: asked, revision: 3, changed });
    expect(found.asked).toEqual([{ agencyId, period, before: 1, after: 3 }]);
    expect(found.flags).toEqual([1, 2, 5].map((n) => [person(n), "MONTH_SEALED_ANEW", "BLOCK", { revision: "3" }]));
  });

  it.each([
    ["was sealed once", { lateData: asked, revision: 1 }],
    ["is paid by a policy that does not ask for late data", { lateData: "{ severity: off }", revision: 2 }],
  ])("is not read twice where it %s", async (_, world) => {
    expect(await flagsOf({ ...world, changed })).toEqual({ asked: [], flags: [] });
  });
});
