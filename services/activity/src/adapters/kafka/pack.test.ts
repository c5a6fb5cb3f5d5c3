import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import { SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import fc from "fast-check";

import { type Accepted } from "../../app/record.ts";
import { entryOf } from "../../testing/world.ts";
import { createFramer } from "./envelope.ts";
import { byChunk, type Chunk, cut, pack } from "./pack.ts";

const author = { personId: randomUUID(), sessionId: randomUUID(), sessionEnded: false, employments: [] };
const frame = createFramer(author, 1);
const agencyId = randomUUID();
const acceptedOf = (slice: Buffer): Accepted => ({ slice, bodySha256: "ab".repeat(32), agencyId, zone: "WIB" });

const requests = fc.array(
  fc.record({
    partition: fc.integer({ min: 0, max: 3 }),
    acceptedAt: fc.integer({ min: 1, max: 1_000 }),
    sizes: fc.array(fc.integer({ min: 1, max: 8_000 }), { minLength: 1, maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 20 },
);

describe("envelopes", () => {
  it("hold every item of their partition once, in order, and name the chunks that they hold", () => {
    fc.assert(
      fc.property(requests, (made) => {
        const chunks = made.flatMap(({ partition, acceptedAt, sizes }, mark) =>
          cut(
            sizes.map((size) => acceptedOf(Buffer.alloc(size, mark))),
            frame,
            { partition, acceptedAt, agencyId: "a" },
          ),
        );
        const packed = pack(chunks);
        for (const [partition, envelopes] of packed) {
          // One record for all of a flush: another one begins only where the next chunk would not have fitted.
          for (const [nth, { chunks: held }] of envelopes.slice(1).entries())
            expect((envelopes[nth]?.value.length ?? 0) + (chunks[held[0] ?? 0]?.items.length ?? 0)).toBeGreaterThan(
              256_000,
            );
          const mine = chunks.filter((chunk) => chunk.partition === partition);
          const wanted = Buffer.concat(mine.map(({ items }) => items));
          expect(Buffer.concat(envelopes.map(({ value }) => value.subarray(0, value.length - 2))).equals(wanted)).toBe(
            true,
          );
          for (const { value, entries, chunks: held, acceptedAt } of envelopes) {
            expect(value.length).toBeLessThanOrEqual(256_010);
            expect(SubmittedBatch.decode(value).items).toHaveLength(entries);
            const inside = held.map((index) => chunks[index] as Chunk);
            expect(entries).toBe(inside.reduce((sum, { entries: held }) => sum + held, 0));
            expect(acceptedAt).toBe(Math.min(...inside.map((chunk) => chunk.acceptedAt)));
          }
        }
        const all = [...packed].flatMap(([partition, envelopes]) => envelopes.map((one) => [one, partition] as const));
        expect(byChunk(chunks.length, all)).toEqual(chunks.map(({ partition }) => partition));
      }),
      { numRuns: 50 },
    );
  });

  it("hold fewer entries than one transaction of the writer takes, however small these are", () => {
    const least = entryOf(1, {
      ...{ employmentId: randomUUID(), workDate: "2026-10-05", description: "abc" },
      ...{ startsAt: undefined, endsAt: undefined, minutes: 1 },
    });
    const slice = Buffer.from(Entry.encode(least).finish());
    const entries = Array.from({ length: 500 }, () => acceptedOf(slice));
    const of = { partition: 0, acceptedAt: 1, agencyId: "a" };
    const requests = Array.from({ length: 20 }, () => cut(entries, frame, of));
    const most = Math.max(...(pack(requests.flat()).get(0) ?? []).map(({ entries: held }) => held));
    expect(most).toBeGreaterThan(500);
    expect(most).toBeLessThanOrEqual(2_000);
  });
});
