import { describe, expect, it, jest } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

import { agency, callBy, employment, goodMonth, maker, month, person, predicate, roster } from "../testing/month.ts";
import { approvedPolicy, startRunOf, startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { type RunSummary, type Store } from "./ports.ts";
import { workRun } from "./work-run.ts";

// Each test has databases of its own, on a machine that may have other work.
jest.setTimeout(60_000);

const people = 7;

async function onPlatform<T>(
  work: (platform: TestPlatform) => Promise<T>,
  more: Parameters<typeof startTestPlatform>[0] = {},
): Promise<T> {
  const platform = await startTestPlatform(more);
  try {
    return await work(platform);
  } finally {
    await platform.stop();
  }
}

/** The worker's process dies in its n-th transaction, with the writes made, or right after the commit. */
function dyingStore(store: Store, nth: number, when: "before commit" | "after commit"): Store {
  let count = 0;
  const dead = new Error("killed");
  return {
    async transaction(scope, work) {
      count += 1;
      const dies = count === nth;
      const done = await store.transaction(scope, async (records) => {
        const result = await work(records);
        if (dies && when === "before commit") throw dead;
        return result;
      });
      if (dies) throw dead;
      return done;
    },
  };
}

/** What must be the same, however often the work was interrupted. */
async function documentsOf(platform: TestPlatform, { run }: RunSummary): Promise<unknown> {
  const summary = await platform.use.getRun(callBy(maker), { agencyId: run.agencyId, runId: run.id });
  const { sha256, snapshotSha256, statements, net, state } = summary.run;
  const rows = await platform.db.transaction({ agencies: [run.agencyId] }, (tx) =>
    tx.query("select person_id, packed from entitlement union all select person_id, packed from payout order by 1, 2"),
  );
  const flags = await platform.use.listRunFlags(
    callBy(maker),
    { agencyId: run.agencyId, runId: run.id },
    { limit: 200, after: undefined },
  );
  return {
    sha256,
    snapshotSha256,
    statements,
    net,
    state,
    batches: summary.batches,
    rows,
    flags: flags.map(({ code, personId }) => [code, personId]),
  };
}

const computeOnce = async (platform: TestPlatform): Promise<unknown> => {
  await approvedPolicy(platform);
  const { months, ...inputs } = goodMonth(people);
  platform.sealed.set(agency(1), { ...inputs, months: months.slice(1) });
  return documentsOf(platform, await startRunOf(platform));
};

describe("a run whose worker dies", () => {
  const undisturbed = onPlatform(computeOnce);

  it("takes more transactions than the crashes below", async () => {
    let count = 0;
    const counting = (store: Store): Store => ({
      transaction: (scope, work) => (count++, store.transaction(scope, work)),
    });
    await onPlatform(computeOnce, { wrap: counting });
    expect(count).toBe(8);
    expect(await undisturbed).toMatchObject({ state: "COMPUTED", statements: people });
  });

  const deaths = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((nth) => [[nth, "before commit"], [nth, "after commit"]] as const); // prettier-ignore
  it.each(deaths)("in transaction %d, %s, has the same bytes in the end", async (nth, when) => {
    const wrap = (store: Store): Store => dyingStore(store, nth, when);
    const documents = await onPlatform(
      async (platform) => {
        await approvedPolicy(platform);
        const { months, ...inputs } = goodMonth(people);
        platform.sealed.set(agency(1), { ...inputs, months: months.slice(1) });
        const first = await startRunOf(platform);
        // The caller is answered as soon as the first attempt has ended; starting again waits for the next.
        const state = async () =>
          (await platform.use.getRun(callBy(maker), { agencyId: agency(1), runId: first.run.id })).run.state;
        while ((await state()) !== "COMPUTED") await startRunOf(platform);
        expect(platform.troubles.map(String)).toEqual(["Error: killed"]);
        return documentsOf(platform, first);
      },
      { wrap },
    );
    expect(documents).toEqual(await undisturbed);
  });
});

describe("a run and the other services", () => {
  it("fails for good when a list does not meet its seal, and can be started again", () =>
    onPlatform(async (platform) => {
      await approvedPolicy(platform);
      platform.sealed.set(agency(1), goodMonth(2));
      platform.sealed.failWith(new Refusal("refused", "INPUT_MISMATCH"));
      const failed = await startRunOf(platform);
      expect(failed.run).toMatchObject({ state: "FAILED", cause: "INPUT_MISMATCH", statements: 0 });
      platform.sealed.failWith(undefined);
      const again = await startRunOf(platform);
      expect(again.run).toMatchObject({ id: failed.run.id, state: "COMPUTED", statements: 2 });
      expect(again.run.cause).toBeUndefined();
    }));

  it("waits for one that is away, and goes on by itself", () =>
    onPlatform(async (platform) => {
      await approvedPolicy(platform);
      platform.sealed.set(agency(1), goodMonth(2));
      platform.sealed.failWith(new Refusal("unavailable", "SERVICE_UNAVAILABLE"));
      expect((await startRunOf(platform)).run.state).toBe("FREEZING");
      platform.sealed.failWith(undefined);
      const state = async () => (await startRunOf(platform)).run.state;
      while ((await state()) !== "COMPUTED");
      expect(platform.troubles.length).toBeGreaterThan(0);
    }));

  it("is computed once by two workers at the same time", () =>
    onPlatform(async (platform) => {
      await approvedPolicy(platform);
      platform.sealed.set(agency(1), goodMonth(people));
      await platform.worker.stop();
      const { id } = await platform.store.transaction({ agencies: [agency(1)] }, async ({ runs, policies }) => {
        const [policy] = await policies.active(agency(1));
        const seal = await platform.sealed.activity(callBy(maker), agency(1), "2026-10");
        const evaluation = await platform.sealed.evaluation(callBy(maker), agency(1), "2026-10");
        if (!policy || !seal || !evaluation) throw new Error("not prepared");
        const run = {
          agencyId: agency(1),
          period: "2026-10" as never,
          policyId: policy.id,
          policySha256: policy.sha256,
          makerId: maker,
          activity: seal,
          evaluation,
        };
        return { id: await runs.insert(run, platform.now()) };
      });
      const work = workRun(platform.workNeeds);
      await Promise.all([1, 2, 3].map(() => work({ runId: id, agencyId: agency(1) })));
      const { run, batches } = await platform.use.getRun(callBy(maker), { agencyId: agency(1), runId: id });
      expect(run).toMatchObject({ state: "COMPUTED", statements: people });
      expect(batches).toHaveLength(1);
    }));
});

describe("a person in two agencies", () => {
  const leaver = { validTo: "2026-10-14" as Day };
  const sealBoth = (platform: TestPlatform, arrival: string): void => {
    const arrived = { personId: person(1), employmentId: employment(2) };
    platform.sealed.set(agency(1), { roster: [roster(1, leaver)], months: [month(1)], predicates: [predicate(1)] });
    platform.sealed.set(agency(2), {
      roster: [roster(2, { ...arrived, validFrom: arrival as Day })],
      months: [month(2, arrived)],
      predicates: [{ ...predicate(2), personId: person(1) }],
    });
  };
  const runBoth = async (platform: TestPlatform, arrival: string): Promise<RunSummary[]> => {
    await approvedPolicy(platform, agency(1));
    await approvedPolicy(platform, agency(2));
    sealBoth(platform, arrival);
    return [await startRunOf(platform, agency(1)), await startRunOf(platform, agency(2))];
  };

  it("is paid for each day by one of them", () =>
    onPlatform(async (platform) => {
      const [first, second] = await runBoth(platform, "2026-10-15");
      expect([first?.run.gross, second?.run.gross]).toEqual([2075229n, 2519921n]);
      expect([first?.openFlags.size, second?.openFlags.size]).toEqual([0, 0]);
    }));

  it("is not paid twice for days that both claim, and somebody looks at it", () =>
    onPlatform(async (platform) => {
      const [, second] = await runBoth(platform, "2026-10-10");
      expect(second?.run.gross).toBe(2519921n);
      const flags = await platform.use.listRunFlags(
        callBy(maker),
        { agencyId: agency(2), runId: second?.run.id ?? "" },
        { limit: 9, after: undefined },
      );
      expect(flags).toMatchObject([
        { code: "DAYS_PAID_ELSEWHERE", severity: "WARN", params: { paid: "17", elsewhere: "5" } },
      ]);
    }));
});
