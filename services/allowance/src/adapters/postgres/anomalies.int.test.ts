import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Day, nextPeriod, rupiah } from "@kinerja/common/kernel";

import { type Records, type RunFlag, type RunSummary } from "../../app/ports.ts";
import { agency, approver, callBy, checker, goodMonth, maker, month, period, person } from "../../testing/month.ts";
import { fact, factId } from "../../testing/pay-facts.ts";
import { confirmPlaces, payBatch, startTestPlatform, type TestPlatform, upload } from "../../testing/platform.ts";
import { policyText } from "../../testing/policies.ts";

// Each test has databases of its own, on a machine that may have other work.
jest.setTimeout(60_000);

const agencyId = agency(1);
const november = nextPeriod(period);
const anomalies = `anomalies:
  zero: { severity: off }
  negative_base: { severity: block }
  late_data: { after_day: 4, severity: warn }
steps:
`;

let platform: TestPlatform;
const inside = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  platform.store.transaction({ agencies: [agencyId] }, work);

const due = (n: number, amount: bigint): Promise<void> =>
  inside(({ dues }) =>
    dues.insert(
      agencyId,
      [
        {
          ...{ personId: person(n), employmentId: undefined, period, component: "main", kind: "CORRECTION" },
          ...{ label: "Koreksi", amount: rupiah(amount), duePeriod: november, cause: undefined },
        },
      ],
      maker,
      platform.now(),
    ),
  );

/** Leave of the month, decided on the fifth of the next one. */
const sayLate = (n: number): Promise<void> =>
  inside(async ({ facts }) => {
    const at = await facts.moment(agencyId, platform.now() - 1_000_000);
    const of = { id: factId(500 + n), personId: person(n), recordedAt: at - 1, fields: { kind: "cuti_tahunan" } };
    await facts.insert([fact("LEAVE", [`${period}-05`, `${period}-06`], of)]);
    await facts.decide(agencyId, [of.id], "CONFIRMED", person(902), at);
  });

const start = (of = period): Promise<RunSummary> =>
  platform.use.startRun(callBy(maker), { agencyId, period: of, kind: "REGULAR" });
const again = ({ run }: RunSummary): Promise<RunSummary> =>
  platform.use.getRun(callBy(maker), { agencyId, runId: run.id });
const flagsOf = ({ run }: RunSummary): Promise<readonly RunFlag[]> =>
  platform.use.listRunFlags(callBy(maker), { agencyId, runId: run.id }, { limit: 99, after: undefined });
const decide = ({ run }: RunSummary, { id }: RunFlag, decision: "ACKNOWLEDGE" | "HOLD"): Promise<void> =>
  platform.use.resolveFlag(callBy(maker), { agencyId, runId: run.id, flagId: id, decision, reason: "Diperiksa" });
/** A person who is held has no other open question. */
async function decideAll(run: RunSummary): Promise<void> {
  const open = (await flagsOf(run)).find(({ decision }) => decision === undefined);
  if (open === undefined) return;
  await decide(run, open, open.severity === "BLOCK" ? "HOLD" : "ACKNOWLEDGE");
  await decideAll(run);
}
const check = async (run: RunSummary): Promise<RunSummary> => {
  const { batches } = await again(run);
  const ref = { agencyId, runId: run.run.id, batch: 1 as const, sha256: batches[0]?.sha256 ?? "" };
  return platform.use.checkRun(callBy(checker), ref);
};

beforeAll(async () => {
  platform = await startTestPlatform();
  // Runs of a policy that takes back wait for each other.
  const text = policyText("kemnaker-tukin")
    .replace(/^ {2}recovery:.*\n/m, "")
    .replaceAll("payout.recovery.cap_percent", "payout.month");
  const fileId = upload(text.replace(/^steps:\n/m, anomalies));
  const { id: policyId } = await platform.use.draftPolicy(callBy(maker), { agencyId, fileId });
  await platform.use.reviewPolicy(callBy(checker), { agencyId, policyId });
  const bound = { agencyId, policyId, sha256: fileId };
  await platform.use.approvePolicy(callBy(approver), bound);
  await confirmPlaces(platform, bound);
  await platform.use.activatePolicy(callBy(approver), bound);
  platform.sealed.set(agencyId, goodMonth(5));
}, 60_000);
afterAll(() => platform.stop());

