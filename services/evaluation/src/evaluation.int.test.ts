import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "@jest/globals";
import { readTls, serveGrpc } from "@kinerja/common/grpc";
import { connectAdmin, connectProducer, ensureTopics, topicName } from "@kinerja/common/messaging";
import { createLog, metrics } from "@kinerja/common/telemetry";
import { fixedClock, testDatabase } from "@kinerja/common/testing";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { startEvaluation } from "./evaluation.ts";
import { agency, neighbours, roster, sealOfMonth } from "./testing/neighbours.ts";

const site = `t${randomBytes(4).toString("hex")}`;
const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const log = createLog("test", { write: () => undefined });

/** Closings that were published once more so many days ago. */
async function park(
  database: Awaited<ReturnType<typeof testDatabase>>,
  redrivenDays: readonly number[],
): Promise<void> {
  const admin = await database.administrator();
  await admin.query(
    `insert into inbox_parked (consumer, topic, partition, record_offset, headers, cause, redriven_at)
     select 'evaluation-closings', 'period', 0, days, '{}', 'test', now() - make_interval(days => days) from unnest($1::int[]) days`,
    [redrivenDays],
  );
  await admin.stop();
}

/** Topics that are there before this service starts. */
async function makeTopics(): Promise<void> {
  const admin = await connectAdmin({ brokers, clientId: "test" });
  const compacted = ["signing-key", "revocation"].map((fact) => ({ name: topicName(site, "identity", fact), partitions: 1, compacted: true })); // prettier-ignore
  await ensureTopics(admin, [
    ...compacted,
    { name: topicName(site, "activity", "period"), partitions: 1, compacted: false },
  ]);
  await admin.close();
}

async function tellClosing(): Promise<void> {
  const id = randomUUID();
  const meta = { id, type: "PeriodClosed", aggregateId: agency, version: 1n, time: new Date(0), agencyId: agency, site, actor: "system/activity", causeId: id }; // prettier-ignore
  const value = PeriodClosed.encode({ meta, agencyId: agency, period: "2026-10", revision: 1, offsets: [], ...sealOfMonth() }).finish(); // prettier-ignore
  const producer = connectProducer({ brokers, clientId: "test" });
  await producer.send([{ topic: topicName(site, "activity", "period"), partition: 0, messages: [{ key: Buffer.from(agency), value: Buffer.from(value) }] }]); // prettier-ignore
  await producer.close();
}

it("starts on real parts, takes in what activity tells, forgets what was dealt with 400 days ago, and stops", async () => {
  const dir = mkdtempSync(join(tmpdir(), "evaluation-"));
  const asked = ["identity", "planning", "activity"] as const;
  await makeCertificates(dir, site, [...asked, "evaluation"]);
  const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));
  // Each shows its own certificate: a caller takes nobody else for it.
  const serve = (name: string) =>
    serveGrpc({
      ...{ host: "127.0.0.1", port: 0, tls: readTls(dir, name), image, log },
      verify: () => Promise.reject(new Error("not expected")),
      clock: fixedClock("2026-11-05T02:00:00Z"),
      services: neighbours({ rows: (rows) => rows, isDown: false }),
    });
  const [identity, planning, activity] = [await serve(asked[0]), await serve(asked[1]), await serve(asked[2])];
  const database = await testDatabase("evaluation");
  await makeTopics();
  await park(database, [399, 401]);
  const at = ({ port }: { readonly port: number }): string => `localhost:${port}`;
  const running = await startEvaluation(
    {
      ...{ site, siteKind: "test", brokers, clockFile: undefined, tlsDir: dir, serviceName: "evaluation" },
      ...{ identityAddress: at(identity), planningAddress: at(planning), activityAddress: at(activity) },
      ...{ databaseUrl: database.url("app"), closerDatabaseUrl: database.url("closer") },
      ...{ relayDatabaseUrl: database.url("relay"), sealerDatabaseUrl: database.url("sealer") },
      ...{ grpcHost: "127.0.0.1", grpcPort: 0, httpPort: 0 },
      policy: { minPopulation: 5, headCounts: true, most: "LARGEST" },
      objection: { days: 14, dayKind: "CALENDAR" },
    },
    log,
    (error) => {
      throw error;
    },
  );
  const closer = await database.db("closer");
  const count = async (): Promise<number> => (await closer.query("select from evaluation")).length;
  await tellClosing();
  while ((await count()) < roster.length) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await count()).toBe(roster.length);
  const parked = () => closer.query("select record_offset as days from inbox_parked");
  while ((await parked()).length > 1) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await parked()).toEqual([{ days: 399n }]);
  expect(await metrics.metrics()).toMatch(/^evaluation_closings_forgotten_total 1$/m);
  expect(running.ready()).toBe(true);
  await running.stop();
  for (const neighbour of [identity, planning, activity]) await neighbour.stop();
  await closer.stop();
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);
