import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { agency, approver, auditor, callBy, checker, employment, goodMonth, maker, month, otherApprover, otherChecker, person, predicate, roster } from "../testing/month.ts"; // prettier-ignore
import { approvedPolicy, confirmPlaces, payBatch, startRunOf, startTestPlatform, type TestPlatform, upload } from "../testing/platform.ts"; // prettier-ignore
import { policyDocument, policyText } from "../testing/policies.ts";

jest.setTimeout(60_000);

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({ impact: { impactLimit: 2 } });
});
afterAll(() => platform.stop());

type Ref = { readonly agencyId: string; readonly policyId: string; readonly sha256: string };

/** Written, read and bound, and no more. */
async function boundPolicy(agencyId: string, text: string): Promise<Ref> {
  const { use } = platform;
  const sha256 = upload(text);
  const { id: policyId } = await use.draftPolicy(callBy(maker), { agencyId, fileId: sha256 });
  await use.reviewPolicy(callBy(checker), { agencyId, policyId });
  await use.approvePolicy(callBy(approver), { agencyId, policyId, sha256 });
  return { agencyId, policyId, sha256 };
}

/** Class 4 earns 100,000 less; its worked examples go. JSON is YAML too. */
function secondVersion(): string {
  const document = policyDocument("kemnaker-tukin");
  const { tariff } = document.tables;
  if (!tariff || !("rows" in tariff)) throw new Error("the tariff has other rows");
  const tables = { ...document.tables, tariff: { ...tariff, rows: { ...tariff.rows, "4": 2_885_000 } } };
  const tests = document.tests.filter(({ given }) => given["class"] !== "4");
  return JSON.stringify({ ...document, version: 2, tables, tests });
}

const stateOf = async ({ agencyId, policyId }: Ref): Promise<string> =>
  (await platform.use.getPolicy(callBy(auditor), { agencyId, policyId })).policy.state;

