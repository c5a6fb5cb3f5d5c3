import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { nextPeriod } from "@kinerja/common/kernel";

import { agency, callBy, goodMonth, maker, period } from "../testing/month.ts";
import { approvedPolicy, startRunOf, startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { type Run } from "./ports.ts";
import { type WorkNeeds } from "./work-parts.ts";
import { workRun } from "./work-run.ts";

jest.setTimeout(60_000);

const people = 5;
const later = new Error("later");

let platform: TestPlatform;
beforeEach(async () => {
  platform = await startTestPlatform();
  await approvedPolicy(platform);
  platform.sealed.set(agency(1), goodMonth(people));
  await platform.worker.stop();
});
afterEach(() => platform.stop());

const find = async (id: string): Promise<Run> => {
  const { run } = await platform.use.getRun(callBy(maker), { agencyId: agency(1), runId: id });
  return run;
};

/** A run in ranges of two, whose worker ends after so many of them; the layout is then what another engine has written. */
async function begun(computed: number): Promise<Run> {
  const id = await platform.store.transaction({ agencies: [agency(1)] }, async ({ runs, policies }) => {
    const [policy] = await policies.active(agency(1));
    const activity = await platform.sealed.activity(callBy(maker), agency(1), period);
    const evaluation = await platform.sealed.evaluation(callBy(maker), agency(1), period);
    if (!policy || !activity || !evaluation) throw new Error("not prepared");
    const whose = { kind: "REGULAR", sequence: 1, duesOnly: false, agencyId: agency(1), period, payoutPeriod: nextPeriod(period) } as const; // prettier-ignore
    const rule = { policyId: policy.id, policySha256: policy.sha256, makerId: maker, rangeSize: 2 };
    return runs.insert({ ...whose, ...rule, activity, evaluation }, platform.now());
  });
  const { computers } = platform.workNeeds;
  const few: WorkNeeds["computers"] = {
    atOnce: 1,
    compute: (job, no) => (no < computed ? computers.compute(job, no) : Promise.reject(later)),
  };
  await expect(workRun({ ...platform.workNeeds, computers: few })({ runId: id, agencyId: agency(1) })).rejects.toBe(later); // prettier-ignore
  const run = await find(id);
  await platform.store.transaction({ agencies: [agency(1)] }, ({ runs }) =>
    runs.save({ ...run, layout: "of another engine" }, platform.now()),
  );
  return run;
}

const goOn = (id: string): Promise<void> => workRun(platform.workNeeds)({ runId: id, agencyId: agency(1) });

describe("a run that goes on with another engine than it began with", () => {
  it("has the layout of the new one, as long as nothing was computed", async () => {
    const { id, layout } = await begun(0);
    await goOn(id);
    expect(await find(id)).toMatchObject({ state: "COMPUTED", statements: people, layout });
  });

  it("has failed once a range was computed, and the next one finds its days free", async () => {
    const { id } = await begun(1);
    await goOn(id);
    expect(await find(id)).toMatchObject({ state: "FAILED", cause: "ENGINE_CHANGED", peopleComputed: 2 });
    const { run } = await startRunOf(platform);
    expect(run).toMatchObject({ sequence: 2, state: "FREEZING" });
    await goOn(run.id);
    const { flags, ...done } = { ...(await find(run.id)), flags: await platform.use.listRunFlags(callBy(maker), { agencyId: agency(1), runId: run.id }, { limit: 9, after: undefined }) }; // prettier-ignore
    expect(done).toMatchObject({ state: "COMPUTED", statements: people });
    expect(flags.map(({ code }) => code)).not.toContain("DAYS_PAID_ELSEWHERE");
  });

  it("is not computed by a thread of the other engine", async () => {
    const { id } = await begun(0);
    const { computers } = platform.workNeeds;
    const old: WorkNeeds["computers"] = {
      atOnce: 1,
      compute: (job, no) => computers.compute({ ...job, layout: "of another engine" }, no),
    };
    const going = workRun({ ...platform.workNeeds, computers: old })({ runId: id, agencyId: agency(1) });
    await expect(going).rejects.toThrow("has another layout than this engine makes");
    expect((await find(id)).peopleComputed).toBe(0);
  });
});
