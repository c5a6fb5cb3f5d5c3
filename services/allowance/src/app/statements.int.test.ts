import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { nextPeriod, type Period, rupiah } from "@kinerja/common/kernel";

import { exportUseCases } from "../export-use-cases.ts";
import { memoryExports } from "../testing/memory-exports.ts";
import { agency, auditor, callBy, fakeAccess, goodMonth, maker, month, otherApprover, otherChecker, period, person } from "../testing/month.ts"; // prettier-ignore
import { approvedPolicy, payBatch, startRunOf, startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { rememberingParser } from "../use-cases.ts";
import { whatIfUseCases } from "../what-if-use-cases.ts";
import { type Run, type RunSummary } from "./ports.ts";

jest.setTimeout(90_000);

const agencyId = agency(1);
const one = person(1);
const own = { period, personId: undefined, agencyId: undefined };
const arrears = rupiah(1_000_000n);

let platform: TestPlatform;
let [regular, rapel]: Run[] = [];
const runs = () => ({ regular: regular?.id ?? "", rapel: rapel?.id ?? "" });

const owed = () =>
  platform.store.transaction({ agencies: [agencyId] }, ({ dues }) => {
    const line = { personId: one, employmentId: undefined, component: "main", cause: undefined };
    const what = { kind: "CORRECTION" as const, label: "Koreksi Agustus", amount: arrears };
    const item = { ...line, ...what, period: "2026-08" as Period, duePeriod: nextPeriod(period) };
    return dues.insert(agencyId, [item], maker, platform.now());
  });

async function paid({ run }: RunSummary): Promise<Run> {
  const ref = { agencyId, runId: run.id };
  const told = { decision: "ACKNOWLEDGE" as const, reason: "Sudah diperiksa" };
  for (const { id, decision } of await platform.use.listRunFlags(callBy(maker), ref, { limit: 99, after: undefined }))
    if (!decision) await platform.use.resolveFlag(callBy(maker), { ...ref, flagId: id, ...told });
  const seen = await platform.use.getRun(callBy(maker), ref);
  return (await payBatch(platform, seen, 1, [otherChecker, otherApprover])).run;
}

beforeAll(async () => {
  platform = await startTestPlatform();
  await approvedPolicy(platform);
  platform.sealed.set(agencyId, { ...goodMonth(3), months: [1, 2, 3].map((n) => month(n)) });
  regular = await paid(await startRunOf(platform));
  await owed();
});
afterAll(() => platform.stop());

describe("a month that two runs have paid", () => {
  it("shows the second one as soon as it is posted, and none before", async () => {
    const started = await startRunOf(platform, agencyId, callBy(maker), "RAPEL");
    const early = { ...own, runId: started.run.id };
    const refused = platform.use.getStatement(callBy(one), early);
    await expect(refused).rejects.toMatchObject({ code: "STATEMENT_UNKNOWN" });
    expect(await platform.use.listStatements(callBy(one), period)).toHaveLength(1);
    rapel = await paid(started);
    expect((await platform.use.getStatement(callBy(one), early)).record).toMatchObject({ kind: "RAPEL", net: arrears });
  });

  it("lists both with their sums, and no other month's", async () => {
    const listed = await platform.use.listStatements(callBy(one), period);
    expect(listed.map(({ runId, kind, net }) => [runId, kind, net])).toEqual([
      [runs().regular, "REGULAR", 4_595_150n],
      [runs().rapel, "RAPEL", arrears],
    ]);
    expect(await platform.use.listStatements(callBy(one))).toHaveLength(2);
    expect(await platform.use.listStatements(callBy(one), "2026-09")).toEqual([]);
    expect(await platform.use.listStatements(callBy(person(2)), period)).toMatchObject([{ kind: "REGULAR" }]);
  });

  it("is read by its run, the regular one without, and by no run of somebody else", async () => {
    const read = (runId?: string) => platform.use.getStatement(callBy(one), { ...own, runId });
    expect((await read()).record.runId).toBe(runs().regular);
    expect((await read(runs().regular)).record.net).toBe(4_595_150n);
    expect((await read(runs().rapel)).payoutLines).toMatchObject([{ kind: "DUE", amount: arrears, period: "2026-08" }]);
    await expect(read(person(9))).rejects.toMatchObject({ code: "STATEMENT_UNKNOWN" });
    const others = platform.use.getStatement(callBy(person(2)), { ...own, runId: runs().rapel });
    await expect(others).rejects.toMatchObject({ code: "STATEMENT_UNKNOWN" });
  });

  it("is read by an officer with an audit row that names the run", async () => {
    const query = { period, personId: one, agencyId, runId: runs().rapel };
    expect((await platform.use.getStatement(callBy(auditor), query)).record.kind).toBe("RAPEL");
    const sealer = await platform.database.db("sealer");
    const rows = await sealer.query("select detail from audit where resource = 'statement' and action = 'read'");
    expect(rows).toEqual([{ detail: { period, runId: runs().rapel } }]);
    await sealer.stop();
  });

  it("has a payslip for each", async () => {
    const { store, now } = platform;
    const use = exportUseCases({
      ...{ store, now, accessTo: fakeAccess(), parse: rememberingParser(), agenciesOf: () => Promise.resolve([]) },
      ...{ paymentDetails: () => Promise.resolve(new Map()), exportStore: memoryExports() },
      nameOf: () => Promise.resolve({ name: "PEGAWAI 1", nipSuffix: "901" }),
    });
    const printed = async (runId?: string) => {
      const { content } = await use.getPayslip(callBy(one), { ...own, runId });
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      return Buffer.concat(parts);
    };
    const slips = [await printed(), await printed(runs().regular), await printed(runs().rapel)];
    expect(slips[0]).toEqual(slips[1]);
    expect(slips[2]?.equals(slips[0] ?? Buffer.alloc(0))).toBe(false);
    expect(slips[2]?.subarray(0, 4).toString()).toBe("%PDF");
  });
});

describe("an objection to the second statement of a month", () => {
  it("is to a line of its own run, and keeps the run", async () => {
    const { store, now } = platform;
    const none = () => Promise.reject(new Error("not asked here"));
    const use = whatIfUseCases({
      ...{ store, now, accessTo: fakeAccess(), parse: rememberingParser(), agenciesOf: () => Promise.resolve([]) },
      monthSoFar: { employments: none, roster: none, entries: none, predicate: none, calendars: none },
      files: { keep: () => Promise.resolve(true), open: () => Promise.resolve(undefined) },
      receipts: { has: () => Promise.resolve(true) },
    });
    const { record, payoutLines } = await platform.use.getStatement(callBy(one), { ...own, runId: runs().rapel });
    const filing = {
      ...{ period, agencyId: undefined, employmentId: undefined, stepId: payoutLines[0]?.id ?? "" },
      ...{ statementSha256: record.sha256, reason: "Rapel Agustus kurang satu bulan" },
      ...{ evidenceFileIds: [], evidenceFileNames: [] },
    };
    const withoutRun = use.fileObjection(callBy(one), filing);
    await expect(withoutRun).rejects.toMatchObject({ code: "OBJECTION_LINE_UNKNOWN" });
    const filed = await use.fileObjection(callBy(one), { ...filing, runId: runs().rapel });
    expect(filed).toMatchObject({ runId: runs().rapel, amount: arrears, period, state: "FILED" });
    const query = { limit: 9, after: undefined, open: true };
    const of = (runId: string) => use.listObjections(callBy(auditor), agencyId, { ...query, runId });
    expect([await of(runs().rapel), await of(runs().regular)]).toEqual([[filed], []]);
  });
});
