import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { connectAdmin, connectProducer } from "@kinerja/common/messaging";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aliveBrokers } from "./kafka-probe.ts";
import { startKafka, type Kafka } from "./kafka.ts";
import { freePort } from "./ports.ts";

jest.setTimeout(120_000);

let dir: string;
const started: Kafka[] = [];
const start = async (...args: Parameters<typeof startKafka>): Promise<Kafka> => {
  const kafka = await startKafka(...args);
  started.push(kafka);
  return kafka;
};

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "kinerja-kafka-"));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((kafka) => kafka.stop()));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("the local Kafka", () => {
  it("serves when it says so, and a second start on the same folder has what was acknowledged before a kill -9", async () => {
    const port = await freePort();
    const kafka = await start({ dir: join(dir, "one"), profile: "run", ports: [port] });
    expect(kafka.brokers).toEqual([`127.0.0.1:${port}`]);
    expect(await aliveBrokers("127.0.0.1", port)).toEqual([1]);
    const admin = await connectAdmin({ brokers: kafka.brokers, clientId: "test" });
    await admin.createTopics([{ name: "kept", partitions: 1, compacted: false }]);
    const producer = connectProducer({ brokers: kafka.brokers, clientId: "test" });
    const send = () =>
      producer.send([{ topic: "kept", partition: 0, messages: [{ key: null, value: Buffer.from("a") }] }]);
    await send();

    const [before] = kafka.pids;
    await kafka.kill(1);
    expect(kafka.pids).toEqual([]);
    const meanwhile = send();
    await kafka.restart(1);
    expect(kafka.pids).not.toEqual([before]);
    expect((await meanwhile)[0]?.baseOffset).toBe(1n);
    await Promise.all([producer.close(), admin.close()]);

    await kafka.stop();
    const again = await start({ dir: join(dir, "one"), profile: "test" });
    const after = await connectAdmin({ brokers: again.brokers, clientId: "test" });
    expect(await after.endOffsets("kept")).toEqual([2n]);
    await after.close();
  });

  it("does not take a folder of another size, and keeps its hands off one that is in use", async () => {
    await expect(start({ dir: join(dir, "one"), nodes: 3, profile: "test" })).rejects.toThrow(
      "belongs to a Kafka of 1 node",
    );
    const kafka = await start({ dir: join(dir, "one"), profile: "test" });
    await expect(start({ dir: join(dir, "one"), profile: "test" })).rejects.toThrow("already run by process");
    expect(await aliveBrokers("127.0.0.1", Number(kafka.brokers[0]?.split(":")[1]))).toEqual([1]);
  });

  it("says with the end of its log why it did not start", async () => {
    const taken = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    const failing = start({ dir: join(dir, "two"), profile: "test", ports: [port] });
    await expect(failing).rejects.toThrow(/kafka ended[\s\S]*Address already in use/);
    await new Promise((resolve) => taken.close(resolve));
    expect(readFileSync(join(dir, "two/node-1/kafka.log"), "utf8")).toContain("Address already in use");
  });
});

describe("the probe", () => {
  it("finds no broker where nobody listens, or where somebody else does", async () => {
    expect(await aliveBrokers("127.0.0.1", await freePort())).toEqual([]);
    const other = createServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    expect(await aliveBrokers("127.0.0.1", port)).toEqual([]);
    await new Promise((resolve) => other.close(resolve));
  });
});
