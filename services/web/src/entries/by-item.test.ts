import { describe, expect, it } from "@jest/globals";
import { type Entry, type StoredEntry } from "../api/types.ts";
import { type OutboxItem } from "../offline/outbox.ts";
import { loggedByItem } from "./by-item.ts";
import { type Row } from "./rows.ts";

const entry = (planItemId: string | undefined, quantity?: number, more: Partial<Entry> = {}): Entry =>
  ({ planItemId, quantity, workDate: "2026-10-05", ...more }) as unknown as Entry;
const stored = (of: Entry, state = "OPEN"): Row => ({ entry: of, stored: { entry: of, state } as StoredEntry });
const own = (of: Entry, status: string, before?: Row): Row => ({
  ...before,
  entry: of,
  own: { entry: of, status } as OutboxItem,
});

const ofOctober = (...rows: Row[]) => Object.fromEntries(loggedByItem(rows, "2026-10"));

describe("what was logged for a plan item", () => {
  it("adds up quantities, once where none is written, without cancelled and returned entries", () => {
    const rows = [
      stored(entry("a", 2)),
      stored(entry("a")),
      stored(entry("b", 5), "RETURNED"),
      stored(entry("a", 9), "CANCELLED"),
      stored(entry(undefined, 3)),
      stored(entry("", 3)),
    ];
    expect(ofOctober(...rows)).toEqual({ a: { quantity: 3, entries: 2 } });
  });

  it("leaves out entries of another month", () => {
    expect(ofOctober(stored(entry("a", 2, { workDate: "2026-09-30" })))).toEqual({});
  });

  it("counts at once what the device has not sent yet, and a correction of what was returned", () => {
    const returned = stored(entry("a", 1), "RETURNED");
    expect(ofOctober(own(entry("a", 4), "waiting"))).toEqual({ a: { quantity: 4, entries: 1 } });
    expect(ofOctober(own(entry("a", 2), "acknowledged", returned))).toEqual({ a: { quantity: 2, entries: 1 } });
    expect(ofOctober(own(entry("a", 1, { cancelled: true }), "waiting", stored(entry("a", 1))))).toEqual({});
  });

  it("leaves what the server has where a change was refused", () => {
    expect(ofOctober(own(entry("a", 9), "refused"))).toEqual({});
    expect(ofOctober(own(entry("b", 9), "refused", stored(entry("a", 1))))).toEqual({ a: { quantity: 1, entries: 1 } });
  });
});
