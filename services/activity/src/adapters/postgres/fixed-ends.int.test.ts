import { createHash, randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day, type Period, type Uuid, uuidV7 } from "@kinerja/common/kernel";
import { type Database, type Db } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { type PartitionBatch } from "../../app/log.ts";
import { type Closing } from "../../app/seal.ts";
import { flagBit } from "../../domain/flags.ts";
import { periodTopic } from "../kafka/topics.ts";
import { postgresLogStore, type Session } from "./log-store.ts";
import { createPartitionKeeper } from "./partitions.ts";
import { postgresSealStore } from "./seal-store.ts";
import { openSessions } from "./session.ts";

const deadlineDays = 3;
const acceptedAt = Date.parse("2026-10-07T02:00:00Z");
const [agencyId, personId] = [randomUUID(), randomUUID()];
const closing: Closing = { agencyId, period: "2026-10" as Period, deadline: acceptedAt, offsets: undefined };

let database: TestDatabase;
let owner: Database;
let closer: Database;
let sessions: ReturnType<typeof openSessions>;
beforeAll(async () => {
  database = await testDatabase("activity");
  owner = await database.db("writer");
  closer = await database.db("closer");
  sessions = openSessions(database.url("writer"), "test", 2);
  const app = await database.db("app");
  await app.transaction({ agencies: [agencyId] }, (tx) =>
    tx.query(
      "insert into period (agency_id, period, state, deadline, requested_by, requested_at) values ($1, '2026-10', 'closing', now(), $2, now())",
      [agencyId, personId],
    ),
  );
  await app.stop();
}, 60_000);
afterAll(async () => {
  await sessions.stop();
  await owner.stop();
  await closer.stop();
  await database.drop();
});

/** A record with one entry of that day. */
function batchAt(offset: bigint, epoch: number, id = uuidV7(acceptedAt), version = 1): PartitionBatch {
  const body = Buffer.from(`${id}/${version}`);
  const value: PartitionBatch["entries"][number]["version"] = {
    ...{ version, agencyId, employmentId: agencyId, workDate: "2026-10-07" as Day, minutes: 60, cancelled: false },
    ...{ starts: undefined, ends: undefined, planItemId: undefined, taskId: undefined, textHash: undefined },
    ...{ sessionEnded: false, late: false, zone: "WITA", acceptedAt, offset, body },
    bodySha256: createHash("sha256").update(body).digest(),
  };
  const entries = [{ personId, id, version: value }];
  return { partition: 0, epoch, from: offset, next: offset + 1n, entries, parked: [] };
}

const lateById = async (): Promise<Record<string, boolean>> => {
  const rows = await owner.query<{ id: string; flags: number }>("select id, flags from entry");
  return Object.fromEntries(rows.map(({ id, flags }) => [id, (flags & flagBit.LATE) !== 0]));
};

/** A session whose first transaction stops before its end until it is let go. */
function heldSession() {
  let [letGo, isHeld] = [(): void => undefined, (): void => undefined];
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const session: Session = {
    transaction: <T>(work: (db: Db) => Promise<T>) =>
      sessions.transaction(async (db) => {
        const done = await work(db);
        isHeld();
        await gate;
        return done;
      }),
  };
  return { session, letGo, held };
}

const storeWith = (session: Session) =>
  postgresLogStore({ session, deadlineDays, ensureWeeks: createPartitionKeeper(sessions), topic: "log" });
const isSettled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 300, false))]);

describe("the end of the log that a month's first closing fixes", () => {
  it("lies behind what is just being stored, and before all that is stored later", async () => {
    const seals = postgresSealStore({
      ...{ db: closer, site: "test", partitions: 1, deadlineDays },
      topic: periodTopic("test"),
    });
    const { session, letGo, held } = heldSession();
    const store = storeWith(session);
    const [claim] = await storeWith(sessions).claim([0]);
    const epoch = claim?.epoch ?? 0;
    const [first, second] = [batchAt(0n, epoch), batchAt(1n, epoch)];
    const storing = store.store([first]);
    await held;
    // Its end was read before the record came that is being stored.
    const fixing = seals.fixEnds([closing], [0n]);
    expect(await isSettled(fixing)).toBe(false);
    letGo();
    await storing;
    expect(await fixing).toEqual([{ ...closing, offsets: [1n] }]);
    await store.store([second]);
    const [one, two] = [first, second].map(({ entries }) => entries[0]?.id as Uuid) as [Uuid, Uuid];
    expect(await lateById()).toEqual({ [one]: false, [two]: true });

    // A change of what came in time is late as well; its twin, and a record that was published once more, are judged by what they were.
    await store.store([batchAt(2n, epoch, one)]);
    expect(await lateById()).toEqual({ [one]: false, [two]: true });
    await store.store([batchAt(3n, epoch, one, 2)]);
    const again = batchAt(4n, epoch);
    await store.store([{ ...again, entries: again.entries.map((entry) => ({ ...entry, firstOffset: 0n })) }]);
    expect(await lateById()).toEqual({ [one]: true, [two]: true, [again.entries[0]?.id ?? ""]: false });

    // Who has lost the lead and comes late changes nothing; a second closing fixes an end for itself, and lateness goes by the first one.
    expect(await seals.fixEnds([closing], [9n])).toEqual([{ ...closing, offsets: [1n] }]);
    await closer.query("update period set offsets = null");
    expect(await seals.fixEnds([closing], [9n])).toEqual([{ ...closing, offsets: [9n] }]);
    await store.store([batchAt(5n, epoch, two, 2)]);
    const rows = await owner.query("select first_offsets from period");
    expect(rows).toEqual([{ first_offsets: ["1"] }]);
    const late = await owner.query<{ late: bigint }>("select sum(late_entries)::int8 as late from day");
    expect(late).toEqual([{ late: 2n }]);
  });
});
