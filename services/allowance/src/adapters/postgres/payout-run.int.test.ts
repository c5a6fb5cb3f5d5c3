import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Day, nextPeriod, type Period, rupiah } from "@kinerja/common/kernel";

import { type Records, type RunSummary } from "../../app/ports.ts";
import { type NewDue } from "../../app/range-ports.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";
import { recomputeRuns } from "../../recompute.ts";
import { fact, factId } from "../../testing/pay-facts.ts";
import { agency, approver, auditor, callBy, checker, goodMonth, maker, month, otherApprover, otherChecker, period, person, roster } from "../../testing/month.ts"; // prettier-ignore
import { confirmPlaces, payBatch, startTestPlatform, type TestPlatform, upload } from "../../testing/platform.ts";
import { policyText } from "../../testing/policies.ts";

// Each test has databases of its own, on a machine that may have other work.
jest.setTimeout(60_000);

const agencyId = agency(1);
const december = nextPeriod(nextPeriod(period));
const payout = `payout:
  month: next
  cite: { legal: platform, article: contoh }
  contributions:
    - { id: bpjs, label: BPJS Kesehatan, cite: { legal: platform, article: contoh }, percent: 1, cap_rupiah: 12000000, already_deducted_in: none, employer_percent: 4 }
  tax: { id: pph21, label: PPh Pasal 21, cite: { legal: platform, article: contoh }, method: ter, borne_by: employee }
  recovery: { cap_percent: 25, cite: { legal: platform, article: contoh } }
`;

let platform: TestPlatform;
const inside = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  platform.store.transaction({ agencies: [agencyId] }, work);

let facts = 0;
async function say(kind: FactKind, n: number, fields: Record<string, string>, times: [string, string?]): Promise<void> {
  await inside(async (records) => {
    const at = await records.facts.moment(agencyId, platform.now() - 1_000_000);
    const id = factId(100 + facts++);
    const row = fact(kind, times, { id, personId: person(n), recordedAt: at - 1, fields });
    await records.facts.insert([row]);
    await records.facts.decide(agencyId, [id], "CONFIRMED", person(902), at);
  });
}

const due = (n: number, amount: bigint, kind: NewDue["kind"] = "CORRECTION"): Promise<void> =>
  inside(({ dues }) =>
    dues.insert(
      agencyId,
      [
        {
          ...{ personId: person(n), employmentId: undefined, period: "2026-08" as Period, component: "main", kind },
          ...{ label: "Koreksi Agustus", amount: rupiah(amount), duePeriod: nextPeriod(period), cause: undefined },
        },
      ],
      maker,
      platform.now(),
    ),
  );

const start = (of: Period, kind: "REGULAR" | "RAPEL" = "REGULAR"): Promise<RunSummary> =>
  platform.use.startRun(callBy(maker), { agencyId, period: of, kind });

type Paid = { person_id: string; gross: bigint; cut: bigint; net: bigint; contribution: bigint; employer: bigint; tax: bigint; recovery: bigint; amount: bigint }; // prettier-ignore
const payoutsOf = async ({ run }: RunSummary): Promise<Map<string, Paid>> => {
  const rows = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<Paid>("select * from payout where run_id = $1 order by person_id", [run.id]),
  );
  return new Map(rows.map((row) => [row.person_id, row]));
};
const flagsOf = async ({ run }: RunSummary): Promise<[string, string][]> =>
  (await platform.use.listRunFlags(callBy(maker), { agencyId, runId: run.id }, { limit: 99, after: undefined })).map(
    ({ personId, code }) => [personId, code],
  );
async function acknowledge({ run }: RunSummary): Promise<RunSummary> {
  const ref = { agencyId, runId: run.id };
  for (const { id, decision } of await platform.use.listRunFlags(callBy(maker), ref, { limit: 99, after: undefined }))
    if (decision === undefined)
      await platform.use.resolveFlag(callBy(maker), {
        ...ref,
        flagId: id,
        decision: "ACKNOWLEDGE",
        reason: "Diperiksa",
      });
  return platform.use.getRun(callBy(maker), ref);
}

