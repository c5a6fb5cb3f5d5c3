import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";

import { startSealer } from "@kinerja/common/audit";
import { openClock } from "@kinerja/common/clock";
import { Refusal } from "@kinerja/common/errors";
import { type FileStore, folderStore } from "@kinerja/common/files";
import { connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { type Admin, connectAdmin, connectProducer, inParts, leaderLock, startRelay } from "@kinerja/common/messaging";
import { type Database, openDatabase } from "@kinerja/common/postgres";
import { startSessionGuard } from "@kinerja/common/session";
import { errorFields, type Log } from "@kinerja/common/telemetry";
import { ActivityServiceService } from "@kinerja/proto/activity/v1/activity_service";
import { TaskServiceService } from "@kinerja/proto/activity/v1/task_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { accessByFacts, employmentsOf, peopleOfNips, subordinatesOf, workingDaysOf } from "./adapters/grpc/identity.ts";
import { activityService, type UseCases } from "./adapters/grpc/query.ts";
import { taskService, type TaskUseCases } from "./adapters/grpc/tasks.ts";
import { copyProgress } from "./adapters/kafka/copy-progress.ts";
import { periodTopic, submittedTopic } from "./adapters/kafka/topics.ts";
import { postgresAttendanceStore } from "./adapters/postgres/attendance-store.ts";
import { postgresDecisionStore } from "./adapters/postgres/decision-store.ts";
import { postgresMissingStore } from "./adapters/postgres/missing-store.ts";
import { postgresPeriodStore } from "./adapters/postgres/period-store.ts";
import { createPositionWaiter } from "./adapters/postgres/positions.ts";
import { postgresReadStore } from "./adapters/postgres/read-store.ts";
import { postgresSealStore } from "./adapters/postgres/seal-store.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { spooledUpTo } from "./adapters/postgres/spool.ts";
import { postgresTaskStore } from "./adapters/postgres/task-store.ts";
import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { importAttendance } from "./app/attendance.ts";
import { closePeriod, getPeriod } from "./app/close.ts";
import { decideEntries } from "./app/decide.ts";
import { getTeamInbox } from "./app/inbox.ts";
import { listMissing } from "./app/missing.ts";
import { listNotices } from "./app/notices.ts";
import { getEntryHistory, getMonth, listEntries } from "./app/read.ts";
import { createSealing } from "./app/seal.ts";
import { assignTask, changeTask, listGivenTasks, listTasks } from "./app/tasks.ts";
import { getTeamWork } from "./app/team-work.ts";
import { createHeldReport, startCloser } from "./closer.ts";
import { type QueryConfig } from "./config.ts";
import { type Running } from "./ingest.ts";

/** The text of an uploaded file. */
export const readTextFile =
  (files: FileStore) =>
  async (fileId: string): Promise<string | undefined> => {
    const file = await files.open(fileId);
    if (file === undefined) return undefined;
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(await buffer(file.content));
    } catch {
      throw new Refusal("invalid", "ENCODING_UNKNOWN");
    }
  };

type QueryParts = {
  readonly db: Database;
  readonly identity: DirectoryServiceClient;
  readonly files: FileStore;
  readonly now: () => number;
  readonly partitions: number;
  readonly deadlineDays: number;
};

