import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { noScope, openClient, openDatabase, type Database, type Db } from "../postgres/index.ts";
import { memoryLog, outboxSuite, skpEvent } from "../testing/outbox-suite.ts";
import { connectAdmin } from "./admin.ts";
import { consume } from "./consume.ts";
import { once, park } from "./inbox.ts";
import { enqueue, relayBatch, tombstone, type OutgoingEvent } from "./outbox.ts";
import { connectProducer, type OutgoingBatch } from "./produce.ts";
import { advisoryLock, startRelay, type LeaderLock, type Relay } from "./relay.ts";
import { tail } from "./tail.ts";
import { ensureTopics } from "./topics.ts";

jest.setTimeout(60_000);

const tables = `
  create table outbox (position bigserial primary key, id uuid not null unique, topic text not null, partition int not null, key text not null,
    type text not null, payload bytea, headers jsonb not null);
  create table inbox (consumer text not null, event_id uuid not null, seen_at timestamptz not null default now(), primary key (consumer, event_id));
  create table inbox_parked (consumer text not null, topic text not null, partition int not null, record_offset bigint not null, key bytea, value bytea,
    headers jsonb not null, cause text not null, parked_at timestamptz not null default now(), primary key (consumer, topic, partition, record_offset));`;
const adminUrl = process.env["TEST_DATABASE_URL"] ?? "";
const name = `messaging_${randomUUID().slice(0, 8)}`;
const url = adminUrl.replace(/\/[^/]*$/, `/${name}`);
let db: Database;

async function asAdmin(sql: string): Promise<void> {
  const admin = await openClient(adminUrl, "test");
  await admin.query(sql).finally(() => admin.end());
}

beforeAll(async () => {
  await asAdmin(`create database ${name}`);
  db = await openDatabase({ url, name: "test" });
  await db.query(tables);
});
afterAll(async () => {
  await db.stop();
  await asAdmin(`drop database ${name} with (force)`);
});
beforeEach(async () => {
  await db.query("truncate outbox, inbox, inbox_parked");
});

const tell = (...events: OutgoingEvent[]): Promise<void> => db.transaction(noScope, (tx) => enqueue(tx, events));
const waiting = async (): Promise<number> => (await db.query("select from outbox")).length;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (await isSo()) return;
    await sleep(10);
  }
  throw new Error("It did not happen in 20 s.");
}

outboxSuite("outbox and inbox in PostgreSQL", () =>
  Promise.resolve({
    db,
    transaction: (work) => db.transaction(noScope, work),
    waiting,
    async empty() {
      await db.query("truncate outbox, inbox, inbox_parked");
    },
  }),
);

describe("the relay", () => {
  const relays: Relay[] = [];
  const lock: LeaderLock = advisoryLock(async () => {
    const client = await openClient(url, "relay-lock");
    return {
      query: async <Row>(sql: string, params: readonly unknown[] = []) =>
        (await client.query(sql, [...params])).rows as Row[],
      close: () => client.end(),
    };
  }, "relay");
  const start = (publish: (batch: OutgoingBatch) => Promise<unknown>, pollMs = 20): Relay => {
    const relay = startRelay({ db, leaderLock: lock, publish, pollMs, standbyMs: 50 });
    relays.push(relay);
    return relay;
  };
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop(100)));
  });

  it("moves what comes, and is woken from a long sleep", async () => {
    const { log, publish } = memoryLog();
    const relay = start(publish, 60_000);
    await until(() => relay.isLeading());
    await sleep(50);
    await tell(skpEvent("a", "1"));
    relay.wake();
    await until(() => log.length === 1);
    await until(async () => (await waiting()) === 0);
  });

  it("has one leader, and another when the server ends the leader's connection", async () => {
    const logs = [memoryLog(), memoryLog()];
    const pair = logs.map(({ publish }) => start(publish));
    await until(() => pair.some((relay) => relay.isLeading()));
    await sleep(150);
    expect(pair.filter((relay) => relay.isLeading())).toHaveLength(1);
    await tell(skpEvent("a", "1"));
    await until(async () => (await waiting()) === 0);
    await pair.find((relay) => relay.isLeading())?.stop();
    await tell(skpEvent("a", "2"));
    await until(async () => (await waiting()) === 0);
    await db.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'relay-lock'");
    await tell(skpEvent("a", "3"));
    await until(async () => (await waiting()) === 0);
    expect(logs.flatMap(({ log }) => log).toSorted()).toEqual(["1", "2", "3"]);
  });

  it("tries again when the broker refuses, keeps the order, and publishes a double rather than losing one", async () => {
    const { log, publish } = memoryLog();
    let tries = 0;
    start(async (batch) => {
      if (++tries === 1) throw new Error("broker");
      await publish(batch);
      if (tries === 2) throw new Error("crash between publishing and deleting");
    });
    await tell(skpEvent("a", "1"), skpEvent("a", "2"));
    await until(async () => (await waiting()) === 0);
    expect(log).toEqual(["1", "2", "1", "2"]);
  });

  it("stops in bounded time while the broker hangs, and nothing is lost", async () => {
    let asked = 0;
    const hanging = start(() => (asked++, new Promise(() => undefined)));
    await tell(skpEvent("a", "1"));
    await until(() => asked === 1);
    await hanging.stop(100);
    expect([hanging.isLeading(), await waiting()]).toEqual([false, 1]);
    const { log, publish } = memoryLog();
    start(publish);
    await until(() => log.length === 1);
  });

  it("waits for a batch on its way before it stops", async () => {
    let finish: (() => void) | undefined;
    const slow = start(() => new Promise<void>((resolve) => (finish = resolve)));
    await tell(skpEvent("a", "1"));
    await until(() => finish !== undefined);
    let stopped = false;
    const stopping = slow.stop().then(() => (stopped = true));
    await sleep(50);
    expect(stopped).toBe(false);
    finish?.();
    await stopping;
    expect(await waiting()).toBe(0);
  });
});

