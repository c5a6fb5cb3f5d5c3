import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connectAdmin, ensureTopics, partitionFor } from "@kinerja/common/messaging";
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

const partitions = 8;
const employment = { id: randomUUID(), agencyId: randomUUID(), zone: "WIB" as const };

/** One person in each partition. */
const people = Array.from({ length: partitions }, (_, partition) => {
  for (;;) {
    const personId = randomUUID();
    if (partitionFor(personId, partitions) === partition) return personId;
  }
});

let site: Awaited<ReturnType<typeof makeSite>>;
let database: TestDatabase;
let reader: Database;
let append: ReturnType<typeof kafkaAppend>;

beforeAll(async () => {
  site = await makeSite();
  database = await testDatabase("activity");
  reader = await database.db("writer");
  const topic = submittedTopic(site.site, partitions);
  const admin = await connectAdmin({ brokers: brokersOfTests(), clientId: "test" });
  await ensureTopics(admin, [topic]);
  await admin.close();
  append = kafkaAppend({
    ...{ producer: site.producer, topic: topic.name, partitions, spool: noSpool, onTrouble: () => undefined },
    ...{ patienceMs: 30_000, deadlineMs: 60_000 },
  });
}, 60_000);
afterAll(async () => {
  await append.stop();
  await Promise.all([site.stop(), reader.stop()]);
  await database.drop();
}, 30_000);

/** Puts so many entries of a person into the log, 500 a request. */
async function record(personId: string, count: number): Promise<void> {
  const author: Author = { personId, sessionId: randomUUID(), sessionEnded: false, employments: [employment] };
  const workDate = new Date().toISOString().slice(0, 10);
  for (let sent = 0; sent < count; sent += 500) {
    const received = Array.from({ length: Math.min(500, count - sent) }, () => {
      const slice = Buffer.from(Entry.encode(entryOf(Date.now(), { employmentId: employment.id, workDate })).finish());
      return { slice, draft: Entry.decode(slice) };
    });
    await recordEntries({ append: append.append, now: Date.now, sha256 })(author, received);
  }
}

const open = () =>
  startWriter(
    {
      ...{ site: site.site, siteKind: "test" as const, brokers: brokersOfTests(), clockFile: undefined, tlsDir: "" },
      ...{ redisUrl: undefined, serviceName: "activity", partitions, grpcHost: "", httpPort: 0, deadlineDays: 3 },
      ...{ databaseUrl: database.url("writer"), gatherMs: 25, gatherBusyMs: 100, instance: "test", sessionMs: 10_000 },
    },
    createLog("test", { write: () => undefined }),
    (error) => {
      throw error;
    },
  );

type Transaction = { readonly entries: number; readonly buckets: number };
/** What each transaction has inserted: a row says which one it was. */
const transactions = (): Promise<Transaction[]> =>
  reader.query<Transaction>(
    "select count(*)::int as entries, count(distinct bucket)::int as buckets from entry group by xmin::text",
  );
const stored = async (): Promise<number> => (await transactions()).reduce((sum, { entries }) => sum + entries, 0);

describe("a transaction of the writer", () => {
  it("holds what all partitions have, and no more than 2,000 entries, when it has fallen behind", async () => {
    await Promise.all(people.map((personId) => record(personId, 1_500)));
    const writer = await open();
    const all = people.length * 1_500;
    while ((await stored()) < all) await sleep(50);
    const made = await transactions();
    expect(await stored()).toBe(all);
    expect(Math.max(...made.map(({ entries }) => entries))).toBeLessThanOrEqual(2_000);
    expect(made.length).toBeLessThan(all / 500);
    expect(Math.max(...made.map(({ buckets }) => buckets))).toBeGreaterThan(1);

    // Few entries that come together: one transaction for all partitions, or two where the first was on its way.
    const before = made.length;
    await Promise.all(people.map((personId) => record(personId, 1)));
    while ((await stored()) < all + people.length) await sleep(20);
    expect((await transactions()).length - before).toBeLessThanOrEqual(3);
    await writer.stop();
  }, 60_000);
});
