import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Admin, connectAdmin, ensureTopics } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { sha256 } from "./adapters/grpc/ingest.ts";
import { kafkaAppend } from "./adapters/kafka/append.ts";
import { createGatherer } from "./adapters/kafka/gather.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { startWriter } from "./adapters/kafka/writer.ts";
import { agreeOnLog, postgresLogStore } from "./adapters/postgres/log-store.ts";
import { createPartitionKeeper } from "./adapters/postgres/partitions.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { type PartitionBatch } from "./app/log.ts";
import { type Author, recordEntries, type RecordEntries } from "./app/record.ts";
import { brokersOfTests, entryOf, makeSite, noSpool } from "./testing/world.ts";

const partitions = 2;
const connection = { brokers: brokersOfTests(), clientId: "zombie" };

let site: Awaited<ReturnType<typeof makeSite>>;
let database: TestDatabase;
let reader: Database;
let admin: Admin;
let sessions: ReturnType<typeof openSessions>;
let append: ReturnType<typeof kafkaAppend>;
let record: RecordEntries;
let topic: string;

beforeAll(async () => {
  site = await makeSite();
  database = await testDatabase("activity");
  reader = await database.db("writer");
  admin = await connectAdmin(connection);
  const log = submittedTopic(site.site, partitions);
  topic = log.name;
  await ensureTopics(admin, [log]);
  sessions = openSessions(database.url("writer"), "test", 4);
  await sessions.transaction((db) => agreeOnLog(db, { partitions, topicId: "one" }));
  append = kafkaAppend({
    producer: site.producer,
    topic,
    partitions,
    deadlineMs: 60_000,
    spool: noSpool,
    onTrouble: () => undefined,
  });
  record = recordEntries({ append: append.append, now: () => Date.now(), sha256 });
}, 60_000);

afterAll(async () => {
  await Promise.all([...writers].map((writer) => writer.stop()));
  await append.stop();
  await Promise.all([admin.close(), site.stop(), reader.stop(), sessions.stop()]);
  await database.drop();
}, 30_000);

const author: Author = {
  personId: randomUUID(),
  sessionId: randomUUID(),
  sessionEnded: false,
  employments: [{ id: randomUUID(), agencyId: randomUUID(), zone: "WIB" }],
};
const sent: string[] = [];
const writers = new Set<{ stop(): Promise<void> }>();

async function send(count: number): Promise<void> {
  const workDate = new Date().toISOString().slice(0, 10);
  const drafts = Array.from({ length: count }, () =>
    entryOf(Date.now(), {
      employmentId: author.employments[0]?.id ?? "",
      workDate,
      startsAt: "08:00",
      endsAt: "08:10",
    }),
  );
  const slices = drafts.map((entry) => Buffer.from(Entry.encode(entry).finish()));
  const outcomes = await record(
    author,
    slices.map((slice) => ({ slice, draft: Entry.decode(slice) })),
  );
  if (outcomes.some((outcome) => "refused" in outcome)) throw new Error("refused");
  sent.push(...drafts.map(({ id }) => id));
}

type Row = { readonly partition: number; readonly next_offset: bigint; readonly epoch: number };
const positions = (): Promise<Row[]> =>
  reader.query<Row>("select partition, next_offset, epoch from consumer_position order by partition");

async function untilStored(): Promise<void> {
  const ends = await admin.endOffsets(topic);
  const isStored = async () => (await positions()).every((row) => row.next_offset >= (ends[row.partition] ?? 0n));
  while (!(await isStored())) await sleep(20);
}

type Written = { readonly batch: PartitionBatch; readonly isOurs: boolean };

/** A writer in a group of its own: Kafka gives it every partition, whatever others hold. `before` may keep a batch from the store. */
async function startOne(groupId: string, before: (batch: PartitionBatch) => Promise<void>) {
  const store = postgresLogStore({
    session: sessions,
    deadlineDays: 3,
    ensureWeeks: createPartitionKeeper(sessions),
    topic,
  });
  const gather = createGatherer({
    store: (batches) => store.store(batches),
    waitMs: 5,
    busyWaitMs: 5,
    busyFrom: 1,
    enough: 100,
    most: 200,
    atOnce: 2,
  });
  const written: Written[] = [];
  const writer = await startWriter({
    connection,
    groupId: `${site.site}.${groupId}`,
    topic,
    partitions,
    store,
    admin,
    gather: async (batch) => {
      await before(batch);
      const isOurs = await gather(batch);
      written.push({ batch, isOurs });
      return isOurs;
    },
    onTrouble: () => undefined,
    onCrash: (error) => {
      throw error;
    },
    sessionTimeoutMs: 10_000,
  });
  writers.add(writer);
  const stop = (): Promise<void> => {
    writers.delete(writer);
    return writer.stop();
  };
  return { written, stop };
}

describe("two writers of one partition", () => {
  it("only the later one writes what both have read, and nothing is lost or doubled", async () => {
    const [caught, released] = [Promise.withResolvers<PartitionBatch>(), Promise.withResolvers<undefined>()];
    const older = await startOne("older", async (batch) => {
      caught.resolve(batch);
      await released.promise;
    });
    await send(50);
    const held = await caught.promise;

    const newer = await startOne("newer", () => Promise.resolve());
    await untilStored();
    const taken = await positions();
    expect(taken.find(({ partition }) => partition === held.partition)?.epoch).toBeGreaterThan(held.epoch);

    released.resolve(undefined);
    while (older.written.length === 0) await sleep(10);
    expect(older.written[0]).toEqual({ batch: held, isOurs: false });

    // Both live: each one that is refused joins again with a new claim, and so refuses the other.
    for (let turn = 0; turn < 10; turn++) await send(20);
    // On a busy machine they could refuse each other for long: the last one ends it.
    await older.stop();
    await untilStored();

    const after = await positions();
    const ends = await admin.endOffsets(topic);
    expect(after.map(({ next_offset: next }) => next)).toEqual(ends);
    const end = ends.reduce((sum, one) => sum + one, 0n);
    const done = () => [...older.written, ...newer.written].filter(({ isOurs }) => isOurs);
    const moved = () => done().reduce((sum, { batch: { from, next } }) => sum + (next - from), 0n);
    while (moved() < end) await sleep(10); // told after the commit
    const steps = done().map(({ batch: { partition, from, next } }) => `${partition} ${from} ${next}`);
    expect(new Set(steps).size).toBe(steps.length);
    expect(moved()).toBe(end);

    const rows = await reader.query<{ id: string }>("select id from entry");
    expect(rows.map(({ id }) => id).sort()).toEqual(sent.toSorted());
    const [day] = await reader.query("select minutes, entries, open_entries as open from day");
    expect(day).toEqual({ minutes: sent.length * 10, entries: sent.length, open: sent.length });
  }, 120_000);
});
