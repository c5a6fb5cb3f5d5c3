import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { agency, approver, auditor, callBy, checker, maker, otherChecker } from "../../testing/month.ts";
import { policyText } from "../../testing/policies.ts";
import { startTestPlatform, type TestPlatform, upload } from "../../testing/platform.ts";

// Each test has databases of its own, on a machine that may have other work.
jest.setTimeout(60_000);

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const page = { limit: 50, after: undefined };
const rowsOf = <Row>(sql: string, agencies: string[]): Promise<Row[]> =>
  platform.db.transaction({ agencies }, (tx) => tx.query<Row>(sql));

describe("a policy", () => {
  const agencyId = agency(2);
  const fileId = upload(policyText("contoh-tpp"));

  it("becomes law by three people, and only by its hash", async () => {
    const { use } = platform;
    const draft = await use.draftPolicy(callBy(maker), { agencyId, fileId });
    expect(draft).toMatchObject({ key: "contoh-tpp", version: 1, state: "DRAFT", sha256: fileId, validTo: undefined });
    const ref = { agencyId, policyId: draft.id };
    await expect(use.approvePolicy(callBy(approver), { ...ref, sha256: fileId })).rejects.toMatchObject({
      code: "POLICY_STATE",
    });
    await expect(use.reviewPolicy(callBy(maker), ref)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await use.reviewPolicy(callBy(checker), ref);
    await expect(use.approvePolicy(callBy(checker), { ...ref, sha256: fileId })).rejects.toMatchObject({
      code: "SAME_PERSON",
    });
    await expect(use.approvePolicy(callBy(approver), { ...ref, sha256: "0".repeat(64) })).rejects.toMatchObject({
      code: "HASH_MISMATCH",
    });
    expect(await use.approvePolicy(callBy(approver), { ...ref, sha256: fileId })).toMatchObject({ state: "APPROVED" });
    // Invented law has nothing to confirm, and nothing was posted here that it could change.
    expect(await use.activatePolicy(callBy(approver), { ...ref, sha256: fileId })).toMatchObject({ state: "ACTIVE" });
    expect(await use.draftPolicy(callBy(otherChecker), { agencyId, fileId })).toMatchObject({
      id: draft.id,
      state: "ACTIVE",
    });
    expect((await use.listPolicies(callBy(auditor), agencyId, page)).map(({ id }) => id)).toEqual([draft.id]);
    const sealer = await platform.database.db("sealer");
    const drafted = "select actor from audit where action = 'draft' and object_id = $1";
    expect(await sealer.query(drafted, [draft.id])).toHaveLength(1);
    await sealer.stop();
  });

  it("keeps its version number for one text", async () => {
    const other = upload(policyText("contoh-tpp").replace("(contoh daerah rekaan)", "(contoh lain)"));
    await expect(platform.use.draftPolicy(callBy(maker), { agencyId, fileId: other })).rejects.toMatchObject({
      code: "POLICY_VERSION_TAKEN",
    });
  });

  it("is refused with every fault and its place", async () => {
    const broken = upload(policyText("contoh-tpp").replace("percent: 60\n", "percent: 61\n"));
    await expect(platform.use.draftPolicy(callBy(maker), { agencyId, fileId: broken })).rejects.toMatchObject({
      code: "POLICY_INVALID",
      violations: [
        {
          pointer: "/steps/2/percent",
          code: "POLICY_SHARES",
          params: { base: "base", line: expect.any(Number), column: expect.any(Number) },
        },
      ],
    });
    await expect(platform.use.draftPolicy(callBy(maker), { agencyId, fileId: "f".repeat(64) })).rejects.toMatchObject({
      code: "FILE_UNKNOWN",
    });
  });

  it("is not approved while its own tests fail", async () => {
    const { use } = platform;
    const wrong = policyText("contoh-tpp").replace("version: 1", "version: 2").replace("net: 4257000", "net: 4257001");
    const id = upload(wrong);
    const draft = await use.draftPolicy(callBy(maker), { agencyId, fileId: id });
    await use.reviewPolicy(callBy(checker), { agencyId, policyId: draft.id });
    await expect(
      use.approvePolicy(callBy(approver), { agencyId, policyId: draft.id, sha256: id }),
    ).rejects.toMatchObject({
      code: "POLICY_TESTS_FAIL",
      violations: [{ code: "POLICY_TEST_FAILS", params: { expected: "4257001", found: "4257000" } }],
    });
  });

  it("never changes its text", async () => {
    await expect(rowsOf("update policy set document = 'x'", [agencyId])).rejects.toThrow("permission denied");
  });
});
