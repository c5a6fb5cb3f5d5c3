import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connectAdmin, type Admin } from "./admin.ts";
import { consume, type ConsumeOptions, type Consumption } from "./consume.ts";
import { connectProducer, type OutgoingMessage, type Producer } from "./produce.ts";
import { consumeSuite } from "../testing/consume-suite.ts";
import { tail } from "./tail.ts";
import { ensureTopics, type Topic } from "./topics.ts";

jest.setTimeout(60_000);

const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const text = (value: string, headers?: Record<string, string>): OutgoingMessage => ({
  key: Buffer.from("key"),
  value: Buffer.from(value),
  ...(headers === undefined ? {} : { headers }),
});
const texts = (...values: string[]): OutgoingMessage[] => values.map((value) => text(value));
const strings = (messages: readonly { value: Buffer | null }[]): string[] => messages.map(({ value }) => String(value));

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (await isSo()) return;
    await sleep(20);
  }
  throw new Error("It did not happen in 20 s.");
}

let admin: Admin;
let producer: Producer;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  admin = await connectAdmin({ brokers, clientId: "test" });
  producer = connectProducer({ brokers, clientId: "test" });
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await Promise.all([producer.close(), admin.close()]);
});

async function newTopic(partitions: number, compacted = false): Promise<Topic> {
  const topic = { name: `test-${randomUUID()}`, partitions, compacted };
  await ensureTopics(admin, [topic]);
  return topic;
}

async function join(
  topic: Topic,
  overrides: Partial<ConsumeOptions> & Pick<ConsumeOptions, "eachBatch">,
): Promise<Consumption> {
  const consumption = await consume({
    ...{ brokers, clientId: "test", groupId: topic.name, topics: [topic.name], fromBeginning: true, maxWaitMs: 50 },
    onCrash: (error) => {
      throw error;
    },
    ...overrides,
  });
  running.push(consumption);
  return consumption;
}

/** Consumes into a list until it is stopped. */
async function collect(topic: Topic, overrides: Partial<ConsumeOptions> = {}) {
  const seen: string[] = [];
  const consumption = await join(topic, {
    eachBatch: ({ messages }) => {
      seen.push(...strings(messages));
      return Promise.resolve("handled");
    },
    ...overrides,
  });
  return { seen, consumption };
}

describe("topics", () => {
  it("are created as asked, once", async () => {
    const topic = { name: `test-${randomUUID()}`, partitions: 3, compacted: true };
    await Promise.all([ensureTopics(admin, [topic]), ensureTopics(admin, [topic])]);
    await ensureTopics(admin, [topic]);
    expect(await admin.describeTopics([topic.name])).toEqual(
      new Map([[topic.name, { partitions: 3, compacted: true }]]),
    );
    await expect(ensureTopics(admin, [{ ...topic, partitions: 4 }])).rejects.toThrow("has 3 partitions");
  });

  it("are never created by a send", async () => {
    const name = `test-${randomUUID()}`;
    await expect(producer.send([{ topic: name, partition: 0, messages: texts("a") }])).rejects.toThrow("Unknown topic");
    expect((await admin.describeTopics([name])).size).toBe(0);
  });

  it("made anew under the same name have another id", async () => {
    const topic = await newTopic(1);
    const before = await admin.topicId(topic.name);
    expect(await admin.topicId(topic.name)).toBe(before);
    await admin.deleteTopic(topic.name);
    await until(async () => (await admin.describeTopics([topic.name])).size === 0);
    await ensureTopics(admin, [topic]);
    expect(await admin.topicId(topic.name)).not.toBe(before);
  });
});

describe("a send", () => {
  it("says where each partition's batch lies", async () => {
    const { name } = await newTopic(3);
    const first = await producer.send([
      { topic: name, partition: 2, messages: texts("a", "b") },
      { topic: name, partition: 0, messages: texts("c") },
    ]);
    expect(first.map(({ partition, baseOffset }) => [partition, baseOffset])).toEqual([[2, 0n], [0, 0n]]); // prettier-ignore
    const second = await producer.send([{ topic: name, partition: 2, messages: texts("d") }]);
    expect(second).toEqual([{ topic: name, partition: 2, baseOffset: 2n }]);
    expect(await admin.endOffsets(name)).toEqual([1n, 0n, 3n]);
  });

  it("goes on after one that the broker refused", async () => {
    const { name } = await newTopic(1);
    await producer.send([{ topic: name, partition: 0, messages: texts("a") }]);
    await expect(producer.send([{ topic: name, partition: 7, messages: texts("b") }])).rejects.toThrow(
      "has 1 partitions",
    );
    const [stored] = await producer.send([{ topic: name, partition: 0, messages: texts("c") }]);
    expect(stored?.baseOffset).toBe(1n);
  });
});

