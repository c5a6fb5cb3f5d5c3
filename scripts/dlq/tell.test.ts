import { describe, expect, it } from "@jest/globals";
import { type ParkedOf } from "./parked.ts";
import { pageJson, pageText, recordText } from "./tell.ts";

const record: ParkedOf = {
  ...{ service: "activity", consumer: "activity-writer", topic: "log", partition: 3, offset: 2n ** 60n },
  ...{ parkedAt: "2026-10-05T01:02:03.123456Z", size: 12, sha256: "ab", cause: "RangeError: index" },
  ...{ redrivenAt: null, redrivenBy: null, settledAt: null, settledBy: null, settledReason: null },
};

describe("what npm run dlq tells", () => {
  it("is where a record lies, what it is, and why it was parked", () => {
    expect(pageText({ total: 1, records: [record] }, { limit: 50, page: 1 }).split("\n")).toEqual([
      "activity log/3:1152921504606846976",
      "  parked 2026-10-05T01:02:03.123456Z by activity-writer; 12 bytes, sha256 ab; not re-driven",
      "  RangeError: index",
      "1 to 1 of 1",
    ]);
  });

  it("says who re-drove it, and that a tombstone has no value", () => {
    const done = { ...record, size: null, sha256: null, redrivenAt: "2026-10-06T00:00:00.000000Z", redrivenBy: "Siti" };
    expect(pageText({ total: 1, records: [done] }, { limit: 50, page: 1 })).toContain(
      "a tombstone; re-driven 2026-10-06T00:00:00.000000Z by Siti",
    );
  });

  it("says who settled it and why, and whose it may be", () => {
    const done = {
      ...record,
      settledAt: "2026-10-06T00:00:00.000000Z",
      settledBy: "Siti",
      settledReason: "random bytes",
    };
    expect(pageText({ total: 1, records: [done] }, { limit: 50, page: 1 })).toContain(
      "not re-driven; settled 2026-10-06T00:00:00.000000Z by Siti: random bytes",
    );
    const mayBeOf = Array.from({ length: 22 }, () => ({ personId: null, agencyId: "a", period: "2026-10" }));
    const shown = recordText({ ...record, headers: {}, mayBeOf });
    expect(shown).toContain("not re-driven; not settled\nmay be   person unknown, agency a, month 2026-10\n");
    expect(shown).toContain("and 2 more");
  });

  it("says which page it is, and how the next one is asked for", () => {
    const text = (total: number, count: number, page: number): string | undefined =>
      pageText({ total, records: new Array<ParkedOf>(count).fill(record) }, { limit: 2, page })
        .split("\n")
        .at(-1);
    expect(text(5, 2, 2)).toBe("3 to 4 of 5; the next ones: --page 3");
    expect(text(5, 1, 3)).toBe("5 to 5 of 5");
    expect(text(5, 0, 4)).toBe("none on page 4 of 5");
    expect(text(0, 0, 1)).toBe("no parked records");
  });

  it("shortens causes in the list, and shows a record's whole", () => {
    const long = { ...record, cause: "x".repeat(2_000), headers: { ce_id: "1" }, mayBeOf: undefined };
    expect(pageText({ total: 1, records: [long] }, { limit: 50, page: 1 })).toContain(`  ${"x".repeat(160)}…\n`);
    expect(recordText(long)).toContain("x".repeat(2_000));
    expect(recordText(long)).toContain('{"ce_id":"1"}');
  });

  it("holds nothing that a terminal would obey", () => {
    const bad = "\u001b[2J\u009b31m\nactivity log/0:0";
    const hostile = {
      ...record,
      cause: bad,
      headers: { [bad]: bad },
      mayBeOf: undefined,
      settledAt: "x",
      settledReason: bad,
    };
    const shown = `${pageText({ total: 1, records: [hostile] }, { limit: 50, page: 1 })}${recordText(hostile)}`;
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(shown).not.toMatch(/^activity log\/0:0/m);
  });

  it("keeps offsets whole in JSON", () => {
    expect(JSON.parse(pageJson({ total: 1, records: [record] }))).toMatchObject({
      total: 1,
      records: [{ offset: "1152921504606846976", partition: 3, cause: "RangeError: index" }],
    });
  });
});
