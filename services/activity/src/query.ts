import { readFileSync } from "node:fs";
import { openClock } from "@kinerja/common/clock";
import { openFiles } from "@kinerja/common/files";
import { connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { connectAdmin } from "@kinerja/common/messaging";
import { openDatabase } from "@kinerja/common/postgres";
import { openTeller } from "@kinerja/common/redis";
import { startSessionGuard } from "@kinerja/common/session";
import { type Log } from "@kinerja/common/telemetry";
import { ActivityServiceService } from "@kinerja/proto/activity/v1/activity_service";
import { OversightServiceService } from "@kinerja/proto/activity/v1/oversight_service";
import { TaskServiceService } from "@kinerja/proto/activity/v1/task_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";
import { oversightService } from "./adapters/grpc/oversight.ts";
import { activityService } from "./adapters/grpc/query.ts";
import { taskService } from "./adapters/grpc/tasks.ts";
import { type QueryConfig } from "./config.ts";
import { type Running } from "./ingest.ts";
import { startJobs } from "./jobs.ts";
import { queryUseCases } from "./use-cases.ts";

/** Answers questions, takes decisions, closes months. */
export async function startQuery(
  config: QueryConfig,
  log: Log,
  exit: (error: Error) => void,
): Promise<Running & { grpcPort: number; notes: () => string[] }> {
  const { site, brokers, partitions } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const now = (): number => clock.now();
  const clientId = `activity-query.${site}`;
  const tls = readTls(config.tlsDir, config.serviceName);
  const db = await openDatabase({ url: config.databaseUrl, name: "activity-query" });
  const admin = await connectAdmin({ brokers, clientId });
  const guard = startSessionGuard({ brokers, clientId, site, clock, onCrash: exit });
  const identity = connect(DirectoryServiceClient, config.identityAddress, tls);
  const files = await openFiles(config.files, log);
  const live = openTeller(config.redisUrl, site, log);
  const use = queryUseCases({ db, identity, files, now, live, partitions, deadlineDays: config.deadlineDays });
  const jobs = await startJobs({ config, db, files, admin, now, log });
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls,
    services: [
      [ActivityServiceService, activityService(use)],
      [TaskServiceService, taskService(use)],
      [OversightServiceService, oversightService(use)],
    ],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: guard.verifyFresh,
    log,
    clock,
  });
  log.info({ port: server.port }, "query serves");
  return {
    grpcPort: server.port,
    ready: () => guard.isFresh(),
    notes: jobs.notes,
    async stop() {
      await server.stop();
      await jobs.stop();
      identity.close();
      await guard.stop();
      await admin.close();
      await db.stop();
      await live.stop();
    },
  };
}
