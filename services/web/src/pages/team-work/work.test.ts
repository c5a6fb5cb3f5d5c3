import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays } from "../../time/dates.ts";
import { hrefOf, inboxDayOf, type MemberWork, monthOf, moved, otherEntries, spanOf, totalsOf } from "./work.ts";

const today = "2026-11-19";
const asked = (query: string) => spanOf(new URLSearchParams(query), today);

describe("the span of the team's work", () => {
  it.each([
    ["", "day", today, today],
    ["hari=2026-11-02", "day", "2026-11-02", "2026-11-02"],
    ["hari=2026-11-20", "day", today, today],
    ["hari=2026-02-30", "day", today, today],
    ["bulan=2026-02", "month", "2026-02-01", "2026-02-28"],
    ["bulan=2026-12", "month", "2026-11-01", "2026-11-30"],
    ["bulan=2026-13", "day", today, today],
  ])("of %j is the %s from %s to %s", (query, kind, from, to) => expect(asked(query)).toEqual({ kind, from, to }));

  it("has the same address again, and comes back from the step before", () => {
    const date = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays("2010-01-01", days));
    fc.assert(
      fc.property(date, fc.boolean(), (day, isMonth) => {
        const span = isMonth ? monthOf(day.slice(0, 7)) : ({ kind: "day", from: day, to: day } as const);
        expect(spanOf(new URL(hrefOf(span), "http://local").searchParams, "2099-12-31")).toEqual(span);
        expect(moved(moved(span, 1), -1)).toEqual(span);
        expect(moved(span, 1).from).toBe(addDays(span.to, 1));
      }),
    );
  });

  it("opens the inbox at its last day that has come", () => {
    expect(inboxDayOf(monthOf("2026-11"), today)).toBe(today);
    expect(inboxDayOf(monthOf("2026-10"), today)).toBe("2026-10-31");
  });
});

describe("the team's work in numbers", () => {
  const work = (more: Partial<MemberWork>): MemberWork =>
    ({
      entries: 0,
      plannedEntries: 0,
      taskEntries: 0,
      openEntries: 0,
      minutes: 0,
      tasksLate: 0,
      ...more,
    }) as MemberWork;

  it("adds up who logged what", () => {
    const members = [work({ entries: 2, minutes: 90, openEntries: 1 }), work({ tasksLate: 2 })];
    expect(totalsOf(members)).toEqual({ people: 2, logging: 1, minutes: 90, open: 1, late: 2 });
  });

  it("counts what is for neither plan nor task", () =>
    expect(otherEntries(work({ entries: 5, plannedEntries: 3, taskEntries: 1 }))).toBe(1));
});
