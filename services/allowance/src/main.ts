import { readFileSync } from "node:fs";

import { startSealer } from "@kinerja/common/audit";
import { openClock } from "@kinerja/common/clock";
import { filesArea, openFiles, receiptsIn } from "@kinerja/common/files";
import { connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { stopOnSignal, type Stoppable } from "@kinerja/common/lifecycle";
import {
  connectAdmin,
  connectProducer,
  ensureTopics,
  inParts,
  leaderLock,
  startRelay,
  topicName,
} from "@kinerja/common/messaging";
import { openDatabase } from "@kinerja/common/postgres";
import { startSessionGuard } from "@kinerja/common/session";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";
import { uuidV7 } from "@kinerja/common/kernel";
import { AttendanceServiceClient } from "@kinerja/proto/activity/v1/attendance_service";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { AllowanceServiceService } from "@kinerja/proto/allowance/v1/allowance_service";
import { EvaluationServiceClient } from "@kinerja/proto/evaluation/v1/evaluation_service";
import { AccountServiceClient } from "@kinerja/proto/identity/v1/account_service";
import { DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { accessByFacts, agenciesOfPerson } from "./adapters/clients/access.ts";
import { employedWithin } from "./adapters/clients/employed-within.ts";
import { changedPeople } from "./adapters/clients/sealed-person.ts";
import { payOfficersOf } from "./adapters/clients/pay-officers.ts";
import { nameOfPerson } from "./adapters/clients/name-of.ts";
import { paymentDetailsOf } from "./adapters/clients/payment-details.ts";
import { exportStoreIn } from "./adapters/files/export-store.ts";
import { sealedPeriods } from "./adapters/clients/sealed-periods.ts";
import { allowanceService } from "./adapters/grpc/service.ts";
import { postgresStore } from "./adapters/postgres/store.ts";
import { readTextFrom } from "./adapters/read-text.ts";
import { type Config, readConfig } from "./config.ts";
import { correctionSources, servedCorrections } from "./correction-use-cases.ts";
import { startCorrections } from "./corrections.ts";
import { servedExports } from "./export-use-cases.ts";
import { factSources, servedFacts } from "./fact-use-cases.ts";
import { startRuns } from "./runs.ts";
import { rememberingParser, useCases } from "./use-cases.ts";
import { servedWhatIf, whatIfSources } from "./what-if-use-cases.ts";

const log = createLog("allowance");
const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
const end = (error: unknown): void => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
};

/** A chunk of a run, or the posting of a batch, may take longer than a question. */
const longStatementMs = 120_000;
/** By agency; as many partitions as the launcher and the chart make. */
const runTopic = (site: string) => ({ name: topicName(site, "allowance", "run"), partitions: 2, compacted: false });

async function startJobs({
  site,
  brokers,
  relayDatabaseUrl,
  sealerDatabaseUrl,
}: Config): Promise<Stoppable & { wake(): void }> {
  const relayDb = await openDatabase({ url: relayDatabaseUrl, name: "allowance-relay", poolSize: 2 });
  const sealerDb = await openDatabase({ url: sealerDatabaseUrl, name: "allowance-sealer", poolSize: 2 });
  const producer = connectProducer({ brokers, clientId: `allowance-relay.${site}` });
  const relay = startRelay({
    db: relayDb,
    leaderLock: leaderLock(relayDatabaseUrl, "allowance-relay"),
    publish: inParts((batches) => producer.send(batches)),
    pollMs: 500,
    onTrouble,
  });
  const sealer = startSealer(sealerDb, onTrouble);
  return {
    wake: () => relay.wake(),
    async stop() {
      await Promise.all([relay.stop(), sealer.stop()]);
      await producer.close();
      await Promise.all([relayDb.stop(), sealerDb.stop()]);
    },
  };
}

async function makeTopic({ site, brokers }: Config): Promise<void> {
  const admin = await connectAdmin({ brokers, clientId: `allowance.${site}` });
  await ensureTopics(admin, [runTopic(site)]).finally(() => admin.close());
}

function connectClients(
  { identityAddress, activityAddress, evaluationAddress }: Config,
  tls: ReturnType<typeof readTls>,
) {
  const identity = connect(DirectoryServiceClient, identityAddress, tls);
  const accounts = connect(AccountServiceClient, identityAddress, tls);
  const activity = connect(ActivityServiceClient, activityAddress, tls);
  const attendance = connect(AttendanceServiceClient, activityAddress, tls);
  const evaluation = connect(EvaluationServiceClient, evaluationAddress, tls);
  const stop = (): Promise<void> => {
    for (const client of [identity, accounts, activity, attendance, evaluation]) client.close();
    return Promise.resolve();
  };
  return { identity, accounts, activity, attendance, evaluation, stop };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const { site, brokers } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const now = (): number => clock.now();
  const tls = readTls(config.tlsDir, config.serviceName);
  await makeTopic(config);
  const db = await openDatabase({ url: config.databaseUrl, name: "allowance", statementTimeoutMs: longStatementMs });
  const guard = startSessionGuard({ brokers, clientId: `allowance.${site}`, site, clock, onCrash: end });
  const jobs = await startJobs(config);
  const clients = connectClients(config, tls);

  const newId = (): string => uuidV7(now());
  const store = postgresStore({ db, site, topic: runTopic(site), newId, told: () => jobs.wake() });
  const sealed = sealedPeriods(clients);
  const parse = rememberingParser();
  const payOfficers = payOfficersOf(clients.identity);
  const asked = {
    payOfficers,
    employedWithin: employedWithin(clients.identity),
    changedPeople: changedPeople(clients),
  };
  const runs = startRuns(config, { store, sealed, parse, ...asked, now, onTrouble });
  const corrections = startCorrections({ config, db, store, bulk: runs.bulk, clients, now, log, onCrash: end });
  const files = await openFiles(config.files, log);
  const exportStore = exportStoreIn(filesArea(config.files, "exports", log), files);
  const receipts = receiptsIn(filesArea(config.files, "receipts", log));
  const readText = readTextFrom(files);
  const officers = { store, now, accessTo: accessByFacts(clients.identity) };
  const exportParts = {
    ...{ parse, paymentDetails: paymentDetailsOf(clients.accounts), exportStore },
    ...{ agenciesOf: agenciesOfPerson(clients.identity), nameOf: nameOfPerson(clients.identity) },
  };
  const use = useCases({
    ...officers,
    sealed,
    ...exportParts,
    readText,
    bulk: runs.bulk,
    rangeSize: config.runRange,
    work: (runId) => runs.work(runId),
  });

  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls,
    services: [
      [AllowanceServiceService, allowanceService(use)],
      servedExports({ ...officers, ...exportParts }),
      servedWhatIf({ ...officers, ...exportParts, ...whatIfSources(clients), files, receipts }),
      servedCorrections({ ...officers, parse, ...correctionSources({ clients, sealed, store }) }),
      servedFacts({ ...officers, ...factSources(clients), readText, signs: config.outageSigns }),
    ],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: guard.verifyFresh,
    log,
    clock,
  });
  const ready = async (): Promise<boolean> => {
    await db.ping();
    return guard.isFresh();
  };
  const operations = await serveOperations({ port: config.httpPort, ready });
  log.info({ port: server.port }, "allowance serves");
  stopOnSignal([server, corrections, runs, jobs, clients, guard, db, operations]);
}

main().catch(end);
