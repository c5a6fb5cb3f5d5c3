import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@kinerja/common/errors";

import { type Draft } from "../domain/entry.ts";
import { type Accepted, type Append, type Author, type Received, recordEntries } from "./record.ts";

const now = Date.parse("2026-10-07T02:00:00Z");
const author: Author = {
  personId: "p",
  sessionId: "s",
  sessionEnded: false,
  employments: [
    { id: "00000000-0000-7000-8000-000000000001", agencyId: "a", zone: "WIB" },
    { id: "00000000-0000-7000-8000-000000000002", agencyId: "b", zone: "WIT" },
  ],
};
/** Tells these slices apart. */
const sha256 = (bytes: Buffer): string => `${bytes.length}/${bytes[0] ?? ""}`;

const idOf = (nth: number): string => {
  const hex = now.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7aaa-8aaa-${String(nth).padStart(12, "0")}`;
};
const received = (nth: number, change: Partial<Draft> = {}, bytes = 200): Received => ({
  slice: Buffer.alloc(bytes, nth),
  draft: {
    id: idOf(nth),
    version: 1,
    employmentId: author.employments[0]!.id,
    workDate: "2026-10-07",
    kind: "ENTRY_KIND_PLANNED",
    description: "Supervisi rantai dingin vaksin",
    startsAt: "07:30",
    endsAt: "09:45",
    evidenceUrls: [],
    evidenceFileIds: [],
    ...change,
  },
});

/** A log that puts each entry at the next place and remembers it. */
function openLog() {
  const entries: Accepted[] = [];
  const stamps: number[] = [];
  const append: Append = (_, acceptedAt, accepted) => {
    stamps.push(acceptedAt);
    return Promise.resolve(accepted.map((one) => `3:${entries.push(one) - 1}`));
  };
  return { entries, stamps, record: recordEntries({ append, now: () => now, sha256 }) };
}
const failing = (refusal: Refusal) =>
  recordEntries({ append: () => Promise.reject(refusal), now: () => now, sha256 })(author, [received(1)]);

describe("a request to record entries", () => {
  it.each([
    [0, "LIST_TOO_SHORT"],
    [501, "LIST_TOO_LONG"],
  ])("of %d is refused whole, and nothing of it is appended", async (length, code) => {
    const { record, entries } = openLog();
    const asked = record(
      author,
      Array.from({ length }, (_, nth) => received(nth)),
    );
    await expect(asked).rejects.toMatchObject({ kind: "invalid", violations: [{ pointer: "/entries", code }] });
    expect(entries).toEqual([]);
  });

  it("of 500 is taken", async () => {
    const { record, entries } = openLog();
    const outcomes = await record(
      author,
      Array.from({ length: 500 }, (_, nth) => received(nth)),
    );
    expect(outcomes.filter((outcome) => "position" in outcome)).toHaveLength(500);
    expect(entries).toHaveLength(500);
  });

  it("is answered entry by entry in its own order: up to 8 kB, in a readable form, of an own employment", async () => {
    const { record, entries } = openLog();
    const [most, more] = [received(1, {}, 8_000), received(2, {}, 8_001)];
    const unreadable: Received = { slice: Buffer.from([0xff]), draft: undefined };
    const foreign = received(3, { employmentId: "00000000-0000-7000-8000-000000000003" });
    const last = received(4, { employmentId: author.employments[1]!.id });
    const outcomes = await record(author, [more, most, unreadable, foreign, last]);
    expect(outcomes).toMatchObject([
      { refused: { code: "ENTRY_TOO_LARGE", params: { limitBytes: 8_000 } } },
      { position: "3:0", bodySha256: sha256(most.slice) },
      { refused: { code: "ENTRY_MALFORMED" } },
      { refused: { code: "EMPLOYMENT_NOT_OWN" } },
      { position: "3:1", bodySha256: sha256(last.slice) },
    ]);
    // What goes on is the client's own bytes, with the agency and zone of the employment that it names.
    expect(entries.map(({ slice, agencyId, zone }) => [slice, agencyId, zone])).toEqual([
      [most.slice, "a", "WIB"],
      [last.slice, "b", "WIT"],
    ]);
  });

  it("is stamped by the server's clock, whatever the device says", async () => {
    const { record, stamps } = openLog();
    const deviceTime = new Date("2020-01-01T00:00:00Z");
    const [outcome] = await record(author, [received(1, { deviceTime })]);
    expect(outcome).toMatchObject({ acceptedAt: now });
    expect(stamps).toEqual([now]);
  });

  it("is not appended to where nothing of it is good", async () => {
    const { record, stamps } = openLog();
    expect(await record(author, [received(1, { version: 0 })])).toMatchObject([{ refused: { pointer: "/version" } }]);
    expect(stamps).toEqual([]);
  });

  it("that nobody can confirm in time, or that comes to a full queue, is told when to come again", async () => {
    await expect(failing(new Refusal("deadline", "INGEST_TIMEOUT"))).rejects.toMatchObject({
      kind: "unavailable",
      code: "LOG_UNAVAILABLE",
      params: { retryAfterS: 5 },
    });
    await expect(failing(new Refusal("limit", "INGEST_OVERLOADED", { retryAfterS: 7 }))).rejects.toMatchObject({
      kind: "limit",
      params: { retryAfterS: 7 },
    });
  });
});