describe("a policy with numbers that nobody has read in the official text", () => {
  const agencyId = agency(2);
  const read = { quote: "Kelas jabatan 8: Rp4.595.150,00", source: "Lampiran Permenaker 15/2024, halaman 12" };
  let ref: Ref;

  it("is not activated, and names each of them", async () => {
    const { unverified = [] } = policyDocument("kemnaker-tukin");
    ref = await boundPolicy(agencyId, policyText("kemnaker-tukin"));
    await expect(platform.use.activatePolicy(callBy(approver), ref)).rejects.toMatchObject({
      code: "POLICY_UNCONFIRMED",
      params: { count: unverified.length },
      violations: unverified.map(({ at }, index) => ({
        ...{ pointer: `/unverified/${index}/at`, code: "POLICY_PLACE_OPEN", params: { name: at } },
      })),
    });
    expect(await stateOf(ref)).toBe("APPROVED");
  });

  it("pays nobody before it is activated", async () => {
    platform.sealed.set(agencyId, { roster: [roster(9)], months: [month(9)], predicates: [predicate(9)] });
    await expect(startRunOf(platform, agencyId)).rejects.toMatchObject({ code: "POLICY_MISSING" });
  });

  it.each([
    ["a place that is not in doubt", checker, { at: "steps.perf" }, "POLICY_PLACE_CERTAIN"],
    ["who drafted it", maker, {}, "SAME_PERSON"],
    ["another text", checker, { sha256: "0".repeat(64) }, "HASH_MISMATCH"],
    ["a policy of another agency", checker, { agencyId: agency(1) }, "POLICY_UNKNOWN"],
  ])("takes no confirmation of %s", async (_, by, more, code) => {
    const wanted = { ...ref, at: "tables.tariff", ...read, ...more };
    await expect(platform.use.confirmPolicyNumber(callBy(by), wanted)).rejects.toMatchObject({ code });
  });

  it("shows what was read, by whom and where, and the newest of it", async () => {
    const { use } = platform;
    const at = "tables.tariff";
    const confirmed = await use.confirmPolicyNumber(callBy(otherChecker, "one"), {
      ...ref,
      at,
      ...read,
      quote: "Kelas 8",
    });
    expect(confirmed).toMatchObject({ at, confirmation: { quote: "Kelas 8", confirmedBy: otherChecker } });
    await use.confirmPolicyNumber(callBy(checker, "two"), { ...ref, at, ...read });
    const { unverified } = await use.getPolicy(callBy(auditor), ref);
    expect(unverified.map(({ confirmation }) => confirmation !== undefined)).toEqual(
      unverified.map((place) => place.at === at),
    );
    expect(unverified.find((place) => place.at === at)?.confirmation).toEqual({
      ...{ policyId: ref.policyId, policySha256: ref.sha256, place: at, ...read },
      ...{ confirmedBy: checker, confirmedAt: new Date(platform.now()) },
    });
  });

  it("is activated when all are confirmed, without an impact where nothing was posted", async () => {
    const { use } = platform;
    await expect(use.reportPolicyImpact(callBy(maker), ref)).rejects.toMatchObject({ code: "POSTED_MONTH_MISSING" });
    await confirmPlaces(platform, ref);
    await expect(use.activatePolicy(callBy(maker), ref)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(use.activatePolicy(callBy(approver), { ...ref, sha256: "0".repeat(64) })).rejects.toMatchObject({
      code: "HASH_MISMATCH",
    });
    expect(await use.activatePolicy(callBy(approver, "act"), ref)).toMatchObject({
      ...{ state: "ACTIVE", approvedBy: approver, activatedBy: approver, activatedAt: new Date(platform.now()) },
    });
    // The same call again is the same act; another one comes too late.
    expect(await use.activatePolicy(callBy(approver, "act"), ref)).toMatchObject({ state: "ACTIVE" });
    await expect(use.activatePolicy(callBy(approver), ref)).rejects.toMatchObject({ code: "POLICY_STATE" });
    expect((await startRunOf(platform, agencyId)).run).toMatchObject({ state: "COMPUTED", policyId: ref.policyId });
  });

  it("keeps what was confirmed, out of sight of other agencies", async () => {
    const ask = (agencies: readonly string[], sql: string) =>
      platform.db.transaction({ agencies }, (tx) => tx.query(sql));
    expect(await ask([agency(1)], "select * from policy_confirmation")).toEqual([]);
    await expect(ask([agencyId], "update policy_confirmation set quote = 'x'")).rejects.toThrow("permission denied");
    await expect(ask([agencyId], "delete from policy_confirmation")).rejects.toThrow("permission denied");
    const owner = await platform.database.db("owner");
    await owner.query("alter table policy_confirmation no force row level security");
    await expect(owner.query("delete from policy_confirmation")).rejects.toThrow("append-only");
    await owner.stop();
  });

  it("is not activated without an example that the law prints", async () => {
    const text = policyText("kemnaker-tukin").replaceAll("source: official", "source: agency-manual");
    const law = await boundPolicy(agencyId, text.replace("version: 1", "version: 2"));
    await confirmPlaces(platform, law);
    await expect(platform.use.activatePolicy(callBy(approver), law)).rejects.toMatchObject({
      code: "POLICY_TESTS_FAIL",
      violations: [{ code: "POLICY_TEST_PRINTED" }],
    });
  });
});

describe("a policy after a month that was posted", () => {
  const agencyId = agency(1);
  let next: Ref;
  let runId = "";

  beforeAll(async () => {
    const { roster: people, months, predicates } = goodMonth(3);
    platform.sealed.set(agencyId, {
      // One of class 4, and one without a predicate.
      roster: [
        ...people,
        roster(4, { positionClass: 4 }),
        roster(5, { employmentId: employment(5), positionClass: 4 }),
      ],
      months: [...months, month(4), month(5)],
      predicates: [...predicates, predicate(4)],
    });
    await approvedPolicy(platform, agencyId);
    const { run } = await startRunOf(platform, agencyId);
    runId = run.id;
    for (const { id } of await platform.use.listRunFlags(callBy(maker), { agencyId, runId }, { limit: 9, after: undefined })) // prettier-ignore
      await platform.use.resolveFlag(callBy(maker), { agencyId, runId, flagId: id, reason: "Ditahan", decision: "HOLD" }); // prettier-ignore
    await payBatch(platform, await startRunOf(platform, agencyId));
    next = await boundPolicy(agencyId, secondVersion());
    await confirmPlaces(platform, next);
  });

  it("is not activated while nobody knows what it changes", async () => {
    await expect(platform.use.activatePolicy(callBy(otherApprover), next)).rejects.toMatchObject({
      code: "POLICY_IMPACT_MISSING",
      params: { period: "2026-10" },
    });
  });

  it("is compared with that month, in parts", async () => {
    const { use } = platform;
    const first = await use.reportPolicyImpact(callBy(maker), next);
    expect(first).toMatchObject({ runId, period: "2026-10", people: 5, peopleCompared: 2, isComplete: false });
    await expect(use.activatePolicy(callBy(otherApprover), next)).rejects.toMatchObject({
      code: "POLICY_IMPACT_MISSING",
    });
    await use.reportPolicyImpact(callBy(checker), next);
    const whole = await use.reportPolicyImpact(callBy(checker), next);
    expect(whole).toEqual({
      ...{ policyId: next.policyId, policySha256: next.sha256, runId, agencyId, period: "2026-10" },
      ...{ people: 5, peopleCompared: 5, peopleChanged: 1, isComplete: true, cursorPerson: person(5) },
      ...{ netBefore: 3n * 4_595_150n + 2_985_000n, netAfter: 3n * 4_595_150n + 2_885_000n },
      ...{ largestIncrease: 0n, largestDecrease: 100_000n, blocked: { INPUT_MISSING: 1 } },
      rows: [{ personId: person(4), before: 2_985_000n, after: 2_885_000n, codes: [] }],
      ...{ reportedBy: maker, reportedAt: new Date(platform.now()) },
    });
    expect(await use.reportPolicyImpact(callBy(maker), next)).toEqual(whole);
    expect((await use.getPolicy(callBy(auditor), next)).impact).toEqual(whole);
  });

  it("replaces the version before it when it is activated", async () => {
    const { use } = platform;
    await use.activatePolicy(callBy(otherApprover), next);
    const states = await use.listPolicies(callBy(auditor), agencyId, { limit: 9, after: undefined });
    expect(states.map(({ version, state }) => [version, state])).toEqual([[2, "ACTIVE"], [1, "RETIRED"]]); // prettier-ignore
  });

  it("leaves an act in the audit for each step", async () => {
    const sealer = await platform.database.db("sealer");
    const acts = await sealer.query<{ act: string }>(
      "select concat_ws(' ', action, resource) as act from audit where object_id = $1 and resource like 'policy%' order by at, id",
      [next.policyId],
    );
    expect(new Set(acts.map(({ act }) => act))).toEqual(
      new Set(["draft policy", "review policy", "approve policy", "confirm policy-number", "report policy-impact", "activate policy"]), // prettier-ignore
    );
    expect(acts.filter(({ act }) => act === "report policy-impact")).toHaveLength(1);
    await sealer.stop();
  });
});
