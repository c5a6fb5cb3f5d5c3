import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Problem } from "../api/problem.ts";
import { type Entry, type EntryResult, type StoredEntry } from "../api/types.ts";
import {
  applyResults,
  confirm,
  confirmShown,
  lastPosition,
  markAttempt,
  nextBatch,
  nextVersion,
  type Outbox,
  pauseMs,
  queue,
  refusalsOf,
} from "./outbox.ts";

const entry = (id: string, version = 1, description = "Rapat"): Entry => ({
  id,
  version,
  employmentId: "e",
  workDate: "2026-11-19",
  kind: "PLANNED",
  description,
});
const known = (stored: number, shown = stored) => ({ stored, shown });
const receipt = (id: string, position: string, version = 1): EntryResult => ({
  id,
  version,
  receipt: { bodySha256: "ab", position, acceptedAt: "2026-11-19T05:05:00Z" },
});
const refusal = (id: string, version = 1): EntryResult => ({
  id,
  version,
  refusal: { code: "WORK_DATE_IN_FUTURE", pointer: "/workDate", params: {} },
});
const sent = (outbox: Outbox): Outbox => markAttempt(outbox, outbox);
const keys = (outbox: Outbox): string[] => outbox.map((item) => item.key);

describe("changing an entry that waits", () => {
  it("replaces it while no call has carried it", () => {
    const outbox = queue([], "p", [entry("a")], 0);
    expect(nextVersion(outbox, "a", known(0))).toBe(1);
    const changed = queue(outbox, "p", [entry("a", 1, "Rapat besar")], 1);
    expect(changed.map((item) => item.entry.description)).toEqual(["Rapat besar"]);
  });

  it("adds a version once a call has carried it, since it may be in the log", () => {
    const outbox = sent(queue([], "p", [entry("a")], 0));
    expect(nextVersion(outbox, "a", known(0))).toBe(2);
    expect(keys(queue(outbox, "p", [entry("a", 2)], 1))).toEqual(["a:1", "a:2"]);
  });

  it("takes the place of a refused one, under the same version", () => {
    const outbox = applyResults(sent(queue([], "p", [entry("a")], 0)), [refusal("a")]);
    expect(nextVersion(outbox, "a", known(0))).toBe(1);
    expect(queue(outbox, "p", [entry("a")], 1)).toMatchObject([{ key: "a:1", status: "waiting", attempts: 0 }]);
  });

  it("gets a new version when an earlier call of a refused one may have arrived", () => {
    const outbox = applyResults(sent(sent(queue([], "p", [entry("a")], 0))), [refusal("a")]);
    expect(nextVersion(outbox, "a", known(0))).toBe(2);
  });

  it("goes on from the server's version", () => {
    expect(nextVersion([], "a", known(3))).toBe(4);
    expect(nextVersion(queue([], "p", [entry("a", 4)], 0), "a", known(3))).toBe(4);
    expect(nextVersion(queue([], "p", [entry("a", 4)], 0), "a", known(5))).toBe(6);
  });

  it("goes on from the version shown, also when that was confirmed and left the outbox meanwhile", () => {
    expect(nextVersion([], "a", known(1, 2))).toBe(3);
    expect(nextVersion(queue([], "p", [entry("a", 2)], 0), "a", known(1, 2))).toBe(2);
  });
});

