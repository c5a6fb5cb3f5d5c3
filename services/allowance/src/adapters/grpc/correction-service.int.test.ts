import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { call, connect } from "@kinerja/common/grpc";
import {
  CorrectionServiceClient,
  CorrectionServiceService,
  CorrectionState,
  CorrectionTrigger,
} from "@kinerja/proto/allowance/v1/correction_service";

import { adoptText, type CorrectedPlatform, startCorrectedPlatform } from "../../testing/corrections.ts";
import { policyText } from "../../testing/policies.ts";
import { absent, agency, checker, goodMonth, maker, month, period, person } from "../../testing/month.ts";
import { type Network, startNetwork } from "../../testing/neighbours.ts";
import { correctionService } from "./correction-service.ts";

jest.setTimeout(60_000);

const agencyId = agency(1);
let network: Network;
let platform: CorrectedPlatform;
let client: CorrectionServiceClient;
let runId = "";

beforeAll(async () => {
  platform = await startCorrectedPlatform();
  network = await startNetwork(["allowance", "gateway"]);
  const at = await network.serve("allowance", CorrectionServiceService, correctionService(platform.corrections));
  client = connect(CorrectionServiceClient, at, network.tls("gateway"));
  await adoptText(platform, agencyId, policyText("contoh-tpp"));
  const late = { ...goodMonth(3), months: [month(1, { attendance: [absent] }), month(2), month(3)] };
  runId = (await platform.pay(agencyId, period, late, { hold: [person(3)] })).run.id;
});
afterAll(async () => {
  client.close();
  await network.stop();
  await platform.stop();
});

const as = (personId: string) => ({ subject: { token: personId } });

describe("the service of corrections", () => {
  it("opens, looks, reads, confirms and shows the versions, as the contract says it", async () => {
    platform.set(agencyId, period, goodMonth(3));
    const asked = { agencyId, personId: person(1), affectedFrom: `${period}-01`, note: "daftar hadir diperbaiki" };
    const { correction: opened } = await call(client, client.openCorrection.bind(client), asked, as(maker));
    expect(opened).toMatchObject({ state: CorrectionState.OPEN, trigger: CorrectionTrigger.OFFICER, openedBy: maker });
    const ref = { agencyId, caseId: opened?.caseId ?? "" };
    const seen = await call(client, client.previewCorrection.bind(client), ref, as(maker));
    const { months, deltaRupiah, sha256 } = seen;
    expect(months).toMatchObject([{ period, runId, deltaRupiah, held: false, blockedBy: [] }]);
    expect(months[0]?.lines.some(({ voided, added }) => voided?.stepId === added?.stepId)).toBe(true);
    const read = await call(client, client.getCorrection.bind(client), ref, as(checker));
    expect(read).toMatchObject({ sha256, deltaRupiah, months });
    const confirmed = await call(client, client.confirmCorrection.bind(client), { ...ref, sha256 }, as(checker));
    expect(confirmed.correction).toMatchObject({ state: CorrectionState.CONFIRMED, decidedBy: checker, letter: "" });
    const { versions } = await call(client, client.listStatementVersions.bind(client), { period }, as(person(1)));
    expect(versions.map(({ version, caseId }) => [version, caseId])).toEqual([
      [2, ref.caseId],
      [1, ""],
    ]);
    expect(versions[0]?.lines.length).toBeGreaterThan(0);
  });

  it("lists by state, refuses with a reason, lets go of a hold, and tells what is owed", async () => {
    const asked = { agencyId, personId: person(2), affectedFrom: `${period}-01`, note: "diperiksa" };
    const { correction } = await call(client, client.openCorrection.bind(client), asked, as(maker));
    const list = client.listCorrections.bind(client);
    const open = await call(client, list, { agencyId, state: CorrectionState.OPEN }, as(checker));
    expect(open.corrections.map(({ caseId }) => caseId)).toEqual([correction?.caseId]);
    const refusal = { agencyId, caseId: correction?.caseId ?? "", reason: "tidak ada yang berubah" };
    const looked = { agencyId, caseId: refusal.caseId };
    const seen = await call(client, client.previewCorrection.bind(client), looked, as(maker));
    expect(seen).toMatchObject({ months: [], staleDeductions: [] });
    const refused = await call(client, client.refuseCorrection.bind(client), refusal, as(checker));
    expect(refused.correction).toMatchObject({ state: CorrectionState.NO_CHANGE, reason: refusal.reason });
    const hold = { agencyId, runId, personId: person(3), reason: "rekening benar" };
    const { amountRupiah } = await call(client, client.releaseHold.bind(client), hold, as(checker));
    expect(amountRupiah).toBeGreaterThan(0n);
    const owed = await call(client, client.listReceivables.bind(client), { agencyId }, as(checker));
    expect(owed).toEqual({ receivables: [], nextPageToken: "" });
  });

  it("keeps strangers out", async () => {
    const list = call(client, client.listCorrections.bind(client), { agencyId }, as(person(1)));
    await expect(list).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" });
  });
});
