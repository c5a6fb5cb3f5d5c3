import { describe, expect, it } from "@jest/globals";
import { connectProducer, groupByFate, sizeOf, type OutgoingBatch } from "./produce.ts";

const batch = (topic: string, partition: number, bytes = 1): OutgoingBatch => ({
  topic,
  partition,
  messages: [{ key: null, value: Buffer.alloc(bytes) }],
});
interface Copies {
  readonly leader: number;
  readonly replicas: number[];
  readonly isr: number[];
}
const copies = (...replicas: number[]): Copies => ({ leader: replicas[0]!, replicas, isr: replicas.toReversed() });
const layout = (...partitions: Copies[]) => ({ partitionsCount: partitions.length, partitions });
const names = (groups: readonly (readonly OutgoingBatch[])[]): string[] =>
  groups.map((group) => group.map(({ topic, partition }) => `${topic}${partition}`).join());

describe("batches that travel together", () => {
  const base = copies(1, 2, 3);
  const sent = [batch("a", 0), batch("a", 1), batch("b", 0)];
  const groupsWith = (other: Copies): string[] =>
    names(
      groupByFate(
        sent,
        new Map([
          ["a", layout(base, other)],
          ["b", layout(base)],
        ]),
      ),
    );

  it("have the same leader, replicas in the same order and in-sync set, whatever their topic", () => {
    expect(groupsWith({ ...base, isr: [2, 1, 3] })).toEqual(["a0,a1,b0"]);
  });

  it.each([
    ["leader", { ...base, leader: 2 }],
    ["order of replicas", copies(1, 3, 2)],
    ["in-sync set", { ...base, isr: [1, 3] }],
  ])("do not with another %s", (_what, other) => {
    expect(groupsWith({ ...other, isr: other.isr })).toEqual(["a0,b0", "a1"]);
  });

  it("do not go to a partition that is not there", () => {
    expect(() => groupByFate([batch("a", 1)], new Map([["a", layout(base)]]))).toThrow("Topic a has 1 partitions");
    expect(() => groupByFate([batch("b", 0)], new Map())).toThrow("Topic b has 0 partitions");
  });
});

describe("a send", () => {
  const producer = connectProducer({ brokers: ["127.0.0.1:1"], clientId: "test" });
  it.each([
    ["a partition named twice", [batch("a", 0), batch("a", 0)], "named twice"],
    ["a batch beyond what a broker takes", [batch("a", 0, 1_000_001)], "can be sent at once"],
    ["an empty batch", [{ topic: "a", partition: 0, messages: [] }], "without messages"],
  ])("refuses %s before anything leaves", async (_what, batches, said) => {
    await expect(producer.send(batches)).rejects.toThrow(said);
  });

  it("of nothing is done", async () => {
    await expect(producer.send([])).resolves.toEqual([]);
  });

  it("counts keys, values and headers", () => {
    expect(sizeOf({ key: Buffer.alloc(3), value: null, headers: { ce_id: "é" } })).toBe(64 + 3 + 10 + 5 + 2);
  });
});
