import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import { partitionFor } from "@kinerja/common/messaging";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import fc from "fast-check";

import { type Accepted, recordEntries } from "../../app/record.ts";
import { entryOf } from "../../testing/world.ts";
import { createFramer, openEnvelope, sealEnvelope } from "../kafka/envelope.ts";
import { recordBytes, sha256 } from "./ingest.ts";

const now = Date.parse("2026-10-07T02:00:00Z");
const [personId, sessionId, employmentId, agencyId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const employments = [{ id: employmentId, agencyId, zone: "WIB" as const }];
const author = { personId, sessionId, sessionEnded: false, employments };
const made = () => entryOf(now, { employmentId, workDate: "2026-10-06", evidenceUrls: ["https://contoh.go.id/a"] });

/** A request of one entry, by its bytes. */
function requestOf(slice: Buffer): Buffer {
  const size = [(slice.length & 0x7f) | 0x80, slice.length >> 7];
  return Buffer.concat([Buffer.from([0x0a, ...size]), slice]);
}

/** What is answered, and what the writer makes of what went into the log. */
async function record(slice: Buffer) {
  const taken: Accepted[] = [];
  const append = (_: unknown, __: number, entries: readonly Accepted[]): Promise<string[]> => {
    taken.push(...entries);
    return Promise.resolve(entries.map(() => "0:0"));
  };
  const ask = recordBytes(recordEntries({ append, now: () => now, sha256 }), () => false);
  const { results } = await ask(requestOf(slice), author as never);
  if (taken.length === 0) return { results, stored: undefined };
  const value = sealEnvelope([createFramer(author, now)(taken)]);
  return { results, stored: openEnvelope({ partition: partitionFor(personId, 8), offset: 0n, value }, 8) };
}

describe("what ingest acknowledges", () => {
  it.each([
    ["a field without a number", [0, 0]],
    ["the end of a group", [0x0c, 1]],
    ["a text that leads beyond the end", [0x3a, 40, 65]],
  ])("is no entry with %s behind its end", async (_, more) => {
    const { results, stored } = await record(Buffer.concat([Buffer.from(Entry.encode(made()).finish()), Buffer.from(more)])); // prettier-ignore
    expect(results).toMatchObject([{ outcome: { value: { code: "ENTRY_MALFORMED" } } }]);
    expect(stored).toBeUndefined();
  });

  it("is stored by the writer, whatever a client makes of its bytes", async () => {
    const change = fc.record({ at: fc.nat(400), byte: fc.integer({ min: 0, max: 255 }) });
    let acknowledged = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 2 }), fc.uint8Array({ maxLength: 4 }), async (changes, more) => {
        const slice = Buffer.concat([Buffer.from(Entry.encode(made()).finish()), Buffer.from(more)]);
        for (const { at, byte } of changes) slice[at % slice.length] = byte;
        const { results, stored } = await record(slice);
        if (results[0]?.outcome?.$case !== "receipt") return;
        acknowledged++;
        expect(stored?.cause).toBeUndefined();
        expect(stored?.entries.map(({ version }) => version.body)).toEqual([slice]);
      }),
      { numRuns: 2_000 },
    );
    expect(acknowledged).toBeGreaterThan(100);
  });
});
