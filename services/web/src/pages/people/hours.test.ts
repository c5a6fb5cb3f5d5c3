import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { groupsOf, holdingOf, spansOf, standingOf, weekStanding } from "./hours.ts";
import {
  beginsBefore,
  changedBlock,
  formOf,
  hoursFaults,
  type HoursForm,
  toldOf,
  toldOfWeek,
  weekFaults,
  weekWish,
  wishOf,
  withBlock,
  withDay,
  withoutBlock,
} from "./hours-form.ts";
import { besides, spanText, weekdaysText } from "./hours-text.ts";
import { hoursWords } from "./hours-words.ts";
import { type Schedule, type ScheduleDay, type WorkingWeek } from "./types.ts";

const [w, f] = [hoursWords.id, createFormat("id")];
const office = { starts: "07:30", ends: "16:00", breakFrom: "12:00", breakTo: "13:00" };
const friday = { starts: "07:30", ends: "16:30", breakFrom: "11:30", breakTo: "13:00" };
const days: ScheduleDay[] = [{ weekday: 5, ...friday }, ...[1, 2, 3, 4].map((weekday) => ({ weekday, ...office }))];
const schedule = (scheduleId: string, change: Partial<Schedule> = {}): Schedule => ({
  ...{ scheduleId, unitId: "", validFrom: "2026-01-01", validTo: "", days, decree: "Pergub 7/2026" },
  ...{ reason: "", recordedBy: "p", recordedAt: "2026-01-01T00:00:00Z" },
  ...change,
});

describe("the days of recorded hours", () => {
  it("stand together where their hours are the same, Monday first", () => {
    expect(groupsOf(days)).toEqual([
      { weekdays: [1, 2, 3, 4], hours: office },
      { weekdays: [5], hours: friday },
    ]);
  });

  it.each([
    [[1, 2, 3, 4, 5], "Senin–Jumat"],
    [[1, 2], "Senin, Selasa"],
    [[1, 3, 5, 6, 7], "Senin, Rabu, Jumat–Minggu"],
    [[7], "Minggu"],
    [[], ""],
  ])("%j read %s", (weekdays, text) => {
    expect(weekdaysText(weekdays, w)).toBe(text);
    expect(
      spansOf(weekdays)
        .flat()
        .every((one) => weekdays.includes(one)),
    ).toBe(true);
  });

  it("say what lies on the next morning, what is flexible and when the break is", () => {
    const night = { starts: "22:00", ends: "06:00", latestStart: "22:30" };
    expect(spanText(office, w, f)).toBe("07.30–16.00");
    expect(spanText(night, w, f)).toBe("22.00–06.00 esok hari");
    expect(spanText({ starts: "08:00", ends: "08:00" }, w, f)).toBe("08.00–08.00 esok hari");
    expect(besides(night, w, f)).toEqual(["boleh masuk sampai 22.30"]);
    expect(besides({ ...office, latestStart: "08:00" }, w, f)).toEqual([
      "boleh masuk sampai 08.00",
      "istirahat 12.00–13.00",
    ]);
    expect(besides({}, w, f)).toEqual([]);
  });
});

describe("which hours hold", () => {
  const ramadan = { validFrom: "2026-02-18", validTo: "2026-03-19" };
  const all = [
    schedule("year"),
    schedule("ramadan", ramadan),
    schedule("changed", { validFrom: "2026-03-01" }),
    schedule("again", { validFrom: "2026-03-01", recordedAt: "2026-02-20T00:00:00Z" }),
    schedule("unit", { unitId: "u" }),
  ];
  it.each([
    ["2025-12-31", "", undefined],
    ["2026-02-17", "", "year"],
    ["2026-02-18", "", "ramadan"],
    ["2026-03-19", "", "ramadan"],
    ["2026-03-20", "", "again"],
    ["2026-03-20", "u", "unit"],
    ["2026-03-20", "x", undefined],
  ])("on %s in %j: %s", (day, unitId, id) => expect(holdingOf(all, unitId, day)?.scheduleId).toBe(id));

  it.each([
    ["2026-02-17", ["now", "later", "later", "later", "now"]],
    ["2026-03-01", ["aside", "now", "aside", "aside", "now"]],
    ["2026-03-20", ["aside", "past", "aside", "now", "now"]],
  ])("on %s they stand %j", (day, standings) => expect(all.map((one) => standingOf(one, all, day))).toEqual(standings));

  it("of weeks is the latest that has begun, of each unit for itself", () => {
    const week = (unitId: string, validFrom: string): WorkingWeek => ({ unitId, validFrom, days: 5, decree: "x" });
    const weeks = [week("", "2026-01-01"), week("", "2026-06-01"), week("", "2027-01-01"), week("u", "2026-01-01")];
    expect(weeks.map((one) => weekStanding(one, weeks, "2026-06-01"))).toEqual(["past", "now", "later", "now"]);
    expect(weekStanding(weeks[0]!, weeks, "2026-05-31")).toBe("now");
  });
});