beforeAll(async () => {
  platform = await startTestPlatform();
  const text = policyText("kemnaker-tukin").replace(/^payout:.*\n(?: .*\n)*/m, payout);
  const fileId = upload(text);
  const { id: policyId } = await platform.use.draftPolicy(callBy(maker), { agencyId, fileId });
  await platform.use.reviewPolicy(callBy(checker), { agencyId, policyId });
  const bound = { agencyId, policyId, sha256: fileId };
  await platform.use.approvePolicy(callBy(approver), bound);
  await confirmPlaces(platform, bound);
  await platform.use.activatePolicy(callBy(approver), bound);
  platform.sealed.set(agencyId, goodMonth(5));
  for (const n of [1, 2, 3, 4, 5, 6]) {
    await say("SALARY", n, { gaji_pokok: "5000000", tunjangan_keluarga: "0", tunjangan_profesi: "0" }, ["2026-01-01"]);
    await say("TAX_STATUS", n, { ptkp: "TK/0" }, ["2026-01-01", "2026-12-31"]);
  }
  await say("ACTING", 2, { kind: "plt", class: "11", level: "same", post: "Kepala Bagian" }, ["2026-09-01"]);
  await inside(({ dues }) => dues.insert(agencyId, [], maker, platform.now()));
  const owner = await platform.database.db("owner");
  await owner.query("alter table receivable no force row level security");
  await owner.query(
    `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
     values ($1, $2, 'Kelebihan Mei', '2026-06-01', 2000000, 'S-1', now(), $3)`,
    [agencyId, person(3), maker],
  );
  await owner.stop();
  await due(4, -5_000_000n);
  await due(6, 7n);
}, 60_000);
afterAll(() => platform.stop());

