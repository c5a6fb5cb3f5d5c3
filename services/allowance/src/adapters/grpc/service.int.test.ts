import { type Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { call, connect, metadataFor } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import {
  AllowanceServiceClient,
  AllowanceServiceService,
  BatchState,
  type ExportRunResponse,
  PolicyState,
  RunKind,
  RunState,
} from "@kinerja/proto/allowance/v1/allowance_service";
import { EvaluationServiceClient } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { AccountServiceClient } from "@kinerja/proto/identity/v1/account_service";
import { DirectoryServiceClient, Role } from "@kinerja/proto/identity/v1/directory_service";

import { agency, approver, checker, maker, period, person } from "../../testing/month.ts";
import { type Network, serveNeighbours, startNetwork } from "../../testing/neighbours.ts";
import { startTestPlatform, type TestPlatform, upload } from "../../testing/platform.ts";
import { inOrder } from "../../domain/policy/order.ts";
import { policyDocument, policyText } from "../../testing/policies.ts";
import { accessByFacts } from "../clients/access.ts";
import { payOfficersOf } from "../clients/pay-officers.ts";
import { paymentDetailsOf } from "../clients/payment-details.ts";
import { sealedPeriods } from "../clients/sealed-periods.ts";
import { allowanceService } from "./service.ts";

const agencyId = agency(1);
const roles = {
  [maker]: { role: Role.PAY_MAKER, agencyId },
  [checker]: { role: Role.PAY_CHECKER, agencyId },
  [approver]: { role: Role.PAY_APPROVER, agencyId },
  // On the roster: one who has never acted here, and personnel officers, one of whom has.
  [person(1)]: { role: Role.PAY_CHECKER, agencyId },
  [person(2)]: { role: Role.PERSONNEL_OFFICER, agencyId },
};
const lose = { roster: true };

let network: Network;
let platform: TestPlatform;
let client: AllowanceServiceClient;
const clients: { close(): void }[] = [];
const keep = <C extends { close(): void }>(made: C): C => (clients.push(made), made);

beforeAll(async () => {
  network = await startNetwork(["identity", "activity", "evaluation", "allowance", "gateway"]);
  const addresses = await serveNeighbours(network, roles, lose);
  const tls = network.tls("allowance");
  const identity = keep(connect(DirectoryServiceClient, addresses.identity, tls));
  const accounts = keep(connect(AccountServiceClient, addresses.accounts, tls));
  const activity = keep(connect(ActivityServiceClient, addresses.activity, tls));
  const evaluation = keep(connect(EvaluationServiceClient, addresses.evaluation, tls));
  const sealed = sealedPeriods({ identity, activity, evaluation });
  platform = await startTestPlatform({
    sealed,
    accessTo: accessByFacts(identity),
    payOfficers: payOfficersOf(identity),
    paymentDetails: paymentDetailsOf(accounts),
  });
  const own = await network.serve("allowance", AllowanceServiceService, allowanceService(platform.use));
  client = keep(connect(AllowanceServiceClient, own, network.tls("gateway")));
}, 60_000);
afterAll(async () => {
  for (const one of clients) one.close();
  await platform.stop();
  await network.stop();
}, 60_000);

const as = (token: string, requestKey?: string) => ({
  subject: { token },
  deadlineMs: 20_000,
  ...(requestKey !== undefined && { requestKey }),
});
const start = () => call(client, client.startRun.bind(client), { agencyId, period }, as(maker));

async function fileOf(runId: string): Promise<ExportRunResponse[]> {
  const pieces: ExportRunResponse[] = [];
  const metadata: Metadata = metadataFor({ subject: { token: checker } });
  const stream = client.exportRun({ agencyId, runId, batch: 1 }, metadata, { deadline: Date.now() + 20_000 });
  for await (const piece of stream as AsyncIterable<ExportRunResponse>) pieces.push(piece);
  return pieces;
}

describe("the contract", () => {
  const fileId = upload(policyText("contoh-tpp"));
  let runId = "";

  it("brings a policy into force", async () => {
    const drafted = await call(client, client.draftPolicy.bind(client), { agencyId, fileId }, as(maker, "draft"));
    expect(drafted.policy).toMatchObject({
      key: "contoh-tpp",
      state: PolicyState.DRAFT,
      validFrom: "2026-01-01",
      validTo: "",
    });
    const again = await call(client, client.draftPolicy.bind(client), { agencyId, fileId }, as(maker, "draft"));
    expect(again).toEqual(drafted);
    const policyId = drafted.policy?.policyId ?? "";
    await call(client, client.reviewPolicy.bind(client), { agencyId, policyId }, as(checker));
    const bound = await call(
      client,
      client.approvePolicy.bind(client),
      { agencyId, policyId, sha256: fileId },
      as(approver),
    );
    expect(bound.policy?.state).toBe(PolicyState.APPROVED);
    const ref = { agencyId, policyId, sha256: fileId };
    const activated = await call(client, client.activatePolicy.bind(client), ref, as(approver));
    expect(activated.policy).toMatchObject({ state: PolicyState.ACTIVE, activatedBy: approver });
    const placed = { ...ref, at: "tables.tariff", quote: "Kelas 8", source: "Lampiran" };
    await expect(call(client, client.confirmPolicyNumber.bind(client), placed, as(checker))).rejects.toMatchObject({
      code: "POLICY_PLACE_CERTAIN",
    });
    await expect(
      call(client, client.reportPolicyImpact.bind(client), { agencyId, policyId }, as(maker)),
    ).rejects.toMatchObject({ code: "POSTED_MONTH_MISSING" });
    const read = await call(client, client.getPolicy.bind(client), { agencyId, policyId }, as(person(1)));
    expect(read.document).toBe(policyText("contoh-tpp"));
    expect(JSON.parse(read.documentJson)).toEqual(inOrder(policyDocument("contoh-tpp")));
  });

  it("refuses a same key for another request, and the wrong role", async () => {
    const other = upload(policyText("kemnaker-tukin"));
    const again = call(client, client.draftPolicy.bind(client), { agencyId, fileId: other }, as(maker, "draft"));
    await expect(again).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await expect(call(client, client.startRun.bind(client), { agencyId, period }, as(checker))).rejects.toMatchObject({
      code: "NOT_PERMITTED",
    });
    await expect(
      call(client, client.startRun.bind(client), { agencyId: agency(7), period }, as(maker)),
    ).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" });
  });

  it("refuses a roster that lost a row on the way, and takes the whole one", async () => {
    expect((await start()).run).toMatchObject({ state: RunState.FAILED, cause: "INPUT_MISMATCH" });
    lose.roster = false;
    const { run } = await start();
    expect(run).toMatchObject({ state: RunState.COMPUTED, statements: 3, openFlags: 0, makerId: maker });
    expect(run?.inputs.map(({ name, revision, count }) => [name, revision, count])).toEqual([
      ["ROSTER", 0, 3n],
      ["ACTIVITY", 2, 3n],
      ["EVALUATION", 1, 3n],
      ["CALENDAR", 0, 1n],
    ]);
    runId = run?.runId ?? "";
    expect(run).toMatchObject({ people: 3, peopleComputed: 3, computedAt: run?.startedAt, postedAt: undefined });
  });

  it("puts the rows of all officers into the second batch, also of those who have not acted", async () => {
    const request = { agencyId, runId, pageSize: 2 };
    const first = await call(client, client.listRunStatements.bind(client), request, as(maker));
    const rest = await call(
      client,
      client.listRunStatements.bind(client),
      { ...request, pageToken: first.nextPageToken },
      as(maker),
    );
    const rows = [...first.statements, ...rest.statements];
    expect(rows.map(({ personId, batch }) => [personId, batch])).toEqual([[person(1), 2], [person(2), 1], [person(3), 1]]); // prettier-ignore
    expect(rest.nextPageToken).toBe("");
    await expect(call(client, client.listRunStatements.bind(client), request, as(person(3)))).rejects.toMatchObject({
      code: "NOT_PERMITTED",
    });
  });

  it("is checked, approved, paid and explained", async () => {
    const { run } = await call(client, client.getRun.bind(client), { agencyId, runId }, as(checker));
    const ref = { agencyId, runId, batch: 1, sha256: run?.batches[0]?.sha256 ?? "" };
    await call(client, client.checkRun.bind(client), ref, as(checker));
    const approved = await call(client, client.approveRun.bind(client), ref, as(approver));
    expect(approved.run).toMatchObject({
      state: RunState.COMPUTED,
      batches: [
        { batch: 1, state: BatchState.POSTED, checkerId: checker, approverId: approver, held: 0, openFlags: 0 },
        { batch: 2, state: BatchState.COMPUTED, rows: 1 },
      ],
    });
    expect(approved.run?.batches[0]?.postedAt).toEqual(approved.run?.batches[0]?.checkedAt);
    const { sumRupiah, accounts } = await call(
      client,
      client.getLedgerTotals.bind(client),
      { agencyId, period },
      as(approver),
    );
    expect([sumRupiah, accounts.length]).toEqual([0n, 2]);
    const { statement } = await call(client, client.getStatement.bind(client), { period }, as(person(3)));
    // 60 %: 6,000 of 6,750 minutes, 90 % for the predicate; 40 %: two missed checks at 1.5 % each.
    expect(statement).toMatchObject({
      grossRupiah: 4_500_000n,
      netRupiah: 2_160_000n + 1_746_000n,
      posted: true,
      policyTitle: expect.stringContaining("contoh"),
    });
    expect(statement?.steps.find(({ stepId }) => stepId === "productivity")).toMatchObject({
      base: "2700000",
      factor: "-1/9",
      amountRupiah: -300_000n,
      effect: "CUT",
    });
    const { statements } = await call(client, client.listStatements.bind(client), {}, as(person(3)));
    const paid = { runKind: "RUN_KIND_REGULAR", payoutPeriod: "2026-11", payoutRupiah: 3_906_000n, posted: true };
    expect(statements).toEqual([
      { period, agencyId, runId, grossRupiah: 4_500_000n, cutRupiah: 594_000n, netRupiah: 3_906_000n, ...paid },
    ]);
    const of = (asked: object) => call(client, client.getStatement.bind(client), { period, ...asked }, as(person(3)));
    expect((await of({ runId })).statement).toEqual(statement);
    await expect(of({ runId: agencyId })).rejects.toMatchObject({ code: "STATEMENT_UNKNOWN" });
    const other = await call(client, client.listStatements.bind(client), { period: "2026-09" }, as(person(3)));
    expect(other.statements).toEqual([]);
    const { notices } = await call(client, client.listAllowanceNotices.bind(client), {}, as(person(3)));
    expect(notices).toMatchObject([
      { code: "STATEMENT_READY", params: { period, run: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    ]);
  });

  it("holds a person before the check, and is settled by another than the approver", async () => {
    const ref = { agencyId, runId, batch: 1, reference: "00417T/019/110" };
    const settle = (as: Parameters<typeof call>[3]) => call(client, client.settleRun.bind(client), ref, as);
    await expect(settle(as(approver))).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(settle(as(person(3)))).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    const { run } = await settle(as(maker, "settle"));
    expect(run?.batches[0]).toMatchObject({
      state: BatchState.SETTLED,
      settlerId: maker,
      payoutRupiah: 7_244_400n,
    });
    expect(await settle(as(maker, "settle"))).toMatchObject({ run: { runId } });
    const held = { agencyId, runId, personId: person(3), reason: "Sudah dibayar" };
    await expect(call(client, client.holdPerson.bind(client), held, as(checker))).rejects.toMatchObject({
      code: "RUN_STATE",
    });
    const officer = { ...held, personId: person(1), reason: "SK belum terbit" };
    const after = await call(client, client.holdPerson.bind(client), officer, as(checker));
    expect(after.run?.batches[1]).toMatchObject({ rows: 0, held: 1, netRupiah: 0n });
  });

  it("starts another kind of run by its own policy only", async () => {
    const wanted = { agencyId, period, kind: RunKind.THR };
    await expect(call(client, client.startRun.bind(client), wanted, as(maker))).rejects.toMatchObject({
      code: "POLICY_MISSING",
    });
    const arrears = { ...wanted, kind: RunKind.RAPEL };
    await expect(call(client, client.startRun.bind(client), arrears, as(maker))).rejects.toMatchObject({
      code: "RUN_OPEN",
    });
  });

  it("streams the payment file", async () => {
    const [first, ...rest] = await fileOf(runId);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ fileName: "tunjangan-2026-10-1.csv", mediaType: "text/csv; charset=utf-8" });
    expect(first?.data.toString()).toContain(
      `2,198703142011012902,PEGAWAI 2,Bank Contoh,0000000901,PEGAWAI 2,4500000,594000,3906000,3906000,${person(3)}\r\n`,
    );
    // The CPNS is paid 80 % by an article that the statement names.
    const { statement } = await call(client, client.getStatement.bind(client), { period }, as(person(2)));
    const step = statement?.steps.find(({ stepId }) => stepId === "cpns");
    expect(step).toMatchObject({ cite: "Peraturan Gubernur contoh 1/2026 Pasal 10", effect: "CUT" });
    expect(step?.inputs).toMatchObject({ "Jenis pegawai": "cpns" });
  });

  it("lists with pages, and logs no bug", async () => {
    const { runs, nextPageToken } = await call(
      client,
      client.listRuns.bind(client),
      { agencyId, pageSize: 1 },
      as(maker),
    );
    expect(runs.map((run) => run.runId)).toEqual([runId]);
    const next = await call(
      client,
      client.listRuns.bind(client),
      { agencyId, pageSize: 1, pageToken: nextPageToken },
      as(maker),
    );
    expect(next).toEqual({ runs: [], nextPageToken: "", waiting: [] });
    const { flags } = await call(client, client.listRunFlags.bind(client), { agencyId, runId }, as(maker));
    expect(flags).toEqual([]);
    expect(network.logLines.filter((line) => line.includes('"bug"'))).toEqual([]);
  });
});
