import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { connectAdmin, type Admin } from "./admin.ts";
import { connectProducer, type Producer } from "./produce.ts";
import { readTopics } from "./read-topics.ts";
import { ensureTopics } from "./topics.ts";

jest.setTimeout(60_000);

const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const connection = { brokers, clientId: "test" };
let admin: Admin;
let producer: Producer;

beforeAll(async () => {
  admin = await connectAdmin(connection);
  producer = connectProducer(connection);
});
afterAll(() => Promise.all([producer.close(), admin.close()]));

it("reads every partition of the topics that are asked for, once and to its end", async () => {
  const prefix = `test-${randomUUID()}`;
  const [full, empty] = [`${prefix}.full`, `${prefix}.empty`];
  await ensureTopics(
    admin,
    [full, empty].map((name) => ({ name, partitions: 2, compacted: false })),
  );
  for (const partition of [0, 1, 1])
    await producer.send([
      { topic: full, partition, messages: [{ key: null, value: Buffer.from(String(partition)), headers: {} }] },
    ]);
  const read = await readTopics(connection, (topic) => topic.startsWith(prefix));
  const seen = read.map(({ topic, partition, low, end, messages }) => [
    ...[topic, partition, low, end],
    messages.map(({ offset, value }) => [offset, String(value)]),
  ]);
  expect(seen).toEqual([
    [empty, 0, 0n, 0n, []],
    [empty, 1, 0n, 0n, []],
    [full, 0, 0n, 1n, [[0n, "0"]]],
    [
      ...[full, 1, 0n, 2n],
      [
        [0n, "1"],
        [1n, "1"],
      ],
    ],
  ]);
});

it("does not wait for what holds nothing", async () => {
  expect(await readTopics(connection, () => false)).toEqual([]);
});
