import { type Schedule, type ScheduleDay, type WorkingWeek } from "../../src/pages/people/types.ts";
import { type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";

const on = (weekdays: readonly number[], hours: Omit<ScheduleDay, "weekday">): ScheduleDay[] =>
  weekdays.map((weekday) => ({ weekday, ...hours }));

const office = [
  ...on([1, 2, 3, 4], { starts: "07:30", ends: "16:00", latestStart: "08:00", breakFrom: "12:00", breakTo: "13:00" }),
  ...on([5], { starts: "07:30", ends: "16:30", latestStart: "08:00", breakFrom: "11:30", breakTo: "13:00" }),
];

const schedule = (number: number, change: Partial<Schedule>): Schedule => ({
  ...{ scheduleId: idOf(70, number), unitId: "", validFrom: "2026-01-01", validTo: "", days: office },
  ...{ decree: "Pergub contoh 7/2025", reason: "", recordedBy: idOf(0, 3), recordedAt: "2025-12-18T02:00:00Z" },
  ...change,
});

const seedSchedules = (): Schedule[] => [
  schedule(5, {
    ...{ validFrom: "2027-02-08", validTo: "2027-03-09", recordedAt: "2026-11-16T03:10:00Z" },
    ...{ days: on([1, 2, 3, 4, 5], { starts: "08:00", ends: "15:00", breakFrom: "12:00", breakTo: "12:30" }) },
    decree: "SE Sekda contoh 22/2026 tentang jam kerja Ramadan 1448 H",
  }),
  schedule(4, {
    ...{ unitId: idOf(3, 2), validFrom: "2026-07-01", decree: "Keputusan Kepala Dinas contoh 445/2026" },
    ...{ days: on([1, 2, 3, 4, 5, 6, 7], { starts: "21:00", ends: "07:00", breakFrom: "01:00", breakTo: "02:00" }) },
    recordedAt: "2026-06-24T06:40:00Z",
  }),
  schedule(2, {
    ...{ validFrom: "2026-02-18", validTo: "2026-03-19", recordedAt: "2026-02-02T01:00:00Z" },
    ...{ days: on([1, 2, 3, 4, 5], { starts: "08:00", ends: "15:00" }), decree: "SE Sekda contoh 3/2026" },
  }),
  schedule(1, {}),
];

/** Working hours; the first record without a break that fits is refused as the platform would. */
export function hoursRoutes(): FakeRoutes {
  const schedules = seedSchedules();
  return {
    "GET /v1/agencies/*/schedules": () => ok({ schedules, nextPageToken: "" }),
    "POST /v1/agencies/*/schedules:set": ({ body, person }: Call) => {
      const {
        unitId = "",
        validFrom = "",
        validTo = "",
        decree = "",
        reason = "",
        days = [],
      } = body as Partial<Schedule>;
      const late = days.findIndex(({ breakTo = "", ends, starts }) => ends > starts && breakTo > ends);
      if (late >= 0) {
        const detail = "Jam ini mendahului jam sebelumnya. Tulis menurut urutannya.";
        const errors = [{ pointer: `/days/${String(late)}/breakTo`, code: "TIME_ORDER", detail }];
        return problem(400, "INVALID", "Ada isian yang perlu diperbaiki.", { errors });
      }
      const given = { unitId, validFrom, validTo, decree, reason, days, recordedBy: person.me.personId };
      schedules.unshift(schedule(9, { ...given, recordedAt: "2026-11-19T05:05:00Z" }));
      return ok({});
    },
  };
}

export const seedWeeks = (): WorkingWeek[] => [
  { unitId: "", validFrom: "2024-01-01", days: 5, decree: "Pergub contoh 30/2023" },
  { unitId: idOf(3, 2), validFrom: "2026-07-01", days: 6, decree: "Pergub contoh 14/2026" },
];
