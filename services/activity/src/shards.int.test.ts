import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { call, connect, readTls } from "@kinerja/common/grpc";
import { type Day, type PersonId } from "@kinerja/common/kernel";
import { connectAdmin, connectProducer, partitionFor, type Producer } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { createLog } from "@kinerja/common/telemetry";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { type Entry, RecordEntriesRequest } from "@kinerja/proto/activity/v1/ingest_service";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { freePort } from "../../../scripts/parts/ports.ts";
import { recordBytes, sha256 } from "./adapters/grpc/ingest.ts";
import { kafkaAppend } from "./adapters/kafka/append.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { postgresLogStore } from "./adapters/postgres/log-store.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { agreeOnShard, checkShards } from "./adapters/postgres/shard-setting.ts";
import { type AccessTo, type Caller } from "./app/authorise.ts";
import { decideEntries } from "./app/decide.ts";
import { getTeamInbox } from "./app/inbox.ts";
import { listMissing } from "./app/missing.ts";
import { listEntries } from "./app/read.ts";
import { recordEntries } from "./app/record.ts";
import { readRanges } from "./domain/shards.ts";
import { shardOfWriter, shardsOfQuery } from "./shard.ts";
import { end, startMain } from "./testing/child.ts";
import { makeIssuer } from "./testing/tokens.ts";
import { brokersOfTests, entryOf, makeSite, noSpool, tellEmployment } from "./testing/world.ts";
import { queryStores } from "./use-cases.ts";
import { startWriter } from "./writer.ts";

const partitions = 4;
const bucketRanges = ["0-1", "2-3"];
const ranges = readRanges(bucketRanges, partitions);
const now = (): number => Date.parse("2026-10-09T02:00:00Z");
const agencyId = randomUUID();
const superior = randomUUID();
const shardFor = (personId: string): 0 | 1 => (partitionFor(personId, partitions) < 2 ? 0 : 1);

/** Three people in each half. */
function makeTeam(): { personId: string; employmentId: string }[] {
  const halves: [string[], string[]] = [[], []];
  while (halves.some((half) => half.length < 3)) {
    const personId = randomUUID();
    const half = halves[shardFor(personId)];
    if (half.length < 3) half.push(personId);
  }
  return halves.flat().map((personId) => ({ personId, employmentId: randomUUID() }));
}
const team = makeTeam();

let site: Awaited<ReturnType<typeof makeSite>>;
let databases: [TestDatabase, TestDatabase];
let writers: Awaited<ReturnType<typeof startWriter>>[];
let dbs: [Database, Database];
let producer: Producer;
let append: ReturnType<typeof kafkaAppend>;

const configOf = (writerBuckets: string | undefined, databaseUrl: string) => ({
  ...{ site: site.site, siteKind: "test" as const, brokers: brokersOfTests(), clockFile: undefined, tlsDir: "" },
  ...{ redisUrl: undefined, serviceName: "activity", partitions, grpcHost: "", httpPort: 0, databaseUrl },
  ...{
    deadlineDays: 3,
    gatherMs: 10,
    gatherBusyMs: 10,
    instance: writerBuckets ?? "",
    sessionMs: 10_000,
    bucketRanges,
    writerBuckets,
  },
});
const crash = (error: Error): never => {
  throw error;
};
const start = (buckets: string | undefined, database: TestDatabase) =>
  startWriter(configOf(buckets, database.url("writer")), createLog("test"), crash);

beforeAll(async () => {
  site = await makeSite();
  databases = [await testDatabase("activity"), await testDatabase("activity")];
  for (const { personId, employmentId: id } of team)
    await tellEmployment(site.producer, site.site, {
      ...{ id, personId, agencyId, zone: "WIB", validFrom: "2026-01-01", validTo: "" },
    });
  writers = [await start("0-1", databases[0]), await start("2-3", databases[1])];
  dbs = [await databases[0].db("app"), await databases[1].db("app")];
  producer = connectProducer({ brokers: brokersOfTests(), clientId: "test" });
  const topic = submittedTopic(site.site, partitions).name;
  append = kafkaAppend({ producer, topic, partitions, spool: noSpool, onTrouble: () => undefined });
}, 90_000);
afterAll(async () => {
  await Promise.all(writers.map((writer) => writer.stop()));
  await append.stop();
  await producer.close();
  await Promise.all([site, ...dbs].map((one) => one.stop()));
  await Promise.all(databases.map((one) => one.drop()));
}, 30_000);

