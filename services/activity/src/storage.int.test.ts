import { createHash, randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { agreeOnLog, postgresLogStore } from "./adapters/postgres/log-store.ts";
import { createPartitionKeeper } from "./adapters/postgres/partitions.ts";
import { postgresReadStore } from "./adapters/postgres/read-store.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { type AccessTo, type Caller } from "./app/authorise.ts";
import { getTeamInbox } from "./app/inbox.ts";
import { type LoggedEntry } from "./app/log.ts";
import { getEntryHistory, getMonth, listEntries } from "./app/read.ts";
import { type Version } from "./domain/version.ts";
import { idAt } from "./testing/world.ts";

const partitions = 4;
const weekMs = 7 * 86_400_000;
const madeAt = Date.parse("2026-10-07T02:00:00Z");
const agencyId = randomUUID();
const entriesEach = 10;
const people = Array.from({ length: 400 }, () => randomUUID());
const [somebody = "", colleague = ""] = people;

let database: TestDatabase;
let owner: Database;

const versionOf = (nth: number): Version => {
  const body = Buffer.from(randomUUID());
  return {
    version: 1,
    ...{ agencyId, employmentId: agencyId, workDate: `2026-10-0${1 + (nth % 7)}` as Day },
    ...{ starts: 480, ends: 540, minutes: 60, planItemId: undefined, taskId: undefined, textHash: undefined },
    ...{ cancelled: false, sessionEnded: false, zone: "WIB", acceptedAt: madeAt, offset: BigInt(nth), late: false },
    ...{ bodySha256: createHash("sha256").update(body).digest(), body },
  };
};

/** Fills the database as the writer does: everybody has written ten entries in a week. */
async function fill(): Promise<void> {
  const sessions = openSessions(database.url("writer"), "test", 2);
  await sessions.transaction((db) => agreeOnLog(db, { partitions, topicId: "one" }));
  const ensureWeeks = createPartitionKeeper(sessions);
  const store = postgresLogStore({ session: sessions, deadlineDays: 3, ensureWeeks, topic: "log" });
  const logged = people.flatMap((personId) =>
    Array.from({ length: entriesEach }, (_, nth): LoggedEntry => ({
      ...{ personId, id: idAt(madeAt + nth), version: versionOf(nth) },
    })),
  );
  const claims = await store.claim([0, 1, 2, 3]);
  const batches = claims.map(({ partition, epoch, next: from }) => {
    const entries = logged.filter(({ personId }) => partitionFor(personId, partitions) === partition);
    return { partition, epoch, from, next: from + BigInt(entries.length), entries, parked: [] };
  });
  expect((await store.store(batches)).size).toBe(partitions);
  await sessions.stop();
}

beforeAll(async () => {
  database = await testDatabase("activity");
  owner = await database.administrator();
  await fill();
  await owner.query("analyze");
}, 60_000);
afterAll(async () => {
  await owner.stop();
  await database.drop();
});

/** The tables of entries, their weeks and buckets. */
const tables = `
  select inhrelid as id from pg_inherits where inhparent::regclass::text ~ '^entry'
  union select oid from pg_class where relname in ('entry', 'entry_version', 'entry_conflict')`;

describe("the tables of entries", () => {
  it("have one index, the key, and refer to nothing", async () => {
    const indexes = await owner.query<{ table: string; keys: string; indexes: number }>(
      `select c.relname as table, count(*)::int as indexes, string_agg(
         (select string_agg(a.attname, ' ' order by k.nr) from unnest(i.indkey) with ordinality as k (at, nr)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.at), ' and ') as keys
       from (${tables}) t join pg_class c on c.oid = t.id join pg_index i on i.indrelid = c.oid group by 1`,
    );
    expect(indexes.length).toBeGreaterThan(15);
    const keyOf = (table: string): string => indexes.find((one) => one.table === table)?.keys ?? "none";
    expect(["entry", "entry_version", "entry_conflict"].map(keyOf)).toEqual([
      "bucket person_id id",
      "bucket person_id id version",
      "bucket person_id id version body_sha256",
    ]);
    const others = indexes.filter(({ table, keys, indexes: count }) => {
      const parent = ["entry_version", "entry_conflict", "entry"].find((name) => table.startsWith(name)) ?? "";
      return count !== 1 || keys !== keyOf(parent);
    });
    expect(others).toEqual([]);
    const [foreign] = await owner.query<{ n: number }>(
      `select count(*)::int as n from pg_constraint where contype = 'f' and (conrelid in (${tables}) or confrelid in (${tables}))`,
    );
    expect(foreign?.n).toBe(0);
  });

  it("are parted by weeks of the id, from Monday to Monday, and each week of entries by bucket", async () => {
    const weeks = await owner.query<{ name: string; bound: string; buckets: number[] | null }>(
      `select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound,
         (select array_agg(substring(pg_get_expr(b.relpartbound, b.oid) from '\\d+')::int order by 1)
          from pg_inherits h join pg_class b on b.oid = h.inhrelid where h.inhparent = c.oid) as buckets
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent::regclass::text in ('entry', 'entry_version', 'entry_conflict')`,
    );
    expect(weeks.length).toBeGreaterThanOrEqual(9);
    for (const { name, bound, buckets } of weeks) {
      const [from = NaN, to = NaN] = [...bound.matchAll(/'([0-9a-f]{8})-([0-9a-f]{4})-/g)].map(([, high, low]) =>
        Number.parseInt(`${high ?? ""}${low ?? ""}`, 16),
      );
      expect([new Date(from).getUTCDay(), from % 86_400_000, to - from]).toEqual([1, 0, weekMs]);
      expect(buckets?.sort() ?? null).toEqual(name.startsWith("entry_2") ? [0, 1, 2, 3] : null);
    }
  });

  it("say the person's partition of the log as the bucket, in the entry and in its day", async () => {
    for (const table of ["entry", "day"]) {
      const rows = await owner.query<{ person_id: string; bucket: number }>(
        `select distinct person_id, bucket from ${table}`,
      );
      expect(rows).toHaveLength(people.length);
      expect(rows.filter(({ person_id, bucket }) => bucket !== partitionFor(person_id, partitions))).toEqual([]);
    }
  });

  it("know from the first start how many partitions the log has, and which log it is", async () => {
    expect(await owner.query("select partitions, topic_id from log_setting")).toEqual([
      { partitions, topic_id: "one" },
    ]);
  });
});

describe("the key of entries", () => {
  const caller: Caller = {
    personId: somebody,
    agencyIds: [agencyId],
    token: "",
    requestId: "r",
    requestKey: undefined,
  };
  const accessTo: AccessTo = () => Promise.resolve({ verdict: "allow", agencies: [agencyId], role: "superior" });
  const now = (): number => madeAt;
  const page = { pageSize: undefined, pageToken: undefined };
  const own = { personId: undefined, after: undefined };

  type Scans = { whole: number; byKey: number; fetched: number };
  async function scans(): Promise<Scans> {
    const [row] = await owner.query<Scans>(
      `select sum(seq_scan)::int as whole, sum(idx_scan)::int as "byKey", sum(idx_tup_fetch)::int as fetched
       from pg_stat_all_tables where relname like 'entry\\_2%'`,
    );
    return row ?? { whole: 0, byKey: 0, fetched: 0 };
  }

  /** What a reading scans; a connection tells it at the latest when it ends. */
  async function scannedBy(read: (app: Database) => Promise<unknown>): Promise<Scans> {
    const before = await scans();
    const app = await database.db("app");
    await read(app);
    await app.stop();
    for (;;) {
      const after = await scans();
      if (after.byKey > before.byKey || after.whole > before.whole)
        return {
          whole: after.whole - before.whole,
          byKey: after.byKey - before.byKey,
          fetched: after.fetched - before.fetched,
        };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const readingOf = (app: Database) => ({
    ...{ store: postgresReadStore(app, partitions, now), accessTo, isStoredUpTo: () => Promise.resolve(true) },
  });

  it.each<[string, number, (app: Database) => Promise<unknown>]>([
    [
      "the list of a week, with what overlaps in it",
      1,
      async (app) => {
        const query = { ...own, ...page, from: "2026-10-01", to: "2026-10-07" };
        const { entries } = await listEntries(readingOf(app))(caller, query);
        expect(entries.length).toBeGreaterThan(2);
        expect(entries.filter(({ flags }) => flags !== 0).length).toBeGreaterThan(0);
      },
    ],
    [
      "a month",
      1,
      async (app) => {
        const { days } = await getMonth({ ...readingOf(app), deadlineDays: 3 })(caller, { ...own, period: "2026-10" });
        expect(days).toHaveLength(7);
      },
    ],
    [
      "an inbox of two",
      2,
      async (app) => {
        const team = [somebody, colleague].map((personId) => ({ personId, agencyId }));
        const inbox = getTeamInbox({
          ...{ store: postgresReadStore(app, partitions, now), now },
          subordinatesOf: () => Promise.resolve(team),
          workingDays: () => Promise.resolve([]),
        });
        const { members } = await inbox({ ...caller, personId: randomUUID() }, { ...page, weekStart: "2026-10-05" });
        expect(members).toHaveLength(2);
      },
    ],
  ])("serves %s, and nothing of other people is read", async (_, howMany, read) => {
    const { whole, byKey, fetched } = await scannedBy(read);
    expect(whole).toBe(0);
    expect(byKey).toBeGreaterThan(0);
    expect(fetched).toBeLessThanOrEqual(3 * howMany * entriesEach);
  });

  it("serves the history of an entry", async () => {
    const [row] = await owner.query<{ id: string }>("select id from entry where person_id = $1 limit 1", [somebody]);
    const { whole, fetched } = await scannedBy((app) =>
      getEntryHistory(readingOf(app))(caller, { personId: undefined, entryId: row?.id ?? "" }),
    );
    expect(whole).toBe(0);
    expect(fetched).toBeLessThanOrEqual(entriesEach);
  });
});
