import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Admin, connectAdmin, ensureTopics } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { createLog } from "@kinerja/common/telemetry";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { sha256 } from "./adapters/grpc/ingest.ts";
import { kafkaAppend } from "./adapters/kafka/append.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { type Author, recordEntries } from "./app/record.ts";
import { brokersOfTests, entryOf, makeSite, noSpool } from "./testing/world.ts";
import { startWriter } from "./writer.ts";

const partitions = 1;
const connection = { brokers: brokersOfTests(), clientId: "anew" };
const employment = { id: randomUUID(), agencyId: randomUUID(), zone: "WIB" as const };
const author: Author = {
  personId: randomUUID(),
  sessionId: randomUUID(),
  sessionEnded: false,
  employments: [employment],
};

let site: Awaited<ReturnType<typeof makeSite>>;
let database: TestDatabase;
let reader: Database;
let admin: Admin;
let writer: Awaited<ReturnType<typeof startWriter>>;
const exits: string[] = [];

beforeAll(async () => {
  site = await makeSite();
  database = await testDatabase("activity");
  reader = await database.db("writer");
  admin = await connectAdmin(connection);
  writer = await startWriter(
    {
      ...{ site: site.site, siteKind: "test" as const, brokers: brokersOfTests(), clockFile: undefined, tlsDir: "" },
      ...{ redisUrl: undefined, serviceName: "activity", partitions, grpcHost: "", httpPort: 0, deadlineDays: 3 },
      ...{ databaseUrl: database.url("writer"), gatherMs: 10, gatherBusyMs: 10, instance: "anew", sessionMs: 10_000 },
    },
    createLog("test", { write: () => undefined }),
    ({ message }) => void exits.push(message),
  );
}, 60_000);
afterAll(async () => {
  await writer.stop();
  await Promise.all([admin.close(), site.stop(), reader.stop()]);
  await database.drop();
}, 30_000);

/** Appends one entry, each in a record of its own. */
async function record(append: ReturnType<typeof kafkaAppend>["append"]): Promise<void> {
  const entry = entryOf(Date.now(), { employmentId: employment.id, workDate: new Date().toISOString().slice(0, 10) });
  const slice = Buffer.from(Entry.encode(entry).finish());
  await recordEntries({ append, now: Date.now, sha256 })(author, [{ slice, draft: Entry.decode(slice) }]);
}
const openAppend = () =>
  kafkaAppend({
    ...{ producer: site.producer, topic: submittedTopic(site.site, partitions).name, partitions },
    ...{ spool: noSpool, patienceMs: 30_000, deadlineMs: 60_000, onTrouble: () => undefined },
  });
const position = async (): Promise<bigint> =>
  (await reader.query<{ next: bigint }>("select next_offset as next from consumer_position"))[0]?.next ?? 0n;
async function until(holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  const endsAt = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endsAt) throw new Error("it never was so");
    await sleep(50);
  }
}

describe("a log that is made anew under a writer", () => {
  it("ends the writer, which would take what lies there for what is stored", async () => {
    const before = openAppend();
    for (let nth = 0; nth < 3; nth++) await record(before.append);
    await before.stop();
    await until(async () => (await position()) === 3n, 20_000);
    const topic = submittedTopic(site.site, partitions);
    await admin.deleteTopic(topic.name);
    await until(async () => !(await admin.topicNames()).includes(topic.name), 20_000);
    await ensureTopics(admin, [topic]);
    const after = openAppend();
    for (let nth = 0; nth < 2; nth++) await record(after.append);
    await after.stop();
    await until(() => exits.length > 0, 30_000);
    expect(exits[0]).toMatch(/made anew/);
    expect(await position()).toBe(3n);
    expect(await reader.query("select id from entry")).toHaveLength(3);
  }, 120_000);
});
