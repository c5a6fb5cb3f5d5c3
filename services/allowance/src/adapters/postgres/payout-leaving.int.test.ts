import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { parseDay, rupiah } from "@kinerja/common/kernel";

import { type Records, type RunSummary } from "../../app/ports.ts";
import { type PostsWithin } from "../../app/work-parts.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";
import { fact, factId } from "../../testing/pay-facts.ts";
import { agency, approver, callBy, checker, goodMonth, maker, period, person, roster } from "../../testing/month.ts";
import { confirmPlaces, startTestPlatform, type TestPlatform, upload } from "../../testing/platform.ts";
import { policyText } from "../../testing/policies.ts";

// Each test has databases of its own, on a machine that may have other work.
jest.setTimeout(60_000);

const agencyId = agency(1);
const payout = `payout:
  month: same
  cite: { legal: platform, article: contoh }
  contributions:
    - { id: bpjs, label: BPJS Kesehatan, cite: { legal: platform, article: contoh }, percent: 1, cap_rupiah: 12000000, already_deducted_in: salary, employer_percent: 4 }
  tax: { id: pph21, label: PPh Pasal 21, cite: { legal: platform, article: contoh }, method: ter, borne_by: employee }
  recovery: { cap_percent: 30, cite: { legal: platform, article: contoh } }
`;

let platform: TestPlatform;
const asked: { people: readonly string[]; within: PostsWithin }[] = [];
const inside = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  platform.store.transaction({ agencies: [agencyId] }, work);

let facts = 0;
async function say(kind: FactKind, n: number, fields: Record<string, string>, times: [string, string?]): Promise<void> {
  await inside(async (records) => {
    const at = await records.facts.moment(agencyId, platform.now() - 1_000_000);
    const id = factId(100 + facts++);
    await records.facts.insert([fact(kind, times, { id, personId: person(n), recordedAt: at - 1, fields })]);
    await records.facts.decide(agencyId, [id], "CONFIRMED", person(902), at);
  });
}
const salary = { gaji_pokok: "5000000", tunjangan_keluarga: "0", tunjangan_profesi: "0" };

const due = (n: number) => ({
  ...{ personId: person(n), employmentId: undefined, period, component: "main", kind: "RELEASE" as const },
  ...{ label: "Dilepas", amount: rupiah(5_000_000n), duePeriod: period, cause: undefined },
});

type Paid = { person_id: string; net: bigint; contribution: bigint; employer: bigint; tax: bigint; amount: bigint };
let paid: Map<string, Paid>;
let flags: [string, string][];