const callerOf = (personId: string): Caller => ({
  ...{ personId, agencyIds: [agencyId], token: "", requestId: randomUUID(), requestKey: undefined },
});
const accessTo: AccessTo = () => Promise.resolve({ verdict: "allow", agencies: [agencyId], role: "superior" });
const workingDays = () => Promise.resolve(["2026-10-05", "2026-10-06", "2026-10-07"] as Day[]);
const stores = () => queryStores({ dbs, ranges, partitions, now });

async function record(person: (typeof team)[number], entries: Entry[]): Promise<string> {
  const use = recordBytes(recordEntries({ append: append.append, now, sha256 }), () => false);
  const employments = [{ id: person.employmentId, agencyId, zone: "WIB" as const }];
  const subject = { personId: person.personId as PersonId, sessionId: randomUUID(), kind: "diary" as const };
  const { results } = await use(Buffer.from(RecordEntriesRequest.encode({ entries }).finish()), {
    ...{ ...subject, employments, token: "" },
  });
  const last = results.at(-1)?.outcome;
  if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
  return last.value.position;
}

async function asOwner<Row>(shard: 0 | 1, sql: string): Promise<Row[]> {
  const owner = await databases[shard].administrator();
  return owner.query<Row>(sql).finally(() => owner.stop());
}

describe("a site over two databases", () => {
  const span = { from: "2026-10-01", to: "2026-10-31", pageSize: undefined, pageToken: undefined };

  it("keeps each person in one of them, and reads what was just written there", async () => {
    const { store, isStoredUpTo } = stores();
    for (const [index, person] of team.entries()) {
      // The first of each half logs one day, the second two, the third three.
      const days = ["2026-10-05", "2026-10-06", "2026-10-07"].slice(0, (index % 3) + 1);
      const after = await record(
        person,
        days.map((workDate) => entryOf(now(), { employmentId: person.employmentId, workDate })),
      );
      const read = listEntries({ store, accessTo, isStoredUpTo });
      const page = await read(callerOf(person.personId), { ...span, personId: undefined, after });
      expect(page).toMatchObject({ pending: false });
      expect(page.entries.map(({ workDate }) => workDate)).toEqual(days.toReversed());
      expect(page.entries.map(({ flags }) => flags)).toEqual(days.map(() => 0)); // the employment is known there
    }
    for (const shard of [0, 1] as const) {
      const own = team.filter(({ personId }) => shardFor(personId) === shard).map(({ personId }) => personId);
      for (const table of ["entry", "day", "employment_copy"]) {
        const rows = await asOwner<{ id: string }>(shard, `select distinct person_id as id from ${table} order by 1`);
        expect(rows.map(({ id }) => id)).toEqual(own.toSorted());
      }
      const positions = await asOwner<{ p: number }>(shard, "select partition as p from consumer_position order by 1");
      expect(positions.map(({ p }) => p)).toEqual(shard === 0 ? [0, 1] : [2, 3]);
    }
  });

  it("merges a superior's inbox page by page, and decides where the person is", async () => {
    const { store, decisions } = stores();
    const subordinatesOf = () => Promise.resolve(team.map(({ personId }) => ({ personId, agencyId })));
    const inbox = getTeamInbox({ store, subordinatesOf, workingDays, now });
    const seen: string[] = [];
    for (let pageToken: string | undefined; pageToken !== "";) {
      const page = await inbox(callerOf(superior), { weekStart: "2026-10-05", pageSize: 2, pageToken });
      expect(page.members.length).toBeLessThanOrEqual(2);
      for (const { personId, clean } of page.members) {
        seen.push(personId);
        const decide = decideEntries({ decisions, accessTo });
        const seenVersions = clean.map(({ id: entryId, version }) => ({ entryId, version }));
        const command = { personId, kind: "approved" as const, seen: seenVersions, reason: undefined, note: undefined };
        expect(await decide(callerOf(superior), command)).toMatchObject({ decided: clean.length, changedEntryIds: [] });
      }
      pageToken = page.next;
    }
    expect(seen.toSorted()).toEqual(team.map(({ personId }) => personId).toSorted());
    const after = await inbox(callerOf(superior), { weekStart: "2026-10-05", pageSize: 100, pageToken: undefined });
    expect(after.members.map(({ approved }) => approved).toSorted()).toEqual([1, 1, 2, 2, 3, 3]);
    // One note for each look, beside what was read.
    const audited = await Promise.all(([0, 1] as const).map((shard) => asOwner<{ n: number }>(shard, "select count(*)::int as n from audit where action = 'inbox'"))); // prettier-ignore
    expect(audited.flat().reduce((sum, { n }) => sum + n, 0)).toBe(4);
  });

  it("merges who has not logged, most first, page by page", async () => {
    const list = listMissing({ store: stores().missing, accessTo, workingDays, now });
    const found: [string, number][] = [];
    for (let pageToken: string | undefined; pageToken !== "";) {
      const page = await list(callerOf(superior), { agencyId, period: "2026-10", pageSize: 1, pageToken });
      found.push(...page.people.map(({ personId, dates }): [string, number] => [personId, dates.length]));
      pageToken = page.next;
    }
    const wanted = team.flatMap(({ personId }, index): [string, number][] => {
      const missing = 2 - (index % 3);
      return missing > 0 ? [[personId, missing]] : [];
    });
    expect(found).toEqual(wanted.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)));
  });

  it("ends the reading in both when one of them fails", async () => {
    const look = stores().store.look(
      { agencies: [agencyId], person: superior, role: "self" },
      undefined,
      async (view) => {
        await view.listedOf(team.map(({ personId }) => personId), { from: "2026-10-05" as Day, to: "2026-10-05" as Day }); // prettier-ignore
        throw new Error("no");
      },
    );
    await expect(look).rejects.toThrow("no");
    expect(await stores().store.look({ agencies: [agencyId], role: "self" } as never, undefined, () => Promise.resolve(7))).toBe(7); // prettier-ignore
  });
});

