import { createServer } from "node:http";

import {
  answerBrokenHttp,
  bodyLimitBytes,
  cookieNames,
  createEdge,
  listenWide,
  ownContract,
} from "@kinerja/common/edge";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { type Subject } from "@kinerja/common/session";
import { errorFields, type Log } from "@kinerja/common/telemetry";
import { IngestServiceService } from "@kinerja/proto/activity/v1/ingest_service";

import { type RecordBytes } from "../grpc/ingest.ts";

export type JsonFaceOptions = {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
  readonly https: boolean;
  readonly verify: (token: string) => Promise<Subject>;
  readonly record: RecordBytes;
  readonly log: Log;
  readonly now: () => number;
};

const deadlineMs = 8_000;

/**
 * `POST /v1/entries:record` as JSON, by the same table as the gateway's, with the service itself as the callee: a flood of entries scales
 * ingest, not the gateway. Plain HTTP server: one route needs no framework, which would double its cost.
 */
export async function serveJson(options: JsonFaceOptions): Promise<Stoppable & { port: number }> {
  const { responseSerialize } = IngestServiceService.recordEntries;
  const edge = createEdge({
    contract: ownContract(),
    services: new Map([
      [
        "kinerja.activity.v1.IngestService",
        async (_path, request, { authorization = "" }) => {
          const subject = await options.verify(authorization.slice("Bearer ".length));
          return responseSerialize(await options.record(request, subject));
        },
      ],
    ]),
    cookies: cookieNames(options.https),
    origins: options.origins,
    bodyLimitBytes,
    deadlineMs: () => deadlineMs,
    now: options.now,
    onBug: (thrown, traceId, path) => options.log.error({ ...errorFields(thrown), traceId, path }, "bug"),
  });
  const server = createServer((request, response) => {
    edge(request, response, () => response.writeHead(404).end());
  });
  server.requestTimeout = 15_000;
  server.headersTimeout = 5_000;
  // Longer than an ingress keeps idle connections (60 s): who closes first may cut off a request that is on its way.
  server.keepAliveTimeout = 65_000;
  answerBrokenHttp(server);
  const listening = await listenWide(server, options);
  return {
    port: listening.port,
    stop: async () => {
      setTimeout(() => server.closeAllConnections(), deadlineMs).unref();
      await listening.close();
    },
  };
}