describe("a consumer", () => {
  it("gets keys, values, headers and tombstones as they were sent", async () => {
    const topic = await newTopic(1);
    const sent = [
      text("a", { ce_id: "1", traceparent: "00-é" }),
      { key: null, value: Buffer.alloc(0) },
      { key: Buffer.from("k"), value: null },
    ];
    await producer.send([{ topic: topic.name, partition: 0, messages: sent }]);
    const got: unknown[] = [];
    await join(topic, {
      eachBatch: ({ messages, endOffset }) => {
        got.push(...messages.map(({ offset, key, value, headers }) => ({ offset, key, value, headers, endOffset })));
        return Promise.resolve("handled");
      },
    });
    await until(() => got.length === 3);
    expect(got).toEqual([
      {
        offset: 0n,
        key: Buffer.from("key"),
        value: Buffer.from("a"),
        headers: { ce_id: "1", traceparent: "00-é" },
        endOffset: 3n,
      },
      { offset: 1n, key: null, value: Buffer.alloc(0), headers: {}, endOffset: 3n },
      { offset: 2n, key: Buffer.from("k"), value: null, headers: {}, endOffset: 3n },
    ]);
  });

  it("goes on where its group had committed, and its lag says so", async () => {
    const topic = await newTopic(2);
    await producer.send([{ topic: topic.name, partition: 1, messages: texts("a", "b", "c") }]);
    const first = await collect(topic, { maxBatch: 2 });
    await until(() => first.seen.length === 3);
    await first.consumption.stop();
    expect(await first.consumption.ended).toBe("stopped");
    await producer.send([{ topic: topic.name, partition: 1, messages: texts("d") }]);
    expect(await admin.lag(topic.name, [topic.name])).toEqual([
      { topic: topic.name, partition: 0, endOffset: 0n, committed: undefined, lag: 0n },
      { topic: topic.name, partition: 1, endOffset: 4n, committed: 3n, lag: 1n },
    ]);
    const second = await collect(topic);
    await until(() => second.seen.length > 0);
    expect([...first.seen, ...second.seen]).toEqual(["a", "b", "c", "d"]);
  });
});

consumeSuite("a consumer of Kafka", async (partitions) => {
  const topic = await newTopic(partitions);
  return {
    until,
    answer: (promise) => promise,
    pass: sleep,
    pause: sleep,
    send: async (partition, ...values) => {
      await producer.send([{ topic: topic.name, partition, messages: texts(...values) }]);
    },
    join: (options) => join(topic, options),
    committed: async () => (await admin.lag(topic.name, [topic.name])).map(({ committed }) => committed),
  };
});

describe("a tail", () => {
  it("holds a compacted topic in memory, knows when it has caught up, and follows", async () => {
    const topic = await newTopic(3, true);
    const put = (key: string, value: string | null, partition: number): Promise<unknown> =>
      producer.send([
        {
          topic: topic.name,
          partition,
          messages: [{ key: Buffer.from(key), value: value === null ? null : Buffer.from(value) }],
        },
      ]);
    await Promise.all([put("a", "1", 0), put("b", "1", 1)]);
    await put("a", "2", 0);
    const state = new Map<string, string>();
    let applied = 0;
    const following = tail({
      ...{ brokers, clientId: "test", topic: topic.name, probeMs: 100 },
      onCrash: (error) => {
        throw error;
      },
      apply: ({ key, value }) => {
        applied++;
        if (value === null) state.delete(String(key));
        else state.set(String(key), String(value));
      },
    });
    running.push(following);
    expect(following.staleForMs()).toBe(Infinity);
    await following.caughtUp;
    expect(state).toEqual(new Map([["a", "2"], ["b", "1"]])); // prettier-ignore
    expect(following.staleForMs()).toBeLessThan(2_000);
    await put("a", null, 0);
    await until(() => !state.has("a"));
    await until(() => following.staleForMs() < 300);
    expect(applied).toBe(4);
  });

  it("of an empty topic has caught up", async () => {
    const topic = await newTopic(2, true);
    const following = tail({
      brokers,
      clientId: "test",
      topic: topic.name,
      apply: () => undefined,
      onCrash: () => undefined,
    });
    running.push(following);
    await following.caughtUp;
  });
});

describe("a topic that nobody has made yet", () => {
  it("is waited for", async () => {
    const topic = { name: `test-${randomUUID()}`, partitions: 1, compacted: false };
    const [seen, troubles]: [string[], unknown[]] = [[], []];
    const joining = join(topic, {
      onTrouble: (error) => troubles.push(error),
      eachBatch: ({ messages }) => {
        seen.push(...strings(messages));
        return Promise.resolve("handled");
      },
    });
    await until(() => troubles.length > 0);
    await ensureTopics(admin, [topic]);
    await joining;
    await producer.send([{ topic: topic.name, partition: 0, messages: texts("late") }]);
    await until(() => seen.includes("late"));
  });

  const waiting = (name: string, crashes: unknown[]) => {
    const [seen, warned]: [string[], string[]] = [[], []];
    const following = tail({
      ...{ brokers, clientId: "test", topic: name, probeMs: 100 },
      apply: ({ value }) => seen.push(String(value)),
      onCrash: (error) => crashes.push(error),
      log: (_, message) => warned.push(message),
    });
    running.push(following);
    return { following, seen, isWaiting: () => warned.includes("A topic is not there yet.") };
  };

  it("is waited for by a tail, which is stale meanwhile and then catches up", async () => {
    const topic = { name: `test-${randomUUID()}`, partitions: 2, compacted: true };
    const crashes: unknown[] = [];
    const { following, seen, isWaiting } = waiting(topic.name, crashes);
    await until(isWaiting);
    expect(following.staleForMs()).toBe(Infinity);
    await ensureTopics(admin, [topic]);
    await producer.send([{ topic: topic.name, partition: 1, messages: texts("early") }]);
    await following.caughtUp;
    await until(() => seen.includes("early"));
    expect(following.staleForMs()).toBeLessThan(5_000);
    expect(crashes).toEqual([]);
  });

  it("does not keep a tail from stopping", async () => {
    const crashes: unknown[] = [];
    const { following, isWaiting } = waiting(`test-${randomUUID()}`, crashes);
    await until(isWaiting);
    await following.stop();
    await sleep(300);
    expect([following.staleForMs(), crashes]).toEqual([Infinity, []]);
  });
});