describe("a writer on the wrong database", () => {
  it("refuses to start, and the database refuses its buckets", async () => {
    await expect(start("2-3", databases[0])).rejects.toThrow(
      "The database holds the buckets 0-1, it is named for 2-3.",
    );
    await expect(start(undefined, databases[0])).rejects.toThrow("WRITER_BUCKETS=: must be one of 0-1, 2-3");
    const session = openSessions(databases[0].url("writer"), "test", 1);
    const store = postgresLogStore({ session, deadlineDays: 3, ensureWeeks: () => Promise.resolve(), topic: "t" });
    await expect(store.claim([1, 2])).rejects.toMatchObject({ code: "23514" });
    await session.stop();
    const [stranger] = team.filter(({ personId }) => shardFor(personId) === 1);
    const insert = `insert into entry select 2, '${stranger?.personId ?? ""}', id, version, agency_id, employment_id, work_date, starts, ends, minutes, state,
      flags, zone, accepted_at, log_offset, body_sha256, body from entry limit 1`;
    await expect(asOwner(0, insert)).rejects.toMatchObject({ code: "23514" });
    await expect(asOwner(0, "update consumer_position set partition = 3 where partition = 1")).rejects.toMatchObject({ code: "23514" }); // prettier-ignore
  });

  it("refuses a database of before that holds more than it is named for", async () => {
    await asOwner(0, "delete from shard_setting");
    const session = openSessions(databases[0].url("writer"), "test", 1);
    const agree = session.transaction((db) => agreeOnShard(db, { first: 1, last: 1 }));
    await expect(agree).rejects.toThrow("The database holds bucket 0 already, it is named for 1-1");
    await session.transaction((db) => agreeOnShard(db, { first: 0, last: 1 }));
    await session.stop();
  });

  it("is not asked: a query whose databases are named otherwise refuses too", async () => {
    await expect(checkShards([dbs[1], dbs[0]], ranges)).rejects.toThrow("holds the buckets 2-3");
    // Taken for all of them it would close the months of half of the people.
    await expect(checkShards([dbs[0]], readRanges([], partitions))).rejects.toThrow("it is named for 0-3");
    await expect(checkShards(dbs, ranges)).resolves.toBeUndefined();
    const config = { partitions, bucketRanges, databaseUrl: "a b", sealerDatabaseUrl: "c d", serves: "all" };
    expect(() => shardsOfQuery(config as never)).toThrow("QUERY_SERVES=reads");
    expect(() => shardsOfQuery({ ...config, serves: "reads", databaseUrl: "a" } as never)).toThrow("1 addresses, there are 2 ranges"); // prettier-ignore
    expect(shardsOfQuery({ ...config, serves: "reads" } as never).urls).toEqual(["a", "b"]);
    expect(shardOfWriter(configOf("2-3", "")).range).toEqual({ first: 2, last: 3 });
  });

  it("does not start anew: each goes on after a restart, and the log's other half is left to the other", async () => {
    await writers[0]?.stop();
    writers[0] = await start("0-1", databases[0]);
    const [person] = team;
    if (person === undefined) throw new Error("nobody");
    const after = await record(person, [entryOf(now(), { employmentId: person.employmentId, workDate: "2026-10-08" })]);
    const { isStoredUpTo } = stores();
    for (let tries = 0; !(await isStoredUpTo(after)); tries++) {
      if (tries > 10) throw new Error("it is not stored");
      await sleep(100);
    }
    const admin = await connectAdmin({ brokers: brokersOfTests(), clientId: "test" });
    const ends = await admin.endOffsets(submittedTopic(site.site, partitions).name);
    await admin.close();
    const positions = await Promise.all(([0, 1] as const).map((shard) => asOwner<{ p: number; next: bigint }>(shard, "select partition as p, next_offset as next from consumer_position"))); // prettier-ignore
    expect(positions.flat().toSorted((one, other) => one.p - other.p).map(({ next }) => next)).toEqual(ends); // prettier-ignore
  }, 60_000);
});

