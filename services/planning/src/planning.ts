import { readFileSync } from "node:fs";

import { startSealer } from "@kinerja/common/audit";
import { openClock } from "@kinerja/common/clock";
import { connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { type Stoppable } from "@kinerja/common/lifecycle";
import {
  connectAdmin,
  connectProducer,
  ensureTopics,
  inParts,
  leaderLock,
  startRelay,
} from "@kinerja/common/messaging";
import { openDatabase } from "@kinerja/common/postgres";
import { startSessionGuard } from "@kinerja/common/session";
import { errorFields, type Log } from "@kinerja/common/telemetry";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";
import { PlanningServiceService } from "@kinerja/proto/planning/v1/planning_service";

import { accessByFacts, identityDirectory } from "./adapters/clients/identity.ts";
import { planningService } from "./adapters/grpc/service.ts";
import { skpTopic } from "./adapters/kafka/skp-topic.ts";
import { schemas } from "./adapters/postgres/schemas.ts";
import { type PlanningConfig } from "./config.ts";
import { planningUseCases } from "./use-cases.ts";

/** Tells what changed, and seals the audit. */
async function startJobs(config: PlanningConfig, log: Log): Promise<Stoppable> {
  const { site, brokers } = config;
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const admin = await connectAdmin({ brokers, clientId: `planning.${site}` });
  await ensureTopics(admin, [skpTopic(site)]);
  await admin.close();
  const producer = connectProducer({ brokers, clientId: `planning-relay.${site}` });
  const relaying = await openDatabase({ url: config.relayDatabaseUrl, name: "planning-relay", poolSize: 2 });
  const sealing = await openDatabase({ url: config.sealerDatabaseUrl, name: "planning-sealer", poolSize: 1 });
  const relay = startRelay({
    db: relaying,
    leaderLock: leaderLock(config.relayDatabaseUrl, "planning-relay"),
    publish: inParts((batches) => producer.send(batches)),
    pollMs: 200,
    onTrouble,
  });
  const sealer = startSealer(sealing, onTrouble);
  return {
    async stop() {
      await sealer.stop();
      await relay.stop();
      await producer.close();
      await Promise.all([relaying.stop(), sealing.stop()]);
    },
  };
}

export type Running = Stoppable & { readonly grpcPort: number; readonly ready: () => boolean };

/** Answers about plans, decides on them, and tells what changed. */
export async function startPlanning(config: PlanningConfig, log: Log, exit: (error: Error) => void): Promise<Running> {
  const { site, brokers } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const now = (): number => clock.now();
  const tls = readTls(config.tlsDir, config.serviceName);
  const db = await openDatabase({ url: config.databaseUrl, name: "planning", schemas });
  const jobs = await startJobs(config, log);
  const guard = startSessionGuard({ brokers, clientId: `planning.${site}`, site, clock, onCrash: exit });
  const identity = connect(DirectoryServiceClient, config.identityAddress, tls);
  const [accessTo, directory] = [accessByFacts(identity), identityDirectory(identity)];
  const use = planningUseCases({ db, site, accessTo, directory, now });
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls,
    services: [[PlanningServiceService, planningService(use)]],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: guard.verifyFresh,
    log,
    clock,
  });
  log.info({ port: server.port }, "planning serves");
  return {
    grpcPort: server.port,
    ready: () => guard.isFresh(),
    async stop() {
      await server.stop();
      await jobs.stop();
      identity.close();
      await guard.stop();
      await db.stop();
    },
  };
}
