import { createHash, randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import fc from "fast-check";

import { type Claim, type LoggedEntry, type LogStore } from "../../app/log.ts";
import { contributionsOf, createDayLedger } from "../../domain/day.ts";
import { type Version } from "../../domain/version.ts";
import { agreeOnLog, postgresLogStore } from "./log-store.ts";
import { createPartitionKeeper } from "./partitions.ts";
import { openSessions } from "./session.ts";

const deadlineDays = 3;
const bucket = 3;
let database: TestDatabase;
let owner: Database;
let sessions: ReturnType<typeof openSessions>;
let store: LogStore;

beforeAll(async () => {
  database = await testDatabase("activity");
  owner = await database.db("writer");
  sessions = openSessions(database.url("writer"), "test", 2);
  await sessions.transaction((db) => agreeOnLog(db, { partitions: 8, topicId: "one" }));
  const ensureWeeks = createPartitionKeeper(sessions);
  store = postgresLogStore({ session: sessions, deadlineDays, ensureWeeks, topic: "log" });
}, 60_000);

afterAll(async () => {
  await sessions.stop();
  await owner.stop();
  await database.drop();
});

const madeAt = Date.parse("2026-10-05T01:00:00Z");
const newId = (index: number): string => {
  const hex = (madeAt + index).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${randomUUID().slice(24)}`;
};

type Sketch = {
  readonly entry: number;
  readonly version: number;
  readonly text: number;
  readonly day: number;
  readonly minutes: number;
  readonly cancelled: boolean;
  readonly agency: number;
  readonly afterDays: number;
};

const agencies = [randomUUID(), randomUUID()];
const sketch: fc.Arbitrary<Sketch> = fc.record({
  entry: fc.nat(3),
  version: fc.integer({ min: 1, max: 4 }),
  text: fc.nat(1),
  day: fc.integer({ min: 28, max: 31 }),
  minutes: fc.integer({ min: 1, max: 300 }),
  cancelled: fc.boolean(),
  agency: fc.nat(1),
  afterDays: fc.constantFrom(0, 40),
});

/** The same entry, version and text is the same body, whatever else was drawn. */
function canonical(all: readonly Sketch[]): Sketch[] {
  const first = new Map<string, Sketch>();
  return all.map((one) => {
    const key = `${one.entry}/${one.version}/${one.text}`;
    const known = first.get(key) ?? one;
    first.set(key, known);
    return { ...known, afterDays: one.afterDays };
  });
}

function versionOf(one: Sketch, offset: bigint): Version {
  const body = Buffer.from(JSON.stringify([one.entry, one.version, one.text, one.day, one.minutes]));
  return {
    version: one.version,
    agencyId: agencies[one.agency] ?? "",
    employmentId: agencies[one.agency] ?? "",
    workDate: `2026-10-${one.day}` as Day,
    starts: undefined,
    ends: undefined,
    minutes: one.cancelled ? 0 : one.minutes,
    planItemId: one.text === 0 ? undefined : agencies[one.agency],
    taskId: one.text === 1 ? undefined : agencies[one.agency],
    textHash: one.text === 0 ? undefined : one.text - 2,
    cancelled: one.cancelled,
    sessionEnded: false,
    zone: "WITA",
    acceptedAt: madeAt + one.afterDays * 86_400_000,
    offset,
    bodySha256: createHash("sha256").update(body).digest(),
    body,
  };
}

type Expected = { version: number; sha: string; others: number[]; conflicts: string[]; late: boolean };

/** The oracle: looks at the whole history of one entry at once, knows nothing of batches and tables. */
function foldAll(history: readonly Version[]): Expected & { current: Version } {
  const standing = new Map<number, Version>();
  const conflicts = new Set<string>();
  for (const one of history) {
    const known = standing.get(one.version);
    if (known === undefined) standing.set(one.version, one);
    else if (!known.bodySha256.equals(one.bodySha256))
      conflicts.add(`${one.version}/${one.bodySha256.toString("hex")}`);
  }
  const numbers = [...standing.keys()].sort((one, other) => one - other);
  const current = standing.get(numbers.at(-1) ?? 0)!;
  return {
    current,
    version: current.version,
    sha: current.bodySha256.toString("hex"),
    others: numbers.slice(0, -1),
    conflicts: [...conflicts].sort(),
    late: current.acceptedAt > Date.parse("2026-11-03T16:00:00Z"),
  };
}

async function read(personId: string, id: string): Promise<Expected> {
  const [entry] = await owner.query<{ version: number; body_sha256: Buffer; flags: number }>(
    "select version, body_sha256, flags from entry where person_id = $1 and id = $2",
    [personId, id],
  );
  const others = await owner.query<{ version: number }>(
    "select version from entry_version where person_id = $1 and id = $2 order by version",
    [personId, id],
  );
  const conflicts = await owner.query<{ key: string }>(
    "select version || '/' || encode(body_sha256, 'hex') as key from entry_conflict where person_id = $1 and id = $2",
    [personId, id],
  );
  return {
    version: entry!.version,
    sha: entry!.body_sha256.toString("hex"),
    others: others.map(({ version }) => version),
    conflicts: conflicts.map(({ key }) => key).sort(),
    late: (entry!.flags & 2) !== 0,
  };
}

async function readDays(personId: string): Promise<unknown[]> {
  return owner.query(
    `select agency_id as "agencyId", work_date as "workDate", minutes, entries, open_entries as "openEntries",
       late_entries as "lateEntries" from day
     where person_id = $1 and entries + late_entries > 0 order by agency_id, work_date`,
    [personId],
  );
}

function expectedDays(personId: string, histories: ReadonlyMap<string, readonly Version[]>): unknown[] {
  const ledger = createDayLedger();
  for (const [id, history] of histories) {
    const { current, late } = foldAll(history);
    ledger.add(
      { bucket, personId, id },
      1,
      contributionsOf({ current, state: current.cancelled ? "cancelled" : "open", isLate: late }),
    );
  }
  return ledger
    .deltas()
    .filter(({ entries, lateEntries }) => entries + lateEntries > 0)
    .map(({ agencyId, workDate, minutes, entries, openEntries, lateEntries }) => ({
      agencyId,
      workDate,
      minutes,
      entries,
      openEntries,
      lateEntries,
    }));
}

type Step = { readonly size: number; readonly crash: "no" | "before commit of the offset" };

/** Feeds a history in batches; after a "crash" the last batch is delivered again, as Kafka would. */
async function feed(entries: readonly LoggedEntry[], steps: readonly Step[]): Promise<void> {
  let [claim] = (await store.claim([bucket])) as [Claim];
  const base = claim.next;
  let at = 0;
  for (let turn = 0; at < entries.length; turn++) {
    const { size, crash } = steps[turn % steps.length]!;
    const slice = entries.slice(at, at + size);
    const from = base + BigInt(at);
    const batch = {
      partition: bucket,
      epoch: claim.epoch,
      from,
      next: from + BigInt(slice.length),
      entries: slice,
      parked: [],
    };
    expect(await store.store([batch])).toEqual(new Set([bucket]));
    if (crash !== "no") {
      expect(await store.store([batch])).toEqual(new Set());
      [claim] = (await store.claim([bucket])) as [Claim];
      expect(claim.next).toBe(batch.next);
    }
    at += slice.length;
  }
}

describe("the log store", () => {
  it("comes to what the whole history says, whatever the order, the doubles, the batches and the crashes", async () => {
    const steps = fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 8 }),
        crash: fc.constantFrom("no" as const, "before commit of the offset" as const),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 24 }), steps, async (sketches, plan) => {
        const personId = randomUUID();
        const ids = [0, 1, 2, 3].map(newId);
        const logged = canonical(sketches).map((one, index) => ({
          personId,
          id: ids[one.entry]!,
          version: versionOf(one, BigInt(index)),
        }));
        await feed(logged, plan);
        const histories = new Map(
          ids.map((id) => [id, logged.filter((one) => one.id === id).map(({ version }) => version)]),
        );
        for (const [id, history] of histories) {
          if (history.length === 0) histories.delete(id);
          else {
            const { current: _, ...expected } = foldAll(history);
            expect(await read(personId, id)).toEqual(expected);
          }
        }
        expect(await readDays(personId)).toEqual(expectedDays(personId, histories));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("lets only the newest claim write, and leaves the others' rows out", async () => {
    const [old] = (await store.claim([5])) as [Claim];
    const [current] = (await store.claim([5])) as [Claim];
    const [other] = (await store.claim([6])) as [Claim];
    const entryOf = (index: number): LoggedEntry => ({
      personId: randomUUID(),
      id: newId(index),
      version: versionOf(
        { entry: 0, version: 1, text: 0, day: 29, minutes: 5, cancelled: false, agency: 0, afterDays: 0 },
        0n,
      ),
    });
    const [lost, kept, mine] = [entryOf(1), entryOf(2), entryOf(3)];
    const batch = (claim: Claim, entry: LoggedEntry) => ({
      partition: claim.partition,
      epoch: claim.epoch,
      from: claim.next,
      next: claim.next + 1n,
      entries: [entry],
      parked: [],
    });
    expect(await store.store([batch(old, lost), batch(other, kept)])).toEqual(new Set([6]));
    expect(await store.store([batch(current, mine)])).toEqual(new Set([5]));
    const stored = await owner.query<{ person_id: string }>("select person_id from entry where person_id = any($1)", [
      [lost.personId, kept.personId, mine.personId],
    ]);
    expect(stored.map(({ person_id }) => person_id).sort()).toEqual([kept.personId, mine.personId].sort());
    const days = await owner.query("select from day where person_id = $1", [lost.personId]);
    expect(days).toHaveLength(0);
  });

  it("refuses a log of another number of partitions, and one that was made anew", async () => {
    await expect(sessions.transaction((db) => agreeOnLog(db, { partitions: 9, topicId: "one" }))).rejects.toThrow(
      "8 partitions",
    );
    const anew = sessions.transaction((db) => agreeOnLog(db, { partitions: 8, topicId: "two" }));
    await expect(anew).rejects.toThrow("made anew");
  });
});
