import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type PersonId, uuidV7, type Zone } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { EmploymentChanged } from "@kinerja/proto/identity/v1/identity_events";

import { redrive } from "../../../scripts/dlq/redrive.ts";
import { settle } from "../../../scripts/dlq/settle.ts";
import { checkRollUps } from "../../../scripts/invariants/months.ts";
import { createFramer, sealEnvelope } from "./adapters/kafka/envelope.ts";
import { submittedTopic } from "./adapters/kafka/topics.ts";
import { postgresParkedStore } from "./adapters/postgres/parked.ts";
import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { flagBit } from "./domain/flags.ts";
import { agencyId, callerOf, clock, employee, employmentId, now, officer, startThinPath } from "./testing/thin.ts";
import { brokersOfTests, entryOf, tellEmployment } from "./testing/world.ts";

const partitions = 4;
const home = partitionFor(employee, partitions);
const foreign = (home + 1) % partitions;
let use: Awaited<ReturnType<typeof startThinPath>>;
let root: Database;
beforeAll(async () => {
  use = await startThinPath();
  root = await use.database.administrator();
}, 60_000);
afterAll(async () => {
  await root.stop();
  await use.stop();
}, 30_000);

const month = { agencyId, period: "2026-10" };
const topic = (): string => submittedTopic(use.site.site, partitions).name;
const parkedNow = async (): Promise<bigint> => (await use.period(callerOf(officer), month)).parked;

/** A record of one entry; version 0 is none that the writer takes. */
function envelope(one: { agencyId: string; workDate: string; version: number; personId?: string }): Buffer {
  const { personId = employee, workDate, version } = one;
  const slice = Buffer.from(Entry.encode({ ...entryOf(now(), { employmentId, workDate }), version }).finish());
  const author = { personId: personId as PersonId, sessionId: randomUUID(), sessionEnded: false, employments: [] };
  const zone: Zone = "WITA";
  const accepted = {
    slice,
    bodySha256: createHash("sha256").update(slice).digest("hex"),
    agencyId: one.agencyId,
    zone,
  };
  return sealEnvelope([createFramer(author, now())([accepted])]);
}

type Row = { offset: bigint; settled: boolean };
const rowsAt = (partition: number): Promise<Row[]> =>
  root.query<Row>(
    `select record_offset as offset, settled_at is not null as settled from inbox_parked where partition = $1
     and consumer = 'activity-writer' order by record_offset`,
    [partition],
  );

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("it did not become so");
    await sleep(20);
  }
}

/** Puts a record into the log; returns when the writer has put it aside. */
async function poison(partition: number, value: Buffer): Promise<bigint> {
  const [stored] = await use.producer.send([{ topic: topic(), partition, messages: [{ key: null, value }] }]);
  const offset = stored?.baseOffset ?? -1n;
  await until(async () => (await rowsAt(partition)).some((row) => row.offset === offset));
  return offset;
}

const query = <T>(sql: string, params: readonly unknown[] = []): Promise<T[]> => root.query<T>(sql, params);
const place = (partition: number, offset: bigint) => ({ topic: topic(), partition, offset });
const settleAt = (partition: number, offset: bigint) =>
  settle(query, {
    ...{ command: "settle", service: "activity", by: "Siti", reason: "random bytes of a test" },
    places: [place(partition, offset)],
  }, () => undefined); // prettier-ignore
const redriveAt = (partition: number, offset: bigint) =>
  redrive(
    query,
    { adminUrl: "", brokers: brokersOfTests(), databases: {}, site: "", url: "" },
    {
      ...{ command: "redrive", service: "activity", cause: undefined, by: "Siti", again: false },
      places: [place(partition, offset)],
    },
    () => undefined,
  );
const heldBy = async () => {
  await use.tend();
  return (await use.look()).held.map(({ by, records }) => [by, records]);
};

let [unknown, named, again] = [0n, 0n, 0n];
let good: Buffer; // accepted in time

