import { describe, expect, it } from "@jest/globals";
import { type ConsumedMessage, type ConsumeOptions } from "@kinerja/common/messaging";

import { type Claim, type LogStore, type PartitionBatch } from "../../app/log.ts";
import { startWriter } from "./writer.ts";

const topic = "kinerja.test.activity.submitted.v1";
const control = { isCurrent: () => true, seekTo: () => undefined };
const here = [{ topic, partition: 0 }];

/** Records that nobody can read: what matters here is where they lie. */
const messagesAt = (...offsets: bigint[]): ConsumedMessage[] =>
  offsets.map((offset) => ({ offset, key: null, value: Buffer.from([255]), headers: {}, timestamp: 0 }));

/** The writer's reader, as `consume` would be given it. */
async function readerOver(claim: LogStore["claim"]) {
  const batches: PartitionBatch[] = [];
  const crashes: string[] = [];
  const given: ConsumeOptions[] = [];
  await startWriter({
    connection: { brokers: [], clientId: "test" },
    groupId: "test",
    topic,
    partitions: 1,
    store: { claim, store: () => Promise.reject(new Error("gathered instead")) },
    gather(batch) {
      batches.push(batch);
      return Promise.resolve(true);
    },
    admin: { endOffsets: () => Promise.resolve([100n]) },
    onTrouble: () => undefined,
    onCrash: ({ message }) => crashes.push(message),
    sessionTimeoutMs: 1_000,
    consume(options) {
      given.push(options);
      return Promise.resolve({
        ended: new Promise(() => undefined),
        silentForMs: () => 0,
        stop: () => Promise.resolve(),
      });
    },
  });
  const [options] = given;
  if (options?.onAssigned === undefined) throw new Error("nothing is read");
  const { onAssigned, eachBatch } = options;
  const hand = (...offsets: bigint[]) =>
    eachBatch({ topic, partition: 0, messages: messagesAt(...offsets), endOffset: 100n }, control);
  return { onAssigned, hand, batches, crashes };
}

const claimAt = (epoch: number, next: bigint): Claim[] => [{ partition: 0, epoch, next }];

describe("the writer's reader", () => {
  it("goes on at the database's position, and leaves out what came before it", async () => {
    const { onAssigned, hand, batches } = await readerOver(() => Promise.resolve(claimAt(3, 7n)));
    expect(await onAssigned(here)).toEqual([{ topic, partition: 0, offset: 7n }]);
    expect(await hand(5n, 6n, 7n, 8n)).toBe("handled");
    expect(await hand(9n)).toBe("handled");
    expect(batches.map(({ epoch, from, next }) => [epoch, from, next])).toEqual([
      [3, 7n, 9n],
      [3, 9n, 10n],
    ]);
  });

  // Found by the simulation: a connection that broke while a claim was on its way, and a group that was joined again meanwhile.
  it("keeps the newer assignment's claims when an older one is answered after it", async () => {
    const answers: ((claims: Claim[]) => void)[] = [];
    const { onAssigned, hand, batches } = await readerOver(() => new Promise((resolve) => answers.push(resolve)));
    const [older, newer] = [onAssigned(here), onAssigned(here)];
    answers[1]?.(claimAt(2, 5n));
    expect(await newer).toEqual([{ topic, partition: 0, offset: 5n }]);
    await hand(5n);
    answers[0]?.(claimAt(1, 5n));
    expect(await older).toEqual([]);
    expect(await hand(6n)).toBe("handled");
    expect(batches.map(({ epoch, from }) => [epoch, from])).toEqual([
      [2, 5n],
      [2, 6n],
    ]);
  });

  it("refuses to go on where the log has lost what is not stored", async () => {
    const { onAssigned, hand, batches, crashes } = await readerOver(() => Promise.resolve(claimAt(1, 5n)));
    await onAssigned(here);
    await expect(hand(8n)).rejects.toThrow("Partition 0 goes on at 8, the database is at 5.");
    expect([batches, crashes]).toEqual([[], ["Partition 0 goes on at 8, the database is at 5."]]);
  });

  it("refuses a log that ends before the database's position", async () => {
    const { onAssigned, crashes } = await readerOver(() => Promise.resolve(claimAt(1, 101n)));
    await expect(onAssigned(here)).rejects.toThrow("Partition 0 ends at 100, the database is at 101.");
    expect(crashes).toHaveLength(1);
  });
});
