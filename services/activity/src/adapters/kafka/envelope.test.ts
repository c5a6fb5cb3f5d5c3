import { createHash, randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import { partitionFor } from "@kinerja/common/messaging";
import { SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { Entry, RecordEntriesRequest } from "@kinerja/proto/activity/v1/ingest_service";
import fc from "fast-check";

import { type Author } from "../../app/record.ts";
import { entryOf } from "../../testing/world.ts";
import { createFramer, frameBytes, openEnvelope, sealEnvelope } from "./envelope.ts";
import { slicesOf } from "./slices.ts";

const partitions = 8;
const now = Date.parse("2026-10-07T02:00:00Z");
const agencyId = randomUUID();
const author: Author = { personId: randomUUID(), sessionId: randomUUID(), sessionEnded: true, employments: [] };
const partition = partitionFor(author.personId, partitions);
const sha = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

const made = (more: Partial<Entry> = {}) =>
  entryOf(now, { employmentId: randomUUID(), workDate: "2026-10-05", ...more });
const sliceOf = (entry: Entry): Buffer => Buffer.from(Entry.encode(entry).finish());
const frame = (slice: Buffer): Buffer =>
  createFramer(author, now)([{ slice, bodySha256: sha(slice), agencyId, zone: "WITA" }]);
const open = (value: Buffer, at = partition) => openEnvelope({ partition: at, offset: 7n, value }, partitions);

describe("an envelope", () => {
  it("is a SubmittedBatch that holds the client's own bytes", () => {
    const slices = [sliceOf(made()), Buffer.concat([sliceOf(made()), Buffer.from([0xfa, 0x7f, 2, 1, 2])])];
    const { items, schemaRevision } = SubmittedBatch.decode(sealEnvelope(slices.map(frame)));
    expect(schemaRevision).toBe(1);
    expect(items.map(({ entry }) => entry)).toEqual(slices);
    expect(items.map(({ bodySha256 }) => bodySha256.toString("hex"))).toEqual(slices.map(sha));
  });

  it("comes back as what was accepted", () => {
    const entry = made({ version: 3, cancelled: true });
    const { entries, cause } = open(sealEnvelope([frame(sliceOf(entry))]));
    expect(cause).toBeUndefined();
    expect(entries).toMatchObject([
      {
        personId: author.personId,
        id: entry.id,
        version: {
          version: 3,
          agencyId,
          starts: 450,
          ends: 585,
          minutes: 0,
          cancelled: true,
          sessionEnded: true,
          zone: "WITA",
          acceptedAt: now,
          offset: 7n,
        },
      },
    ]);
  });

  it.each([
    ["no protobuf", Buffer.from("not protobuf")],
    ["no protobuf that reads as an empty message", Buffer.from("this is no protobuf")],
    ["nothing", Buffer.alloc(0)],
    ["an envelope without items", sealEnvelope([])],
    ["a revision that we do not know", Buffer.concat([frame(sliceOf(made())), Buffer.from([0x10, 2])])],
    ["an item of another person's partition", undefined],
    ["an entry whose day does not exist", sealEnvelope([frame(sliceOf(made({ workDate: "2026-02-30" })))])],
    ["an entry whose id is no UUIDv7", sealEnvelope([frame(sliceOf(made({ id: randomUUID() })))])],
    [
      "an entry with an id of another age",
      sealEnvelope([frame(sliceOf({ ...made(), id: made().id.replace(/^.{8}/, "00000000") }))]),
    ],
  ])("names the cause for %s", (_, value) => {
    const { entries, cause } =
      value === undefined ? open(sealEnvelope([frame(sliceOf(made()))]), (partition + 1) % partitions) : open(value);
    expect(entries).toEqual([]);
    expect(cause).toBeDefined();
  });

  it("keeps the good items beside a bad one", () => {
    const good = made();
    const { entries, cause } = open(sealEnvelope([frame(Buffer.from([0xff])), frame(sliceOf(good))]));
    expect(entries.map(({ id }) => id)).toEqual([good.id]);
    expect(cause).toMatch(/^item 0: /);
  });
});

describe("an entry with more behind its end", () => {
  const [padded, grouped] = [Buffer.from([0, 0]), Buffer.from([0x0c, 1])];
  /** A description whose length leads into what follows. */
  const overrun = (slice: Buffer): Buffer => Buffer.concat([slice, Buffer.from([0x3a, 40, 65])]);

  it("is not in the log, and is read where another ingest has put it there", () => {
    const entry = made();
    for (const more of [padded, grouped]) {
      const slice = Buffer.concat([sliceOf(entry), more]);
      expect(Entry.decode(slice)).toEqual(entry);
      const { entries, cause } = open(sealEnvelope([frame(slice), frame(sliceOf(made()))]));
      expect([cause, entries.length, entries[0]?.id]).toEqual([undefined, 2, entry.id]);
      expect(entries[0]?.version.body).toEqual(slice);
    }
  });

  it("is never read from the bytes of its neighbours", () => {
    const good = made();
    const { entries, cause } = open(sealEnvelope([frame(overrun(sliceOf(made()))), frame(sliceOf(good))]));
    expect(entries.map(({ id }) => id)).toEqual([good.id]);
    expect(cause).toMatch(/^item 0: .*ends beyond its length/);
  });

  it("costs the frame no more than is reckoned with", () => {
    for (const size of [1, 200, 8_000]) expect(frame(Buffer.alloc(size)).length - size).toBeLessThanOrEqual(frameBytes);
  });
});

describe("slices of a request", () => {
  it("are the bytes of its entries, whatever other fields are around", () => {
    const slices = [sliceOf(made()), sliceOf(made())];
    const request = RecordEntriesRequest.encode({ entries: slices.map((slice) => Entry.decode(slice)) }).finish();
    const unknown = [Buffer.from([0x10, 0x96, 1]), Buffer.from([0x1a, 2, 9, 9]), Buffer.from([0x25, 1, 2, 3, 4])];
    expect(slicesOf(Buffer.concat([unknown[0]!, request, ...unknown.slice(1)]))).toEqual(slices);
  });

  it("never go beyond the bytes, and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const slices = slicesOf(Buffer.from(bytes));
        for (const slice of slices ?? []) expect(slice.length).toBeLessThan(bytes.length);
      }),
    );
  });
});