describe("a month whose people's records lie aside", () => {
  it("counts those that may belong to it, and no others", async () => {
    await use.record([entryOf(now(), { employmentId, workDate: "2026-10-05" })]);
    good = envelope({ agencyId, workDate: "2026-10-07", version: 1 });
    unknown = await poison(home, Buffer.from("not an envelope"));
    expect(await parkedNow()).toBe(1n);
    await poison(foreign, Buffer.from("nobody of the agency is here"));
    await poison(home, envelope({ agencyId: randomUUID(), workDate: "2026-10-05", version: 0 }));
    await poison(home, envelope({ agencyId, workDate: "2026-09-30", version: 0 }));
    named = await poison(home, envelope({ agencyId, workDate: "2026-10-06", version: 0 }));
    await use.tend();
    expect(await parkedNow()).toBe(2n);
    expect((await use.period(callerOf(officer), { agencyId, period: "2026-09" })).parked).toBe(2n); // its own, and the one that nobody can read
  });

  it("says so to who closes it, and is not sealed", async () => {
    clock.set("2026-11-01T00:00:00Z");
    expect(await use.close(callerOf(officer), month)).toMatchObject({ state: "closing", parked: 2n });
    clock.advance(7 * 86_400_000);
    await until(async () => (await heldBy()).join() === "parked,2");
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "closing", revision: 0, parked: 2n });
  });

  it("does not wait for what came after the deadline's end of the log", async () => {
    await poison(home, Buffer.from("too late"));
    expect(await heldBy()).toEqual([["parked", 2n]]);
  });

  it("goes on waiting while what was re-driven is on its way, and when it is put aside again", async () => {
    await redriveAt(home, named);
    expect(await parkedNow()).toBe(2n);
    const isSettled = async () => (await rowsAt(home)).some(({ offset, settled }) => offset === named && settled);
    await until(async () => {
      expect(await heldBy()).toEqual([["parked", 2n]]);
      return isSettled();
    });
    again = (await rowsAt(home)).at(-1)?.offset ?? 0n;
    expect(again).toBeGreaterThan(named);
  });

  it("waits for an operator who settles the rest with a reason, which is audited", async () => {
    await settleAt(home, again);
    expect(await heldBy()).toEqual([["parked", 1n]]);
    await settleAt(home, unknown);
    await expect(settleAt(home, unknown)).rejects.toThrow("is not parked in this service, or settled already");
    const [row] = await root.query<{ actor: string; detail: { reason: string; consumer: string } }>(
      "select actor, detail from audit where action = 'settle'",
    );
    expect(row).toMatchObject({ actor: "operator/Siti", detail: { reason: "random bytes of a test", consumer: "activity-writer" } }); // prettier-ignore
  });

  it("waits for copies that it is counted by, whoever's they may be, and knows those that name another agency", async () => {
    const park = (consumer: string, offset: number, value: Buffer) =>
      root.query(
        "insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause) values ($1, 'copy', 0, $2, $3, '{}', 'test')",
        [consumer, offset, value],
      );
    const other = EmploymentChanged.encode(EmploymentChanged.fromPartial({ employment: { agencyId: randomUUID() } }));
    await park("activity-employments", 1, Buffer.from(other.finish()));
    await park("activity-relations", 2, Buffer.from("x"));
    await park("activity-plans", 3, Buffer.from("x"));
    expect(await heldBy()).toEqual([["parked", 1n]]); // plans
    await settle(query, {
      ...{ command: "settle", service: "activity", by: "Siti", reason: "a newer state is there" },
      places: [{ topic: "copy", partition: 0, offset: 3n }],
    }, () => undefined); // prettier-ignore
  });

  it("takes in what is good by now, and is sealed with it", async () => {
    await root.query(
      `insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause)
       values ('activity-writer', $1, $2, 0, $3, '{}', 'a bug of before')`,
      [topic(), home, good],
    );
    expect(await heldBy()).toEqual([["parked", 1n]]);
    await redriveAt(home, 0n);
    await until(async () => (await heldBy()).length === 0);
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "sealed", revision: 1 });
    const { value: row } = await sealedMonths(use.app, { ...month, revision: 1 }).next();
    // Also that of the 7th: it lies behind the end that was fixed, but was put aside before.
    expect(SealedMonth.decode(row as Buffer)).toMatchObject({ openEntries: 2, flaggedEntries: 0 });
  });
});

describe("what was settled and is published once more after all", () => {
  it("is late when its month is sealed, as the check says as well", async () => {
    const value = Buffer.from(good);
    const { items, schemaRevision } = SubmittedBatch.decode(value);
    const id = uuidV7(Date.parse("2026-10-08T02:00:00Z"));
    const entry = { ...Entry.decode(items[0]?.entry ?? Buffer.alloc(0)), id };
    const slice = Buffer.from(Entry.encode(entry).finish());
    const item = { ...items[0], entry: slice, bodySha256: createHash("sha256").update(slice).digest() };
    const batch = SubmittedBatch.encode({ items: [item as (typeof items)[number]], schemaRevision });
    await root.query("update inbox_parked set value = $3 where topic = $1 and partition = $2 and record_offset = $4", [
      ...[topic(), home, Buffer.from(batch.finish())],
      unknown,
    ]);
    await redriveAt(home, unknown);
    const stored = () => root.query<{ flags: number }>("select flags from entry where id = $1", [id]);
    await until(async () => (await stored()).length > 0);
    expect(await stored()).toEqual([{ flags: flagBit.LATE }]);
    await until(async () => {
      await use.tend();
      return (await rowsAt(home)).some(({ offset, settled }) => offset === unknown && settled);
    });
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "sealed", revision: 1, late: 1n });
  });
});

