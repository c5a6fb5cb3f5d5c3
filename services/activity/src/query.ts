import { readFileSync } from "node:fs";
import { openClock } from "@kinerja/common/clock";
import { filesArea, openFiles, receiptsIn } from "@kinerja/common/files";
import { connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { connectAdmin } from "@kinerja/common/messaging";
import { type Database, openDatabase } from "@kinerja/common/postgres";
import { openTeller } from "@kinerja/common/redis";
import { startSessionGuard } from "@kinerja/common/session";
import { type Log } from "@kinerja/common/telemetry";
import { ActivityServiceService } from "@kinerja/proto/activity/v1/activity_service";
import { AttendanceServiceService } from "@kinerja/proto/activity/v1/attendance_service";
import { OversightServiceService } from "@kinerja/proto/activity/v1/oversight_service";
import { ScheduleServiceService } from "@kinerja/proto/activity/v1/schedule_service";
import { TaskServiceService } from "@kinerja/proto/activity/v1/task_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";
import { attendanceService } from "./adapters/grpc/attendance.ts";
import { oversightService } from "./adapters/grpc/oversight.ts";
import { activityService, shardedActivityService } from "./adapters/grpc/query.ts";
import { scheduleService } from "./adapters/grpc/schedules.ts";
import { taskService } from "./adapters/grpc/tasks.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { readPositions } from "./adapters/postgres/positions.ts";
import { checkShards } from "./adapters/postgres/shard-setting.ts";
import { type QueryConfig } from "./config.ts";
import { type BucketRange } from "./domain/shards.ts";
import { type Running } from "./ingest.ts";
import { startJobs, startSealers } from "./jobs.ts";
import { startLagWatch } from "./lag.ts";
import { shardsOfQuery } from "./shard.ts";
import { queryUseCases } from "./use-cases.ts";

/** The databases in the order of their ranges; each must be the one that it is named for. */
async function openShards(urls: readonly string[], ranges: readonly BucketRange[]): Promise<[Database, ...Database[]]> {
  const open = (url: string) => openDatabase({ url, name: "activity-query" });
  const [first = "", ...others] = urls;
  const dbs: [Database, ...Database[]] = [await open(first), ...(await Promise.all(others.map(open)))];
  await checkShards(dbs, ranges);
  return dbs;
}

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
  const { ranges, urls, sealerUrls } = shardsOfQuery(config);
  const dbs = await openShards(urls, ranges);
  const [db] = dbs;
  const admin = await connectAdmin({ brokers, clientId });
  const guard = startSessionGuard({ brokers, clientId, site, clock, onCrash: exit });
  const identity = connect(DirectoryServiceClient, config.identityAddress, tls);
  const files = await openFiles(config.files, log);
  const receipts = receiptsIn(filesArea(config.files, "receipts", log));
  const live = openTeller(config.redisUrl, site, log);
  const { deadlineDays } = config;
  const use = queryUseCases({ dbs, ranges, identity, files, receipts, now, live, partitions, deadlineDays });
  const isOne = config.serves !== "reads";
  const jobs = isOne
    ? await startJobs({ config, db, files, receipts, admin, now, log })
    : await startSealers(sealerUrls, log);
  const lag = startLagWatch({
    endOffsets: () => admin.endOffsets(submittedTopic(site, partitions).name),
    positions: async () => new Map((await Promise.all(dbs.map(readPositions))).flatMap((one) => [...one])),
    log,
  });
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls,
    services: isOne
      ? [
          [ActivityServiceService, activityService(use)],
          [TaskServiceService, taskService(use)],
          [OversightServiceService, oversightService(use)],
          [AttendanceServiceService, attendanceService(use)],
          [ScheduleServiceService, scheduleService(use)],
        ]
      : [shardedActivityService(use)],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: guard.verifyFresh,
    log,
    clock,
  });
  log.info({ port: server.port }, "query serves");
  return {
    grpcPort: server.port,
    ready: () => guard.isFresh(),
    notes: () => [...jobs.notes(), ...lag.notes()],
    async stop() {
      await server.stop();
      await jobs.stop();
      await lag.stop();
      identity.close();
      await guard.stop();
      await admin.close();
      await Promise.all(dbs.map((one) => one.stop()));
      await live.stop();
    },
  };
}
