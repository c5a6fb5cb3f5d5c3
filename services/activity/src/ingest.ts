import { readFileSync } from "node:fs";

import { openClock } from "@kinerja/common/clock";
import { readTls, serveGrpc } from "@kinerja/common/grpc";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { connectProducer } from "@kinerja/common/messaging";
import { startSessionGuard } from "@kinerja/common/session";
import { type Log } from "@kinerja/common/telemetry";

import { ingestService, rawIngestService, recordBytes, sha256 } from "./adapters/grpc/ingest.ts";
import { serveJson } from "./adapters/http/json.ts";
import { kafkaAppend } from "./adapters/kafka/append.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { recordEntries } from "./app/record.ts";
import { type IngestConfig } from "./config.ts";

export type Running = Stoppable & { readonly ready: () => boolean };

/** Ingest holds no state and needs neither PostgreSQL, Redis nor identity to acknowledge. */
export async function startIngest(
  config: IngestConfig,
  log: Log,
  exit: (error: Error) => void,
): Promise<Running & { grpcPort: number; jsonPort: number }> {
  const { site, brokers, partitions } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const clientId = `activity-ingest.${site}`;
  // A tail that is stuck is no reason to stop: what is in memory goes on to serve.
  const sessions = startSessionGuard({ brokers, clientId, site, clock, onCrash: exit, tokens: "diary" });
  const producer = connectProducer({ brokers, clientId });
  const append = kafkaAppend({ producer, topic: submittedTopic(site, partitions).name, partitions });
  const record = recordBytes(
    recordEntries({ append: append.append, now: () => clock.now(), sha256 }),
    sessions.isRevoked,
  );
  let isReady = false;
  void sessions.ready.then(() => (isReady = true));
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls: readTls(config.tlsDir, config.serviceName),
    services: [[rawIngestService, ingestService(record)]],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: sessions.verifyEvenEnded,
    log,
    clock,
    maxReceiveBytes: 4_500_000,
  });
  const json = await serveJson({
    host: config.grpcHost,
    port: config.jsonPort,
    origins: config.origins,
    https: config.https,
    verify: sessions.verifyEvenEnded,
    record,
    log,
    now: () => clock.now(),
  });
  log.info({ port: server.port }, "ingest serves");
  return {
    grpcPort: server.port,
    jsonPort: json.port,
    ready: () => isReady,
    async stop() {
      await Promise.all([json.stop(), server.stop()]);
      await append.stop();
      await producer.close();
      await sessions.stop();
    },
  };
}