describe("the query process over two databases", () => {
  it("serves the entries of people in both, and says that it closes nothing", async () => {
    const dir = await mkdtemp(join(tmpdir(), "shards-"));
    await makeCertificates(dir, site.site, ["activity", "gateway"]);
    const issuer = await makeIssuer(site.producer, site.site);
    const [grpcPort, httpPort] = [await freePort(), await freePort()];
    const both = (role: "app" | "sealer" | "relay" | "closer"): string =>
      databases.map((one) => one.url(role)).join(" ");
    const child = await startMain("main-query", {
      ...{ SITE: site.site, SITE_KIND: "test", KAFKA_BROKERS: brokersOfTests().join(","), TLS_DIR: dir },
      ...{ HTTP_PORT: String(httpPort), GRPC_PORT: String(grpcPort), LOG_PARTITIONS: String(partitions) },
      ...{ BUCKET_RANGES: bucketRanges.join(","), QUERY_SERVES: "reads", FILES_DIR: join(dir, "files") },
      ...{ DATABASE_URL: both("app"), DATABASE_URL_SEALER: both("sealer"), IDENTITY_ADDRESS: "localhost:1" },
      ...{ DATABASE_URL_RELAY: "unused", DATABASE_URL_CLOSER: "unused", SPOOL_DATABASE_URL_CLOSER: "unused" },
    }, "query serves"); // prettier-ignore
    const client = connect(ActivityServiceClient, `localhost:${grpcPort}`, readTls(dir, "gateway"));
    try {
      while (!(await fetch(`http://127.0.0.1:${httpPort}/readyz`).catch(() => undefined))?.ok) await sleep(50);
      const counts: number[] = [];
      for (const { personId, employmentId } of team) {
        const claims = { sub: personId, sid: randomUUID(), emp: [[employmentId, agencyId, "WIB"]] as const };
        const subject = { token: issuer.issue(claims, "access") };
        const request = { fromDate: "2026-10-01", toDate: "2026-10-31" };
        const { entries } = await call(client, client.listEntries.bind(client), request, { subject });
        counts.push(entries.length);
        const close = call(client, client.closePeriod.bind(client), { agencyId, period: "2026-10" }, { subject });
        await expect(close).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
      }
      // The first one wrote once more after the restart.
      expect(counts).toEqual([2, 2, 3, 1, 2, 3]);
    } finally {
      client.close();
      await end(child, "SIGTERM");
      await rm(dir, { recursive: true });
    }
  }, 60_000);
});