describe("the check of sealed months", () => {
  const look = () => checkRollUps(query, () => Promise.resolve([]));
  it("notices one that was sealed although a record lay aside that names it", async () => {
    expect(await look()).toMatchObject({ violations: 0 });
    const unsettle = "update inbox_parked set settled_at = null where settled_at is not null and record_offset = $1";
    await root.query(unsettle, [named]);
    const found = await look();
    expect(found.examples).toEqual([`${agencyId}/2026-10 is sealed, and ${home}:${named} lies aside that names it`]);
  });
});

describe("a later version that can't be read", () => {
  it("may take work out of any month of its person", async () => {
    const of = async (period: string) => (await use.period(callerOf(officer), { agencyId, period })).parked;
    const before = await of("2027-03");
    const whole = envelope({ agencyId, workDate: "2027-02-03", version: 2 });
    const { items, schemaRevision } = SubmittedBatch.decode(whole);
    const broken = items.map((item) => ({ ...item, bodySha256: item.bodySha256.subarray(1) }));
    const offset = await poison(home, Buffer.from(SubmittedBatch.encode({ items: broken, schemaRevision }).finish()));
    await use.tend();
    expect(await of("2027-03")).toBe(before + 1n);
    await settleAt(home, offset);
    expect(await of("2027-03")).toBe(before);
  });
});

describe("a record that was published once more", () => {
  const park = (offset: number, redriven: number | null, cause = "chain") =>
    root.query(
      `insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause, redriven_at, redriven_offset)
       values ('activity-plans', 'chain', 0, $1, 'x', '{}', $3, case when $2::int8 is not null then now() end, $2)`,
      [offset, redriven, cause],
    );

  it("hands its first place on, also where it was put aside twice between two looks", async () => {
    await park(25, 26);
    await park(26, null);
    await park(10, 25);
    const store = postgresParkedStore(root);
    const chain = (await store.redriven()).filter((one) => one.topic === "chain");
    expect(chain.map(({ offset }) => offset)).toEqual([10n, 25n]);
    await store.settle(chain);
    const [row] = await root.query<{ first: bigint; settled: boolean }>(
      "select first_offset as first, settled_at is not null as settled from inbox_parked where topic = 'chain' and record_offset = 26",
    );
    expect(row).toEqual({ first: 10n, settled: false });
  });

  it("is not published again by accident when somebody has settled it", async () => {
    await park(40, null, "settled and named by nobody");
    const settled = { command: "settle", service: "activity", by: "Siti", reason: "holds nothing" } as const;
    await settle(query, { ...settled, places: [{ topic: "chain", partition: 0, offset: 40n }] }, () => undefined);
    const said: string[] = [];
    const all = { command: "redrive", service: "activity", by: "Siti", again: true, places: undefined } as const;
    const address = { adminUrl: "", brokers: brokersOfTests(), databases: {}, site: "", url: "" };
    await redrive(query, address, { ...all, cause: "settled and named" }, (line) => void said.push(line));
    expect(said).toEqual(["0 published"]);
  });
});

describe("a record whose person is known and whose agency is not", () => {
  it("may belong to each agency of the person", async () => {
    const other = { id: randomUUID(), personId: randomUUID(), agencyId: randomUUID(), zone: "WIB" as const };
    await tellEmployment(use.site.producer, use.site.site, { ...other, validFrom: "2026-01-01", validTo: "" });
    await until(async () => (await root.query("select from employment_copy where id = $1", [other.id])).length > 0);
    const whole = envelope({ agencyId, workDate: "2027-01-04", version: 1, personId: other.personId });
    const { items, schemaRevision } = SubmittedBatch.decode(whole);
    const cut = items.map((item) => ({ ...item, agencyId: item.agencyId.subarray(1) }));
    const of = async (one: string) =>
      (await use.period(callerOf(officer), { agencyId: one, period: "2027-01" })).parked;
    const before = [await of(other.agencyId), await of(agencyId)];
    await poison(
      partitionFor(other.personId, partitions),
      Buffer.from(SubmittedBatch.encode({ items: cut, schemaRevision }).finish()),
    );
    await use.tend();
    expect([await of(other.agencyId), await of(agencyId)]).toEqual([before[0]! + 1n, before[1]]);
  });
});
