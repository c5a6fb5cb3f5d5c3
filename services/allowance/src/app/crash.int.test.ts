import { describe, expect, it, jest } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";
import { type Day, nextPeriod } from "@kinerja/common/kernel";

import {
  agency,
  callBy,
  employment,
  goodMonth,
  maker,
  month,
  period,
  person,
  predicate,
  roster,
} from "../testing/month.ts";
import { approvedPolicy, startRunOf, startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { type RunSummary, type Store } from "./ports.ts";
import { type BulkRows } from "./range-ports.ts";
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

type When = "before commit" | "after commit";

/** The worker's process dies in the n-th of its transactions, those by COPY among them: with the writes made, or right after the commit. */
function dying(nth: number, when: When): { wrap: (store: Store) => Store; wrapBulk: (bulk: BulkRows) => BulkRows } {
  const dead = new Error("killed");
  let count = 0;
  const dies = (): boolean => ++count === nth;
  async function around<T>(work: () => Promise<T>): Promise<T> {
    const isLast = dies();
    if (isLast && when === "before commit") throw dead;
    const done = await work();
    if (isLast) throw dead;
    return done;
  }
  return {
    wrap: (store) => ({
      async transaction(scope, work) {
        const isLast = dies();
        const done = await store.transaction(scope, async (records) => {
          const result = await work(records);
          if (isLast && when === "before commit") throw dead;
          return result;
        });
        if (isLast) throw dead;
        return done;
      },
    }),
    wrapBulk: (bulk) => ({
      writeFrozen: (...args) => around(() => bulk.writeFrozen(...args)),
      readFrozen: (...args) => around(() => bulk.readFrozen(...args)),
      compute: (...args) => around(() => bulk.compute(...args)),
      stop: () => bulk.stop(),
    }),
  };
}

/** What must be the same, however often the work was interrupted. */
async function documentsOf(platform: TestPlatform, { run }: RunSummary): Promise<unknown> {
  const summary = await platform.use.getRun(callBy(maker), { agencyId: run.agencyId, runId: run.id });
  const { sha256, snapshotSha256, statements, net, amount, state, ranges, people: frozen } = summary.run;
  const rows = await platform.db.transaction({ agencies: [run.agencyId] }, (tx) =>
    tx.query(
      "select person_id, packed from entitlement union all select person_id, packed from payout order by person_id, packed",
    ),
  );
  const page = { limit: 200, after: undefined };
  const flags = await platform.use.listRunFlags(callBy(maker), { agencyId: run.agencyId, runId: run.id }, page);
  return {
    ...{
      sha256,
      snapshotSha256,
      statements,
      net,
      amount,
      state,
      ranges,
      people: frozen,
      batches: summary.batches,
      rows,
    },
    flags: flags.map(({ code, personId }) => [code, personId]),
  };
}

async function prepare(platform: TestPlatform): Promise<void> {
  await approvedPolicy(platform);
  const { months, ...inputs } = goodMonth(people);
  platform.sealed.set(agency(1), { ...inputs, months: months.slice(1) });
}

const computeOnce = async (platform: TestPlatform): Promise<unknown> => {
  await prepare(platform);
  return documentsOf(platform, await startRunOf(platform));
};

/** Begins, freezes with a look for due items and a write for each of four ranges, ends; then asks, computes ranges, and finishes. */
const transactions = 20;

describe("a run whose worker dies", () => {
  const undisturbed = onPlatform(computeOnce);

  it("takes as many transactions as die below", async () => {
    let count = 0;
    const counted = dying(0, "after commit");
    const counting = (store: Store): Store => ({
      transaction: (scope, work) => (count++, store.transaction(scope, work)),
    });
    const countingBulk = (bulk: BulkRows): BulkRows => ({
      writeFrozen: (...args) => (count++, bulk.writeFrozen(...args)),
      readFrozen: (...args) => (count++, bulk.readFrozen(...args)),
      compute: (...args) => (count++, bulk.compute(...args)),
      stop: () => bulk.stop(),
    });
    await onPlatform(computeOnce, { ...counted, wrap: counting, wrapBulk: countingBulk });
    expect(count).toBe(transactions);
    expect(await undisturbed).toMatchObject({ state: "COMPUTED", statements: people, ranges: 4, people });
  });

  const nths = Array.from({ length: transactions }, (_, index) => index + 1);
  it.each(nths.map((nth): [number, When] => [nth, nth % 2 === 0 ? "before commit" : "after commit"]))(
    "in transaction %d, %s, has the same bytes in the end",
    async (nth, when) => {
      const documents = await onPlatform(
        async (platform) => {
          await prepare(platform);
          const first = await startRunOf(platform);
          // The caller is answered as soon as the first attempt has ended; starting again waits for the next.
          const state = async () =>
            (await platform.use.getRun(callBy(maker), { agencyId: agency(1), runId: first.run.id })).run.state;
          while ((await state()) !== "COMPUTED") await startRunOf(platform);
          expect(platform.troubles.map(String)).toEqual(["Error: killed"]);
          return documentsOf(platform, first);
        },
        dying(nth, when),
      );
      expect(documents).toEqual(await undisturbed);
    },
  );
});

describe("a run in other ranges", () => {
  it.each([1, 3, 100])("of %d people has the same documents and sums, and hashes of its own", async (rangeSize) => {
    type Found = Record<"rows" | "net" | "amount" | "statements" | "flags" | "sha256" | "snapshotSha256", unknown>;
    const [two, other] = (await Promise.all([
      onPlatform(computeOnce),
      onPlatform(computeOnce, { rangeSize }),
    ])) as Found[];
    const same = (found: Found | undefined) => [found?.rows, found?.net, found?.amount, found?.statements];
    expect(same(other)).toEqual(same(two));
    expect(new Set(other?.flags as unknown[])).toEqual(new Set(two?.flags as unknown[]));
    expect(other?.sha256).not.toBe(two?.sha256);
    expect(other?.snapshotSha256).not.toBe(two?.snapshotSha256);
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
        const seal = await platform.sealed.activity(callBy(maker), agency(1), period);
        const evaluation = await platform.sealed.evaluation(callBy(maker), agency(1), period);
        if (!policy || !seal || !evaluation) throw new Error("not prepared");
        const run = {
          ...({
            kind: "REGULAR",
            sequence: 1,
            duesOnly: false,
            agencyId: agency(1),
            period,
            payoutPeriod: nextPeriod(period),
          } as const),
          ...{
            policyId: policy.id,
            policySha256: policy.sha256,
            makerId: maker,
            activity: seal,
            evaluation,
            rangeSize: 2,
          },
        } as const;
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
