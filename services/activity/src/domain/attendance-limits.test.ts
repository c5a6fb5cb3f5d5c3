import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type AttendanceRow } from "./attendance.ts";
import { asksForHours, daysAhead, ownIn, wrongChecks } from "./attendance-limits.ts";
import { readHours } from "./schedule.ts";

const row = (date: string, checkIn?: string, checkOut?: string, line = 0): AttendanceRow => ({
  ...{ line, namedBy: "nip", personId: `person-${line}`, date: date as Day, status: "HADIR", work: undefined },
  ...{ lateMinutes: 0, earlyMinutes: 0, missedChecks: 0, checkIn, checkOut },
});
const hours = (starts: string, ends: string) => readHours({ starts, ends }, "");
const [day, night, midnight] = [hours("07:30", "16:00"), hours("21:00", "07:00"), hours("00:00", "08:00")];
/** By the clock in WIT, which is nine hours ahead. */
const at = (date: string, time: string) => Date.parse(`${date}T${time}:00+09:00`);

describe("checks that are still to come", () => {
  it.each([
    ["later than now", row("2026-10-06", "07:29", "16:03"), day, at("2026-10-06", "07:30"), ["check_out"]],
    ["not yet, since it is that minute", row("2026-10-06", "07:30"), day, at("2026-10-06", "07:30"), []],
    ["both, where no hours hold", row("2026-10-06", "07:31", "16:03"), undefined, at("2026-10-06", "07:30"), ["check_in", "check_out"]],
    ["on the next morning", row("2026-10-06", "21:00", "07:00"), night, at("2026-10-06", "21:10"), ["check_out"]],
    ["still, on that morning", row("2026-10-06", "21:00", "07:00"), night, at("2026-10-07", "06:59"), ["check_out"]],
    ["no longer, then", row("2026-10-06", "21:00", "07:00"), night, at("2026-10-07", "07:00"), []],
    ["not, on the evening before", row("2026-10-06", "23:52", "08:03"), midnight, at("2026-10-06", "08:10"), []],
  ] as const)("are refused: %s", (_name, one, planned, now, columns) => {
    expect(asksForHours([one], now)).toEqual([one]);
    const found = wrongChecks([one], [planned], now);
    expect(found).toEqual(columns.map((column) => ({ pointer: `/lines/0/${column}`, code: "TAP_AHEAD", params: {} })));
  }); // prettier-ignore

  it("cannot be of longer ago: hours are asked for where the second check reads earlier", () => {
    const now = at("2026-10-06", "07:30");
    const rows = [row("2026-10-01", "07:30", "16:00"), row("2026-10-01", "16:00", "07:30"), row("2026-10-06")];
    expect(asksForHours(rows, now)).toEqual([rows[1]]);
    expect(wrongChecks([rows[1]!], [day], now).map(({ code }) => code)).toEqual(["TAP_ORDER"]);
    expect(wrongChecks([rows[1]!], [undefined], now).map(({ code }) => code)).toEqual(["TAP_ORDER"]);
  });
});

it("a day that has begun nowhere is ahead", () => {
  const rows = [row("2026-10-06", undefined, undefined, 1), row("2026-10-07", undefined, undefined, 2)];
  const ahead = { pointer: "/lines/2/date", code: "DATE_AHEAD", params: {} };
  expect(daysAhead(rows, at("2026-10-06", "23:59"))).toEqual([ahead]);
  expect(daysAhead(rows, at("2026-10-07", "00:00"))).toEqual([]);
});

it("own days are told by the column that names the person", () =>
  expect(ownIn([row("2026-10-06"), row("2026-10-06", "07:30", "16:00", 3)], "person-3")).toEqual([
    { pointer: "/lines/3/nip", code: "OWN_ATTENDANCE", params: {} },
  ]));