describe("the inbox", () => {
  const id = randomUUID();

  it("parks a record raw, once, with its cause", async () => {
    const message = {
      offset: 2n ** 53n + 1n,
      key: null,
      value: Buffer.from([0, 255]),
      headers: { ce_id: id },
      timestamp: 0,
    };
    const record = { consumer: "writer", topic: "t", partition: 3, message };
    expect(await park(db, record, new TypeError("no entry\0 here"))).toBe(true);
    expect(await park(db, record, "again")).toBe(false);
    const [row] = await db.query("select record_offset, key, value, headers, cause from inbox_parked");
    expect(row).toEqual({
      record_offset: 2n ** 53n + 1n,
      key: null,
      value: message.value,
      headers: { ce_id: id },
      cause: "TypeError: no entry here",
    });
  });
});

describe("from transaction to effect, over Kafka", () => {
  const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");

  it("a tombstone takes its key out of what a tail holds", async () => {
    const topic = { name: `test-${randomUUID()}`, partitions: 2, compacted: true };
    const admin = await connectAdmin({ brokers, clientId: "test" });
    await ensureTopics(admin, [topic]);
    const producer = connectProducer({ brokers, clientId: "test" });
    const state = new Map<string, string>();
    const following = tail({
      ...{ brokers, clientId: "test", topic: topic.name, probeMs: 100 },
      onCrash: (error) => {
        throw error;
      },
      apply: ({ key, value }) => {
        if (value === null) state.delete(String(key));
        else state.set(String(key), String(value));
      },
    });
    const relay = (): Promise<number> => relayBatch(db, (batch) => producer.send([batch]));
    await tell(skpEvent("a", "1", topic), skpEvent("b", "1", topic));
    await relay();
    await until(() => state.size === 2);
    await tell(tombstone(randomUUID(), topic, "a"));
    await relay();
    await until(() => state.size === 1);
    expect([...state]).toEqual([["b", "1"]]);
    await following.stop();
    await Promise.all([producer.close(), admin.close()]);
  });

  it("each event has its effect exactly once and in order, though the relay crashes after each publish", async () => {
    const topic = { name: `test-${randomUUID()}`, partitions: 4, compacted: false };
    const admin = await connectAdmin({ brokers, clientId: "test" });
    await ensureTopics(admin, [topic]);
    const producer = connectProducer({ brokers, clientId: "test" });
    const events = Array.from({ length: 40 }, (_, nr) => skpEvent(`person-${nr % 7}`, String(nr), topic));
    for (const one of events) await tell(one);
    await db.query("create table effect (nr serial, key text, payload text)");

    const forgetful: Db = {
      query: (sql, params) => (sql.startsWith("delete") ? Promise.reject(new Error("crash")) : db.query(sql, params)),
    };
    await expect(relayBatch(forgetful, (batch) => producer.send([batch]), 25)).rejects.toThrow("crash");
    await relayBatch(db, (batch) => producer.send([batch]));

    const following = await consume({
      ...{ brokers, clientId: "test", groupId: topic.name, topics: [topic.name], fromBeginning: true, maxWaitMs: 50 },
      onCrash: (error) => {
        throw error;
      },
      eachBatch: async ({ messages }) => {
        for (const { key, value, headers } of messages) {
          await db.transaction(noScope, (tx) =>
            once(tx, "test", headers["ce_id"] ?? "", async () => {
              await tx.query("insert into effect (key, payload) values ($1, $2)", [String(key), String(value)]);
            }),
          );
        }
        return "handled";
      },
    });
    await until(async () => (await admin.lag(topic.name, [topic.name])).every(({ lag }) => lag === 0n));
    expect((await admin.endOffsets(topic.name)).reduce((sum, end) => sum + end, 0n)).toBe(65n);
    const effects = await db.query<{ key: string; payload: string }>("select key, payload from effect order by nr");
    expect(effects.map(({ payload }) => Number(payload)).toSorted((a, b) => a - b)).toEqual(events.map((_, nr) => nr));
    for (const person of new Set(effects.map(({ key }) => key))) {
      const numbers = effects.filter(({ key }) => key === person).map(({ payload }) => Number(payload));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    await following.stop();
    await Promise.all([producer.close(), admin.close()]);
  });
});