describe("a month with contributions, tax and open items", () => {
  let run: RunSummary;

  it("deducts by the policy, takes back, carries, and pays who is in no roster", async () => {
    run = await start(period);
    expect(run.run).toMatchObject({
      state: "COMPUTED",
      payoutPeriod: "2026-11",
      people: 6,
      statements: 5,
      sequence: 1,
    });
    const paid = await payoutsOf(run);
    // BPJS: 1 % and 4 % of 9,595,150; TER A: 1.75 % of it, the salary alone is free.
    const one = {
      gross: 4_595_150n,
      cut: 0n,
      net: 4_595_150n,
      contribution: 95_952n,
      employer: 383_806n,
      tax: 167_915n,
    };
    expect(paid.get(person(1))).toMatchObject({ ...one, recovery: 0n, amount: 4_331_283n });
    // 25 % of the net.
    expect(paid.get(person(3))).toMatchObject({ ...one, recovery: 1_148_787n, amount: 3_182_496n });
    // 4,595,150 − 5,000,000: nothing is paid. The month's BPJS and tax would be those of the salary alone.
    expect(paid.get(person(4))).toMatchObject({
      gross: 4_595_150n,
      cut: 5_000_000n,
      net: 0n,
      recovery: 0n,
      amount: 0n,
    });
    expect(paid.get(person(6))).toMatchObject({ gross: 7n, net: 7n });
    expect(await flagsOf(run)).toEqual(
      expect.arrayContaining([
        [person(4), "PAYOUT_NEGATIVE"],
        [person(4), "NET_ZERO"],
      ]),
    );
  });

  it("pays a component that is late in the month after, and only once the batch is posted", async () => {
    const open = () => inside(({ dues }) => dues.open(agencyId, december, [person(2)]));
    expect(await open()).toEqual([]);
    const paid = await payoutsOf(run);
    expect(paid.get(person(2))?.net).toBe(4_595_150n);
  });

  it("holds a person though nothing is odd, and gives the days back", async () => {
    const ref = { agencyId, runId: run.run.id };
    const held = await platform.use.holdPerson(callBy(checker), {
      ...ref,
      personId: person(5),
      reason: "SK belum terbit",
    });
    expect(held.batches[0]).toMatchObject({ held: 1, rows: 5 });
    expect(held.batches[0]?.sha256).not.toBe(run.batches[0]?.sha256);
    expect(held.batches[0]?.net).toBe((run.batches[0]?.net ?? 0n) - 4_595_150n);
    const claimed = await platform.db.query("select from day_claim where person_id = $1", [person(5)]);
    expect(claimed).toEqual([]);
    const again = platform.use.holdPerson(callBy(checker), { ...ref, personId: person(5), reason: "lagi" });
    await expect(again).rejects.toMatchObject({ code: "PERSON_HELD" });
    const nobody = platform.use.holdPerson(callBy(checker), { ...ref, personId: person(77), reason: "siapa" });
    await expect(nobody).rejects.toMatchObject({ code: "PERSON_NOT_IN_RUN" });
  });

  it("stands alone in its month of payment until it is posted", async () => {
    await expect(start(period, "RAPEL")).rejects.toMatchObject({ code: "RUN_OPEN", params: { period } });
    expect((await start(period)).run.id).toBe(run.run.id);
  });

  it("commits, owes and settles, in one transfer each", async () => {
    const posted = await payBatch(platform, await acknowledge(run));
    expect(posted.run.state).toBe("POSTED");
    const [batch] = posted.batches;
    const sum = async () =>
      new Map((await platform.use.ledgerTotals(callBy(auditor), { agencyId, period })).map(({ account, amount }) => [account, amount])); // prettier-ignore
    const ledger = await sum();
    expect([...ledger.values()].reduce((all, one) => all + one, 0n)).toBe(0n);
    expect(ledger.get("utang.pegawai")).toBe(0n - (batch?.amount ?? 0n));
    expect(ledger.get("belanja.tunjangan-kinerja")).toBe(4n * 4_595_150n - 5_000_000n + 7n);
    // 404,850 are carried, 1,148,787 were taken back.
    expect(ledger.get("piutang.pegawai")).toBe(404_850n - 1_148_787n);
    expect(ledger.get("belanja.iuran.pemberi-kerja")).toBe(batch?.employer);
    const ref = { agencyId, runId: posted.run.id, batch: 1 as const, reference: "00417T/019/110" };
    await expect(platform.use.settleRun(callBy(approver), ref)).rejects.toMatchObject({ code: "SAME_PERSON" });
    const settled = await platform.use.settleRun(callBy(maker), ref);
    expect(settled.run).toMatchObject({ state: "SETTLED", settledAt: new Date(platform.now()) });
    expect(settled.batches[0]).toMatchObject({ state: "SETTLED", settlerId: maker });
    expect((await sum()).get("kas")).toBe(0n - (batch?.amount ?? 0n));
    expect((await sum()).has("utang.pegawai") && (await sum()).get("utang.pegawai") !== 0n).toBe(false);
    await expect(platform.use.settleRun(callBy(maker), ref)).rejects.toMatchObject({ code: "RUN_STATE" });
    const phases = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
      tx.query("select phase, reference from transfer order by phase"),
    );
    expect(phases).toMatchObject([
      { phase: "PENDING", reference: null },
      { phase: "POSTED", reference: null },
      { phase: "SETTLED", reference: "00417T/019/110" },
    ]);
  });

  it("explains every rupiah between the net and what is transferred, and what it rests on", async () => {
    const query = { period, personId: undefined, agencyId: undefined };
    const shown = await platform.use.getStatement(callBy(person(3)), query);
    const lines = shown.payoutLines.map(({ kind, id, amount, cite }) => [kind, id.split(".")[0], amount, cite !== ""]);
    expect(lines).toEqual([
      ["DEDUCTION", "bpjs", -95_952n, true],
      ["DEDUCTION", "pph21", -167_915n, true],
      ["DEDUCTION", "recovery", -1_148_787n, true],
      ["BESIDE", "bpjs", 383_806n, true],
    ]);
    const deducted = shown.payoutLines
      .filter(({ kind }) => kind !== "BESIDE")
      .reduce((sum, { amount }) => sum + amount, 0n);
    expect(shown.record.net + deducted).toBe(shown.record.amount);
    expect(shown.versions.map(({ name, revision }) => [name, revision])).toEqual([
      ["ROSTER", 0],
      ["ACTIVITY", 1],
      ["EVALUATION", 1],
      ["CALENDAR", 0],
    ]);
    const acting = await platform.use.getStatement(callBy(person(2)), query);
    expect(acting.versions.find(({ name }) => name === "acting.posts")?.factIds).toHaveLength(1);
    const carried = await platform.use.getStatement(callBy(person(4)), query);
    expect(carried.payoutLines.map(({ kind, amount }) => [kind, amount])).toEqual(
      expect.arrayContaining([
        ["DUE", -5_000_000n],
        ["DEDUCTION", 404_850n],
      ]),
    );
  });
});

