import { readFileSync } from "node:fs";

import { startSealer } from "@kinerja/common/audit";
import { openClock } from "@kinerja/common/clock";
import { settings } from "@kinerja/common/config";
import { filesArea, openFiles } from "@kinerja/common/files";
import { readTls, serveGrpc } from "@kinerja/common/grpc";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { connectAdmin, ensureTopics } from "@kinerja/common/messaging";
import { openDatabase } from "@kinerja/common/postgres";
import { createVerifier } from "@kinerja/common/session";
import { createLog, errorFields, serveOperations } from "@kinerja/common/telemetry";
import { AccountServiceService } from "@kinerja/proto/identity/v1/account_service";
import { DirectoryServiceService } from "@kinerja/proto/identity/v1/directory_service";
import { ImportServiceService } from "@kinerja/proto/identity/v1/import_service";
import { SessionServiceService } from "@kinerja/proto/identity/v1/session_service";

import { openAccountVault } from "./adapters/crypto/account-vault.ts";
import { openNipVault } from "./adapters/crypto/nip-vault.ts";
import { deriveKey } from "./adapters/crypto/secrets.ts";
import { accountService } from "./adapters/grpc/account-service.ts";
import { directoryService } from "./adapters/grpc/directory-service.ts";
import { importService } from "./adapters/grpc/import-service.ts";
import { sessionService } from "./adapters/grpc/session-service.ts";
import { identityTopics, openFacts } from "./adapters/postgres/facts.ts";
import { openKeyRing } from "./adapters/postgres/key-ring.ts";
import { checkIndexKeys } from "./adapters/postgres/nip-index.ts";
import { schemas } from "./adapters/postgres/schemas.ts";
import { readConfig } from "./config.ts";
import { startFileUpkeep, startUpkeep, tellFacts } from "./jobs.ts";
import { openUseCases } from "./use-cases.ts";

const log = createLog("identity");

async function main(): Promise<void> {
  const config = readConfig(settings(process.env));
  const { site, brokers, master } = config;
  const clock = openClock(config.clockFile, config.siteKind);
  const now = (): number => clock.now();
  const topics = identityTopics(site, config.partitions);
  const facts = openFacts(site, topics);

  const admin = await connectAdmin({ brokers, clientId: `identity.${site}` });
  await ensureTopics(admin, Object.values(topics));
  await admin.close();

  const db = await openDatabase({ url: config.databaseUrl, name: "identity", schemas, poolSize: 16 });
  const reader = await openDatabase({ url: config.readerDatabaseUrl, name: "identity-reader", genericPlans: true });
  const keys = openKeyRing({ db, facts, master: deriveKey(master, "signing-key"), now, toldLimitMs: 3_000 });
  await keys.refresh();
  await keys.keyAt(now());
  await checkIndexKeys(db, config.nip.index);

  const relay = await tellFacts({ url: config.relayDatabaseUrl, brokers, site, log });
  const sealing = await openDatabase({ url: config.sealerDatabaseUrl, name: "identity-sealer", poolSize: 2 });
  const sealer = startSealer(sealing, (error) => log.warn(errorFields(error), "the audit is sealed later"));
  const vault = openNipVault(config.nip);
  const upkeep = startUpkeep({ db, facts, keys, vault, now, log });
  const files = await openFiles(config.files, log);
  const fileUpkeep = startFileUpkeep({
    files,
    areas: [filesArea(config.files, "exports", log), filesArea(config.files, "receipts", log)],
    keepDays: config.filesKeepDays,
    reader,
    now,
    log,
  });
  const use = await openUseCases({
    ...{ site, master, db, reader, facts, keys, now },
    vault,
    accountVault: openAccountVault(config.nip),
    files,
    defaultZone: config.defaultZone,
  });
  const server = await serveGrpc({
    host: config.grpcHost,
    port: config.grpcPort,
    tls: readTls(config.tlsDir, config.serviceName),
    services: [
      [SessionServiceService, sessionService(use.session)],
      [DirectoryServiceService, directoryService(use.directory)],
      [ImportServiceService, importService(use.import)],
      [AccountServiceService, accountService(use.account)],
    ],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    // Every use case reads from PostgreSQL whether the session lives, which is fresher than the topic.
    verify: createVerifier({ site, clock, keys: () => keys.publicKeys(), isRevoked: () => false }),
    log,
    clock,
  });
  const isReady = (): Promise<boolean> => db.ping().then(() => true, () => false); // prettier-ignore
  const operations = await serveOperations({ port: config.httpPort, ready: isReady });
  log.info({ port: server.port, site }, "identity serves");
  stopOnSignal([server, upkeep, fileUpkeep, relay, sealer, sealing, reader, db, operations]);
}

main().catch((error: unknown) => {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
});
