import { describe, expect, it } from "@jest/globals";
import { type Day, daysOf, parsePeriod, weekday } from "@kinerja/common/kernel";

import { noDays } from "./days.ts";
import { type AttendanceFact, type RosterRow, snapshotOf, type WorkCalendar, workdaysOf } from "./snapshot.ts";

const october = parsePeriod("2026-10");
const calendar = (lastDayOfWeek: 5 | 6, unitId?: string): WorkCalendar => ({
  unitId,
  workdays: new Set(daysOf(october).filter((day) => weekday(day) <= lastDayOfWeek)),
});
const calendars = [calendar(5), calendar(6, "school")];
const [friday, saturday] = ["2026-10-02", "2026-10-03"] as Day[];
const person = { personId: "p", employmentId: "e" };
const roster: RosterRow = {
  ...person,
  validFrom: "2024-01-01" as Day,
  validTo: undefined,
  primary: true,
  positionClass: 8,
  staffKind: "pns",
};
const day = (date: Day | undefined, more: Partial<AttendanceFact> = {}): AttendanceFact => ({
  date: date!,
  status: "HADIR",
  ...{ lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 },
  ...more,
});
function factsWith(attendance: readonly AttendanceFact[], row: Partial<RosterRow> = {}, known = calendars) {
  const month = { ...person, approvedMinutes: 0, openMinutes: 0, daysWithEntries: 0, attendance };
  const inputs = { personId: "p", roster: [{ ...roster, ...row }], months: [month], predicates: [] };
  return snapshotOf(october, inputs, { taken: noDays, calendars: known })[0]!.facts;
}
const worked = (attendance: readonly AttendanceFact[], row: Partial<RosterRow> = {}, known = calendars) =>
  (factsWith(attendance, row, known)["attendance.days"] as readonly { work: boolean }[]).map(({ work }) => work);

describe("days of work", () => {
  it("are the agency's, or those of the nearest unit that keeps a week of its own", () => {
    expect(workdaysOf(calendars, ["office", "root"])?.size).toBe(22);
    expect(workdaysOf(calendars, ["class", "school", "root"])?.size).toBe(27);
    expect(workdaysOf([...calendars, calendar(5, "class")], ["class", "school"])?.size).toBe(22);
    expect(workdaysOf([], ["school"])).toBeUndefined();
    expect(factsWith([])["calendar.workdays"]).toBe(22);
    expect(factsWith([], { unitIds: ["school"] })["calendar.workdays"]).toBe(27);
    expect(factsWith([], {}, [])).not.toHaveProperty(["calendar.workdays"]);
  });

  it("are told of each day by its file, else by the calendar", () => {
    const both = [day(friday), day(saturday)];
    expect(worked(both)).toEqual([true, false]);
    expect(worked(both, { unitIds: ["school"] })).toEqual([true, true]);
    expect(worked([day(friday, { work: false }), day(saturday, { work: true })])).toEqual([false, true]);
    expect(worked([day(friday, { status: "LIBUR" }), day(saturday)], {}, [])).toEqual([false, true]);
  });

  it("alone are counted: nobody is absent or late on a day off", () => {
    const late = { lateMinutes: 20, earlyMinutes: 5, missedChecks: 1 };
    const facts = factsWith([day(friday, late), day(saturday, late), day("2026-10-04" as Day, { status: "ALPA" })]);
    expect(facts).toMatchObject({
      "attendance.absent_days": 0,
      "attendance.late_minutes": 20,
      "attendance.late_events": [20],
      "attendance.early_events": [5],
      "attendance.missed_checks": 1,
    });
    expect(factsWith([day(saturday, { status: "ALPA", work: true })])["attendance.absent_days"]).toBe(1);
  });
});

it("a day has its two checks, where they were made", () => {
  expect(factsWith([day(friday, { checkIn: "07:28", checkOut: "16:03" }), day(saturday)])["attendance.days"]).toEqual([
    { day: friday, work: true, status: "HADIR", check_in: "07:28", check_out: "16:03" },
    { day: saturday, work: false, status: "HADIR" },
  ]);
});

it.each([
  ["the one without a time", { missedChecks: 1, checkIn: "07:28" }, { missed_out: true }],
  ["the other one without a time", { missedChecks: 1, checkOut: "16:03" }, { missed_in: true }],
  ["told as the arrival where there are no times", { missedChecks: 1 }, { missed_in: true }],
  ["both", { missedChecks: 2 }, { missed_in: true, missed_out: true }],
  ["none", { checkIn: "07:28" }, {}],
])("a missed check is %s", (_, of, missed) => {
  const [found] = factsWith([day(friday, of)])["attendance.days"] as readonly Record<string, unknown>[];
  const { day: _day, work: _work, status: _status, check_in: _in, check_out: _out, ...rest } = found!;
  expect(rest).toEqual(missed);
});

it("grade and kind of position are facts where the roster knows them", () => {
  expect(factsWith([], { grade: "III/c", positionKind: "pelaksana" })).toMatchObject({
    ...{ "roster.grade": "III/c", "roster.position_kind": "pelaksana" },
  });
  expect(Object.keys(factsWith([]))).toEqual(expect.not.arrayContaining(["roster.grade", "roster.position_kind"]));
});
