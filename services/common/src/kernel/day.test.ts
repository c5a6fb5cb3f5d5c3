import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { Refusal } from "../errors/index.ts";
import {
  addDays,
  type Day,
  dayAt,
  daysBetween,
  daysInMonth,
  daysOf,
  firstDay,
  ianaZone,
  isDay,
  isPeriod,
  lastDay,
  minuteOfDay,
  mondayOf,
  nextPeriod,
  parseDay,
  parsePeriod,
  type Period,
  periodOf,
  previousPeriod,
  startOfDay,
  weekday,
  type Zone,
} from "./day.ts";

const zones: readonly Zone[] = ["WIB", "WITA", "WIT"];
const years = fc.integer({ min: 1901, max: 2198 });
const days = fc
  .tuple(years, fc.integer({ min: 0, max: 364 }))
  .map(([year, index]) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10) as Day);
const periods = fc
  .tuple(years, fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, "0")}` as Period);

/** Julian day number by Fliegel and Van Flandern: knows nothing of JavaScript's calendar. */
function julian(day: Day): number {
  const [y = 0, m = 0, d = 0] = day.split("-").map(Number);
  const t = Math.trunc;
  const a = t((m - 14) / 12);
  return (
    t((1461 * (y + 4800 + a)) / 4) + t((367 * (m - 2 - 12 * a)) / 12) - t((3 * t((y + 4900 + a) / 100)) / 4) + d - 32075
  );
}

describe("days", () => {
  it.each(["2026-02-28", "2024-02-29", "2000-02-29", "1900-01-01", "2199-12-31"])("%s exists", (text) => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    "2026-02-29",
    "1900-02-29",
    "2100-02-29",
    "2026-04-31",
    "2026-00-10",
    "2026-13-01",
    "2026-01-00",
    "1899-12-31",
    "2200-01-01",
    "2026-1-01",
    "2026-01-01 ",
    "2026-01-01\n",
    "٢٠٢٦-01-01",
    "",
  ])("%j does not", (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => parseDay(text, "/from")).toThrow(
      expect.objectContaining({ violations: [{ pointer: "/from", code: "DATE_FORM", params: {} }] }),
    );
  });

  it("agrees with Julian day numbers", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -400, max: 400 }), (day, count) => {
        const other = addDays(day, count);
        fc.pre(isDay(other));
        expect(julian(other) - julian(day)).toBe(count);
        expect(daysBetween(day, other)).toBe(count);
        expect(weekday(day)).toBe((julian(day) % 7) + 1);
        expect(other < day).toBe(count < 0);
      }),
    );
  });

  it.each([
    ["2026-08-17", 1],
    ["1945-08-17", 5],
    ["2024-02-29", 4],
    ["1970-01-01", 4],
    ["1969-12-28", 7],
  ])("%s is day %i of the week", (day, expected) => expect(weekday(day as Day)).toBe(expected));

  it("finds the Monday before", () => {
    fc.assert(
      fc.property(days, (day) => {
        const monday = mondayOf(day);
        expect(weekday(monday)).toBe(1);
        expect(daysBetween(monday, day)).toBe(weekday(day) - 1);
      }),
    );
  });
});

describe("periods", () => {
  it.each(["2026-00", "2026-13", "2026-1", "1899-12", "2200-01", "2026-01-01", ""])("%j is no month", (text) => {
    expect(isPeriod(text)).toBe(false);
    expect(() => parsePeriod(text)).toThrow(Refusal);
  });

  it.each([
    ["2026-02", 28],
    ["2024-02", 29],
    ["2100-02", 28],
    ["2000-02", 29],
    ["2026-04", 30],
    ["2026-12", 31],
  ])("%s has %i days", (period, count) => expect(daysInMonth(period as Period)).toBe(count));

  it("is made of its days, without gap or overlap", () => {
    fc.assert(
      fc.property(periods, (period) => {
        const all = daysOf(period);
        expect(all[0]).toBe(firstDay(period));
        expect(all.at(-1)).toBe(lastDay(period));
        expect(all.every((day) => isDay(day) && periodOf(day) === period)).toBe(true);
        expect(all).toHaveLength(julian(firstDay(nextPeriod(period))) - julian(firstDay(period)));
        expect(previousPeriod(nextPeriod(period))).toBe(period);
        expect(previousPeriod(period) < period).toBe(true);
      }),
    );
  });
});

describe("zones", () => {
  it.each([
    ["WIB", "2026-03-31T16:59:59.999Z", "2026-03-31"],
    ["WIB", "2026-03-31T17:00:00.000Z", "2026-04-01"],
    ["WITA", "2026-03-31T15:59:59.999Z", "2026-03-31"],
    ["WITA", "2026-03-31T16:00:00.000Z", "2026-04-01"],
    ["WIT", "2026-03-31T14:59:59.999Z", "2026-03-31"],
    ["WIT", "2026-03-31T15:00:00.000Z", "2026-04-01"],
  ] as const)("in %s %s falls on %s", (zone, instant, day) => expect(dayAt(Date.parse(instant), zone)).toBe(day));

  it("begins and ends a day where the IANA zone does", () => {
    fc.assert(
      // Before 1988 the IANA zones had other offsets.
      fc.property(
        fc.date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2150-01-01T00:00:00Z"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (instant, zone) => {
          const day = dayAt(instant.getTime(), zone);
          expect(day).toBe(instant.toLocaleDateString("sv-SE", { timeZone: ianaZone[zone] }));
          const start = startOfDay(day, zone);
          expect(dayAt(start, zone)).toBe(day);
          expect(dayAt(start - 1, zone)).toBe(addDays(day, -1));
          expect(startOfDay(addDays(day, 1), zone) - start).toBe(86_400_000);
        },
      ),
    );
  });
});

describe("minutes of a day", () => {
  it.each([
    ["00:00", 0],
    ["07:30", 450],
    ["23:59", 1439],
    ["24:00", undefined],
    ["7:30", undefined],
    ["07:60", undefined],
    ["07:30:00", undefined],
    ["", undefined],
  ])("%j is %p", (time, minute) => expect(minuteOfDay(time)).toBe(minute));
});
