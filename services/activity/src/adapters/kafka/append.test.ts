import { createHash, randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import { type OutgoingBatch, partitionFor } from "@kinerja/common/messaging";
import { virtualTimers } from "@kinerja/common/testing";
import { SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type Accepted, type Author } from "../../app/record.ts";
import { entryOf } from "../../testing/world.ts";
import { kafkaAppend } from "./append.ts";
import { openEnvelope } from "./envelope.ts";

const partitions = 4;
const topic = "kinerja.test.activity.submitted.v1";
const acceptedAt = Date.parse("2026-10-07T02:00:00Z");
const sendMs = 20;

type Sent = { readonly at: number; readonly batches: readonly OutgoingBatch[] };

/** The append of ingest on a log that takes its time, or that never answers. */
function openAppend({ isAway = false } = {}) {
  const timers = virtualTimers();
  const sent: Sent[] = [];
  const spooled: number[] = [];
  const ends = Array<number>(partitions).fill(0);
  let [onTheWay, mostOnTheWay] = [0, 0];
  const { append } = kafkaAppend({
    producer: {
      async send(batches) {
        sent.push({ at: timers.now(), batches });
        mostOnTheWay = Math.max(mostOnTheWay, ++onTheWay);
        await new Promise<void>((resolve) => (isAway ? undefined : timers.after(sendMs, resolve)));
        onTheWay--;
        return batches.map(({ partition, messages }) => {
          const baseOffset = BigInt(ends[partition] ?? 0);
          ends[partition] = Number(baseOffset) + messages.length;
          return { topic, partition, baseOffset };
        });
      },
      close: () => Promise.resolve(),
    },
    topic,
    partitions,
    spool: { keep: (_, envelopes) => Promise.resolve(void spooled.push(envelopes.length)) },
    onTrouble: () => undefined,
    timers,
  });
  return { append, timers, sent, spooled, mostOnTheWay: () => mostOnTheWay };
}

const authorOf = (personId: string): Author => ({
  ...{ personId, sessionId: randomUUID(), sessionEnded: false, employments: [] },
});
/** Somebody whose entries go into a partition. */
function someoneIn(partition: number): Author {
  for (;;) {
    const personId = randomUUID();
    if (partitionFor(personId, partitions) === partition) return authorOf(personId);
  }
}
const accepted = (agencyId: string, count = 1, description = "Rapat tim"): Accepted[] =>
  Array.from({ length: count }, () => {
    const entry = entryOf(acceptedAt, { employmentId: randomUUID(), workDate: "2026-10-06", description });
    const slice = Buffer.from(Entry.encode(entry).finish());
    return { slice, bodySha256: createHash("sha256").update(slice).digest("hex"), agencyId, zone: "WIB" };
  });
const recordsOf = ({ batches }: Sent): [number, number[]][] =>
  batches.map(({ partition, messages }) => [
    partition,
    messages.map(({ value }) => SubmittedBatch.decode(value ?? Buffer.alloc(0)).items.length),
  ]);
const [agency, other] = [randomUUID(), randomUUID()];

describe("appending to the log", () => {
  it("waits 5 ms for company, no less and no more, and sends all that came as one record a partition in one send", async () => {
    const { append, timers, sent } = openAppend();
    const [first, second] = [someoneIn(1), someoneIn(3)];
    const places = [append(first, acceptedAt, accepted(agency, 2)), append(second, acceptedAt, accepted(agency))];
    await timers.advance(4);
    places.push(append(first, acceptedAt, accepted(other)), append(someoneIn(1), acceptedAt, accepted(other)));
    await timers.advance(0.9);
    expect(sent).toEqual([]);
    await timers.advance(0.1);
    expect(sent.map(({ at }) => at)).toEqual([5]);
    expect(recordsOf(sent[0]!)).toEqual([
      [1, [4]],
      [3, [1]],
    ]);
    await timers.advance(sendMs);
    expect(await Promise.all(places)).toEqual([["1:0", "1:0"], ["3:0"], ["1:0"], ["1:0"]]);
  });

  it("waits no longer for eight that nobody joins for a millisecond", async () => {
    const { append, timers, sent } = openAppend();
    const places = Array.from({ length: 7 }, () => append(someoneIn(1), acceptedAt, accepted(agency)));
    await timers.advance(2);
    expect(sent).toEqual([]);
    places.push(append(someoneIn(1), acceptedAt, accepted(agency)));
    await timers.advance(0.9);
    expect(sent).toEqual([]);
    await timers.advance(1.1);
    expect(sent).toHaveLength(1);
    await timers.advance(sendMs);
    expect(await Promise.all(places)).toHaveLength(8);
  });

  it("goes to the partition that murmur2 names, as the client's own bytes with their hash, with no key", async () => {
    const { append, timers, sent } = openAppend();
    for (let nth = 0; nth < 20; nth++) {
      const [author, entries] = [authorOf(randomUUID()), accepted(agency, 2)];
      const placed = append(author, acceptedAt, entries);
      await timers.advance(5 + sendMs);
      const batch = sent.at(-1)!.batches[0]!;
      const partition = partitionFor(author.personId, partitions);
      expect([batch.topic, batch.partition, batch.messages.map(({ key }) => key)]).toEqual([topic, partition, [null]]);
      const [place] = await placed;
      const record = { partition, offset: BigInt(place!.split(":")[1]!), value: batch.messages[0]!.value! };
      const { entries: logged, cause } = openEnvelope(record, partitions);
      expect(cause).toBeUndefined();
      expect(
        logged.map(({ version }) => [version.body, version.bodySha256.toString("hex"), version.acceptedAt]),
      ).toEqual(entries.map(({ slice, bodySha256 }) => [slice, bodySha256, acceptedAt]));
    }
  });

  it("has one send on its way, however many ask", async () => {
    const { append, timers, sent, mostOnTheWay } = openAppend();
    const all = [];
    for (let nth = 0; nth < 50; nth++) {
      all.push(append(someoneIn(nth % partitions), acceptedAt, accepted(agency)));
      await timers.advance(1);
    }
    await timers.advance(200);
    await Promise.all(all);
    expect(sent.length).toBeGreaterThan(1);
    expect(mostOnTheWay()).toBe(1);
  });

  it("sends no record over 256 kB, and cuts one request where it must", async () => {
    const { append, timers, sent } = openAppend();
    const places = append(someoneIn(2), acceptedAt, accepted(agency, 500, "x".repeat(1_000)));
    await timers.advance(200);
    const sizes = sent.flatMap(({ batches }) => batches.flatMap(({ messages }) => messages.map(({ value }) => value)));
    expect(sizes.length).toBeGreaterThan(2);
    for (const value of sizes) expect(value?.length).toBeLessThanOrEqual(256_000);
    expect(new Set(await places).size).toBe(sizes.length);
  });
});

describe("a flood", () => {
  const flood = async ({ append, timers }: ReturnType<typeof openAppend>, requests: number) => {
    const outcomes: Promise<unknown>[] = [];
    const [author, entries] = [someoneIn(1), accepted(agency)];
    for (let nth = 0; nth < requests; nth++)
      outcomes.push(
        append(author, acceptedAt, entries).then(
          () => "taken",
          (error: unknown) => error,
        ),
      );
    await timers.advance(0);
    return outcomes;
  };

  it("of one agency does not keep another one's entry from the next send", async () => {
    const world = openAppend();
    const outcomes = await flood(world, 3_000);
    await world.timers.advance(5);
    expect(world.sent).toHaveLength(1);
    let placed = false;
    const little = world.append(someoneIn(0), acceptedAt, accepted(other)).then(() => (placed = true));
    await world.timers.advance(2 * sendMs + 1);
    expect(world.sent).toHaveLength(3);
    expect(placed).toBe(true);
    await little;
    await world.timers.advance(1_000);
    await Promise.all(outcomes);
  });

  it("is refused where the queue is full, with the time to come again, and leaves room for others", async () => {
    const world = openAppend();
    const outcomes = await flood(world, 16_000);
    const little = world.append(someoneIn(0), acceptedAt, accepted(other));
    await world.timers.advance(10_000);
    const refused = (await Promise.all(outcomes)).filter((outcome) => outcome !== "taken");
    expect(refused.length).toBeGreaterThan(500);
    expect(refused[0]).toMatchObject({ kind: "limit", code: "INGEST_OVERLOADED" });
    for (const refusal of refused)
      expect((refusal as { params: { retryAfterS: number } }).params.retryAfterS).toBeGreaterThanOrEqual(1);
    expect(await little).toHaveLength(1);
  });
});

describe("a log that does not answer", () => {
  it("is waited for two seconds; then the spool has the batch, and the receipt names it", async () => {
    const { append, timers, spooled } = openAppend({ isAway: true });
    const placed = append(someoneIn(1), acceptedAt, accepted(agency, 2));
    await timers.advance(5 + 1_999);
    expect(spooled).toEqual([]);
    await timers.advance(1);
    expect(spooled).toEqual([1]);
    const [place, second] = await placed;
    expect(place).toMatch(/^spool:[0-9a-f-]{36}$/);
    expect(second).toBe(place);
  });
});