describe("the answers of a call", () => {
  it("settle what they name and leave the rest waiting", () => {
    const outbox = applyResults(sent(queue([], "p", [entry("a"), entry("b"), entry("c")], 0)), [
      receipt("a", "3:10"),
      refusal("b"),
    ]);
    expect(outbox.map((item) => item.status)).toEqual(["acknowledged", "refused", "waiting"]);
    expect(keys(nextBatch(outbox, "p", 10))).toEqual(["c:1"]);
  });

  it("never lose an entry, whatever they are", () => {
    const results = fc.array(
      fc
        .tuple(fc.constantFrom("a", "b", "c", "x"), fc.boolean())
        .map(([id, isGood]) => (isGood ? receipt(id, "3:1") : refusal(id))),
    );
    fc.assert(
      fc.property(results, (answers) => {
        const outbox = sent(queue([], "p", [entry("a"), entry("b"), entry("c")], 0));
        expect(keys(applyResults(outbox, answers))).toEqual(keys(outbox));
      }),
    );
  });

  it("of a call refused as a whole fall on the entries that it names", () => {
    const batch = queue([], "p", [entry("a"), entry("b")], 0);
    const errors = [{ pointer: "/entries/1/description", code: "TEXT_CONTROL", detail: "" }];
    expect(refusalsOf(batch, new Problem({ status: 400, code: "REQUEST_INVALID", errors }))).toEqual([
      { id: "b", version: 1, refusal: { code: "TEXT_CONTROL", pointer: "/description", params: {} } },
    ]);
    expect(refusalsOf(batch, new Problem({ status: 400, code: "REQUEST_INVALID" }))).toEqual([]);
    expect(refusalsOf(batch.slice(0, 1), new Problem({ status: 413, code: "TOO_LARGE" }))).toHaveLength(1);
  });
});

describe("reading one's own writes", () => {
  const outbox = applyResults(sent(queue([], "p", [entry("a"), entry("b")], 0)), [
    receipt("a", "3:9"),
    receipt("b", "3:10"),
  ]);

  it("waits for the last receipt, compared as a number", () => {
    expect(lastPosition(outbox, "p")).toBe("3:10");
    expect(lastPosition(outbox, "other")).toBeUndefined();
  });

  it("asks with a receipt of the spool only when there is no other, and drops it when the entry is shown", () => {
    const spooled = applyResults(sent(queue(outbox, "p", [entry("c", 2)], 1)), [receipt("c", "spool:x", 2)]);
    expect(lastPosition(spooled, "p")).toBe("3:10");
    expect(lastPosition([...spooled].reverse(), "p")).toBe("3:10");
    const alone = confirm(spooled, "p", "3:10");
    expect([keys(alone), lastPosition(alone, "p")]).toEqual([["c:2"], "spool:x"]);
    expect(confirm(alone, "p", "spool:x")).toEqual(alone);
    const stored = (version: number) => ({ entry: entry("c", version) }) as StoredEntry;
    expect(confirmShown(alone, "p", [stored(1)])).toEqual(alone);
    expect(confirmShown(alone, "other", [stored(2)])).toEqual(alone);
    expect(confirmShown(alone, "p", [stored(3)])).toEqual([]);
    const waiting = queue([], "p", [entry("c", 2)], 0);
    expect(confirmShown(waiting, "p", [stored(2)])).toEqual(waiting); // not answered: it is sent again
  });

  it("drops what a complete read has shown, and nothing else", () => {
    const more = queue(outbox, "p", [entry("c")], 1);
    expect(keys(confirm(more, "p", "3:9"))).toEqual(["b:1", "c:1"]);
    expect(keys(confirm(more, "p", "3:10"))).toEqual(["c:1"]);
    expect(keys(confirm(more, "other", "3:10"))).toEqual(keys(more));
  });
});

describe("two people on one device", () => {
  it("never send each other's entries", () => {
    const outbox = queue(queue([], "p", [entry("a")], 0), "q", [entry("b")], 1);
    expect(keys(nextBatch(outbox, "q", 10))).toEqual(["b:1"]);
  });
});

describe("the pause after failures", () => {
  it("grows to a minute, varies by half, and is never shorter than asked", () => {
    expect(pauseMs(1, undefined, 1)).toBe(2_000);
    expect(pauseMs(1, undefined, 0)).toBe(1_000);
    expect(pauseMs(50, undefined, 1)).toBe(60_000);
    expect(pauseMs(1, 30_000, 0)).toBe(30_000);
  });
});
