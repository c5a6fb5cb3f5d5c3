import { describe, expect, it } from "@jest/globals";
import { type EntryRange } from "../../api/calls.ts";
import { type StoredEntry, type TeamMember } from "../../api/types.ts";
import { overlapsOf } from "./overlaps.ts";

const stored = (id: string, startsAt: string, endsAt: string, flags = ["OVERLAP"]): StoredEntry =>
  ({ entry: { id, description: id, workDate: "2026-10-05", startsAt, endsAt }, flags }) as unknown as StoredEntry;
const member = (personId: string, ...exceptions: StoredEntry[]): TeamMember =>
  ({ personId, exceptions }) as unknown as TeamMember;

/** A log of one approved entry; it tells what was asked. */
function log(...entries: StoredEntry[]) {
  const asked: EntryRange[] = [];
  return {
    asked,
    entries: (range: EntryRange) => {
      asked.push(range);
      return Promise.resolve({ entries, nextPageToken: "", pending: false });
    },
  };
}

describe("the overlaps of a team", () => {
  it("are found among the findings without another call", async () => {
    const api = log();
    const found = await overlapsOf(api, [
      member("p", stored("a", "07:30", "09:45"), stored("b", "09:30", "11:00"), stored("c", "08:00", "09:00", [])),
      member("q", stored("d", "07:30", "09:45", [])),
    ]);
    expect([...found].map(([id, { minutes, other }]) => [id, minutes, other.id])).toEqual([
      ["a", 60, "c"],
      ["b", 15, "a"],
    ]);
    expect(api.asked).toEqual([]);
  });

  it("with an entry that is no finding any more are read from the day", async () => {
    const alone = stored("a", "07:30", "09:45");
    const api = log(stored("x", "09:15", "10:00", []), alone);
    const found = await overlapsOf(api, [member("p", alone)]);
    expect(found.get("a")).toMatchObject({ minutes: 30, other: { id: "x" } });
    expect(api.asked).toEqual([{ personId: "p", fromDate: "2026-10-05", toDate: "2026-10-05" }]);
  });

  it("are left to the flag alone where the day can't be read", async () => {
    const api = { entries: () => Promise.reject(new Error("down")) };
    expect([...(await overlapsOf(api, [member("p", stored("a", "07:30", "09:45"))]))]).toEqual([]);
  });
});
