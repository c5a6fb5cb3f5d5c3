import { type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connectAdmin, ensureTopics, type Producer } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { sha256 } from "./adapters/grpc/ingest.ts";
import { kafkaAppend } from "./adapters/kafka/append.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { type Author, recordEntries, type RecordEntries } from "./app/record.ts";
import { end, startMain } from "./testing/child.ts";
import { brokersOfTests, entryOf, makeSite, noSpool } from "./testing/world.ts";

const partitions = 8;
const people = 300;
const kills = 3;

let site: Awaited<ReturnType<typeof makeSite>>;
let database: TestDatabase;
let reader: Database;
let writer: ChildProcess;
let append: ReturnType<typeof kafkaAppend>;
let record: RecordEntries;

const authors = Array.from({ length: people }, (): Author => {
  const employment = { id: randomUUID(), agencyId: randomUUID(), zone: "WIB" as const };
  return { personId: randomUUID(), sessionId: randomUUID(), sessionEnded: false, employments: [employment] };
});

const startWriter = (): Promise<ChildProcess> =>
  startMain(
    "main-writer",
    {
      SITE: site.site,
      SITE_KIND: "test",
      KAFKA_BROKERS: brokersOfTests().join(","),
      TLS_DIR: "unused",
      HTTP_PORT: "0",
      LOG_PARTITIONS: String(partitions),
      DATABASE_URL_WRITER: database.url("writer"),
      WRITER_SESSION_MS: "60000", // who waits for it is late by far
    },
    "writer writes",
  );

beforeAll(async () => {
  site = await makeSite();
  database = await testDatabase("activity");
  reader = await database.db("writer");
  const topic = submittedTopic(site.site, partitions);
  const admin = await connectAdmin({ brokers: brokersOfTests(), clientId: "test" });
  await ensureTopics(admin, [topic]);
  await admin.close();
  const producer: Producer = site.producer;
  append = kafkaAppend({
    producer,
    topic: topic.name,
    partitions,
    deadlineMs: 60_000,
    spool: noSpool,
    onTrouble: () => undefined,
  });
  record = recordEntries({ append: append.append, now: () => Date.now(), sha256 });
  writer = await startWriter();
}, 60_000);

afterAll(async () => {
  await end(writer, "SIGKILL");
  await append.stop();
  await site.stop();
  await reader.stop();
  await database.drop();
}, 30_000);

type Acknowledged = { readonly personId: string; readonly id: string; readonly version: number; readonly sha: string };

/** Entries, doubles and new versions, until told to end; what was acknowledged is remembered. */
async function load(signal: AbortSignal, acknowledged: Acknowledged[]): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  for (let turn = 0; !signal.aborted; turn++) {
    const author = authors[turn % people]!;
    const employmentId = author.employments[0]!.id;
    const entries = [1, 2, 3].map((hour) =>
      entryOf(Date.now(), { employmentId, workDate: today, startsAt: `0${hour}:00`, endsAt: `0${hour}:30` }),
    );
    const changed = { ...entries[0]!, version: 2, endsAt: "01:50" };
    const sent = turn % 4 === 0 ? [...entries, changed, entries[1]!] : entries;
    const slices = sent.map((entry) => Buffer.from(Entry.encode(entry).finish()));
    const outcomes = await record(
      author,
      slices.map((slice) => ({ slice, draft: Entry.decode(slice) })),
    );
    outcomes.forEach((outcome, index) => {
      if ("refused" in outcome) throw new Error(outcome.refused.code);
      const { id, version } = sent[index]!;
      acknowledged.push({ personId: author.personId, id, version, sha: outcome.bodySha256 });
    });
    if (turn % 10 === 0) await sleep(5);
  }
}

async function untilStored(): Promise<void> {
  const admin = await connectAdmin({ brokers: brokersOfTests(), clientId: "test" });
  const ends = await admin.endOffsets(submittedTopic(site.site, partitions).name);
  await admin.close();
  for (;;) {
    const rows = await reader.query<{ partition: number; next_offset: bigint }>("select * from consumer_position");
    const positions = new Map(rows.map((row) => [row.partition, row.next_offset]));
    if (ends.every((offset, partition) => (positions.get(partition) ?? 0n) >= offset)) return;
    await sleep(100);
  }
}

const positions = async (): Promise<string> =>
  JSON.stringify(await reader.query("select partition, next_offset::text from consumer_position order by partition"));

async function untilMoved(before: string): Promise<void> {
  while ((await positions()) === before) await sleep(10);
}

describe("a writer that is killed", () => {
  it("stores every acknowledged version once, and days that add up", async () => {
    const acknowledged: Acknowledged[] = [];
    const outages: number[] = [];
    const ending = new AbortController();
    const loading = Promise.all([1, 2, 3, 4].map(() => load(ending.signal, acknowledged)));
    for (let kill = 0; kill < kills; kill++) {
      const before = acknowledged.length;
      while (acknowledged.length < before + 500) await sleep(10);
      await sleep(Math.random() * 300);
      await end(writer, "SIGKILL");
      const killedAt = performance.now();
      const stopped = await positions();
      writer = await startWriter();
      await untilMoved(stopped);
      outages.push(performance.now() - killedAt);
    }
    ending.abort();
    await loading;
    await untilStored();

    const unique = new Map(acknowledged.map((one) => [`${one.personId}/${one.id}/${one.version}`, one]));
    const stored = await reader.query<{ key: string; sha: string; whole: boolean }>(
      `select person_id || '/' || id || '/' || version as key, encode(body_sha256, 'hex') as sha, sha256(body) = body_sha256 as whole
       from (select person_id, id, version, body_sha256, body from entry
             union all select person_id, id, version, body_sha256, body from entry_version) all_versions`,
    );
    expect(stored).toHaveLength(unique.size);
    expect(stored.filter(({ key, sha, whole }) => unique.get(key)?.sha !== sha || !whole)).toEqual([]);
    const [differing] = await reader.query<{ n: number }>(
      `select count(*)::int as n from (
         select agency_id, person_id, work_date, sum(minutes) as minutes, count(*) as entries from entry group by 1, 2, 3) e
       full join day d using (agency_id, person_id, work_date)
       where e.minutes is distinct from d.minutes or e.entries is distinct from d.entries or d.open_entries is distinct from e.entries`,
    );
    expect(differing?.n).toBe(0);
    const [parked] = await reader.query<{ n: number }>("select count(*)::int as n from inbox_parked");
    expect(parked?.n).toBe(0);
    expect(unique.size).toBeGreaterThan(kills * 500);
    expect(outages.filter((ms) => ms > 15_000)).toEqual([]);
    console.info(`from kill to the first stored entry: ${outages.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  }, 120_000);
});
