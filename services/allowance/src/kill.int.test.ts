import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { atGate, closeGate, type Process, type Queued, queueRun, resultOf, startWorkerProcess } from "./testing/killing.ts"; // prettier-ignore
import { agency, callBy, checker } from "./testing/month.ts";

// Processes of their own on a machine that may have other work.
jest.setTimeout(120_000);

// More people, more moments and more workers: F32 of `npm run faults`.
const people = 1_000;
const rangeSize = 50;
const ranges = people / rangeSize;

const processes: Process[] = [];
const sites: Queued[] = [];
const queue = async (): Promise<Queued> => {
  const queued = await queueRun(people, rangeSize);
  sites.push(queued);
  return queued;
};
const start = async (queued: Queued): Promise<Process> => {
  const made = await startWorkerProcess(queued, { people });
  processes.push(made);
  return made;
};
const computed = (queued: Queued): Promise<void> => queued.until("COMPUTED", "select state = 'COMPUTED' from run");
const killAll = (): Promise<unknown> => Promise.all(processes.splice(0).map((one) => one.kill()));

let undisturbed: Readonly<Record<string, unknown>>;
let whole: Queued;

beforeAll(async () => {
  whole = await queueRun(people, rangeSize);
  await start(whole);
  await computed(whole);
  undisturbed = await resultOf(whole);
  await killAll();
});
afterEach(async () => {
  await killAll();
  for (const site of sites.splice(0)) await site.stop();
});
afterAll(async () => {
  await killAll();
  await whole.stop();
});

it("has something to compare", () => {
  expect(undisturbed).toMatchObject({
    run: { state: "COMPUTED", ranges, statements: people },
    run_range: [ranges, expect.any(String)],
    frozen: [people, expect.any(String)],
    entitlement: [people, expect.any(String)],
    payout: [people, expect.any(String)],
    day_claim: [people, expect.any(String)],
  });
  expect(undisturbed["batches"]).toHaveLength(2);
});

const tenths = [1, 9].map((tenth) => [tenth * 10, (tenth * ranges) / 10] as const);

describe("a worker that is killed", () => {
  it.each(tenths)("at %d %% of the freeze leaves what another one makes the same of", async (_, no) => {
    const queued = await queue();
    const open = await closeGate(queued, "freeze", no);
    const first = await start(queued);
    await queued.until("the gate", `select (${atGate}) = 1`);
    expect(await queued.one("select count(*)::int as it from run_range")).toBe(no);
    expect(await queued.one("select state as it from run")).toBe("FREEZING");
    await first.kill();
    await open();
    await start(queued);
    await computed(queued);
    expect(await resultOf(queued)).toEqual(undisturbed);
  });

  it.each(tenths)("at %d %% of the computation leaves what another one goes on from", async (_, no) => {
    const queued = await queue();
    const open = await closeGate(queued, "compute", no);
    const first = await start(queued);
    await queued.until("both threads at the gate", `select (${atGate}) = 2`);
    const done = "select count(*)::int as it from run_range where state = 'COMPUTED'";
    expect(await queued.one(done)).toBe(no);
    await first.kill();
    await open();
    const second = await start(queued);
    await computed(queued);
    expect(await resultOf(queued)).toEqual(undisturbed);
    // What was frozen and computed stayed.
    expect(second.said.filter(({ says }) => says === "freezes")).toEqual([]);
  });

  it("again and again at any moment makes the same in the end", async () => {
    const queued = await queue();
    const isOver = (): Promise<boolean> => queued.one("select state = 'COMPUTED' as it from run");
    const moments: number[] = [];
    while (moments.length < 3 && !(await isOver())) {
      const worker = await start(queued);
      const moment = Math.random() * 300 * (moments.length + 1);
      await sleep(moment);
      await worker.kill();
      moments.push(moment);
    }
    await start(queued);
    await computed(queued);
    expect({ moments, result: await resultOf(queued) }).toEqual({ moments, result: undisturbed });
  });
});

describe("two workers at once", () => {
  it("make one result", async () => {
    const queued = await queue();
    const both = await Promise.all([start(queued), start(queued)]);
    await computed(queued);
    expect(await resultOf(queued)).toEqual(undisturbed);
    expect(both.flatMap(({ said }) => said.filter(({ says }) => says === "freezes"))).toHaveLength(1);
    expect(both.map(({ child }) => child.exitCode)).toEqual([null, null]);
  });
});

describe("a thread that dies", () => {
  it("ends no run: its range is computed later", async () => {
    const queued = await queue();
    const open = await closeGate(queued, "compute", ranges / 2);
    const worker = await start(queued);
    await queued.until("both threads at the gate", `select (${atGate}) = 2`);
    await worker.ask({ ask: "end a thread" });
    await open();
    await computed(queued);
    expect(await resultOf(queued)).toEqual(undisturbed);
    expect(worker.said).toContainEqual({ says: "trouble", text: expect.stringContaining("its thread ended with") });
  });
});

describe("a posting that is killed", () => {
  type Books = { readonly state: string; readonly phases: readonly string[]; readonly outbox: number; readonly audited: number; readonly sum: number }; // prettier-ignore
  const booksOf = (): Promise<Books> =>
    whole.one(
      `select jsonb_build_object('state', (select state from batch where batch = 1),
         'phases', (select jsonb_agg(phase order by phase) from transfer), 'outbox', (select count(*) from outbox),
         'audited', (select count(*) from audit where action = 'approve' and resource = 'run'),
         'sum', (select sum(amount) from posting)) as it`,
    );
  const nobody =
    "select count(*) = 0 from pg_stat_activity where datname = current_database() and application_name like 'allowance%'";
  let sha256 = "";
  const approve = (worker: Process, key = "approve"): Promise<string | undefined> =>
    worker.ask({ ask: "approve", runId: whole.runId, sha256, key });

  beforeAll(async () => {
    const ref = { agencyId: agency(1), runId: whole.runId };
    const { batches } = await whole.use.getRun(callBy(checker), ref);
    sha256 = batches[0]?.sha256 ?? "";
    await whole.use.checkRun(callBy(checker), { ...ref, batch: 1, sha256 });
  });

  it.each(["transfer", "posting", "outbox", "audit"])("before it writes its %s leaves the batch as it was", async (table) => {
    const before = await booksOf();
    expect(before).toMatchObject({ state: "CHECKED", phases: ["PENDING"], audited: 0, sum: 0 });
    const worker = await start(whole);
    await whole.admin.query(`begin; lock table ${table} in share row exclusive mode`);
    const answered = approve(worker).then((refused) => Promise.reject(new Error(`answered: ${refused ?? "well"}`)));
    await Promise.race([whole.until(`the lock of ${table}`, `select count(*) > 0 from pg_locks where relation = '${table}'::regclass and not granted`), answered]);
    await worker.kill();
    await whole.admin.query("commit");
    await whole.until("the end of its sessions", nobody);
    expect(await booksOf()).toEqual(before);
  }); // prettier-ignore

  it("once it has committed leaves it whole, and is not done again", async () => {
    const before = await booksOf();
    const worker = await start(whole);
    approve(worker).catch(() => undefined);
    await whole.until("the posting", "select state = 'POSTED' from batch where batch = 1");
    await worker.kill();
    const posted = await booksOf();
    expect(posted).toEqual({ ...before, state: "POSTED", phases: ["PENDING", "POSTED"], outbox: before.outbox + 1, audited: 1 }); // prettier-ignore
    const next = await start(whole);
    expect(await approve(next)).toBeUndefined();
    expect(await approve(next, "another")).toBe("RUN_STATE");
    expect(await booksOf()).toEqual(posted);
  });
});
