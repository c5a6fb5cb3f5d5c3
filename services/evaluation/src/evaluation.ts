import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { startSealer } from "@kinerja/common/audit";
import { openClock } from "@kinerja/common/clock";
import { connect, readTls, serveGrpc, type Tls } from "@kinerja/common/grpc";
import { type Stoppable } from "@kinerja/common/lifecycle";
import {
  connectAdmin,
  connectProducer,
  ensureTopics,
  inParts,
  leaderLock,
  startRelay,
} from "@kinerja/common/messaging";
import { type Database, openDatabase } from "@kinerja/common/postgres";
import { startSessionGuard } from "@kinerja/common/session";
import { counter, errorFields, type Log } from "@kinerja/common/telemetry";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { EvaluationServiceService } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";
import { PlanningServiceClient } from "@kinerja/proto/planning/v1/planning_service";

import { accessByFacts } from "./adapters/clients/access.ts";
import { sealedMonthsOf } from "./adapters/clients/activity.ts";
import { identityDirectory } from "./adapters/clients/identity.ts";
import { setPlansOf } from "./adapters/clients/planning.ts";
import { startForgetting } from "./adapters/forget-parked.ts";
import { evaluationService } from "./adapters/grpc/service.ts";
import { type ClosingsNeeds, followClosings } from "./adapters/kafka/closings.ts";
import { documentTopic, periodTopic } from "./adapters/kafka/topics.ts";
import { type EvaluationConfig } from "./config.ts";
import { evaluationUseCases, type Parts } from "./use-cases.ts";

const parked = counter("evaluation_closings_parked_total", "Closings that were put aside for a person.");
const forgotten = counter(
  "evaluation_closings_forgotten_total",
  "Parked closings that were published once more and kept for their time, and go.",
);

/** Parked closings that were published once more go so many days after: whoever asks about an evaluation of the year before still finds them. */
const parkedKeptDays = 400;
const forgetEveryMs = 3_600_000;

/** Tells what was issued, and seals the audit. */
async function startTelling(config: EvaluationConfig, log: Log): Promise<Stoppable> {
  const { site, brokers } = config;
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const admin = await connectAdmin({ brokers, clientId: `evaluation.${site}` });
  await ensureTopics(admin, [documentTopic(site)]);
  await admin.close();
  const producer = connectProducer({ brokers, clientId: `evaluation-relay.${site}` });
  const relaying = await openDatabase({ url: config.relayDatabaseUrl, name: "evaluation-relay", poolSize: 2 });
  const sealing = await openDatabase({ url: config.sealerDatabaseUrl, name: "evaluation-sealer", poolSize: 1 });
  const relay = startRelay({
    db: relaying,
    leaderLock: leaderLock(config.relayDatabaseUrl, "evaluation-relay"),
    publish: inParts((batches) => producer.send(batches)),
    pollMs: 500,
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

function startTaking(
  { site, brokers }: EvaluationConfig,
  closer: Database,
  take: ClosingsNeeds["take"],
  log: Log,
  exit: (error: Error) => void,
): Promise<Stoppable> {
  return followClosings({
    connection: { brokers, clientId: `evaluation-closings.${site}` },
    groupId: `evaluation-closings.${site}`,
    topic: periodTopic(site),
    db: closer,
    take,
    onParked: (cause) => {
      parked.inc();
      log.error({ topic: periodTopic(site), ...errorFields(cause) }, "a closing was put aside");
    },
    onTrouble: (error, attempt) => log.warn({ ...errorFields(error), attempt }, "a closing is tried again"),
    onCrash: exit,
  });
}

const startForgettingParked = ({ closerDatabaseUrl }: EvaluationConfig, closer: Database, log: Log): Stoppable =>
  startForgetting({
    db: closer,
    lock: leaderLock(closerDatabaseUrl, "evaluation-parked"),
    keptDays: parkedKeptDays,
    everyMs: forgetEveryMs,
    onForget: (count) => forgotten.inc(count),
    onTrouble: (error) => log.warn(errorFields(error), "tried again"),
  });

/** The other services. */
function openClients(config: EvaluationConfig, tls: Tls) {
  const identity = connect(DirectoryServiceClient, config.identityAddress, tls);
  const planning = connect(PlanningServiceClient, config.planningAddress, tls);
  const activity = connect(ActivityServiceClient, config.activityAddress, tls);
  const sources: Pick<Parts, "accessTo" | "directory" | "setPlans" | "sealedMonths"> = {
    accessTo: accessByFacts(identity),
    directory: identityDirectory(identity),
    setPlans: setPlansOf(planning),
    sealedMonths: sealedMonthsOf(activity),
  };
  const close = (): void => {
    for (const client of [identity, planning, activity]) client.close();
  };
  return { sources, close };
}

/** How long a stop waits for a consumer that has not joined yet. */
const joinLimitMs = 5_000;

export type Running = Stoppable & { readonly grpcPort: number; readonly ready: () => boolean };

/** Answers about evaluations, decides on them, and takes in what activity has sealed. */
export async function startEvaluation(
  config: EvaluationConfig,
  log: Log,
  exit: (error: Error) => void,
): Promise<Running> {
  const { site, brokers } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const tls = readTls(config.tlsDir, config.serviceName);
  const db = await openDatabase({ url: config.databaseUrl, name: "evaluation" });
  const closer = await openDatabase({
    url: config.closerDatabaseUrl,
    name: "evaluation-closer",
    poolSize: 4,
    statementTimeoutMs: 300_000,
  });
  const telling = await startTelling(config, log);
  const guard = startSessionGuard({ brokers, clientId: `evaluation.${site}`, site, clock, onCrash: exit });
  const { sources, close } = openClients(config, tls);
  const use = evaluationUseCases({ ...config, ...sources, db, closer, now: () => clock.now() });
  // In the background: the group lets us in when a killed predecessor's session has ended, and answering need not wait for that.
  const taking = startTaking(config, closer, use.takeClosing, log, exit);
  taking.catch(exit);
  const forgetting = startForgettingParked(config, closer, log);
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls,
    services: [[EvaluationServiceService, evaluationService(use)]],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: guard.verifyFresh,
    log,
    clock,
  });
  log.info({ port: server.port }, "evaluation serves");
  return {
    grpcPort: server.port,
    ready: () => guard.isFresh(),
    async stop() {
      await server.stop();
      await Promise.race([taking.then((consumption) => consumption.stop()), sleep(joinLimitMs)]);
      await Promise.all([telling.stop(), forgetting.stop()]);
      close();
      await guard.stop();
      await Promise.all([db.stop(), closer.stop()]);
    },
  };
}