describe("arrears", () => {
  it("pay what is due beside a posted month, and count what that month has paid", async () => {
    await due(1, 1_000_000n);
    const rapel = await start(period, "RAPEL");
    expect(rapel.run).toMatchObject({ kind: "RAPEL", state: "COMPUTED", statements: 0, people: 1, sequence: 1 });
    // BPJS of 10,595,150 less 95,952; TER A 2.5 % of it (up to 10,700,000) less 167,915.
    expect((await payoutsOf(rapel)).get(person(1))).toMatchObject({
      ...{ gross: 1_000_000n, net: 1_000_000n, contribution: 10_000n, tax: 96_964n, amount: 893_036n },
    });
    expect((await payBatch(platform, await acknowledge(rapel), 1, [otherChecker, otherApprover])).run.state).toBe(
      "POSTED",
    );
    const next = await start(period, "RAPEL");
    expect(next.run).toMatchObject({ sequence: 2, state: "COMPUTED", people: 0, ranges: 0, amount: 0n });
    expect(next.batches).toMatchObject([{ rows: 0, net: 0n }]);
    await payBatch(platform, next, 1, [otherChecker, otherApprover]);
  });
});

describe("the last month of payment of a year", () => {
  it("pays what was late, taxes the whole year, and takes back what was carried", async () => {
    const attended = (n: number) =>
      month(n, { attendance: [{ ...month(n).attendance[0]!, date: "2026-11-02" as Day }] });
    const inputs = goodMonth(4);
    platform.sealed.set(agencyId, {
      ...inputs,
      months: [1, 2, 3, 4].map(attended),
      roster: [1, 2, 3, 4].map((n) => roster(n)),
    });
    const run = await start(nextPeriod(period));
    expect(run.run).toMatchObject({ state: "COMPUTED", payoutPeriod: december });
    const paid = await payoutsOf(run);
    // 12 salaries, two allowances and the arrears: 70,190,300; 5 % of it, PTKP 54,000,000: 12,680,000 at 5 % = 634,000, less 264,879.
    expect(paid.get(person(1))).toMatchObject({ net: 4_595_150n, tax: 369_121n });
    const acting = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
      tx.query<{ amount: bigint; kind: string }>(
        "select amount, kind from due where person_id = $1 order by due_period",
        [person(2)],
      ),
    );
    expect(acting[0]).toMatchObject({ kind: "LATE" });
    expect(paid.get(person(2))?.gross).toBe(4_595_150n + (acting[0]?.amount ?? 0n));
    expect(paid.get(person(4))).toMatchObject({ recovery: 404_850n });
    expect(paid.get(person(3))).toMatchObject({ recovery: 2_000_000n - 1_148_787n });
  });

  it("computes to the same bytes again", async () => {
    const owner = await platform.database.db("owner");
    const tables = await owner.query<{ relname: string }>("select relname from pg_class where relrowsecurity and relkind in ('r', 'p')"); // prettier-ignore
    for (const { relname } of tables) await owner.query(`alter table ${relname} no force row level security`);
    const found = await recomputeRuns(owner);
    expect(found.wrong).toEqual([]);
    expect(found.checked).toBeGreaterThan(10);
    const doubted = await recomputeRuns(owner, () => () => "net: 1 instead of 2");
    expect(doubted.wrong).toContainEqual(expect.stringMatching(/there is another opinion: net: 1 instead of 2/));
    await owner.query("update payout set amount = amount + 1, net = net + 1 where person_id = $1 and period = $2", [
      person(1),
      period,
    ]);
    const broken = await recomputeRuns(owner);
    expect(broken.wrong).toContainEqual(expect.stringContaining(`the payout of ${person(1)} computes otherwise`));
    await owner.stop();
  });
});
