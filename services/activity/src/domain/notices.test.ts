import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type Diary, noticesOf, type ReturnedTogether } from "./notices.ts";

const days = (...numbers: number[]): Day[] =>
  numbers.map((number) => `2026-10-${String(number).padStart(2, "0")}` as Day);
const workingDays = days(1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16);
const at = (text: string): number => Date.parse(text);
const diary = (more: Partial<Diary>): Diary => ({
  personId: "p",
  now: at("2026-10-16T01:00:00Z"), // Friday morning
  zone: "WIB",
  deadlineDays: 3,
  workingDays,
  logged: new Set(workingDays),
  excused: new Set(),
  returned: [],
  tasks: { open: [], toConfirm: [] },
  escalated: { count: 0, since: 0 },
  ...more,
});
const told = (more: Partial<Diary>): unknown[] => noticesOf(diary(more)).map(({ code, params }) => [code, params]);

describe("who has not logged", () => {
  const logged = new Set(days(1, 2, 5, 6, 7, 8, 9, 12));
  const three = { days: "3", fromDate: "2026-10-13", toDate: "2026-10-15" };

  it.each<[string, Partial<Diary>, unknown[]]>([
    ["three days", { logged }, [["ENTRIES_MISSING", three]]],
    ["two days", { logged: new Set([...logged, ...days(13)]) }, []],
    ["three days, and logs today", { logged: new Set([...logged, ...days(16)]) }, []],
    ["three days, and is away today", { logged, excused: new Set(days(16)) }, []],
    ["three days, one of them on leave", { logged, excused: new Set(days(14)) }, []],
    ["three days with leave before them", { logged: new Set(days(1, 2, 5, 6, 7, 8, 9)), excused: new Set(days(12)) }, [["ENTRIES_MISSING", three]]],
    ["gaps before the last entry", { logged: new Set(days(12, 15)) }, []],
    ["nothing at all", { logged: new Set() }, [["ENTRIES_MISSING", { days: "11", fromDate: "2026-10-01", toDate: "2026-10-15" }]]],
    ["nobody is expected", { logged: new Set(), workingDays: [] }, []],
  ])("%s", (_, more, expected) => expect(told(more)).toEqual(expected)); // prettier-ignore

  it("is told from the morning after the third day on, under one id", () => {
    const [first] = noticesOf(diary({ logged }));
    expect(first?.at).toBe(at("2026-10-15T17:00:00Z"));
    const later = { now: at("2026-10-19T01:00:00Z"), workingDays: [...workingDays, ...days(19)], logged };
    const [second] = noticesOf(diary(later));
    expect(second).toMatchObject({ id: first?.id, at: first?.at, params: { days: "4" } });
  });

  it("is told by the day of the own zone", () => {
    const now = at("2026-10-15T15:30:00Z"); // the 16th in WIT only
    expect(told({ logged, now, zone: "WIT" })).toEqual([["ENTRIES_MISSING", three]]);
    expect(told({ logged, now, zone: "WIB" })).toEqual([]);
  });
});

describe("what came back", () => {
  const entries = [
    { id: "2", workDate: "2026-10-06" as Day },
    { id: "1", workDate: "2026-10-05" as Day },
  ];
  const returned: ReturnedTogether = { decisionId: "d", at: at("2026-10-07T02:00:00Z"), reason: "UNCLEAR", entries };
  const old: ReturnedTogether = { ...returned, decisionId: "o", entries: [{ id: "0", workDate: "2026-09-30" as Day }] };

  it("is told once a decision, until its deadline", () => {
    expect(noticesOf(diary({ returned: [returned, old] }))).toEqual([
      {
        id: "d",
        code: "ENTRIES_RETURNED",
        params: { count: "2", fromDate: "2026-10-05", toDate: "2026-10-06", reason: "UNCLEAR" },
        at: returned.at,
      },
    ]);
  });

  it("is part of what a month still waits for", () => {
    const now = at("2026-11-02T01:00:00Z");
    const closing = { period: "2026-10", untilDate: "2026-11-03", missing: "1", returned: "2" };
    const logged = new Set(workingDays.slice(0, -1));
    expect(told({ now, logged, returned: [returned] })).toEqual([
      ["PERIOD_CLOSING", closing],
      ["ENTRIES_RETURNED", expect.anything()],
    ]);
  });
});

describe("a month that closes soon", () => {
  const logged = new Set(workingDays.slice(0, -1));
  it.each<[string, string, boolean]>([
    ["before the last day", "2026-10-30T16:59:59Z", false],
    ["on the last day", "2026-10-30T17:00:00Z", true],
    ["at the deadline", "2026-11-03T17:00:00Z", true],
    ["after the deadline", "2026-11-03T17:00:01Z", false],
  ])("is told %s: %s %s", (_, now, expected) => {
    const codes = noticesOf(diary({ now: at(now), logged })).map(({ code }) => code);
    expect(codes.includes("PERIOD_CLOSING")).toBe(expected);
  });

  it("is not told to whom nothing is missing", () => expect(told({ now: at("2026-11-02T01:00:00Z") })).toEqual([]));
});