/** All use cases on PostgreSQL and identity. */
function queryUseCases({ db, identity, files, now, partitions, deadlineDays }: QueryParts): UseCases & TaskUseCases {
  const accessTo = accessByFacts(identity);
  const workingDays = workingDaysOf(identity);
  const store = postgresReadStore(db, partitions, now);
  const read = { store, accessTo, isStoredUpTo: createPositionWaiter(db, partitions) };
  const period = { periods: postgresPeriodStore(db, now), accessTo, now, deadlineDays };
  const tasks = { tasks: postgresTaskStore(db, partitions, now), accessTo, now };
  return {
    assignTask: assignTask(tasks),
    changeTask: changeTask(tasks),
    listTasks: listTasks(tasks),
    listGivenTasks: listGivenTasks(tasks),
    getTeamWork: getTeamWork({ store, subordinatesOf: subordinatesOf(identity), now }),
    listEntries: listEntries(read),
    getMonth: getMonth({ ...read, deadlineDays }),
    getEntryHistory: getEntryHistory(read),
    getTeamInbox: getTeamInbox({ store, subordinatesOf: subordinatesOf(identity), workingDays, now }),
    decideEntries: decideEntries({ decisions: postgresDecisionStore(db, partitions, now), accessTo }),
    importAttendance: importAttendance({
      attendance: postgresAttendanceStore(db, now),
      accessTo,
      employmentsOf: employmentsOf(identity),
      peopleOf: peopleOfNips(identity),
      readFile: readTextFile(files),
    }),
    listMissing: listMissing({ store: postgresMissingStore(db, now), accessTo, workingDays, now }),
    listNotices: listNotices({ store, workingDays, now, deadlineDays }),
    closePeriod: closePeriod(period),
    getPeriod: getPeriod(period),
    sealedMonths: (month) => sealedMonths(db, month),
  };
}

const longStatementMs = 300_000;

/** The roles that work for nobody in particular, each with a pool of its own. */
async function openMachines(config: QueryConfig) {
  const open = (name: string, url: string) =>
    openDatabase({ url, name: `activity-${name}`, poolSize: 2, statementTimeoutMs: longStatementMs });
  const closer = await open("closer", config.closerDatabaseUrl);
  const relay = await open("relay", config.relayDatabaseUrl);
  const sealer = await open("sealer", config.sealerDatabaseUrl);
  const stop = async (): Promise<void> => {
    await Promise.all([closer.stop(), relay.stop(), sealer.stop()]);
  };
  return { closer, relay, sealer, stop };
}

async function startJobs(
  config: QueryConfig,
  admin: Admin,
  now: () => number,
  log: Log,
): Promise<Stoppable & { readonly notes: () => string[] }> {
  const { site, brokers, partitions, deadlineDays } = config;
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const machines = await openMachines(config);
  const spool = openSessions(config.spoolCloserUrl, "activity-closer", 1);
  const producer = connectProducer({ brokers, clientId: `activity-relay.${site}` });
  const topic = periodTopic(site);
  const report = createHeldReport(log);
  const relay = startRelay({
    db: machines.relay,
    leaderLock: leaderLock(config.relayDatabaseUrl, "activity-relay"),
    publish: inParts((batches) => producer.send(batches)),
    pollMs: 500,
    onTrouble,
  });
  const closer = startCloser({
    look: createSealing({
      store: postgresSealStore({ db: machines.closer, site, partitions, deadlineDays, topic }),
      endOffsets: () => admin.endOffsets(submittedTopic(site, partitions).name),
      spooledUpTo: spooledUpTo(spool),
      copies: copyProgress(admin, site),
      now,
      graceMs: config.closeGraceS * 1_000,
    }),
    tell: report.tell,
    lock: leaderLock(config.closerDatabaseUrl, "activity-closer"),
    pollMs: 1_000,
    onTrouble,
  });
  const sealer = startSealer(machines.sealer, onTrouble);
  return {
    notes: report.notes,
    async stop() {
      await Promise.all([closer.stop(), sealer.stop(), relay.stop()]);
      await producer.close();
      await Promise.all([machines.stop(), spool.stop()]);
    },
  };
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
  const db = await openDatabase({ url: config.databaseUrl, name: "activity-query" });
  const admin = await connectAdmin({ brokers, clientId });
  const guard = startSessionGuard({ brokers, clientId, site, clock, onCrash: exit });
  const identity = connect(DirectoryServiceClient, config.identityAddress, tls);
  const files = folderStore(config.filesDir);
  const use = queryUseCases({ db, identity, files, now, partitions, deadlineDays: config.deadlineDays });
  const jobs = await startJobs(config, admin, now, log);
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls,
    services: [
      [ActivityServiceService, activityService(use)],
      [TaskServiceService, taskService(use)],
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
    },
  };
}