describe("an anomaly that blocks by the policy", () => {
  let run: RunSummary;

  it("is told beside those that only warn", async () => {
    // More than was earned in the month, and another item that makes up for it.
    await due(2, -5_000_000n);
    await due(2, 9_000_000n);
    await sayLate(3);
    run = await start();
    expect((await flagsOf(run)).map(({ personId, code, severity, params }) => [personId, code, severity, params])).toEqual([
      [person(2), "NEGATIVE_BASE", "BLOCK", {}],
      [person(3), "DATA_LATE", "WARN", { day: "2026-11-05" }],
    ]); // prettier-ignore
  });

  it("stops the batch until the person is held, and can't be accepted", async () => {
    const [blocking, warning] = (await flagsOf(run)) as [RunFlag, RunFlag];
    await decide(run, warning, "ACKNOWLEDGE");
    await expect(check(run)).rejects.toMatchObject({ code: "FLAGS_OPEN" });
    await expect(decide(run, blocking, "ACKNOWLEDGE")).rejects.toMatchObject({ code: "FLAG_BLOCKS" });
    await decide(run, blocking, "HOLD");
    const posted = await payBatch(platform, await again(run));
    expect(posted.run.state).toBe("POSTED");
    expect(posted.batches[0]).toMatchObject({ rows: 4, held: 1, net: 4n * 4_595_150n });
  });

  it("has paid nothing: the items of the person are open for the next payment", async () => {
    const open = await inside(({ dues }) => dues.open(agencyId, nextPeriod(november), [person(2)]));
    expect(open.map(({ amount }) => amount)).toEqual([-5_000_000n, 9_000_000n]);
  });
});

describe("an item that two runs pay, since both were frozen at once", () => {
  it("is paid by the one that is checked first; the other is refused until the person is held", async () => {
    await due(4, 7_000n);
    const attended = (n: number) => month(n, { attendance: [{ ...month(n).attendance[0]!, date: `${november}-02` as Day }] }); // prettier-ignore
    platform.sealed.set(agencyId, { ...goodMonth(5), months: [1, 3, 4, 5].map(attended) });
    const first = await start(november);
    await decideAll(first);
    const december = nextPeriod(november);
    const later = (n: number) => month(n, { attendance: [{ ...month(n).attendance[0]!, date: `${december}-02` as Day }] }); // prettier-ignore
    platform.sealed.set(agencyId, { ...goodMonth(5), months: [1, 2, 3, 4, 5].map(later) });
    const second = await start(december);
    await decideAll(second);
    // What is computed is no longer open, so that the second run does not have it: as if it had read before that.
    const owner = await platform.database.db("owner");
    await owner.query("alter table due_payment no force row level security");
    const raced = await owner.query(
      `insert into due_payment (run_id, due_id, batch, agency_id, person_id)
       select $1, due_id, batch, agency_id, person_id from due_payment where run_id = $2 and person_id = $3 returning 1 as one`,
      [second.run.id, first.run.id, person(4)],
    );
    await owner.stop();
    expect(raced).toHaveLength(1);
    await check(second);
    await expect(check(first)).rejects.toMatchObject({
      code: "DUE_TAKEN",
      params: { count: 1, people: person(4) },
    });
    const held = { agencyId, runId: first.run.id, personId: person(4), reason: "Dibayar bulan berikutnya" };
    await platform.use.holdPerson(callBy(checker), held);
    expect((await payBatch(platform, await again(first))).run.state).toBe("POSTED");
  });
});