describe("the form of hours", () => {
  const whole: HoursForm = { ...formOf(schedule("year", { unitId: "u" }), "2026-12-01"), decree: " Pergub 8/2026 " };

  it("begins with the hours that hold, else with the days from Monday to Friday", () => {
    expect(whole.blocks.map(({ weekdays, ends, latestStart }) => [weekdays, ends, latestStart])).toEqual([
      [[1, 2, 3, 4], "16:00", ""],
      [[5], "16:30", ""],
    ]);
    expect(formOf(undefined, "2026-12-01")).toMatchObject({
      unitId: "",
      blocks: [{ weekdays: [1, 2, 3, 4, 5], starts: "" }],
    });
  });

  it("is sent Monday first, without what is empty", () => {
    expect(wishOf({ ...whole, blocks: whole.blocks.toReversed(), validTo: "2026-12-31" })).toEqual({
      ...{ unitId: "u", validFrom: "2026-12-01", validTo: "2026-12-31", decree: "Pergub 8/2026" },
      days: [...[1, 2, 3, 4].map((weekday) => ({ weekday, ...office })), { weekday: 5, ...friday }],
    });
    const bare = { starts: "08:00", ends: "15:00", latestStart: "", breakFrom: "", breakTo: "" };
    expect(wishOf({ ...whole, unitId: "", blocks: [{ weekdays: [6], ...bare }] })).toEqual({
      ...{ validFrom: "2026-12-01", decree: "Pergub 8/2026", days: [{ weekday: 6, starts: "08:00", ends: "15:00" }] },
    });
  });

  it("has every day once: chosen for other hours, it leaves the ones before", () => {
    const days = (form: HoursForm) => form.blocks.map(({ weekdays }) => weekdays);
    expect(days(withDay(whole, 1, 4, true))).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(days(withDay(whole, 0, 1, false))).toEqual([[2, 3, 4], [5]]);
    expect(days(withBlock(whole))).toEqual([[1, 2, 3, 4], [5], []]);
    expect(days(withoutBlock(whole, 0))).toEqual([[5]]);
    expect(changedBlock(whole, 1, { ends: "15:00" }).blocks.map(({ ends }) => ends)).toEqual(["16:00", "15:00"]);
  });

  it("names what is missing, by field", () => {
    expect(hoursFaults(whole, "2026-11-30")).toEqual({});
    const half = changedBlock(changedBlock(withBlock(whole), 0, { breakTo: "" }), 1, { breakFrom: "" });
    expect(hoursFaults({ ...half, validFrom: "", validTo: "2026-01-01", decree: " ab " }, "2026-11-30")).toEqual({
      ...{ validFrom: "from", decree: "decree", "0/breakTo": "break", "1/breakFrom": "break" },
      ...{ "2/weekdays": "days", "2/starts": "time", "2/ends": "time" },
    });
    expect(hoursFaults({ ...whole, validTo: "2026-11-30" }, "2026-11-30")).toEqual({ validTo: "order" });
  });

  it("asks for a reason where the first day has begun, and sends it", () => {
    const faultOn = (today: string, reason: string) => hoursFaults({ ...whole, reason }, today)["reason"];
    expect([faultOn("2026-12-01", " ab "), faultOn("2026-12-01", " abc ")]).toEqual(["reason", undefined]);
    expect([faultOn("2026-11-30", ""), faultOn("2026-11-30", "ab")]).toEqual([undefined, "reason"]);
    expect([beginsBefore(whole, "2026-12-01"), beginsBefore(whole, "2026-11-30")]).toEqual([true, false]);
    expect(beginsBefore({ ...whole, validFrom: "" }, "2026-12-01")).toBe(false);
    expect(wishOf({ ...whole, reason: " SE terlambat diterima " }).reason).toBe("SE terlambat diterima");
    const told = { pointer: "/reason", code: "SCHEDULE_REASON_MISSING", detail: "Alasan belum ada" };
    expect(toldOf([told], whole)).toEqual({ reason: "Alasan belum ada" });
  });

  it("puts what the server says of a day into the block of that day", () => {
    const told = (pointer: string) => ({ pointer, code: "TIME_ORDER", detail: pointer });
    const errors = ["/days/4/breakTo", "/days/0/weekday", "/validTo", "/days/9/starts"].map(told);
    expect(toldOf(errors, whole)).toEqual({
      ...{ "1/breakTo": "/days/4/breakTo", "0/weekdays": "/days/0/weekday", validTo: "/validTo" },
    });
    expect(toldOfWeek([told("/validFrom")])).toEqual({ validFrom: "/validFrom" });
  });

  it("of a week is sent without a unit where it holds for the agency", () => {
    const week = { unitId: "", validFrom: "2026-12-01", days: 6 as const, decree: " Pergub 9/2026 " };
    expect(weekWish(week)).toEqual({ validFrom: "2026-12-01", days: 6, decree: "Pergub 9/2026" });
    expect(weekWish({ ...week, unitId: "u" }).unitId).toBe("u");
    expect(weekFaults(week)).toEqual([]);
    expect(weekFaults({ ...week, validFrom: "", decree: " " })).toEqual(["validFrom", "decree"]);
  });
});
