import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";

import { Metadata } from "@grpc/grpc-js";
import { call, connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { type PersonId } from "@kinerja/common/kernel";
import { type Subject } from "@kinerja/common/session";
import { createLog } from "@kinerja/common/telemetry";
import {
  ActivityServiceClient,
  ActivityServiceService,
  type ApproveWeekRequest,
  type ClosePeriodRequest,
  type GetMonthRequest,
  type GetPeriodRequest,
  type ListEntriesRequest,
  SealedMonth,
  type StreamSealedMonthsResponse,
} from "@kinerja/proto/activity/v1/activity_service";
import { type Entry, IngestServiceClient } from "@kinerja/proto/activity/v1/ingest_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { ingestService, rawIngestService } from "../adapters/grpc/ingest.ts";
import { activityService } from "../adapters/grpc/query.ts";
import { sealedMonths } from "../adapters/postgres/sealed-months.ts";
import { agencyId, clock, employmentId, startThinPath } from "./thin.ts";

/** A token is the person's id; everybody may record for the employment of the test. */
const verify = (token: string): Promise<Subject> =>
  Promise.resolve({
    personId: token as PersonId,
    sessionId: "00000000-0000-4000-8000-000000000001",
    kind: "access",
    employments: [{ id: employmentId, agencyId, zone: "WITA" }],
    token,
  });

/** The rows of a sealed month in the messages that they travel in. */
const messagesOf =
  (reader: ActivityServiceClient) =>
  async (revision: number, rowsPerMessage?: number): Promise<StreamSealedMonthsResponse[]> => {
    const messages: StreamSealedMonthsResponse[] = [];
    const request = { agencyId, period: "2026-10", revision, rowsPerMessage };
    const stream = reader.streamSealedMonths(request, new Metadata(), { deadline: Date.now() + 10_000 });
    for await (const message of stream as AsyncIterable<StreamSealedMonthsResponse>) messages.push(message);
    return messages;
  };

/** The rows of a sealed month, as services read them. */
const sealedOf =
  (app: Parameters<typeof sealedMonths>[0]) =>
  async (revision: number): Promise<SealedMonth[]> => {
    const rows: SealedMonth[] = [];
    const months = sealedMonths(app, { agencyId, period: "2026-10", revision });
    for await (const row of months) rows.push(SealedMonth.decode(row));
    return rows;
  };

const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));

/** The thin path behind its gRPC services, as the gateway calls them. */
export async function startServed() {
  const use = await startThinPath();
  const dir = mkdtempSync(join(tmpdir(), "activity-tls-"));
  await makeCertificates(dir, "test", ["activity", "gateway", "allowance"]);
  const query = activityService({
    listEntries: use.list,
    getMonth: use.month,
    getEntryHistory: use.history,
    getTeamInbox: use.inbox,
    decideEntries: use.decide,
    importAttendance: use.importFile,
    listMissing: use.missing,
    listNotices: use.notices,
    closePeriod: use.close,
    getPeriod: use.period,
    proposeReopening: use.proposeReopening,
    decideReopening: use.decideReopening,
    getEvidence: use.evidence,
    sealedMonths: (month) => sealedMonths(use.app, month),
  });
  const server = await serveGrpc({
    host: "127.0.0.1",
    port: 0,
    tls: readTls(dir, "activity"),
    services: [
      [rawIngestService, ingestService(use.recordBytes)],
      [ActivityServiceService, query],
    ],
    image,
    verify,
    clock,
    log: createLog("test", { write: () => undefined }),
  });
  const tls = readTls(dir, "gateway");
  const address = `localhost:${server.port}`;
  const activity = connect(ActivityServiceClient, address, tls);
  const reader = connect(ActivityServiceClient, address, readTls(dir, "allowance"));
  const ingest = connect(IngestServiceClient, address, tls);
  const as = (personId: string) => ({ subject: { token: personId }, deadlineMs: 10_000 });
  return {
    record: (personId: string, entries: Entry[]) =>
      call(ingest, ingest.recordEntries.bind(ingest), { entries }, as(personId)),
    list: (personId: string, request: ListEntriesRequest) =>
      call(activity, activity.listEntries.bind(activity), request, as(personId)),
    approve: (personId: string, request: ApproveWeekRequest) =>
      call(activity, activity.approveWeek.bind(activity), request, as(personId)),
    close: (personId: string, request: ClosePeriodRequest) =>
      call(activity, activity.closePeriod.bind(activity), request, as(personId)),
    period: (personId: string, request: GetPeriodRequest) =>
      call(activity, activity.getPeriod.bind(activity), request, as(personId)),
    month: (personId: string, request: GetMonthRequest) =>
      call(activity, activity.getMonth.bind(activity), request, as(personId)),
    notices: (personId: string) => call(activity, activity.listActivityNotices.bind(activity), {}, as(personId)),
    sealed: sealedOf(use.app),
    messages: messagesOf(reader),
    async importAttendance(personId: string, text: string) {
      const { fileId } = await use.files.put(Readable.from([Buffer.from(text)]), 10_000);
      return call(activity, activity.importAttendance.bind(activity), { agencyId, fileId }, as(personId));
    },
    sealDue: use.sealDue,
    async stop() {
      activity.close();
      reader.close();
      ingest.close();
      await server.stop();
      rmSync(dir, { recursive: true });
      await use.stop();
    },
  };
}