beforeAll(async () => {
  platform = await startTestPlatform({
    rangeSize: 10,
    // Only the first and the third have a post in the month after, and the eighth in the month of payment: all of it a second one.
    employedWithin: (_, people, within) => {
      asked.push({ people, within });
      return Promise.resolve(new Set((within.posts === "FIRST" ? [1, 3] : [1, 2, 3, 4, 5, 8]).map(person)));
    },
  });
  const fileId = upload(policyText("kemnaker-tukin").replace(/^payout:.*\n(?: .*\n)*/m, payout));
  const { id: policyId } = await platform.use.draftPolicy(callBy(maker), { agencyId, fileId });
  await platform.use.reviewPolicy(callBy(checker), { agencyId, policyId });
  const bound = { agencyId, policyId, sha256: fileId };
  await platform.use.approvePolicy(callBy(approver), bound);
  await confirmPlaces(platform, bound);
  await platform.use.activatePolicy(callBy(approver), bound);
  const month = goodMonth(5);
  const ends = (n: number) => ({ ...roster(n), validTo: n === 1 ? undefined : parseDay("2026-10-31") });
  platform.sealed.set(agencyId, { ...month, roster: [1, 2, 3, 4, 5].map(ends) });
  for (const n of [1, 2, 3]) await say("SALARY", n, salary, ["2026-01-01"]);
  for (const n of [4, 5]) await say("SALARY", n, salary, ["2026-07-01"]);
  await say("OUTSIDE_INCOME", 5, { employer: "PT Contoh", gross: "0", tax: "0" }, ["2026-01-01"]);
  for (const n of [6, 7]) await say("SALARY", n, salary, ["2026-01-01", "2026-08-31"]);
  await say("SALARY", 9, { ...salary, gaji_pokok: "11900000" }, ["2026-01-01"]);
  await say("TAX_STATUS", 9, { ptkp: "TK/0" }, ["2026-01-01", "2026-12-31"]);
  for (const n of [1, 2, 3, 4, 5]) await say("TAX_STATUS", n, { ptkp: "TK/0" }, ["2026-01-01", "2026-12-31"]);
  await say("TAX_STATUS", 6, { ptkp: "TK/0" }, ["2025-01-01", "2025-12-31"]);
  await inside(({ dues }) => dues.insert(agencyId, [6, 7, 8, 9].map(due), maker, platform.now()));
  const { run }: RunSummary = await platform.use.startRun(callBy(maker), { agencyId, period, kind: "REGULAR" });
  const rows = await platform.db.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query<Paid>("select * from payout where run_id = $1", [run.id]),
  );
  paid = new Map(rows.map((row) => [row.person_id, row]));
  const page = { limit: 99, after: undefined };
  const found = await platform.use.listRunFlags(callBy(maker), { agencyId, runId: run.id }, page);
  flags = found.map(({ personId, code }) => [personId, code]);
}, 60_000);
afterAll(() => platform.stop());

const flagged = (code: string) => flags.filter(([, one]) => one === code).map(([personId]) => personId);

describe("who leaves within the year", () => {
  it("is asked of those alone whose last row ends, for the first day behind the month of payment", () => {
    const day = parseDay("2026-11-01");
    const first = asked.filter(({ within }) => within.posts === "FIRST");
    expect(first).toEqual([
      { people: [2, 3, 4, 5, 6, 7, 8, 9].map(person), within: { from: day, to: day, posts: "FIRST" } },
    ]);
  });

  it("is taxed for the whole year: 54,595,150 less 5 % and PTKP leave nothing to tax", () => {
    expect(paid.get(person(2))).toMatchObject({ net: 4_595_150n, tax: 0n });
  });

  it("is nobody who has another post from the next month on: TER A 1.75 % of 9,595,150", () => {
    for (const n of [1, 3]) expect(paid.get(person(n))).toMatchObject({ net: 4_595_150n, tax: 167_915n });
  });

  it("warns of who came in July, unless income of other employers was told", () => {
    expect(flagged("TAX_YEAR_PARTLY_KNOWN")).toEqual([person(4)]);
  });
});

describe("who has left", () => {
  it("is asked of those alone who are in no roster, for the month of payment and any post", () => {
    const any = asked.filter(({ within }) => within.posts === "ANY");
    expect(any).toEqual([{ people: [6, 7, 8, 9].map(person), within: { from: "2026-10-01", to: "2026-10-31", posts: "ANY" } }]); // prettier-ignore
  });

  it("is paid what is still due: without a salary, by the last status that was known", () => {
    expect(paid.get(person(6))).toMatchObject({
      ...{ net: 5_000_000n, contribution: 50_000n, employer: 200_000n, tax: 0n, amount: 4_950_000n },
    });
  });

  it("is paid no salary, though nobody has ended it: nothing but the allowance fills the contribution's cap", () => {
    expect(paid.get(person(9))).toMatchObject({ net: 5_000_000n, contribution: 50_000n, employer: 200_000n });
  });

  it("waits where a status was never known, and who holds a post somewhere where a salary is missing", () => {
    for (const n of [7, 8]) expect(paid.get(person(n))).toMatchObject({ net: 0n, amount: 0n });
    expect(flagged("INPUT_MISSING")).toEqual([7, 8].map(person));
  });
});
