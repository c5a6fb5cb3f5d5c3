import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { verifyAudit } from "@kinerja/common/audit";
import { settings } from "@kinerja/common/config";
import { call, connect, readTls } from "@kinerja/common/grpc";
import { connectAdmin, ensureTopics, tail, topicName } from "@kinerja/common/messaging";
import { openDatabase } from "@kinerja/common/postgres";
import { createLog } from "@kinerja/common/telemetry";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";
import { PlanningServiceClient } from "@kinerja/proto/planning/v1/planning_service";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { schemas } from "./adapters/postgres/schemas.ts";
import { planningConfig } from "./config.ts";
import { type Running, startPlanning } from "./planning.ts";
import { accessIn, callerOf, codeOf, directoryOf, newWorld, year } from "./testing/world.ts";
import { planningUseCases } from "./use-cases.ts";

const site = `t${randomBytes(4).toString("hex")}`;
const world = newWorld();
const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const crash = (error: Error): never => {
  throw error;
};

let dir: string;
let database: TestDatabase;
let running: Running;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "planning-"));
  await makeCertificates(dir, site, ["planning", "gateway"]);
  database = await testDatabase("planning");
  const admin = await connectAdmin({ brokers, clientId: "test" });
  const topics = ["signing-key", "revocation"].map((fact) => topicName(site, "identity", fact));
  await ensureTopics(admin, topics.map((name) => ({ name, partitions: 1, compacted: true }))); // prettier-ignore
  await admin.close();
  const config = planningConfig(
    settings({
      ...{ SITE: site, SITE_KIND: "test", KAFKA_BROKERS: brokers.join(), TLS_DIR: dir },
      ...{ DATABASE_URL: database.url("app"), DATABASE_URL_RELAY: database.url("relay") },
      ...{ DATABASE_URL_SEALER: database.url("sealer"), IDENTITY_ADDRESS: "localhost:1" },
      ...{ GRPC_PORT: "0", HTTP_PORT: "0" },
    }),
  );
  running = await startPlanning(config, createLog("test"), crash);
}, 60_000);

afterAll(async () => {
  await running.stop();
  await database.drop();
  rmSync(dir, { recursive: true });
});

it("tells what was committed, and seals the audit", async () => {
  const db = await openDatabase({ url: database.url("app"), name: "test", schemas });
  const parts = { db, site, accessTo: accessIn(world), directory: directoryOf(world), now: () => Date.now() };
  const command = { employmentId: world.staff.employmentId, year, positionKind: "STAFF" } as const;
  const skp = await planningUseCases(parts).createSkp(callerOf(world.staff), command);
  await db.stop();

  const arrivals = new EventEmitter();
  const told = once(arrivals, "told", { signal: AbortSignal.timeout(20_000) }) as Promise<[SkpChanged]>;
  const following = tail({
    ...{ brokers, clientId: "test", topic: topicName(site, "planning", "skp"), onCrash: crash },
    apply: ({ value }) => arrivals.emit("told", SkpChanged.decode(value ?? Buffer.alloc(0))),
  });
  const [fact] = await told;
  await following.stop();
  expect(fact).toMatchObject({
    meta: { aggregateId: skp.id, type: "SkpOpened", version: 1n, site },
    skp: { skpId: skp.id },
  });

  const sealing = await openDatabase({ url: database.url("owner"), name: "test" });
  const sealed = async (): Promise<number> =>
    Number((await sealing.query<{ count: bigint }>("select count(*) as count from audit_chain"))[0]?.count);
  while ((await sealed()) === 0) await sealing.query("select pg_sleep(0.05)");
  await sealing.stop();
  const reader = await openDatabase({ url: database.url("sealer"), name: "test" });
  expect(await verifyAudit(reader)).toEqual({ links: 1, unsealed: 0, faults: [] });
  await reader.stop();
}, 30_000);

it("serves with identity away, and refuses who has no token", async () => {
  const client = connect(PlanningServiceClient, `localhost:${running.grpcPort}`, readTls(dir, "gateway"));
  const skps = call(client, client.listSkps.bind(client), { year, personId: undefined }, {});
  expect(await codeOf(skps)).toBe("TOKEN_MISSING");
  client.close();
});
