import { readFileSync } from "node:fs";

import { openClock } from "@kinerja/common/clock";
import { readTls, serveGrpc } from "@kinerja/common/grpc";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { connectProducer } from "@kinerja/common/messaging";
import { startSessionGuard } from "@kinerja/common/session";
import { errorFields, type Log } from "@kinerja/common/telemetry";

import { ingestService, rawIngestService, recordBytes, sha256 } from "./adapters/grpc/ingest.ts";
import { serveJson } from "./adapters/http/json.ts";
import { kafkaAppend } from "./adapters/kafka/append.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { postgresSpool, startDrain } from "./adapters/postgres/spool.ts";
import { recordEntries } from "./app/record.ts";
import { type IngestConfig } from "./config.ts";

export type Running = Stoppable & { readonly ready: () => boolean };

/** Entries go into the log, or into the spool and from there into the log. */
function openAppend(config: IngestConfig, now: () => number, log: Log) {
  const { site, brokers, partitions } = config;
  const clientId = `activity-ingest.${site}`;
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const producer = connectProducer({ brokers, clientId });
  // Its sends wait for the log too, and nobody waits for them.
  const drainProducer = connectProducer({ brokers, clientId: `${clientId}.drain` });
  const spool = openSessions(config.spoolUrl, "activity-spool", 2, 3);
  const relay = openSessions(config.spoolRelayUrl, "activity-drain", 2);
  const append = kafkaAppend({
    producer,
    topic: submittedTopic(site, partitions).name,
    partitions,
    spool: postgresSpool(spool, config.spoolLimitMb * 1_000_000),
    onTrouble,
  });
  const drain = startDrain({ session: relay, url: config.spoolRelayUrl, producer: drainProducer, now, onTrouble });
  return {
    append: append.append,
    async stop() {
      await append.stop();
      await drain.stop();
      await Promise.all([producer.close(), drainProducer.close(), spool.stop(), relay.stop()]);
    },
  };
}

/** Ingest holds no state and needs neither PostgreSQL, Redis nor identity to acknowledge; PostgreSQL only while the log is away. */
export async function startIngest(
  config: IngestConfig,
  log: Log,
  exit: (error: Error) => void,
): Promise<Running & { grpcPort: number; jsonPort: number }> {
  const { site, brokers } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const clientId = `activity-ingest.${site}`;
  // A tail that is stuck is no reason to stop: what is in memory goes on to serve.
  const sessions = startSessionGuard({ brokers, clientId, site, clock, onCrash: exit, tokens: "diary" });
  const entries = openAppend(config, () => clock.now(), log);
  const record = recordBytes(
    recordEntries({ append: entries.append, now: () => clock.now(), sha256 }),
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
      await entries.stop();
      await sessions.stop();
    },
  };
}
